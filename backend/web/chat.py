"""The chat API: sessions, messages, transcript, deletion."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse, Request
from sanic.response import empty, json

from backend.errors import InvalidInput
from backend.services import conversations, transcripts
from backend.services.conversations import ConversationView
from backend.web.bodies import EmailBody, MessageBody, SessionBody, bearer_of, key_of, message_of, read_json, whole_number
from backend.web.erasures import remove_files
from backend.web.parts import parts
from backend.web.work import in_view, in_work

blueprint = Blueprint("chat", url_prefix="/api/chat/sessions")


async def authenticated(request: Request, session_id: str) -> ConversationView:
    """The conversation whose token came with the request. Raises `NotFound` or `WrongToken`."""
    return await in_view(request, conversations.authenticate, session_id, bearer_of(request))


@blueprint.post("/", name="start", strict_slashes=False)
async def start(request: Request) -> HTTPResponse:
    """Begins a conversation and gives its id and the token that opens it."""
    parts(request).limiter.check("session_address", request.client_ip)
    body = read_json(request, SessionBody, optional=True)
    started = await in_work(request, conversations.start, channel="web", language=body.language)
    return json({"session_id": started.session_id, "token": started.token}, status=201)


@blueprint.post("/<session_id:str>/messages", name="send")
async def send(request: Request, session_id: str) -> HTTPResponse:
    """A citizen's message and the assistant's answers; the same Idempotency-Key again repeats nothing."""
    own = parts(request)
    await authenticated(request, session_id)
    own.limiter.check("message_session", session_id)
    own.limiter.check("message_address", request.client_ip)
    text, payload = message_of(read_json(request, MessageBody))
    result = await own.turns.take(session_id, text=text, payload=payload, key=key_of(request))
    messages = [transcripts.as_dict(message) for message in result.answers]
    return json({"id": result.seq, "messages": messages}, ensure_ascii=False)


@blueprint.get("/<session_id:str>/messages", name="messages")
async def messages(request: Request, session_id: str) -> HTTPResponse:
    """The messages after a number, the citizen's own included."""
    after = whole_number(request, "after")
    await authenticated(request, session_id)
    found = await in_view(request, conversations.messages_after, session_id, after)
    return json({"messages": [transcripts.as_dict(message) for message in found]}, ensure_ascii=False)


@blueprint.get("/<session_id:str>/transcript", name="transcript")
async def transcript(request: Request, session_id: str) -> HTTPResponse:
    """The conversation as a text or JSON file."""
    await authenticated(request, session_id)
    form = request.args.get("format", "txt")
    if form not in ("txt", "json"):
        raise InvalidInput("Η μορφή είναι txt ή json.", field="format")
    found = await in_view(request, conversations.messages_after, session_id)
    headers = {"content-disposition": f'attachment; filename="komotini-chat.{form}"'}
    if form == "json":
        return HTTPResponse(transcripts.as_json(found), headers=headers, content_type="application/json")
    return HTTPResponse(transcripts.as_text(found), headers=headers, content_type="text/plain; charset=utf-8")


@blueprint.post("/<session_id:str>/transcript/email", name="email")
async def email(request: Request, session_id: str) -> HTTPResponse:
    """Sends the transcript to an e-mail address."""
    own = parts(request)
    await authenticated(request, session_id)
    body = read_json(request, EmailBody)
    own.limiter.check("email_session", session_id)
    own.limiter.check("email_address", request.client_ip)
    await in_work(request, transcripts.email_transcript, session_id, body.email)
    return json({"accepted": True}, status=202)


@blueprint.delete("/<session_id:str>", name="delete")
async def delete(request: Request, session_id: str) -> HTTPResponse:
    """Erases the conversation, its files and what the assistant remembers of it."""
    own = parts(request)
    await authenticated(request, session_id)
    own.turns.abandon(session_id)
    paths = await in_work(request, conversations.delete, session_id)
    await remove_files(own, paths)
    own.hub.close(session_id)
    own.erasures.wake()
    return empty(204)
