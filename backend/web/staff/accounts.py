"""Accounts of the staff, for administrators."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse, Request

from backend.services import staff_accounts, staff_overview, staff_passwords
from backend.services.staff import StaffSessionView
from backend.services.staff_users import ROLE_HINTS, ROLE_LABELS
from backend.web.parts import parts
from backend.web.staff import pages
from backend.web.staff.access import shows, takes
from backend.web.staff.forms import Form
from backend.web.work import in_thread, in_view, in_work

blueprint = Blueprint("staff_accounts")


@shows(blueprint, "/accounts", "accounts", administrators=True)
async def show(request: Request, session: StaffSessionView, form: Form | None = None, message: str = "", status: int = 200) -> HTTPResponse:
    """All accounts, and the form for a new one."""
    users = await in_view(request, staff_accounts.list_users)
    services = staff_overview.services_of(session.user)
    context = {"users": users, "typed": form or Form(), "message": message, "roles": ROLE_LABELS, "hints": ROLE_HINTS, "services": services}
    return pages.page(request, session, "accounts", status, **context)


@takes(blueprint, "/accounts", "create", again=show, administrators=True)
async def create(request: Request, session: StaffSessionView, form: Form) -> HTTPResponse:
    """Makes an account and shows its password, once."""
    fresh = await in_thread(request, staff_passwords.make, parts(request).database.chance)
    made, password = await in_work(
        request,
        staff_accounts.create_user,
        form.get("username"),
        form.get("display_name"),
        form.get("role"),
        services=form.all("services"),
        made=fresh,
        actor=session.user.actor,
    )
    # Shown once and kept nowhere: that is why this answer is the page itself and no redirect.
    return pages.page(request, session, "new_password", who=made, password=password, fresh=True)


@shows(blueprint, "/accounts/<username:str>", "account", administrators=True)
async def show_one(
    request: Request, session: StaffSessionView, username: str, form: Form | None = None, message: str = "", status: int = 200
) -> HTTPResponse:
    """One account's form."""
    who = await in_view(request, staff_accounts.get_user, username)
    context = {"who": who, "typed": form, "message": message, "roles": ROLE_LABELS, "hints": ROLE_HINTS}
    return pages.page(request, session, "account", status, services=staff_overview.services_of(session.user), **context)


@takes(blueprint, "/accounts/<username:str>", "change", again=show_one, administrators=True)
async def change(request: Request, session: StaffSessionView, form: Form, username: str) -> HTTPResponse:
    """Sets name, role, services and access of an account."""
    await in_work(
        request,
        staff_accounts.change_user,
        username,
        display_name=form.get("display_name"),
        role=form.get("role"),
        services=form.all("services"),
        active=form.get("active") == "1",
        actor=session.user.actor,
    )
    return pages.go(request, "/staff/accounts", "account_saved")


@takes(blueprint, "/accounts/<username:str>/password", "reset", again=show_one, administrators=True)
async def reset(request: Request, session: StaffSessionView, form: Form, username: str) -> HTTPResponse:
    """Gives an account a new temporary password and shows it, once."""
    fresh = await in_thread(request, staff_passwords.make, parts(request).database.chance)
    password = await in_work(request, staff_accounts.reset_password, username, actor=session.user.actor, made=fresh)
    who = await in_view(request, staff_accounts.get_user, username)
    return pages.page(request, session, "new_password", who=who, password=password, fresh=False)
