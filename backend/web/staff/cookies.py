"""The console's cookies: the session, the token of the sign-in form, and one message for the next page."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sanic import HTTPResponse, Request

from backend.web.parts import parts

PATH = "/staff"
SESSION, BEFORE_SIGN_IN, FLASH = "komotini_staff", "komotini_staff_form", "komotini_staff_flash"


def _set(request: Request, response: HTTPResponse, name: str, value: str, *, strict: bool = False) -> None:
    secure = parts(request).settings.public_url.startswith("https://")
    # No Max-Age: it goes with the browser; how long a session lives is the server's decision.
    response.add_cookie(name, value, path=PATH, httponly=True, secure=secure, samesite="Strict" if strict else "Lax")


def _drop(request: Request, response: HTTPResponse, name: str) -> None:
    secure = parts(request).settings.public_url.startswith("https://")
    response.add_cookie(name, "", path=PATH, httponly=True, secure=secure, samesite="Lax", max_age=0)


def session_token(request: Request) -> str | None:
    token: str | None = request.cookies.get(SESSION)
    return token


def set_session(request: Request, response: HTTPResponse, token: str) -> None:
    _set(request, response, SESSION, token)


def drop_session(request: Request, response: HTTPResponse) -> None:
    _drop(request, response, SESSION)


def sign_in_token(request: Request, response: HTTPResponse | None = None) -> str:
    """The CSRF token of the sign-in form: keyed to a cookie of the browser, which is set on `response` when it is missing."""
    nonce = str(request.cookies.get(BEFORE_SIGN_IN) or getattr(request.ctx, "sign_in_nonce", ""))
    if not nonce and response is None:
        nonce = request.ctx.sign_in_nonce = secrets.token_urlsafe(24)
    if response is not None and nonce:
        _set(request, response, BEFORE_SIGN_IN, nonce, strict=True)
    key = parts(request).settings.secret_key.get_secret_value().encode()
    return hmac.new(key, f"sign-in-form:{nonce}".encode(), hashlib.sha256).hexdigest()


def set_flash(request: Request, response: HTTPResponse, key: str) -> None:
    _set(request, response, FLASH, key)


def take_flash(request: Request, response: HTTPResponse) -> None:
    if request.cookies.get(FLASH):
        _drop(request, response, FLASH)
