"""The filters of a list of requests, as the spec names them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sanic import Request

from backend.services.open311 import RequestFilter
from backend.web.open311.filing import BadField
from backend.web.parts import parts

MAX_IDS = 50
SPAN = timedelta(days=90)


def filters_of(request: Request) -> RequestFilter:
    """Raises `BadField` for what can't be read: dates, spans over 90 days, states, page numbers."""
    start, end = _moment(request, "start_date"), _moment(request, "end_date")
    if start and not end:
        end = min(start + SPAN, max(parts(request).clock(), start))
    if end and not start:
        start = end - SPAN
    if start and end and not timedelta() <= end - start <= SPAN:
        raise BadField("start_date must be before end_date, by 90 days at most")
    statuses = _list(request, "status")
    if wrong := [status for status in statuses if status not in ("open", "closed")]:
        raise BadField(f"status must be open or closed, not {wrong[0]}")
    ids = _list(request, "service_request_id")
    if len(ids) > MAX_IDS:
        raise BadField(f"at most {MAX_IDS} service_request_id at a time")
    return RequestFilter(
        service_request_ids=ids,
        service_codes=_list(request, "service_code"),
        statuses=statuses,
        start=start,
        end=end,
        page=_count(request, "page", 1, 100_000),
        per_page=_count(request, "page_size", 100, 1000),
    )


def _list(request: Request, name: str) -> tuple[str, ...]:
    text = request.args.get(name, "")
    if len(text) > 4000 or "\x00" in text:
        raise BadField(f"{name} can't be read")
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _moment(request: Request, name: str) -> datetime | None:
    text = request.args.get(name)
    if not text:
        return None
    try:
        # A "+" of a time zone that was not escaped arrives as a blank.
        value = datetime.fromisoformat(text.strip().replace(" ", "+"))
        value = value if value.tzinfo else value.replace(tzinfo=UTC)
        if not 1990 <= value.year <= 2200:
            raise ValueError
        return value.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadField(f"{name} must be a W3C date and time, e.g. 2026-11-22T10:00:00Z") from error


def _count(request: Request, name: str, default: int, most: int) -> int:
    text = request.args.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and 1 <= int(text) <= most):
        raise BadField(f"{name} must be a number from 1 to {most}")
    return int(text)
