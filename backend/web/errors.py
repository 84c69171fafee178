"""Every failure leaves in one shape: ``{"error": {"code", "message", "request_id"}}``, or as a page when a browser asks for one."""

from __future__ import annotations

import structlog
from sanic import HTTPResponse, Request, Sanic
from sanic.exceptions import SanicException
from sanic.response import json
from sqlalchemy.exc import SQLAlchemyError

from backend.errors import Locked, MunicipalityError, Unavailable
from backend.web.open311.forms import error_answer
from backend.web.rendering import render

log = structlog.get_logger(__name__)

MESSAGES = {
    400: ("bad_request", "Το αίτημα δεν έχει τη σωστή μορφή."),
    404: ("not_found", "Η σελίδα δεν βρέθηκε."),
    405: ("method_not_allowed", "Αυτή η ενέργεια δεν επιτρέπεται εδώ."),
    408: ("timeout", "Το αίτημα άργησε να ολοκληρωθεί. Δοκιμάστε ξανά."),
    413: ("too_large", "Αυτό που στείλατε είναι πολύ μεγάλο."),
    414: ("bad_request", "Η διεύθυνση είναι πολύ μεγάλη."),
    415: ("unsupported_media_type", "Ο τύπος του περιεχομένου δεν υποστηρίζεται."),
    426: ("upgrade_required", "Εδώ χρειάζεται σύνδεση WebSocket."),
    503: ("unavailable", Unavailable.default),
}
API_PREFIXES = ("/api/", "/open311/", "/health", "/ready", "/metrics", "/openapi.json", "/static/", "/widget")


class BadRequest(MunicipalityError):
    """The request itself is malformed (not JSON, no file field…)."""

    code, status = "bad_request", 400
    default = MESSAGES[400][1]


def wants_page(request: Request) -> bool:
    """True for a person with a browser, False for a program."""
    return not request.path.startswith(API_PREFIXES) and "text/html" in request.headers.get("accept", "")


def error_response(request: Request, status: int, code: str, message: str, headers: dict[str, str] | None = None) -> HTTPResponse:
    """The failure as JSON, as a page for a browser, or in Open311's own form under its addresses."""
    if request.path.startswith("/open311/"):
        response = error_answer(request, status, message)
        response.headers.update(headers or {})
        return response
    if wants_page(request):
        response = render(request, "error.html", status=status, error_message=message, status_code=status, request_id=str(request.id))
        response.headers.update(headers or {})
        return response
    body = {"error": {"code": code, "message": message, "request_id": str(request.id)}}
    return json(body, status=status, headers=headers, ensure_ascii=False)


def of_municipality(request: Request, error: Exception) -> HTTPResponse:
    assert isinstance(error, MunicipalityError)
    headers = {"retry-after": str(error.retry_after)} if isinstance(error, Locked) else {}
    if error.status == 401:
        headers["www-authenticate"] = "Bearer"
    return error_response(request, error.status, error.code, error.message, headers)


async def of_sanic(request: Request, error: Exception) -> HTTPResponse:
    status = getattr(error, "status_code", 500)
    if status == 404 and request.path.startswith("/staff/") and wants_page(request):
        from backend.web.staff import pages  # here, as it needs this package whole

        return await pages.unknown(request)
    code, message = MESSAGES.get(status, ("bad_request", MESSAGES[400][1]) if status < 500 else ("error", MunicipalityError.default))
    # Sanic names the allowed methods of a 405 in its headers.
    headers = {str(name): str(value) for name, value in getattr(error, "headers", {}).items()}
    return error_response(request, status, code, message, headers)


def of_database(request: Request, error: Exception) -> HTTPResponse:
    log.error("database_failed", error=type(error).__name__, request_id=str(request.id))
    return error_response(request, 503, Unavailable.code, Unavailable.default)


def of_anything(request: Request, error: Exception) -> HTTPResponse:
    # The message of an unforeseen exception may quote what a citizen wrote: only its type and place are logged.
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename.rpartition('/')[2]}:{place.tb_lineno}" if place else "?"
    log.error("request_failed", error=type(error).__name__, where=where, request_id=str(request.id))
    return error_response(request, 500, "error", MunicipalityError.default)


def install(app: Sanic) -> None:  # type: ignore[type-arg]
    """Register the handlers."""
    app.error_handler.add(MunicipalityError, of_municipality)
    app.error_handler.add(SanicException, of_sanic)
    app.error_handler.add(SQLAlchemyError, of_database)
    app.error_handler.add(Exception, of_anything)
