"""What the case services give back, and the words for states and actors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from backend.models import Case, CaseEvent, CaseState
from backend.services.texts import mask_email, mask_phone

STATE_LABELS: dict[str, str] = {
    CaseState.RECEIVED: "Παραλήφθηκε",
    CaseState.IN_PROGRESS: "Σε εξέλιξη",
    CaseState.WAITING: "Περιμένουμε κάτι από εσάς",
    CaseState.DONE: "Ολοκληρώθηκε",
    CaseState.REJECTED: "Δεν έγινε δεκτή",
}
SERVICE_LABELS: dict[str, str] = {
    "certificates": "Πιστοποιητικά",
    "problems": "Προβλήματα και αιτήματα",
    "communication": "Επικοινωνία",
}
OPEN_STATES = (CaseState.RECEIVED, CaseState.IN_PROGRESS, CaseState.WAITING)


@dataclass(frozen=True)
class Contact:
    """How to reach whoever filed: any of the three may be absent. Phone and e-mail are normalised when a case is opened."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class OpenedCase:
    """A case just filed. `created` is False when the same idempotency key had already filed it (all else is the same)."""

    case_id: int
    protocol: str
    code: str
    pin: str
    created: bool


@dataclass(frozen=True)
class HistoryLine:
    """A line of history for the citizen; `actor_label` never names a member of staff."""

    at: datetime
    state: str
    state_label: str
    note: str | None
    actor_label: str


@dataclass(frozen=True)
class CaseStatus:
    """What the holder of code and PIN may see. `contact_hint` is masked."""

    protocol: str
    code: str
    service: str
    title: str
    state: str
    state_label: str
    created_at: datetime
    updated_at: datetime
    history: list[HistoryLine]
    contact_hint: str | None


@dataclass(frozen=True)
class StaffHistoryLine:
    """A line of history for staff: with the actor as recorded and the internal note."""

    at: datetime
    actor: str
    actor_label: str
    state: str
    state_label: str
    note: str | None
    internal_note: str | None


@dataclass(frozen=True)
class AttachmentView:
    """A file of a case. `id` is the unguessable token under which the web serves it."""

    id: str
    filename: str
    media_type: str
    size: int
    created_at: datetime


@dataclass(frozen=True)
class CaseRow:
    """One row of the inbox."""

    case_id: int
    protocol: str
    code: str
    service: str
    service_label: str
    kind: str
    title: str
    state: str
    state_label: str
    is_open: bool
    channel: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class CaseDetail(CaseRow):
    """Everything staff need of one case: its row and more. `facts` are the service's own lines: (Greek label, value)."""

    conversation_id: str | None
    contact: Contact
    history: list[StaffHistoryLine]
    attachments: list[AttachmentView]
    facts: list[tuple[str, str]]


def actor_label(actor: str) -> str:
    """Who did it, as a citizen reads it."""
    kind = actor.partition(":")[0]
    return {"citizen": "Πολίτης", "system": "Αυτόματα", "open311": "Εφαρμογή", "staff": "Δήμος"}.get(kind, "Δήμος")


def history_line(event: CaseEvent) -> HistoryLine:
    return HistoryLine(event.at, event.state, STATE_LABELS[event.state], event.note, actor_label(event.actor))


def staff_history_line(event: CaseEvent) -> StaffHistoryLine:
    label = STATE_LABELS[event.state]
    return StaffHistoryLine(event.at, event.actor, actor_label(event.actor), event.state, label, event.note, event.internal_note)


def contact_hint(case: Case) -> str | None:
    """The contact, masked: m•••@example.org or •••••••012."""
    if case.contact_email:
        return mask_email(case.contact_email)
    return mask_phone(case.contact_phone) if case.contact_phone else None


def status_of(case: Case) -> CaseStatus:
    """The citizen's view: every move and every note for the citizen, no line that is for staff only."""
    before = [None, *(event.state for event in case.events)]
    shown = [event for event, state in zip(case.events, before, strict=False) if event.note or event.state != state]
    return CaseStatus(
        protocol=case.protocol,
        code=case.code,
        service=case.service,
        title=case.title,
        state=case.state,
        state_label=STATE_LABELS[case.state],
        created_at=case.created_at,
        updated_at=case.updated_at,
        history=[history_line(event) for event in shown],
        contact_hint=contact_hint(case),
    )


def row_of(case: Case) -> CaseRow:
    return CaseRow(
        case_id=case.id,
        protocol=case.protocol,
        code=case.code,
        service=case.service,
        service_label=SERVICE_LABELS.get(case.service, case.service),
        kind=case.kind,
        title=case.title,
        state=case.state,
        state_label=STATE_LABELS[case.state],
        is_open=case.state in OPEN_STATES,
        channel=case.channel,
        created_at=case.created_at,
        updated_at=case.updated_at,
    )
