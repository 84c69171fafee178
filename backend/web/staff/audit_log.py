"""The audit log, for administrators."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse, Request

from backend.services import audit
from backend.services.staff import StaffSessionView
from backend.web.staff import filters, pages
from backend.web.staff.access import shows
from backend.web.work import in_view

blueprint = Blueprint("staff_audit")
FIELDS = ("actor", "action", "object_type", "object_id", "since", "until")


@shows(blueprint, "/audit", "audit", administrators=True)
async def log(request: Request, session: StaffSessionView) -> HTTPResponse:
    """Who did what and when, filtered and in pages."""
    values = filters.given(request, FIELDS)
    wanted = audit.AuditFilter(
        actor=values["actor"],
        action=values["action"],
        object_type=values["object_type"],
        object_id=values["object_id"],
        since=filters.day_start(values["since"]),
        until=filters.day_start(values["until"], after=True),
        page=filters.page_number(request),
    )
    found = await in_view(request, audit.list_entries, wanted)
    return pages.page(
        request,
        session,
        "audit",
        found=found,
        values=values,
        actions=audit.ACTION_LABELS,
        objects=audit.OBJECT_LABELS,
        warning=filters.wrong_day(values["since"], values["until"]),
        to=filters.address("/staff/audit", values),
    )
