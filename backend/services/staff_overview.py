"""The console's home and inbox: how much waits, where, and for how long."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import func, select

from backend.database import UnitOfWork
from backend.models import Case
from backend.services import audit
from backend.services.case_list import CaseFilter, CasePage, list_cases
from backend.services.case_views import OPEN_STATES, SERVICE_LABELS, CaseRow, row_of
from backend.services.staff_desk import STATE_LABELS
from backend.services.staff_users import StaffUserView


@dataclass(frozen=True)
class Inbox:
    """A page of cases and, for the same filter, how many there are per state (state, label, count)."""

    page: CasePage
    counts: list[tuple[str, str, int]]
    open_count: int
    all_count: int


@dataclass(frozen=True)
class ServiceLoad:
    """Open cases of one service by state (all three open states are there)."""

    service: str
    label: str
    open_by_state: dict[str, int]
    oldest: CaseRow | None

    @property
    def open_count(self) -> int:
        return sum(self.open_by_state.values())


@dataclass(frozen=True)
class Overview:
    """What waits today: `services` are the user's own, `oldest` their oldest open cases, `deeds` what they did last."""

    services: list[ServiceLoad]
    oldest: list[CaseRow]
    deeds: list[audit.AuditLine]

    @property
    def open_count(self) -> int:
        return sum(load.open_count for load in self.services)


def services_of(user: StaffUserView) -> dict[str, str]:
    """Codes and Greek names of the services whose cases the user sees."""
    return {code: label for code, label in SERVICE_LABELS.items() if user.sees(code)}


def inbox(uow: UnitOfWork, user: StaffUserView, filter: CaseFilter) -> Inbox:
    """The user's cases that match. Cases of services that are not theirs are never in it, whatever the filter says."""
    own = replace(filter, services=user.own_services)
    page = list_cases(uow, own)

    def count(state: str) -> int:
        return list_cases(uow, replace(own, state=state, open_only=False, page=1, per_page=1)).total

    counts = [(state, label, count(state)) for state, label in STATE_LABELS.items()]
    waiting = sum(number for state, _, number in counts if state in OPEN_STATES)
    return Inbox(page, counts, waiting, sum(number for _, _, number in counts))


def overview(uow: UnitOfWork, user: StaffUserView) -> Overview:
    """What waits for this user."""
    mine = services_of(user)
    query = select(Case.service, Case.state, func.count()).where(Case.state.in_(OPEN_STATES), Case.service.in_(mine))
    numbers = {(service, state): number for service, state, number in uow.session.execute(query.group_by(Case.service, Case.state))}
    waiting = select(Case).where(Case.state.in_(OPEN_STATES), Case.service.in_(mine)).order_by(Case.created_at, Case.id)
    loads = []
    for code, label in mine.items():
        first = uow.session.scalars(waiting.where(Case.service == code).limit(1)).first()
        by_state = {str(state): numbers.get((code, state), 0) for state in OPEN_STATES}
        loads.append(ServiceLoad(code, label, by_state, row_of(first) if first else None))
    oldest = [row_of(case) for case in uow.session.scalars(waiting.limit(6))]
    deeds = audit.list_entries(uow, audit.AuditFilter(actor=user.actor, actions=audit.DEEDS, per_page=6)).rows
    return Overview(loads, oldest, [line for line in deeds if line.actor == user.actor])
