"""The inbox: cases by service, state, text, channel and day."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse, Request

from backend.services import staff_overview
from backend.services.case_list import CaseFilter
from backend.services.staff import StaffSessionView
from backend.services.staff_desk import STATE_LABELS
from backend.web.staff import filters, pages
from backend.web.staff.access import shows
from backend.web.staff.forms import first_of
from backend.web.staff.words import CHANNELS
from backend.web.work import in_view

blueprint = Blueprint("staff_inbox")
FIELDS = ("text", "service", "state", "channel", "since", "until")
# Without a choice the inbox shows what is still to be done.
OPEN, ALL = "open", "all"


@shows(blueprint, "/cases", "cases")
async def cases(request: Request, session: StaffSessionView) -> HTTPResponse:
    """The cases, filtered and in pages."""
    values = filters.given(request, FIELDS)
    values["state"] = first_of((OPEN, ALL, *STATE_LABELS), values["state"]) or OPEN
    services = staff_overview.services_of(session.user)
    wanted = CaseFilter(
        service=values["service"] or None,
        state=first_of(STATE_LABELS, values["state"]) or None,
        open_only=values["state"] == OPEN,
        text=values["text"],
        channel=first_of(CHANNELS, values["channel"]) or None,
        since=filters.day_start(values["since"]),
        until=filters.day_start(values["until"], after=True),
        page=filters.page_number(request),
    )
    inbox = await in_view(request, staff_overview.inbox, session.user, wanted)
    narrowed = any(values[name] for name in FIELDS if name != "state")
    return pages.page(
        request,
        session,
        "inbox",
        inbox=inbox,
        values=values,
        services=services,
        narrowed=narrowed,
        warning=filters.wrong_day(values["since"], values["until"]),
        to=filters.address("/staff/cases", values),
    )
