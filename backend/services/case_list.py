"""The staff's inbox: filter, search, page; and one case in full."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from backend.database import UnitOfWork
from backend.errors import NotFound
from backend.models import Attachment, Case, Citizen
from backend.services.case_facts import facts_of
from backend.services.case_search import says
from backend.services.case_views import (
    OPEN_STATES,
    AttachmentView,
    CaseDetail,
    CaseRow,
    Contact,
    row_of,
    staff_history_line,
)
from backend.services.references import possible_names

MAX_PER_PAGE = 200


@dataclass(frozen=True)
class CaseFilter:
    """What to list. `services` empty means all; `text` looks, folded, into protocol, code, title and contact."""

    service: str | None = None
    services: tuple[str, ...] = ()
    state: str | None = None
    open_only: bool = False
    text: str = ""
    channel: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    page: int = 1
    per_page: int = 25


@dataclass(frozen=True)
class CasePage:
    """One page of the inbox, newest first. `page` is within 1..`pages`, also when another was asked for."""

    rows: list[CaseRow]
    total: int
    page: int
    pages: int


def list_cases(uow: UnitOfWork, filter: CaseFilter | None = None) -> CasePage:
    """The cases that match, newest first."""
    filter = filter or CaseFilter()
    query = _matching(filter)
    total = uow.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    per_page = min(max(filter.per_page, 1), MAX_PER_PAGE)
    pages = max(1, -(-total // per_page))
    page = min(max(filter.page, 1), pages)
    newest_first = query.order_by(Case.created_at.desc(), Case.id.desc()).limit(per_page).offset((page - 1) * per_page)
    return CasePage([row_of(case) for case in uow.session.scalars(newest_first)], total, page, pages)


def get_case(uow: UnitOfWork, case_id: int) -> CaseDetail:
    """Everything staff need of a case. Raises `NotFound`."""
    case = uow.session.get(Case, case_id)
    if case is None:
        raise NotFound("Δεν βρέθηκε η υπόθεση.")
    files = uow.session.scalars(select(Attachment).where(Attachment.case_id == case_id).order_by(Attachment.created_at, Attachment.id))
    return CaseDetail(
        **vars(row_of(case)),
        conversation_id=case.conversation_id,
        contact=Contact(case.contact_name, case.contact_phone, case.contact_email),
        history=[staff_history_line(event) for event in case.events],
        attachments=[AttachmentView(file.id, file.filename, file.media_type, file.size, file.created_at) for file in files],
        facts=facts_of(uow, case),
    )


def _matching(filter: CaseFilter) -> Select[Case]:
    query = select(Case)
    if filter.service:
        query = query.where(Case.service == filter.service)
    if filter.services:
        query = query.where(Case.service.in_(filter.services))
    if filter.state:
        query = query.where(Case.state == filter.state)
    if filter.open_only:
        query = query.where(Case.state.in_(OPEN_STATES))
    if filter.channel:
        query = query.where(Case.channel == filter.channel)
    if filter.since:
        query = query.where(Case.created_at >= filter.since)
    if filter.until:
        query = query.where(Case.created_at < filter.until)
    return query.where(_says(filter.text)) if filter.text.strip() else query


def _says(text: str) -> ColumnElement[bool]:
    """A number of any spelling or a ΑΦΜ names cases outright; else each word must be there, in any spelling."""
    if names := possible_names(text):
        return or_(Case.code.in_(names), Case.protocol.in_(names))
    plain = "".join(text.split())
    if len(plain) == 9 and plain.isascii() and plain.isdigit():
        of_citizen = Case.citizen_id.in_(select(Citizen.id).where(Citizen.afm == plain))
        return or_(of_citizen, Case.search_text.contains(plain))
    return and_(*(says(word) for word in text.split()))
