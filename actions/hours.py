"""When a person can be reached, by the setting `working_hours`."""

from __future__ import annotations

from datetime import datetime

from backend.clock import utc_now
from backend.services import office_hours
from backend.settings import get_settings


def is_open(moment: datetime | None = None, hours: str | None = None) -> bool:
    """Whether the office is open at `moment` (aware; default now)."""
    return office_hours.is_open(moment or utc_now(), hours or get_settings().working_hours)


def hours_el(hours: str | None = None) -> str:
    """«Δευτέρα με Παρασκευή, 8:00 με 14:30»."""
    return office_hours.hours_el(hours or get_settings().working_hours)


def hours_en(hours: str | None = None) -> str:
    """«Mon-Fri 08:00-14:30»."""
    return hours or get_settings().working_hours
