"""The console's first page: what waits today, and whether the assistant and the telephone line answer."""

from __future__ import annotations

import asyncio

from sanic import Blueprint, HTTPResponse, Request

from backend.services import callbacks, line_status, staff_overview
from backend.services.staff import StaffSessionView
from backend.web.parts import parts
from backend.web.staff import pages
from backend.web.staff.access import shows
from backend.web.work import in_view

blueprint = Blueprint("staff_home")


@shows(blueprint, "/", "home")
async def home(request: Request, session: StaffSessionView) -> HTTPResponse:
    """What waits today, and whether the assistant and the line answer."""
    assistant = parts(request).assistant
    overview, rasa, actions = await asyncio.gather(
        in_view(request, staff_overview.overview, session.user), assistant.rasa_problem(), assistant.actions_problem()
    )
    parts_of_assistant = [("Κατανόηση και διάλογος", rasa is None), ("Ενέργειες στα μητρώα", actions is None)]
    line = await in_view(request, line_status.line) if session.user.sees(callbacks.SERVICE) else None
    return pages.page(request, session, "home", overview=overview, assistant=parts_of_assistant, line=line)
