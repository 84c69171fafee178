"""Telephone calls: noted by the line as they go on, each thing once however often it is told.

Recordings are in `call_recordings`, resumption in `call_resume`, views for staff in `call_list`, the line itself in `line_status`.
"""

from __future__ import annotations

import re
import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from backend.database import UnitOfWork
from backend.errors import NotFound
from backend.models import Call, CallTurn, Conversation, Message
from backend.services import call_resume, conversations
from backend.services.call_views import OpenedCall, TurnReport, is_low
from backend.services.receipt_seal import HIDDEN

CHANNEL = "phone"
# The line reads a PIN aloud to its owner; what staff read has a mark in its place, as in the chat.
_SPOKEN_PIN = re.compile(r"(\bPIN\b\D{0,20})\d(?:[\s,.\-]*\d){3}(?!\d)", re.IGNORECASE)


def open_call(
    uow: UnitOfWork, *, line_id: str, caller: str, called: str, started_at: datetime, recogniser: str = "", voice: str = ""
) -> OpenedCall:
    """Notes a call and begins its conversation. The same `line_id` again gives the same values, with ``created=False``."""
    known = _of_line(uow, line_id)
    if known is None:
        try:
            with uow.session.begin_nested():
                return _open(uow, line_id, caller, called, started_at, recogniser, voice)
        except IntegrityError:  # told twice at the same moment
            known = uow.session.scalars(select(Call).where(Call.line_id == line_id)).one()
    return OpenedCall(known.id, known.conversation_id, call_resume.code_of(uow, known.id, known.resume_try), False)


def _open(uow: UnitOfWork, line_id: str, caller: str, called: str, started_at: datetime, recogniser: str, voice: str) -> OpenedCall:
    conversation_id = conversations.start(uow, channel=CHANNEL).session_id
    call_id = uuid.uuid4().hex
    code, resume_try, resume_hash = call_resume.fresh_code(uow, call_id)
    uow.session.add(
        Call(
            id=call_id,
            line_id=line_id,
            conversation_id=conversation_id,
            caller=caller[:120],
            called=called[:120],
            started_at=started_at,
            last_at=uow.now(),
            recogniser=recogniser[:120],
            voice=voice[:120],
            resume_hash=resume_hash,
            resume_try=resume_try,
        )
    )
    uow.session.flush()
    return OpenedCall(call_id, conversation_id, code, True)


def add_turn(uow: UnitOfWork, call_id: str, report: TurnReport) -> bool:
    """Stores a turn, with its messages in the conversation; False when that `seq` was there already. Raises `NotFound`."""
    call = locked_call(uow, call_id)
    if uow.session.scalar(select(CallTurn.id).where(CallTurn.call_id == call_id, CallTurn.seq == report.seq)):
        return False
    said = [_without_pin(text) for text in report.said if text.strip()]
    words = [{key: word.get(key) for key in ("word", "start", "end", "confidence")} for word in report.words]
    uow.session.add(
        CallTurn(
            call_id=call_id,
            seq=report.seq,
            at=report.at,
            by=report.by,
            heard=report.heard,
            words=words,
            confidence=report.confidence,
            understanding=dict(report.understanding) if report.understanding else None,
            said=said,
            barge_in=report.barge_in,
            timings=dict(report.timings or {}),
        )
    )
    call.last_at = uow.now()
    if report.by in ("voice", "keys"):
        call.turn_count += 1
        call.unsure_count += report.by == "voice" and is_low(report.confidence)
    _write_messages(uow, call, report, said)
    uow.session.flush()
    return True


def _write_messages(uow: UnitOfWork, call: Call, report: TurnReport, said: list[str]) -> None:
    conversation = uow.session.get(Conversation, call.conversation_id, with_for_update=True, populate_existing=True)
    if conversation is None:
        return  # deleted meanwhile: the call keeps its own record
    asked: int | None = None

    def add(sender: str, text: str, **more: object) -> int:
        conversation.message_count += 1
        seq = conversation.message_count
        uow.session.add(Message(conversation_id=conversation.id, seq=seq, sender=sender, text=text, state="done", at=report.at, **more))
        return seq

    if report.heard:
        understood = dict(report.understanding or {})
        intent = understood.get("intent")
        asked = add(
            "citizen",
            report.heard,
            idempotency_key=f"call-{call.id}-{report.seq}",
            intent=str(intent)[:60] if intent else None,
            confidence=understood.get("confidence"),
            understanding=understood or None,
        )
    for text in said:
        add("assistant", text, reply_to=asked)
    conversation.last_at = uow.now()


def end_call(uow: UnitOfWork, call_id: str, *, how: str, ended_at: datetime) -> None:
    """The call is over. Again is harmless: the first end stays. Raises `NotFound`."""
    call = locked_call(uow, call_id)
    if call.ended_at is None:
        call.ended_at, call.how, call.last_at = ended_at, how[:40], uow.now()


def find_call(uow: UnitOfWork, name: str) -> Call:
    """By our id or the line's own. Raises `NotFound`."""
    call = uow.session.get(Call, name) or _of_line(uow, name)
    if call is None:
        raise NotFound("Δεν βρέθηκε η κλήση.")
    return call


def locked_call(uow: UnitOfWork, call_id: str) -> Call:
    """The call, locked until the transaction ends: two reports on it queue up. Raises `NotFound`."""
    call = uow.session.get(Call, call_id, with_for_update=True, populate_existing=True)
    if call is None:
        raise NotFound("Δεν βρέθηκε η κλήση.")
    return call


def _of_line(uow: UnitOfWork, line_id: str) -> Call | None:
    return uow.session.scalars(select(Call).where(Call.line_id == line_id)).first()


def _without_pin(text: str) -> str:
    return _SPOKEN_PIN.sub(rf"\g<1>{HIDDEN}", text)
