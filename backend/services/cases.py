"""Cases: filing, following, moving along. What every service of the municipality builds on.

`open_case` and the state machine are here; names and PINs in `references`, views in `case_views`, the inbox in
`case_list` and `case_search`, the guarded look-up in `case_access`, messages to the citizen in `notices`. All are reachable from here.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from backend.database import UnitOfWork
from backend.errors import Conflict, InvalidInput, NotFound
from backend.models import Attachment, Case, CaseEvent, CaseState
from backend.services import notices
from backend.services.case_access import find_case, get_status, get_status_for_conversation
from backend.services.case_list import CaseFilter, CasePage, get_case, list_cases
from backend.services.case_search import refresh_search, search_text
from backend.services.case_views import (
    OPEN_STATES,
    SERVICE_LABELS,
    STATE_LABELS,
    AttachmentView,
    CaseDetail,
    CaseRow,
    CaseStatus,
    Contact,
    HistoryLine,
    OpenedCase,
    StaffHistoryLine,
)
from backend.services.contacts import normalise_contact
from backend.services.references import ascii_protocol, next_protocol, pin_of
from backend.services.texts import shorten

__all__ = [
    "OPEN_STATES", "SERVICE_LABELS", "STATE_LABELS", "AttachmentView", "CaseDetail", "CaseFilter", "CasePage", "CaseRow", "CaseStatus",
    "Contact", "HistoryLine", "OpenedCase", "StaffHistoryLine", "add_note", "ascii_protocol", "attach", "change_state", "find_case",
    "get_case", "get_status", "get_status_for_conversation", "list_cases", "locked_case", "move", "open_case", "pin_of",
    "refresh_search", "search_text",
]  # fmt: skip

_CODE_TRIES = 20
_NEXT_STATES: dict[str, set[str]] = {
    CaseState.RECEIVED: {CaseState.IN_PROGRESS, CaseState.WAITING, CaseState.DONE, CaseState.REJECTED},
    CaseState.IN_PROGRESS: {CaseState.WAITING, CaseState.DONE, CaseState.REJECTED},
    CaseState.WAITING: {CaseState.IN_PROGRESS, CaseState.DONE, CaseState.REJECTED},
    CaseState.DONE: {CaseState.IN_PROGRESS},
    CaseState.REJECTED: {CaseState.IN_PROGRESS},
}


def open_case(
    uow: UnitOfWork,
    *,
    service: str,
    prefix: str,
    kind: str,
    title: str,
    channel: str,
    conversation_id: str | None = None,
    contact: Contact | None = None,
    idempotency_key: str | None = None,
    actor: str = "citizen",
    note: str | None = None,
    citizen_id: int | None = None,
) -> OpenedCase:
    """Files a case and tells the citizen, if there is a contact.

    The same `idempotency_key` again, also at the same moment from elsewhere, gives the first filing's values with
    ``created=False``; from another conversation or service it raises `Conflict`. Raises `InvalidPhone`, `InvalidEmail`.
    """
    contact = normalise_contact(contact or Contact())
    case = Case(
        service=service,
        kind=kind,
        title=shorten(title, 300),
        state=CaseState.RECEIVED,
        channel=channel,
        conversation_id=conversation_id,
        citizen_id=citizen_id,
        contact_name=contact.name,
        contact_phone=contact.phone,
        contact_email=contact.email,
        idempotency_key=idempotency_key,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    case, created = _insert_once(uow, case, prefix)
    opened = OpenedCase(case.id, case.protocol, case.code, pin_of(uow, case.protocol), created)
    if created:
        uow.session.add(CaseEvent(case_id=case.id, at=uow.now(), actor=actor, state=CaseState.RECEIVED, note=note or None))
        notices.case_opened(uow, case, opened.pin)
        uow.session.flush()
    return opened


def change_state(
    uow: UnitOfWork, case_id: int, state: str, *, actor: str, note: str | None = None, internal_note: str | None = None
) -> None:
    """Moves a case to another state, writes its history and tells the citizen.

    Raises `NotFound`, `InvalidInput` (no such state), `Conflict` (not from here; a certificate is done only by its approval).
    """
    case = locked_case(uow, case_id)
    if state not in STATE_LABELS:
        raise InvalidInput("Δεν υπάρχει τέτοια κατάσταση υπόθεσης.", field="state")
    if case.service == "certificates" and CaseState.DONE in (state, case.state):
        raise Conflict("Το πιστοποιητικό εκδίδεται με την έγκρισή του και μετά αλλάζει μόνο με ανάκληση.")
    move(uow, case, state, actor=actor, note=note, internal_note=internal_note)


def move(
    uow: UnitOfWork, case: Case, state: str, *, actor: str, note: str | None = None, internal_note: str | None = None, tell: bool = True
) -> None:
    """For services: the same on a case they have locked themselves. `tell=False` when they write to the citizen on their own."""
    if state not in _NEXT_STATES[case.state]:
        raise Conflict
    case.state = CaseState(state)
    _add_event(uow, case, actor, note, internal_note)
    if tell:
        notices.case_moved(uow, case, _trimmed(note))


def add_note(uow: UnitOfWork, case_id: int, *, actor: str, note: str | None = None, internal_note: str | None = None) -> None:
    """Adds a note without moving the case; `note` reaches the citizen. Raises `NotFound`, `InvalidInput` when both are empty."""
    case = locked_case(uow, case_id)
    if not _trimmed(note) and not _trimmed(internal_note):
        raise InvalidInput("Το σημείωμα είναι κενό.", field="note")
    _add_event(uow, case, actor, note, internal_note)
    if text := _trimmed(note):
        notices.note_added(uow, case, text)


def attach(uow: UnitOfWork, case_id: int, attachment_ids: Sequence[str], conversation_id: str | None) -> None:
    """Binds uploads of this conversation to a case. Again is harmless. Raises `NotFound` (not this conversation's), `Conflict`."""
    for attachment_id in attachment_ids:
        row = uow.session.get(Attachment, attachment_id)
        if row is None or row.conversation_id != conversation_id:
            raise NotFound("Δεν βρέθηκε το αρχείο που στείλατε.")
        if row.case_id not in (None, case_id):
            raise Conflict("Το αρχείο ανήκει ήδη σε άλλη υπόθεση.")
        row.case_id = case_id
    uow.session.flush()


def locked_case(uow: UnitOfWork, case_id: int) -> Case:
    """The case, locked until the transaction ends. Raises `NotFound`."""
    case = uow.session.get(Case, case_id, with_for_update=True, populate_existing=True)
    if case is None:
        raise NotFound("Δεν βρέθηκε η υπόθεση.")
    return case


def _add_event(uow: UnitOfWork, case: Case, actor: str, note: str | None, internal_note: str | None) -> None:
    case.updated_at = uow.now()
    case.events.append(CaseEvent(at=uow.now(), actor=actor, state=case.state, note=_trimmed(note), internal_note=_trimmed(internal_note)))
    uow.session.flush()


def _trimmed(text: str | None) -> str | None:
    return (text or "").strip() or None


def _insert_once(uow: UnitOfWork, case: Case, prefix: str) -> tuple[Case, bool]:
    """Inserts `case` with a fresh number and code, or finds the one that its idempotency key has filed."""
    wanted = (case.service, case.conversation_id)
    values = {column.key: getattr(case, column.key) for column in Case.__table__.columns if getattr(case, column.key) is not None}
    for _ in range(_CODE_TRIES):
        earlier = _filed_with(uow, case.idempotency_key)
        if earlier is not None:
            if (earlier.service, earlier.conversation_id) != wanted:
                raise Conflict
            return earlier, False
        fresh = Case(**values, code=uow.chance.digits(6))
        try:
            # The savepoint takes the protocol number back too when the key or the code turns out to be taken.
            with uow.session.begin_nested():
                fresh.protocol = next_protocol(uow, prefix)
                fresh.search_text = search_text(fresh)
                uow.session.add(fresh)
        except IntegrityError:
            continue
        return fresh, True
    raise RuntimeError("no free case code found")


def _filed_with(uow: UnitOfWork, idempotency_key: str | None) -> Case | None:
    if idempotency_key is None:
        return None
    return uow.session.scalars(select(Case).where(Case.idempotency_key == idempotency_key)).first()
