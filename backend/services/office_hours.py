"""When a person can be reached: the setting `working_hours` («Mon-Fri 08:00-14:30») and the public holidays of Komotini."""

from __future__ import annotations

import re
from datetime import datetime, time
from functools import lru_cache

import holidays

from backend.services.texts import local

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_GREEK = ("Δευτέρα", "Τρίτη", "Τετάρτη", "Πέμπτη", "Παρασκευή", "Σάββατο", "Κυριακή")
_FORM = re.compile(r"^(\w{3})-(\w{3}) (\d\d):(\d\d)-(\d\d):(\d\d)$")
# 14 May: the liberation of Komotini, a local holiday by royal decree (573/1960).
_LOCAL_HOLIDAY = (5, 14)


@lru_cache(maxsize=4)
def _parsed(hours: str) -> tuple[int, int, time, time]:
    match = _FORM.match(hours.strip())
    if match is None:
        raise ValueError(f"working_hours is not of the form 'Mon-Fri 08:00-14:30': {hours!r}")
    first, last, *clock = match.groups()
    from_hour, from_minute, to_hour, to_minute = map(int, clock)
    return _DAYS.index(first), _DAYS.index(last), time(from_hour, from_minute), time(to_hour, to_minute)


def is_open(moment: datetime, hours: str) -> bool:
    """Whether the office is open at `moment` (aware). `hours` as the setting; ValueError for another form."""
    here = local(moment)
    first, last, opens, closes = _parsed(hours)
    if (here.month, here.day) == _LOCAL_HOLIDAY or here.date() in holidays.country_holidays("GR", years=here.year):
        return False
    return first <= here.weekday() <= last and opens <= here.time() < closes


def hours_el(hours: str) -> str:
    """«Δευτέρα με Παρασκευή, 8:00 με 14:30»."""
    first, last, opens, closes = _parsed(hours)
    return f"{_GREEK[first]} με {_GREEK[last]}, {opens.hour}:{opens:%M} με {closes.hour}:{closes:%M}"
