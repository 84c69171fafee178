"""Who may look into a case: the holder of code and PIN (level L1), or the conversation that filed it."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from backend.database import UnitOfWork
from backend.errors import Locked, WrongPin
from backend.models import Case, Identification, PinAttempt
from backend.services.case_views import CaseStatus, status_of
from backend.services.references import keyed_hash, pin_of, possible_names

MAX_FAILURES = 5
LOCK = timedelta(minutes=15)
_FORGET = timedelta(days=1)


def find_case(uow: UnitOfWork, reference: str) -> Case | None:
    """The case that a code or protocol number, in any spelling, names. For services: it asks for no PIN."""
    return uow.session.scalars(select(Case).where(_named(reference))).first()


def get_status(uow: UnitOfWork, reference: str, pin: str) -> CaseStatus:
    """State and history for the holder of code (or protocol number) and PIN.

    `WrongPin` when either is wrong, never told apart: an unknown reference takes the same steps and is locked in the
    same way. `Locked` for 15 minutes after 5 wrong tries, even for the right PIN.
    """
    case = find_case(uow, reference)
    names = possible_names(reference)
    attempt = _attempt(uow, keyed_hash(uow, "pin-lock", f"case {case.id}" if case else names[0] if names else reference[:80]))
    if attempt.locked_until and attempt.locked_until > uow.now():
        raise Locked(retry_after=_seconds_until(uow, attempt))
    # An unknown reference is compared too, with the PIN that it would have.
    expected = pin_of(uow, case.protocol if case else reference[:80])
    typed = "".join(digit for digit in pin if digit in "0123456789")
    matches = hmac.compare_digest(expected.encode(), typed.encode())
    if not matches or case is None:
        _count_failure(uow, attempt)
        raise WrongPin
    uow.session.delete(attempt)
    return status_of(case)


def get_status_for_conversation(uow: UnitOfWork, conversation_id: str, reference: str | None = None) -> CaseStatus | None:
    """The newest case (or the one `reference` names) that this conversation filed, or that belongs to the citizen identified in it."""
    identified = select(Identification.citizen_id).where(
        Identification.conversation_id == conversation_id, Identification.expires_at > uow.now()
    )
    query = select(Case).where(or_(Case.conversation_id == conversation_id, Case.citizen_id.in_(identified)))
    if reference:
        query = query.where(_named(reference))
    case = uow.session.scalars(query.order_by(Case.created_at.desc(), Case.id.desc())).first()
    return status_of(case) if case else None


def _named(reference: str) -> ColumnElement[bool]:
    names = possible_names(reference)
    return or_(Case.code.in_(names), Case.protocol.in_(names))


def _attempt(uow: UnitOfWork, key: str) -> PinAttempt:
    """The counter of this reference, locked, so that guesses at the same moment queue up and all count."""
    uow.session.execute(delete(PinAttempt).where(PinAttempt.last_at < uow.now() - _FORGET, PinAttempt.key != key))
    build: Any = postgresql.insert if uow.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    uow.session.execute(build(PinAttempt).values(key=key, failures=0, last_at=uow.now()).on_conflict_do_nothing())
    query = select(PinAttempt).where(PinAttempt.key == key).with_for_update().execution_options(populate_existing=True)
    return uow.session.scalars(query).one()


def _count_failure(uow: UnitOfWork, attempt: PinAttempt) -> None:
    expired = attempt.locked_until is not None
    attempt.failures = 1 if expired else attempt.failures + 1
    attempt.last_at = uow.now()
    attempt.locked_until = uow.now() + LOCK if attempt.failures >= MAX_FAILURES else None


def _seconds_until(uow: UnitOfWork, attempt: PinAttempt) -> int:
    remaining = (attempt.locked_until or uow.now()) - uow.now()
    return max(1, int(remaining.total_seconds()))
