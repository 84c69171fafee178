"""Draws the console's pages: shared context, headers that keep them out of caches and frames, redirects with a message."""

from __future__ import annotations

from typing import Any

from sanic import HTTPResponse, Request
from sanic.response import html, redirect

from backend.errors import Locked, MunicipalityError, NotFound
from backend.services import staff
from backend.services.staff import StaffSessionView
from backend.services.staff_desk import STATE_LABELS
from backend.services.texts import readable_phone
from backend.web.parts import parts
from backend.web.staff import cookies, words
from backend.web.work import in_view

HEADERS = {
    # No scripts at all in the console: what a citizen writes can't become one.
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


def page(request: Request, session: StaffSessionView | None, name: str, status: int = 200, **context: Any) -> HTTPResponse:
    """The page `staff/<name>.html`; `session` is None on the sign-in page."""
    now = parts(request).clock()
    body = parts(request).renderer.page(
        f"staff/{name}.html",
        "el",
        request.path,
        user=session.user if session else None,
        csrf=session.csrf_token if session else cookies.sign_in_token(request),
        flash=words.FLASHES.get(str(request.cookies.get(cookies.FLASH)), ""),
        states=STATE_LABELS,
        states_of_many=words.STATES_OF_MANY,
        channels=words.CHANNELS,
        phone=readable_phone,
        when=words.moment,
        short=words.short,
        stamp=words.iso,
        size=words.size,
        age=lambda value: words.age(value, now),
        **context,
    )
    response = html(body, status=status, headers=dict(HEADERS))
    cookies.take_flash(request, response)
    if session is None:
        cookies.sign_in_token(request, response)
    return response


def go(request: Request, target: str, flash: str | None = None) -> HTTPResponse:
    """On to another page after a deed (303, so that a reload repeats nothing), with a message of `words.FLASHES`."""
    response = redirect(target, status=303, headers={"cache-control": "no-store"})
    if flash:
        cookies.set_flash(request, response, flash)
    return response


async def unknown(request: Request) -> HTTPResponse:
    """The page for an address of the console that leads nowhere, the same for whoever is signed in and whoever is not."""
    session = await in_view(request, staff.session_of, cookies.session_token(request))
    return failure(request, session, NotFound("Αυτή η διεύθυνση δεν υπάρχει στην κονσόλα."))


def failure(request: Request, session: StaffSessionView | None, error: MunicipalityError) -> HTTPResponse:
    """An error as a page of the console."""
    titles = {403: "Δεν έχετε πρόσβαση", 404: "Δεν βρέθηκε", 409: "Δεν μπορεί να γίνει τώρα", 429: "Πολλές προσπάθειες"}
    title = titles.get(error.status, "Κάτι δεν πήγε καλά")
    response = page(request, session, "problem", error.status, title=title, message=error.message)
    if isinstance(error, Locked):
        response.headers["retry-after"] = str(error.retry_after)
    return response
