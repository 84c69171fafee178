"""How the phone line is doing: its heartbeat, and what callers are told of the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backend.database import UnitOfWork
from backend.models import LineStatus
from backend.services import office_hours
from backend.services.call_views import LineView, line_of

HEARTBEAT_SECONDS = 30
_ONLY_ROW = 1


@dataclass(frozen=True)
class Office:
    """`hours` as spoken; `notice` is a sentence for every caller, or None."""

    open: bool
    hours: str
    notice: str | None


def office(uow: UnitOfWork) -> Office:
    """Whether people are at work now."""
    hours = uow.settings.working_hours
    return Office(office_hours.is_open(uow.now(), hours), office_hours.hours_el(hours), None)


def heartbeat(uow: UnitOfWork, *, address: str, mode: str, model: Mapping[str, Any] | None, voice: str, limit: int, calls: int) -> bool:
    """Keeps what the line says of itself; True when something but the number of calls has changed."""
    status = uow.session.get(LineStatus, _ONLY_ROW, with_for_update=True, populate_existing=True)
    told = {"address": address[:200], "mode": mode, "model": dict(model) if model else None, "voice": voice[:120], "call_limit": limit}
    changed = status is None or any(getattr(status, name) != value for name, value in told.items())
    if status is None:
        status = LineStatus(id=_ONLY_ROW, **told, calls=calls, at=uow.now(), changed_at=uow.now())
        uow.session.add(status)
    for name, value in told.items():
        setattr(status, name, value)
    status.calls, status.at = calls, uow.now()
    if changed:
        status.changed_at = uow.now()
    uow.session.flush()
    return changed


def line(uow: UnitOfWork) -> LineView | None:
    """The line as it was last heard of; None when it never was."""
    status = uow.session.get(LineStatus, _ONLY_ROW)
    return line_of(status, uow.now(), HEARTBEAT_SECONDS) if status else None
