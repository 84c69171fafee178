"""Guards of the console's pages: who is signed in, may they, and does the form really come from our page."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from sanic import Blueprint, HTTPResponse, Request

from backend.errors import MunicipalityError, NotAllowed
from backend.services import audit, staff
from backend.services.staff import StaffSessionView
from backend.services.staff_users import require_administrator
from backend.web.staff import cookies, pages
from backend.web.staff.forms import CSRF, Form, read_form, same
from backend.web.work import in_view, in_work

Page = Callable[..., Awaitable[HTTPResponse]]
STALE = "Η φόρμα είχε λήξει. Όσα γράψατε είναι εδώ· ελέγξτε τα και στείλτε τα ξανά."
# Forms that can be shown again filled in: (pattern of the address, the page that shows them).
_again: list[tuple[re.Pattern[str], Page]] = []


def shows(
    blueprint: Blueprint, uri: str, name: str, *, administrators: bool = False, during_change: bool = False
) -> Callable[[Page], Page]:
    """Registers ``handler(request, session, **arguments)`` for GET. `during_change`: open also while the password must be changed."""

    def register(handler: Page) -> Page:
        @wraps(handler)
        async def guarded(request: Request, **arguments: Any) -> HTTPResponse:
            return await _guarded(request, handler, administrators, during_change, arguments)

        blueprint.add_route(guarded, uri, methods=["GET"], name=name, strict_slashes=False)
        return handler

    return register


def takes(
    blueprint: Blueprint, uri: str, name: str, *, again: Page, administrators: bool = False, during_change: bool = False
) -> Callable[[Page], Page]:
    """Registers ``handler(request, session, form, **arguments)`` for POST.

    ``again(request, session, form=, message=, status=, **arguments)`` shows the form filled in: when the session had ended meanwhile,
    when the token is not the session's, and when the handler raises.
    """

    def register(handler: Page) -> Page:
        @wraps(handler)
        async def guarded(request: Request, **arguments: Any) -> HTTPResponse:
            form = read_form(request)

            async def checked(request: Request, session: StaffSessionView, **arguments: Any) -> HTTPResponse:
                if not same(form.get(CSRF), session.csrf_token):
                    return await again(request, session, form=form, message=STALE, status=403, **arguments)
                try:
                    return await handler(request, session, form, **arguments)
                except MunicipalityError as error:
                    if error.status in (403, 404, 503):
                        raise
                    return await again(request, session, form=form, message=error.message, status=error.status, **arguments)

            return await _guarded(request, checked, administrators, during_change, arguments, form)

        blueprint.add_route(guarded, uri, methods=["POST"], name=name, strict_slashes=False)
        pattern = re.sub(r"<(\w+):int>", r"(?P<\1>[0-9]{1,9})", re.sub(r"<(\w+):str>", r"(?P<\1>[^/]+)", uri))
        _again.append((re.compile(f"/staff{pattern}"), guarded_again(again, administrators)))
        return handler

    return register


def guarded_again(again: Page, administrators: bool) -> Page:
    """`again` with the check of the role that its own address makes."""

    async def shown(request: Request, session: StaffSessionView, **arguments: Any) -> HTTPResponse:
        if administrators:
            require_administrator(session.user)
        return await again(request, session, **arguments)

    return shown


async def resume(request: Request, session: StaffSessionView, path: str, form: Form) -> HTTPResponse | None:
    """The form of `path`, filled in with what was typed before the session ended; None when there is none at that address."""
    for pattern, again in _again:
        if match := pattern.fullmatch(path):
            arguments = {name: int(value) if name.endswith("_id") else value for name, value in match.groupdict().items()}
            message = "Συνδεθήκατε ξανά. Όσα είχατε γράψει είναι εδώ· ελέγξτε τα και στείλτε τα."
            try:
                return await again(request, session, form=form, message=message, status=200, **arguments)
            except MunicipalityError as error:
                return pages.failure(request, session, error)
    return None


def refuse_cross_site(request: Request) -> None:
    """Another site's page may not post to us, not even the sign-in form. Raises `NotAllowed`."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise NotAllowed("Το αίτημα δεν ήρθε από τη σελίδα μας.")


async def _guarded(
    request: Request, handler: Page, administrators: bool, during_change: bool, arguments: dict[str, Any], form: Form | None = None
) -> HTTPResponse:
    session: StaffSessionView | None = None
    try:
        if form is not None:
            refuse_cross_site(request)
        session = await in_view(request, staff.session_of, cookies.session_token(request))
        if session is not None and session.renew_to is not None:
            session = await in_work(request, staff.user_of_session, cookies.session_token(request))
        if session is None:
            return _ask_to_sign_in(request, form)
        if session.user.must_change_password and not during_change:
            return pages.go(request, "/staff/password")
        if administrators:
            require_administrator(session.user)
        return await handler(request, session, **arguments)
    except MunicipalityError as error:
        if session is not None and isinstance(error, NotAllowed):
            await in_work(request, audit.record, session.user.actor, "access_refused", "page", request.path)
        return pages.failure(request, session, error)


def _ask_to_sign_in(request: Request, form: Form | None) -> HTTPResponse:
    if form is None:
        here = request.path + (f"?{request.query_string}" if request.query_string else "")
        return pages.go(request, "/staff/sign-in" if request.path.rstrip("/") == "/staff" else f"/staff/sign-in?next={quote(here)}")
    message = "Η σύνδεσή σας έληξε. Συνδεθείτε και θα βρείτε όσα γράψατε."
    kept = form.kept()
    return pages.page(request, None, "sign_in", 401, message=message, username="", next="", kept_path=request.path, kept=kept)
