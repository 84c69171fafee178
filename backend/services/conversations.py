"""Conversations of the chat: who may read them, and turns that are stored once whatever the network does.

A turn has two halves. `begin_message` stores the citizen's message as pending; `finish_message` stores the answers and marks
it done in one transaction. Between them the assistant is asked. A message that stays pending (the assistant was down) is asked
again when its idempotency key comes back, and a key that is done gives its stored answers again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import delete as sql_delete
from sqlalchemy import select, update

from backend.database import UnitOfWork
from backend.errors import NotFound, WrongToken
from backend.models import Conversation, Identification, Message, OneTimeCode, TrackerErasure
from backend.services import receipt_seal, uploads

GREETING = "/greet"
# The widget's switch sends the assistant's word for a language; who reads the conversation sees the name that was pressed.
LANGUAGES = {"αγγλικά": "English", "ελληνικά": "Ελληνικά"}


@dataclass(frozen=True)
class StartedConversation:
    """`token` is shown this once; only its SHA-256 is kept."""

    session_id: str
    token: str


@dataclass(frozen=True)
class MessageView:
    """One message as citizens and staff see it. `sender` is citizen, assistant or staff; `id` counts from 1 in the conversation."""

    id: int
    sender: str
    text: str
    payload: str | None
    buttons: list[dict[str, Any]]
    attachment: dict[str, Any] | None
    custom: dict[str, Any] | None
    at: datetime
    state: str
    idempotency_key: str | None
    reply_to: int | None
    intent: str | None
    confidence: float | None
    understanding: dict[str, Any] | None


@dataclass(frozen=True)
class Turn:
    """`state`: new (just stored), pending (stored earlier, never answered), done (`answers` are the stored ones)."""

    seq: int
    state: Literal["new", "pending", "done"]
    message: MessageView
    answers: list[MessageView]
    language: str


@dataclass(frozen=True)
class ConversationView:
    id: str
    channel: str
    language: str
    started_at: datetime
    last_at: datetime


def start(uow: UnitOfWork, *, channel: str, language: str = "el") -> StartedConversation:
    """A new conversation with its bearer token."""
    token = uow.chance.token()
    conversation = Conversation(
        id=uuid.uuid4().hex, channel=channel, token_hash=_hash(token), language=language, started_at=uow.now(), last_at=uow.now()
    )
    uow.session.add(conversation)
    return StartedConversation(conversation.id, token)


def authenticate(uow: UnitOfWork, session_id: str, token: str | None) -> ConversationView:
    """Whose token this is. Raises `NotFound` (no such conversation) or `WrongToken`."""
    conversation = _conversation(uow, session_id)
    if not token or not hmac.compare_digest(conversation.token_hash, _hash(token)):
        raise WrongToken
    return ConversationView(conversation.id, conversation.channel, conversation.language, conversation.started_at, conversation.last_at)


def begin_message(uow: UnitOfWork, session_id: str, *, text: str, payload: str | None, idempotency_key: str) -> Turn:
    """Store a citizen's message as pending, or find it again by its key. Exactly one of `text`, `payload` carries the meaning;
    a payload gets the words of the button that was pressed as its text."""
    # The row lock orders two processes that write to one conversation; SQLite's BEGIN IMMEDIATE does the same.
    conversation = _conversation(uow, session_id, lock=True)
    known = uow.session.scalar(select(Message).where(Message.conversation_id == session_id, Message.idempotency_key == idempotency_key))
    if known is not None:
        if known.state == "done":
            return Turn(known.seq, "done", _view(uow, known), _answers(uow, session_id, known.seq), conversation.language)
        return Turn(known.seq, "pending", _view(uow, known), [], conversation.language)
    attachment = None
    if payload is not None and not text:
        text, attachment = _words_of_payload(uow, session_id, payload)
    message = Message(
        conversation_id=session_id, seq=_next_seq(conversation), sender="citizen", text=text, payload=payload, attachment=attachment,
        state="pending", idempotency_key=idempotency_key, at=uow.now(),
    )  # fmt: skip
    conversation.last_at = uow.now()
    uow.session.add(message)
    return Turn(message.seq, "new", _view(uow, message), [], conversation.language)


def finish_message(
    uow: UnitOfWork, session_id: str, seq: int, answers: Sequence[Mapping[str, Any]], understanding: Mapping[str, Any] | None
) -> list[MessageView]:
    """Store the assistant's answers (`text`, `buttons`, `attachment`, `custom`) to message `seq` and mark it done.

    A message that is done already keeps its first answers. Raises `NotFound` when the conversation was deleted meanwhile.
    """
    conversation = _conversation(uow, session_id, lock=True)
    asked = uow.session.scalar(select(Message).where(Message.conversation_id == session_id, Message.seq == seq))
    if asked is None:
        raise NotFound
    if asked.state == "done":
        return _answers(uow, session_id, seq)
    asked.state = "done"
    if understanding:
        intent = understanding.get("intent")
        asked.intent = str(intent)[:60] if intent else None
        asked.confidence = understanding.get("confidence")
        asked.understanding = dict(understanding)
    stored = [_answer_row(uow, conversation, seq, answer) for answer in answers]
    conversation.last_at = uow.now()
    uow.session.add_all(stored)
    return [_view(uow, message) for message in stored]


def _answer_row(uow: UnitOfWork, conversation: Conversation, seq: int, answer: Mapping[str, Any]) -> Message:
    text, custom = receipt_seal.seal(str(answer.get("text") or ""), answer.get("custom") or None)
    return Message(
        conversation_id=conversation.id, seq=_next_seq(conversation), sender="assistant", text=text,
        buttons=list(answer.get("buttons") or []),
        attachment=answer.get("attachment") or None, custom=custom, reply_to=seq, at=uow.now(),
    )  # fmt: skip


def messages_after(uow: UnitOfWork, session_id: str, after: int = 0) -> list[MessageView]:
    """Every message with an id greater than `after`, the citizen's included, in order."""
    rows = uow.session.scalars(select(Message).where(Message.conversation_id == session_id, Message.seq > after).order_by(Message.seq))
    return [_view(uow, row) for row in rows]


