"""Small helpers of wording that several services share: dates as citizens read them, masks, grouping."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

ATHENS = ZoneInfo("Europe/Athens")


def local(moment: datetime) -> datetime:
    """The same moment on the clocks of Komotini."""
    return moment.astimezone(ATHENS)


def greek_date(moment: datetime) -> str:
    """22 Νοεμβρίου 2026, in local time."""
    return format_datetime(local(moment), "d MMMM y", locale="el")


def grouped(code: str) -> str:
    """A six-digit code in two groups, as people read it: 483 920."""
    return f"{code[:3]} {code[3:]}" if len(code) == 6 else code


def mask_phone(phone: str) -> str:
    """Only the last three digits: •••••••012."""
    digits = phone.removeprefix("+30")
    return "•" * max(0, len(digits) - 3) + digits[-3:]


def mask_email(email: str) -> str:
    """First letter and domain: m•••@example.org."""
    user, _, domain = email.partition("@")
    return f"{user[:1]}•••@{domain}"


def shorten(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, cut at a word with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,.;·:") + "…"
