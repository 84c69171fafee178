"""Filters that live in the address, so that a list can be bookmarked: reading them, and writing them with one thing changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from sanic import Request

from backend.web.bodies import clean_text
from backend.web.rendering import ATHENS


def given(request: Request, names: tuple[str, ...]) -> dict[str, str]:
    """The filter fields of the address, cleaned, at most 100 characters each."""
    return {name: clean_text(request.args.get(name, ""))[:100] for name in names}


def page_number(request: Request) -> int:
    """The page asked for; 1 when it is no number."""
    text = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def day_start(text: str, *, after: bool = False) -> datetime | None:
    """Midnight in Komotini of an ISO day, or of the one after it; None for no day."""
    try:
        day = date.fromisoformat(text)
        return datetime.combine(day + timedelta(days=1) if after else day, time(), ATHENS)
    except (ValueError, OverflowError):
        return None


def wrong_day(*texts: str) -> str:
    """A sentence when a field holds something that is no day."""
    wrong = any(text and day_start(text) is None for text in texts)
    return "Η ημερομηνία δεν είναι έγκυρη και αγνοήθηκε. Γράψτε την ως 2026-03-31." if wrong else ""


def address(path: str, values: dict[str, str]) -> Callable[..., str]:
    """``link(state="done")``: the same list with other values; empty ones are left out, the page begins again unless given."""

    def link(**changed: object) -> str:
        chosen = {key: str(value) for key, value in {**values, **changed}.items() if value not in ("", None)}
        return f"{path}?{urlencode(chosen)}" if chosen else path

    return link
