"""The house's own interface for the phone line: calls, turns, call-backs, heartbeat. Its key is the secret that the house's parts share."""

from __future__ import annotations

import hmac

import structlog
from sanic import Blueprint, HTTPResponse, Request
from sanic.response import empty, json

from backend.errors import WrongToken
from backend.services import call_list, call_resume, callbacks, calls, line_status
from backend.services.call_views import TurnReport
from backend.web.bodies import bearer_of, clean_text, path_text, read_json
from backend.web.parts import parts
from backend.web.voice_bodies import CallbackBody, CallBody, EndBody, ResumeBody, StatusBody, TurnBody
from backend.web.work import in_view, in_work

blueprint = Blueprint("voice", url_prefix="/api/voice")
log = structlog.get_logger(__name__)


def check_secret(request: Request) -> None:
    """Raises `WrongToken` unless the request comes from a part of the house. Without a secret nobody does."""
    secret = parts(request).settings.rasa_secret.get_secret_value()
    if not secret or not hmac.compare_digest((bearer_of(request) or "").encode(), secret.encode()):
        raise WrongToken("Αυτή η διεύθυνση είναι μόνο για την τηλεφωνική γραμμή.")


@blueprint.on_request
async def guard(request: Request) -> None:
    check_secret(request)


@blueprint.get("/line", name="line")
async def line(request: Request) -> HTTPResponse:
    """Whether people are at work now, and what every caller should hear."""
    office = await in_view(request, line_status.office)
    return json({"open": office.open, "hours": office.hours, "notice": office.notice}, ensure_ascii=False)


@blueprint.put("/status", name="status")
async def status(request: Request) -> HTTPResponse:
    """The line's heartbeat."""
    body = read_json(request, StatusBody)
    model = body.model.model_dump() if body.model else None
    changed = await in_work(
        request, line_status.heartbeat, address=body.address, mode=body.mode, model=model, voice=body.voice, limit=body.limit,
        calls=body.calls,
    )  # fmt: skip
    if changed:
        sentence = body.model.sentence if body.model else None
        log.info("line_status", address=body.address, mode=body.mode, model=sentence, voice=body.voice, limit=body.limit)
    return empty(204)


@blueprint.post("/calls", name="open")
async def open_call(request: Request) -> HTTPResponse:
    """Notes a call that has come in and begins its conversation."""
    body = read_json(request, CallBody)
    opened = await in_work(
        request, calls.open_call, line_id=clean_text(body.line_id), caller=clean_text(body.caller or ""),
        called=clean_text(body.called or ""), started_at=body.started_at, recogniser=clean_text(body.recogniser or ""),
        voice=clean_text(body.voice or ""),
    )  # fmt: skip
    return json({"id": opened.id, "conversation_id": opened.conversation_id, "resume_code": opened.resume_code}, status=201)


@blueprint.post("/calls/<call_id:str>/turns", name="turn")
async def turn(request: Request, call_id: str) -> HTTPResponse:
    """What was heard and what was said; a `seq` that is known changes nothing."""
    body = read_json(request, TurnBody)
    report = TurnReport(
        seq=body.seq, at=body.at, by=body.by, heard=clean_text(body.heard) if body.heard is not None else None,
        words=tuple(word.model_dump() for word in body.words), confidence=body.confidence, understanding=body.understanding,
        said=tuple(clean_text(text) for text in body.said), barge_in=body.barge_in, timings=body.timings,
    )  # fmt: skip
    await in_work(request, calls.add_turn, path_text(call_id), report)
    return empty(204)


@blueprint.get("/calls/<call_id:str>", name="call")
async def read_call(request: Request, call_id: str) -> HTTPResponse:
    """A call with its turns, by our id or by the line's."""
    return json(await in_view(request, call_list.read_back, path_text(call_id)), ensure_ascii=False)


@blueprint.post("/calls/<call_id:str>/end", name="end")
async def end(request: Request, call_id: str) -> HTTPResponse:
    """The call is over."""
    body = read_json(request, EndBody)
    await in_work(request, calls.end_call, path_text(call_id), how=clean_text(body.how), ended_at=body.ended_at)
    return empty(204)


@blueprint.post("/calls/<call_id:str>/resume", name="resume")
async def resume(request: Request, call_id: str) -> HTTPResponse:
    """Puts the call into the conversation of an earlier one, by its six digits."""
    body = read_json(request, ResumeBody)
    conversation_id = await in_work(request, call_resume.resume, path_text(call_id), body.code)
    return json({"conversation_id": conversation_id})


@blueprint.post("/callbacks", name="callback")
async def callback(request: Request) -> HTTPResponse:
    """Files a call-back; the same key files once."""
    body = read_json(request, CallbackBody)
    opened = await in_work(
        request, callbacks.callback_from_line, call_id=body.call_id, phone=clean_text(body.phone or "") or None,
        reason=clean_text(body.reason), key=body.key,
    )  # fmt: skip
    return json({"protocol": opened.protocol, "code": opened.code, "pin": opened.pin}, status=201, ensure_ascii=False)
