"""Calls as staff see them, and as the line's own tools read them back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from backend.database import UnitOfWork
from backend.errors import NotAllowed
from backend.models import Call, CallTurn, Case
from backend.services import audit
from backend.services.call_views import CallDetail, CallRow, TurnView, row_of, turn_of
from backend.services.callbacks import SERVICE
from backend.services.calls import find_call
from backend.services.staff_users import StaffUserView

MAX_PER_PAGE = 200


@dataclass(frozen=True)
class CallFilter:
    """What to list. `unsure_only`: with something heard with low confidence. `since` is included, `until` is not."""

    how: str = ""
    unsure_only: bool = False
    conversation_id: str = ""
    since: datetime | None = None
    until: datetime | None = None
    page: int = 1
    per_page: int = 25


@dataclass(frozen=True)
class CallPage:
    """One page, newest first. `hows`: the ends that there are, for the filter."""

    rows: list[CallRow]
    total: int
    page: int
    pages: int
    hows: list[str]


def require_listener(user: StaffUserView) -> None:
    """Raises `NotAllowed`: calls are of every service, so they are for those who handle communication (and all services)."""
    if not user.sees(SERVICE):
        raise NotAllowed("Οι κλήσεις ανήκουν στην επικοινωνία, που δεν χειρίζεστε.")


def list_calls(uow: UnitOfWork, user: StaffUserView, filter: CallFilter) -> CallPage:
    """The calls that match. Raises `NotAllowed`."""
    require_listener(user)
    query = select(Call)
    if filter.how:
        query = query.where(Call.how == filter.how)
    if filter.unsure_only:
        query = query.where(Call.unsure_count > 0)
    if filter.conversation_id:
        query = query.where(Call.conversation_id == filter.conversation_id)
    if filter.since:
        query = query.where(Call.started_at >= filter.since)
    if filter.until:
        query = query.where(Call.started_at < filter.until)
    total = uow.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    per_page = min(max(filter.per_page, 1), MAX_PER_PAGE)
    pages = max(1, -(-total // per_page))
    page = min(max(filter.page, 1), pages)
    rows = uow.session.scalars(query.order_by(Call.started_at.desc(), Call.id).limit(per_page).offset((page - 1) * per_page))
    hows = uow.session.scalars(select(Call.how).where(Call.how.is_not(None)).distinct().order_by(Call.how))
    return CallPage([row_of(call) for call in rows], total, page, pages, [how for how in hows if how])


def look(uow: UnitOfWork, user: StaffUserView, call_id: str) -> CallDetail:
    """A call in full. Audited. Raises `NotFound`, `NotAllowed`."""
    require_listener(user)
    call = find_call(uow, call_id)
    audit.record(uow, user.actor, "call_viewed", "call", call.id)
    found = uow.session.scalars(select(Case).where(Case.conversation_id == call.conversation_id).order_by(Case.id))
    filed = [(case.id, case.protocol, case.title, case.service) for case in found if user.sees(case.service)]
    keep = timedelta(days=uow.settings.voice_keep_audio_days)
    until = call.audio_at + keep if call.audio_path and call.audio_at else None
    return CallDetail(
        row_of(call), call.called, call.recogniser, call.voice, call.consent, call.consent_at, call.audio_seconds, until,
        call.audio_deleted_at, _turns(uow, call), filed,
    )  # fmt: skip


def read_back(uow: UnitOfWork, name: str) -> dict[str, Any]:
    """A call for the line's tools, by our id or the line's: state, how it ended, and the turns in order. Raises `NotFound`."""
    call = find_call(uow, name)
    turns = [{"heard": turn.heard, "said": " ".join(turn.said), "by": turn.by, "timings": turn.timings} for turn in _turns(uow, call)]
    return {"id": call.id, "line_id": call.line_id, "state": "ended" if call.ended_at else "open", "how": call.how, "turns": turns}


def _turns(uow: UnitOfWork, call: Call) -> list[TurnView]:
    return [turn_of(turn) for turn in uow.session.scalars(select(CallTurn).where(CallTurn.call_id == call.id).order_by(CallTurn.seq))]
