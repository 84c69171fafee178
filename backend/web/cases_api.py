"""Following a case: JSON for programs, a form for people. Code and PIN are the key to it."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse, Request
from sanic.response import json

from backend.errors import Locked, MunicipalityError, WrongPin
from backend.services import cases
from backend.services.cases import CaseStatus
from backend.web.bodies import clean_text, form_value, path_text
from backend.web.parts import parts
from backend.web.rendering import render
from backend.web.work import in_work

blueprint = Blueprint("cases")


@blueprint.get("/api/cases/<code:str>", name="api")
async def case(request: Request, code: str) -> HTTPResponse:
    """State and history of a case, for whoever has its code and PIN."""
    pin = request.headers.get("x-case-pin") or request.args.get("pin") or ""
    return json(_as_dict(await _status(request, path_text(code), pin)), ensure_ascii=False)


@blueprint.get("/cases", name="form")
async def form(request: Request) -> HTTPResponse:
    """The form for following a case."""
    return render(request, "cases.html", code=clean_text(request.args.get("code", ""))[:40], failure=None)


@blueprint.post("/cases", name="show")
async def show(request: Request) -> HTTPResponse:
    """State and history of a case as a page; asked by POST, so that the PIN is in no address, history or log."""
    code, pin = form_value(request, "code")[:40], form_value(request, "pin")[:12]
    try:
        status = await _status(request, code, pin)
    except Locked as error:
        page = render(request, "cases.html", status=error.status, code=code, failure=error.message)
        page.headers["retry-after"] = str(error.retry_after)
        return page
    except MunicipalityError as error:
        return render(request, "cases.html", status=error.status, code=code, failure=error.message)
    return render(request, "case.html", case=status)


async def _status(request: Request, code: str, pin: str) -> CaseStatus:
    parts(request).limiter.check("pin_address", request.client_ip)
    if not pin.strip() or not code.strip():
        raise WrongPin
    return await in_work(request, cases.get_status, code, pin)


def _as_dict(status: CaseStatus) -> dict[str, object]:
    return {
        "protocol": status.protocol,
        "code": status.code,
        "service": status.service,
        "title": status.title,
        "state": status.state,
        "state_label": status.state_label,
        "created_at": status.created_at.isoformat(),
        "updated_at": status.updated_at.isoformat(),
        "history": [
            {"at": line.at.isoformat(), "state": line.state, "state_label": line.state_label, "note": line.note} for line in status.history
        ],
    }
