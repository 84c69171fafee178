"""Everything under /staff, as one group."""

from __future__ import annotations

from sanic import Blueprint

from backend.web.staff import accounts, audit_log, calls, case, home, inbox, sign_in

staff = Blueprint.group(
    sign_in.blueprint,
    home.blueprint,
    inbox.blueprint,
    case.blueprint,
    calls.blueprint,
    accounts.blueprint,
    audit_log.blueprint,
    url_prefix="/staff",
)
