"""Reported problems as Open311 GeoReport v2 sees them. Only what is public: no contact, no request for a service."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from backend.database import UnitOfWork
from backend.errors import NotAllowed, NotFound
from backend.models import ApiKey, Case, CaseEvent, Problem
from backend.services.case_views import OPEN_STATES, STATE_LABELS
from backend.services.place import place_of
from backend.services.problem_categories import ProblemCategory, categories, category_of
from backend.services.references import ascii_protocol, possible_names

DEFAULT_SPAN = timedelta(days=90)
MAX_REQUESTS = 1000


@dataclass(frozen=True)
class Open311Request:
    """One service request. `service_request_id` is the protocol number in ASCII (PRB-2026-000123); `status` open or closed."""

    service_request_id: str
    status: str
    status_notes: str | None
    service_code: str
    service_name: str
    description: str
    agency_responsible: str
    requested_datetime: datetime
    updated_datetime: datetime
    address: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class RequestFilter:
    """The spec's filters; empty means any. Without ids the span is `start` to `end`, by default the last 90 days."""

    service_request_ids: tuple[str, ...] = ()
    service_codes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    page: int = 1
    per_page: int = 100


def services() -> list[ProblemCategory]:
    """The categories, which are the spec's services."""
    return list(categories().values())


def service(code: str) -> ProblemCategory:
    """One category with its attributes. Raises `NotFound`."""
    if code not in categories():
        raise NotFound("Δεν υπάρχει τέτοια υπηρεσία.")
    return category_of(code)


def list_requests(uow: UnitOfWork, filters: RequestFilter | None = None) -> list[Open311Request]:
    """The reports that match, newest first, at most 1000."""
    filters = filters or RequestFilter()
    query = select(Problem, Case).join(Case).where(Problem.kind == "problem").order_by(Case.created_at.desc(), Case.id.desc())
    if filters.service_request_ids:
        names = [name for request_id in filters.service_request_ids for name in possible_names(request_id)]
        query = query.where(Case.protocol.in_(names))
    else:
        end = filters.end or uow.now()
        query = query.where(Case.created_at >= (filters.start or end - DEFAULT_SPAN), Case.created_at <= end)
    if filters.service_codes:
        query = query.where(Problem.category.in_(filters.service_codes))
    if filters.statuses:
        query = query.where(Case.state.in_(_states(filters.statuses)))
    per_page = min(max(filters.per_page, 1), MAX_REQUESTS)
    rows = uow.session.execute(query.limit(per_page).offset((max(filters.page, 1) - 1) * per_page)).all()
    notes = _latest_notes(uow, [case.id for _, case in rows])
    return [_view(problem, case, notes.get(case.id)) for problem, case in rows]


def get_request(uow: UnitOfWork, service_request_id: str) -> Open311Request:
    """One report by its id. Raises `NotFound`."""
    found = list_requests(uow, RequestFilter(service_request_ids=(service_request_id,)))
    if not found:
        raise NotFound("Δεν βρέθηκε η αναφορά.")
    return found[0]


def create_api_key(uow: UnitOfWork, name: str) -> str:
    """A new key for an application that may file; returned once, only its SHA-256 is kept."""
    key = uow.chance.token()
    uow.session.add(ApiKey(name=name.strip()[:80], key_hash=_hash(key), active=True, created_at=uow.now()))
    uow.session.flush()
    return key


def application_of_key(uow: UnitOfWork, key: str) -> str:
    """The name of the application that holds `key`. Raises `NotAllowed`."""
    row = uow.session.scalars(select(ApiKey).where(ApiKey.key_hash == _hash(key), ApiKey.active)).first()
    if row is None:
        raise NotAllowed("Το κλειδί της εφαρμογής δεν είναι έγκυρο.")
    return row.name


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _states(statuses: tuple[str, ...]) -> set[str]:
    closed = set(STATE_LABELS) - set(OPEN_STATES)
    return set().union(*(set(OPEN_STATES) if status == "open" else closed if status == "closed" else set() for status in statuses))


def _latest_notes(uow: UnitOfWork, case_ids: list[int]) -> dict[int, str]:
    query = select(CaseEvent.case_id, CaseEvent.note).where(CaseEvent.case_id.in_(case_ids), CaseEvent.note.is_not(None))
    return {case_id: note or "" for case_id, note in uow.session.execute(query.order_by(CaseEvent.id))}


def _view(problem: Problem, case: Case, note: str | None) -> Open311Request:
    category = category_of(problem.category)
    return Open311Request(
        service_request_id=ascii_protocol(case.protocol),
        status="open" if case.state in OPEN_STATES else "closed",
        status_notes=note or STATE_LABELS[case.state],
        service_code=category.code,
        service_name=category.label,
        description=problem.description or case.title,
        agency_responsible=category.department,
        requested_datetime=case.created_at,
        updated_datetime=case.updated_at,
        address=place_of(problem).label(),
        latitude=problem.latitude,
        longitude=problem.longitude,
    )