def transcript_for_staff(uow: UnitOfWork, conversation_id: str | None) -> list[MessageView]:
    """The whole conversation with what was understood, PINs hidden; empty when there is none (or it was deleted)."""
    if not conversation_id:
        return []
    rows = uow.session.scalars(select(Message).where(Message.conversation_id == conversation_id).order_by(Message.seq))
    return [_sealed_view(row) for row in rows]


def delete(uow: UnitOfWork, session_id: str) -> list[str]:
    """Delete the conversation, its messages, its proof of identity and the uploads that no case holds.

    The tracker that Rasa keeps is queued for erasure in the same transaction. Returns the paths (relative to the data folder) of files
    to remove once the transaction is through. Cases stay: they are the municipality's record.
    """
    _conversation(uow, session_id, lock=True)
    for table in (OneTimeCode, Identification, Message):
        uow.session.execute(sql_delete(table).where(table.conversation_id == session_id))
    paths = uploads.forget_unused(uow, session_id)
    uow.session.execute(sql_delete(Conversation).where(Conversation.id == session_id))
    uow.session.add(TrackerErasure(conversation_id=session_id, requested_at=uow.now(), next_attempt_at=uow.now()))
    return paths


def _conversation(uow: UnitOfWork, session_id: str, *, lock: bool = False) -> Conversation:
    statement = select(Conversation).where(Conversation.id == session_id)
    found = uow.session.scalar(statement.with_for_update() if lock else statement)
    if found is None:
        raise NotFound("Η συνομιλία δεν υπάρχει. Ξεκινήστε μια καινούργια.")
    return found


def _next_seq(conversation: Conversation) -> int:
    conversation.message_count += 1
    return conversation.message_count


def _answers(uow: UnitOfWork, session_id: str, seq: int) -> list[MessageView]:
    rows = uow.session.scalars(select(Message).where(Message.conversation_id == session_id, Message.reply_to == seq).order_by(Message.seq))
    return [_view(uow, row) for row in rows]


def _words_of_payload(uow: UnitOfWork, session_id: str, payload: str) -> tuple[str, dict[str, Any] | None]:
    """What a reader of the transcript sees for a pressed button, a photo or a place; the photo itself as attachment."""
    if payload == GREETING:
        return "", None
    recent = uow.session.scalars(
        select(Message).where(Message.conversation_id == session_id, Message.sender == "assistant").order_by(Message.seq.desc()).limit(12)
    )
    for message in recent:
        for button in message.buttons:
            if button.get("payload") == payload:
                return str(button.get("title", "")), None
    _, brace, values = payload.partition("{")
    try:
        entities = json.loads(brace + values) if brace else {}
    except ValueError:
        entities = {}
    if isinstance(entities, dict):
        if photo := uploads.describe(uow, session_id, str(entities.get("photo", ""))):
            return "Φωτογραφία", photo
        if location := entities.get("location"):
            return f"Τοποθεσία: {location}", None
        if language := LANGUAGES.get(str(entities.get("language"))):
            return language, None
    return "", None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _view(uow: UnitOfWork, row: Message) -> MessageView:
    """As the citizen sees it."""
    view = _sealed_view(row)
    text, custom = receipt_seal.unseal(uow, row.text, row.custom)
    return replace(view, text=text, custom=custom)


def _sealed_view(row: Message) -> MessageView:
    text = row.text.replace(receipt_seal.MARK, receipt_seal.HIDDEN) if (row.custom or {}).get("case") else row.text
    return MessageView(
        row.seq, row.sender, text, row.payload, row.buttons or [], row.attachment, row.custom, row.at, row.state or "done",
        row.idempotency_key, row.reply_to, row.intent, row.confidence, row.understanding,
    )  # fmt: skip


def erasures_due(uow: UnitOfWork, limit: int = 50) -> list[str]:
    """Ids of deleted conversations whose tracker Rasa should be asked to erase now."""
    rows = uow.session.scalars(select(TrackerErasure).where(TrackerErasure.next_attempt_at <= uow.now()).limit(limit))
    return [row.conversation_id for row in rows]


def erasure_done(uow: UnitOfWork, conversation_id: str) -> None:
    """Rasa has erased the tracker."""
    uow.session.execute(sql_delete(TrackerErasure).where(TrackerErasure.conversation_id == conversation_id))


def erasure_failed(uow: UnitOfWork, conversation_id: str, retry_at: datetime) -> None:
    """Rasa did not answer: try again at `retry_at`."""
    uow.session.execute(
        update(TrackerErasure)
        .where(TrackerErasure.conversation_id == conversation_id)
        .values(attempts=TrackerErasure.attempts + 1, next_attempt_at=retry_at)
    )
