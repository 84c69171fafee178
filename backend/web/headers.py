"""Request ids, security headers on every response, and CORS for the chat that is embedded in other sites' pages."""

from __future__ import annotations

import re

from sanic import HTTPResponse, Request, Sanic
from sanic.response import BaseHTTPResponse, empty

# Nothing inline, neither script nor style: the widget's shadow root adopts its style sheets, which the policy allows.
POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "font-src 'self'",
        "connect-src 'self'", "manifest-src 'self'", "media-src 'self' blob:", "form-action 'self'",
        "base-uri 'none'", "frame-ancestors 'none'",
    )
)  # fmt: skip
SECURITY = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "geolocation=(self), camera=(), microphone=(), payment=()",
    "cross-origin-opener-policy": "same-origin",
}
# No cookies are involved in these, so any page may call them: the bearer token or key is the proof.
OPEN_TO_ALL = ("/api/chat/", "/api/cases/", "/open311/")
CORS = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, POST, DELETE, OPTIONS",
    "access-control-allow-headers": "Authorization, Content-Type, Idempotency-Key, X-Case-Pin",
    "access-control-expose-headers": "X-Request-Id, Retry-After, Content-Disposition",
    "access-control-max-age": "86400",
}
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


async def name_request(request: Request) -> HTTPResponse | None:
    """Keep a well-formed X-Request-Id of the caller, so that one id follows a request through several machines; answer CORS preflights.

    Runs for addresses without a route, too, which is why the preflight needs no routes of its own."""
    given = request.headers.get("x-request-id", "")
    if _REQUEST_ID.fullmatch(given):
        request._id = given
    if request.method == "OPTIONS" and request.path.startswith(OPEN_TO_ALL):
        return empty(204)
    return None


async def add_headers(request: Request, response: BaseHTTPResponse) -> None:
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    response.headers["x-request-id"] = str(request.id)
    if request.path.startswith(OPEN_TO_ALL):
        response.headers.update(CORS)
        response.headers.setdefault("cross-origin-resource-policy", "cross-origin")
    if request.path.startswith(("/api/", "/staff", "/cases", "/ready", "/metrics")):
        response.headers.setdefault("cache-control", "no-store")


def install(app: Sanic) -> None:  # type: ignore[type-arg]
    app.register_middleware(name_request, "request", priority=100)
    app.register_middleware(add_headers, "response", priority=-100)
