"""Signing in and out, and one's own password."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse, Request

from backend.errors import BadCredentials, InvalidInput, Locked, NotAllowed
from backend.services import staff
from backend.services.staff import StaffSessionView
from backend.web.parts import parts
from backend.web.staff import access, cookies, pages
from backend.web.staff.forms import CSRF, KEPT_PATH, Form, read_form, same, unpacked
from backend.web.work import in_thread, in_view, in_work

blueprint = Blueprint("staff_sign_in")


def inside(target: str) -> str:
    """`target` when it is an address of the console, else the console's home: nobody is sent elsewhere after signing in."""
    ours = target == "/staff" or target.startswith(("/staff/", "/staff?"))
    return target if ours and "\\" not in target and not target.startswith("/staff/sign-in") else "/staff"


def _form_page(request: Request, form: Form, message: str = "", status: int = 200) -> HTTPResponse:
    kept_path, kept = form.get(KEPT_PATH), unpacked(form).kept()
    username, following = form.get("username"), form.get("next")
    return pages.page(request, None, "sign_in", status, message=message, username=username, next=following, kept_path=kept_path, kept=kept)


@blueprint.get("/sign-in", name="form")
async def show(request: Request) -> HTTPResponse:
    """The sign-in form; whoever is signed in already goes on."""
    if await in_view(request, staff.session_of, cookies.session_token(request)):
        return pages.go(request, inside(request.args.get("next", "")))
    return _form_page(request, Form({"next": [request.args.get("next", "")]}))


@blueprint.post("/sign-in", name="submit")
async def sign_in(request: Request) -> HTTPResponse:
    """Opens a session, and goes on to where the visitor wanted to go, or back to the form that was being filled in."""
    form = read_form(request)
    try:
        access.refuse_cross_site(request)
    except NotAllowed as error:
        return pages.failure(request, None, error)
    if not same(form.get(CSRF), cookies.sign_in_token(request)):
        return _form_page(request, form, "Η φόρμα είχε λήξει. Δοκιμάστε ξανά.", 403)
    address = request.remote_addr or request.ip
    try:
        parts(request).limiter.check("sign_in_address", address)
        # Comparing takes 0.2 s on purpose: between two units of work, so that nobody's message waits for it.
        credentials = await in_view(request, staff.credentials_of, form.get("username"))
        verdict = await in_thread(request, staff.compare, credentials, form.secret("password"))
        session = await in_work(request, staff.admit, verdict, address=address)
    except Locked as error:
        response = _form_page(request, form, error.message, error.status)
        response.headers["retry-after"] = str(error.retry_after)
        return response
    except BadCredentials as error:
        return _form_page(request, form, error.message, error.status)
    response = await _after(request, session, form)
    cookies.set_session(request, response, session.token)
    return response


async def _after(request: Request, session: StaffSessionView, form: Form) -> HTTPResponse:
    if session.user.must_change_password:
        return pages.go(request, "/staff/password")
    if form.get(KEPT_PATH) and (shown := await access.resume(request, session, form.get(KEPT_PATH), unpacked(form))):
        return shown
    return pages.go(request, inside(form.get("next")))


async def _signed_out_anyway(request: Request, session: StaffSessionView, **_: object) -> HTTPResponse:
    return pages.go(request, "/staff")


@access.takes(blueprint, "/sign-out", "out", again=_signed_out_anyway, during_change=True)
async def sign_out(request: Request, session: StaffSessionView, form: Form) -> HTTPResponse:
    """Ends the session."""
    await in_work(request, staff.sign_out, cookies.session_token(request) or "")
    response = pages.go(request, "/staff/sign-in", "signed_out")
    cookies.drop_session(request, response)
    return response


@access.shows(blueprint, "/password", "password_form", during_change=True)
async def show_password(
    request: Request, session: StaffSessionView, form: Form | None = None, message: str = "", status: int = 200, field: str = ""
) -> HTTPResponse:
    """The form for one's own password."""
    return pages.page(request, session, "password", status, message=message, field=field)


@access.takes(blueprint, "/password", "password", again=show_password, during_change=True)
async def change_password(request: Request, session: StaffSessionView, form: Form) -> HTTPResponse:
    """Sets one's own password; one's other sessions end."""
    new = form.secret("new_password")
    try:
        if new != form.secret("repeat_password"):
            raise InvalidInput("Οι δύο νέοι κωδικοί δεν είναι ίδιοι.", field="repeat_password")
        token = cookies.session_token(request) or ""
        parts(request).limiter.check("sign_in_address", f"password:{session.user.id}")
        credentials = await in_view(request, staff.own_credentials, token)
        new_hash = await in_thread(request, staff.checked_change, credentials, form.secret("current_password"), new)
        await in_work(request, staff.set_password, token, credentials, new_hash)
    except InvalidInput as error:
        return await show_password(request, session, message=error.message, status=error.status, field=error.field or "")
    return pages.go(request, "/staff", "password")
