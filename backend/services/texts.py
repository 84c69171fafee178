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


def greek_moment(moment: datetime) -> str:
    """Τρί 3 Μαρ 2026, 09:30, in local time."""
    return format_datetime(local(moment), "EEE d MMM y, HH:mm", locale="el")


def readable_phone(number: str) -> str:
    """A Greek number as people here read it, however it came: 690 000 0001, 25310 12345, 210 123 4567; any other as it is."""
    own = number.removeprefix("+30").removeprefix("0030")
    if len(own) != 10 or not own.isascii() or not own.isdigit() or own[0] not in "26":
        return number
    return f"{own[:3]} {own[3:6]} {own[6:]}" if own.startswith(("6", "21")) else f"{own[:5]} {own[5:]}"


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
