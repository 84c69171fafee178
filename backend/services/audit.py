"""The audit log: who of the staff did what, when. It holds names of things, never what citizens wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from backend.database import UnitOfWork
from backend.models import AuditEntry

ACTION_LABELS: dict[str, str] = {
    "sign_in": "Σύνδεση",
    "sign_in_failed": "Αποτυχημένη σύνδεση",
    "sign_in_locked": "Σύνδεση σε κλειδωμένο λογαριασμό",
    "sign_out": "Αποσύνδεση",
    "password_changed": "Αλλαγή κωδικού",
    "password_reset": "Νέος προσωρινός κωδικός",
    "account_created": "Νέος λογαριασμός",
    "account_changed": "Αλλαγή λογαριασμού",
    "account_deactivated": "Απενεργοποίηση λογαριασμού",
    "case_viewed": "Προβολή υπόθεσης",
    "attachment_viewed": "Προβολή αρχείου",
    "document_opened": "Άνοιγμα εγγράφου",
    "case_state_changed": "Αλλαγή κατάστασης",
    "case_note": "Σημείωμα σε υπόθεση",
    "case_keys_sent": "Αποστολή κωδικού και PIN",
    "certificate_approved": "Έγκριση πιστοποιητικού",
    "certificate_rejected": "Απόρριψη πιστοποιητικού",
    "certificate_revoked": "Ανάκληση πιστοποιητικού",
    "call_viewed": "Προβολή κλήσης",
    "recording_played": "Ακρόαση ηχογράφησης",
    "access_refused": "Άρνηση πρόσβασης",
}
OBJECT_LABELS: dict[str, str] = {"case": "Υπόθεση", "call": "Κλήση", "account": "Λογαριασμός", "page": "Σελίδα"}
# What a person did with their hands, as opposed to looked at: the console's «what I did last».
DEEDS = (
    "case_state_changed",
    "case_note",
    "case_keys_sent",
    "certificate_approved",
    "certificate_rejected",
    "certificate_revoked",
    "account_created",
    "account_changed",
)
MAX_PER_PAGE = 200


@dataclass(frozen=True)
class AuditLine:
    """One line of the log. `detail` holds plain values (a protocol number, a state, an address), no personal data of citizens."""

    id: int
    at: datetime
    actor: str
    action: str
    action_label: str
    object_type: str
    object_label: str
    object_id: str
    detail: Mapping[str, str]


@dataclass(frozen=True)
class AuditFilter:
    """What to list; empty fields mean all. `actor` is a whole name (staff:anna) or a part of one. `since` is included, `until` is not."""

    actor: str = ""
    action: str = ""
    actions: tuple[str, ...] = ()
    object_type: str = ""
    object_id: str = ""
    since: datetime | None = None
    until: datetime | None = None
    page: int = 1
    per_page: int = 50


@dataclass(frozen=True)
class AuditPage:
    """One page of the log, newest first."""

    rows: list[AuditLine]
    total: int
    page: int
    pages: int


def record(uow: UnitOfWork, /, actor: str, action: str, object_type: str, object_id: str | int, **detail: object) -> None:
    """Writes one line in the caller's transaction; details that are None are left out."""
    known = {key: str(value) for key, value in detail.items() if value is not None}
    uow.session.add(
        AuditEntry(at=uow.now(), actor=actor, action=action, object_type=object_type, object_id=str(object_id)[:60], detail=known)
    )
    uow.session.flush()


def list_entries(uow: UnitOfWork, filter: AuditFilter | None = None) -> AuditPage:
    """The lines that match, newest first; the page is brought within what there is."""
    filter = filter or AuditFilter()
    query = select(AuditEntry)
    if filter.actor.startswith("staff:"):
        query = query.where(AuditEntry.actor == filter.actor)
    elif filter.actor:
        query = query.where(AuditEntry.actor.contains(filter.actor.strip().lower(), autoescape=True))
    if filter.action:
        query = query.where(AuditEntry.action == filter.action)
    if filter.actions:
        query = query.where(AuditEntry.action.in_(filter.actions))
    if filter.object_type:
        query = query.where(AuditEntry.object_type == filter.object_type)
    if filter.object_id:
        query = query.where(AuditEntry.object_id == filter.object_id)
    if filter.since:
        query = query.where(AuditEntry.at >= filter.since)
    if filter.until:
        query = query.where(AuditEntry.at < filter.until)
    total = uow.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    per_page = min(max(filter.per_page, 1), MAX_PER_PAGE)
    pages = max(1, -(-total // per_page))
    page = min(max(filter.page, 1), pages)
    rows = uow.session.scalars(query.order_by(AuditEntry.id.desc()).limit(per_page).offset((page - 1) * per_page))
    return AuditPage([_line(row) for row in rows], total, page, pages)


def _line(row: AuditEntry) -> AuditLine:
    return AuditLine(
        row.id,
        row.at,
        row.actor,
        row.action,
        ACTION_LABELS.get(row.action, row.action),
        row.object_type,
        OBJECT_LABELS.get(row.object_type, row.object_type),
        row.object_id,
        row.detail,
    )
