"""Calls as staff see them, and as the line's own tools read them back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from backend.database import UnitOfWork
from backend.errors import NotAllowed
from backend.models import Call, CallTurn, Case
from backend.services import audit
from backend.services.call_views import CallDetail, CallRow, TurnView, call_name, row_of, same_end, turn_of
from backend.services.callbacks import SERVICE
from backend.services.calls import find_call
from backend.services.staff_users import StaffUserView

MAX_PER_PAGE = 200


@dataclass(frozen=True)
class CallFilter:
    """What to list. `caller`: digits of the caller's number; `how`: a code, and all that mean the same; `unsure_only`: with something heard
    with low confidence. `since` is included, `until` is not."""

    caller: str = ""
    how: str = ""
    unsure_only: bool = False
    since: datetime | None = None
    until: datetime | None = None
    page: int = 1
    per_page: int = 25


@dataclass(frozen=True)
class CallPage:
    """One page, newest first. `hows`: the ends that there are, one code for each, for the filter."""

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
    if digits := "".join(letter for letter in filter.caller if letter.isdigit()):
        query = query.where(Call.caller.contains(digits))
    if filter.how:
        query = query.where(Call.how.in_(same_end(filter.how)))
    if filter.unsure_only:
        query = query.where(Call.unsure_count > 0)
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
    ends = {same_end(how): how for how in hows if how}
    return CallPage(_rows(uow, rows), total, page, pages, [first for first, *_ in ends])


def of_conversation(uow: UnitOfWork, user: StaffUserView, conversation_id: str | None) -> list[CallRow]:
    """The calls of a conversation, oldest first; none where there is no conversation, or the user may not see calls."""
    if conversation_id is None or not user.sees(SERVICE):
        return []
    return _rows(uow, uow.session.scalars(select(Call).where(Call.conversation_id == conversation_id).order_by(Call.started_at, Call.id)))


def look(uow: UnitOfWork, user: StaffUserView, call_id: str) -> CallDetail:
    """A call in full. Audited. Raises `NotFound`, `NotAllowed`."""
    require_listener(user)
    call = find_call(uow, call_id)
    audit.record(uow, user.actor, "call_viewed", "call", call.id, call=call_name(call))
    found = uow.session.scalars(select(Case).where(Case.conversation_id == call.conversation_id).order_by(Case.id)).all()
    filed = [(case.id, case.protocol, case.title, case.service) for case in found if user.sees(case.service)]
    keep = timedelta(days=uow.settings.voice_keep_audio_days)
    until = call.audio_at + keep if call.audio_path and call.audio_at else None
    return CallDetail(
        row_of(call, len(found)), call.called, call.recogniser, call.voice, call.consent, call.consent_at, call.audio_seconds, until,
        call.audio_deleted_at, _turns(uow, call), filed,
        [row for row in of_conversation(uow, user, call.conversation_id) if row.id != call.id],
    )  # fmt: skip


def read_back(uow: UnitOfWork, name: str) -> dict[str, Any]:
    """A call for the line's tools, by our id or the line's: state, how it ended, and the turns in order. Raises `NotFound`."""
    call = find_call(uow, name)
    turns = [
        {"at": turn.at.isoformat(), "heard": turn.heard, "said": " ".join(turn.said), "by": turn.by, "timings": turn.timings}
        for turn in _turns(uow, call)
    ]
    return {"id": call.id, "line_id": call.line_id, "state": "ended" if call.ended_at else "open", "how": call.how, "turns": turns}


def _rows(uow: UnitOfWork, calls: Iterable[Call]) -> list[CallRow]:
    calls = list(calls)
    query = select(Case.conversation_id, func.count()).where(Case.conversation_id.in_({call.conversation_id for call in calls}))
    counts = {conversation: count for conversation, count in uow.session.execute(query.group_by(Case.conversation_id))}
    return [row_of(call, counts.get(call.conversation_id, 0)) for call in calls]


def _turns(uow: UnitOfWork, call: Call) -> list[TurnView]:
    return [turn_of(turn) for turn in uow.session.scalars(select(CallTurn).where(CallTurn.call_id == call.id).order_by(CallTurn.seq))]
