"""A dropped call goes on: six digits, told to the caller, lead a new call back into the old conversation."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from sqlalchemy import ColumnElement, func, or_, select

from backend.database import UnitOfWork
from backend.errors import Locked, NotFound
from backend.models import Call, Conversation, ResumeFailure
from backend.services import identity
from backend.services.references import keyed_hash

PER_CALL, PER_HOUR = 5, 20
_HOUR = timedelta(hours=1)
_TRIES = 50


class WrongResumeCode(NotFound):
    """No call that can be resumed has these digits; the try is counted."""

    keeps_work = True
    code = "wrong_resume_code"
    default = "Δεν βρήκα κλήση με αυτόν τον κωδικό."


def code_of(uow: UnitOfWork, call_id: str, resume_try: int) -> str:
    """The six digits of a call: derived, so that no table holds them."""
    digest = hmac.new(uow.secret, f"resume:{call_id}:{resume_try}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"


def fresh_code(uow: UnitOfWork, call_id: str) -> tuple[str, int, str]:
    """(digits, try, keyed hash) that no other call that can be resumed has."""
    for number in range(_TRIES):
        code = code_of(uow, call_id, number)
        hashed = keyed_hash(uow, "resume", code)
        if uow.session.scalar(select(Call.id).where(Call.resume_hash == hashed, _resumable(uow)).limit(1)) is None:
            return code, number, hashed
    raise RuntimeError("no free resume code found")


def resume(uow: UnitOfWork, call_id: str, code: str) -> str:
    """Puts the call into the conversation that `code` leads to, and returns its id.

    Six digits are no proof of who is calling: whoever was identified there has to identify again.
    Raises `WrongResumeCode` (unknown, too old, or the conversation was deleted: never told apart), `NotFound` (no such call),
    `Locked` after 5 wrong codes in this call or 20 within an hour on the whole line.
    """
    call = uow.session.get(Call, call_id, with_for_update=True, populate_existing=True)
    if call is None:
        raise NotFound("Δεν βρέθηκε η κλήση.")
    _check_limits(uow, call_id)
    digits = "".join(letter for letter in code if letter.isdigit())
    hashed = keyed_hash(uow, "resume", digits)
    query = select(Call).where(Call.resume_hash == hashed, Call.id != call_id, _resumable(uow)).order_by(Call.started_at.desc())
    found = uow.session.scalars(query).first()
    if found is None or uow.session.get(Conversation, found.conversation_id) is None:
        uow.session.add(ResumeFailure(call_id=call_id, at=uow.now()))
        raise WrongResumeCode
    call.conversation_id = found.conversation_id
    identity.lapse(uow, found.conversation_id)
    call.last_at = uow.now()
    return call.conversation_id


def _resumable(uow: UnitOfWork) -> ColumnElement[bool]:
    """Not ended, or ended a short while ago. A call whose end was never told counts from what was last heard of it."""
    since = uow.now() - timedelta(minutes=uow.settings.voice_resume_minutes)
    return or_(Call.ended_at >= since, Call.ended_at.is_(None) & (Call.last_at >= since))


def _check_limits(uow: UnitOfWork, call_id: str) -> None:
    count = select(func.count()).select_from(ResumeFailure)
    if (uow.session.scalar(count.where(ResumeFailure.call_id == call_id)) or 0) >= PER_CALL:
        raise Locked(retry_after=3600)
    recent = ResumeFailure.at > uow.now() - _HOUR
    if (uow.session.scalar(count.where(recent)) or 0) >= PER_HOUR:
        oldest = uow.session.scalar(select(func.min(ResumeFailure.at)).where(recent)) or uow.now()
        raise Locked(retry_after=max(1, round((oldest + _HOUR - uow.now()).total_seconds())))
