"""The endpoints of GeoReport v2."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from backend.errors import MunicipalityError, NotAllowed, NotFound
from backend.services import api_keys, open311
from backend.services.open311 import Open311Request
from backend.services.problems import ProblemCategory, report_problem
from backend.services.references import ascii_protocol
from backend.web.bodies import path_text
from backend.web.open311 import filing
from backend.web.open311.filing import BadField, field
from backend.web.open311.filters import filters_of
from backend.web.open311.forms import answer, error_answer, moment, without_suffix
from backend.web.parts import parts
from backend.web.work import in_view, in_work

blueprint = Blueprint("open311", url_prefix="/open311")
Handler = Callable[..., Coroutine[Any, Any, HTTPResponse]]
SUFFIXES = {"": "", ".json": "_json", ".xml": "_xml"}
NOTICE = "Η αναφορά καταχωρίστηκε και θα διαβιβαστεί στην αρμόδια υπηρεσία του Δήμου Κομοτηνής."


@blueprint.on_request
async def admit(request: Request) -> None:
    """Rate limit, and the jurisdiction: it may be left out, as we serve one only, but a wrong one is told."""
    own = parts(request)
    own.limiter.check("open311_address", request.client_ip)
    jurisdiction = field(request, "jurisdiction_id")
    if jurisdiction and jurisdiction != own.settings.jurisdiction_id:
        raise NotFound("jurisdiction_id provided was not found")


async def failed(request: Request, error: MunicipalityError) -> HTTPResponse:
    # The spec knows 400, 401, 403 and 404: what can't be processed is a 400.
    status = 400 if error.status in (409, 413, 422) else error.status
    response = error_answer(request, status, error.message)
    if retry_after := getattr(error, "retry_after", None):
        response.headers["retry-after"] = str(retry_after)
    return response


blueprint.exception(MunicipalityError)(failed)


def suffixed(path: str, method: str) -> Callable[[Handler], Handler]:
    """Serve a handler at `path` without a suffix, with .json and with .xml."""

    def register(handler: Handler) -> Handler:
        for suffix, name in SUFFIXES.items():
            blueprint.add_route(handler, path + suffix, methods=[method], name=f"{handler.__name__}{name}")
        return handler

    return register


@suffixed("/discovery", "GET")
async def discovery(request: Request) -> HTTPResponse:
    """Where the Open311 service is and which forms it speaks."""
    own = parts(request).settings
    return answer(
        request,
        "discovery",
        {
            "changeset": "2026-11-01T00:00:00Z",
            "contact": "https://www.komotini.gr",
            "key_service": f"{own.public_url}/open311/v2",
            "endpoints": [
                {
                    "specification": "http://wiki.open311.org/GeoReport_v2",
                    "url": f"{own.public_url}/open311/v2",
                    "changeset": "2026-11-01T00:00:00Z",
                    "type": "production" if own.mode == "production" else "test",
                    "formats": ["application/json", "text/xml"],
                }
            ],
        },
    )


@suffixed("/v2/services", "GET")
async def services(request: Request) -> HTTPResponse:
    """The services that a request can be filed for (GeoReport v2)."""
    return answer(request, "services", [_service(category) for category in open311.services()])


@blueprint.get("/v2/services/<name:str>", name="service")
async def service(request: Request, name: str) -> HTTPResponse:
    """One service's own questions (GeoReport v2)."""
    category = _category(without_suffix(path_text(name)))
    return answer(request, "service_definition", {"service_code": category.code, "attributes": _attributes(category)})


@suffixed("/v2/requests", "GET")
async def requests(request: Request) -> HTTPResponse:
    """Service requests (GeoReport v2), filtered and in pages."""
    found = await in_view(request, open311.list_requests, filters_of(request))
    return answer(request, "service_requests", [_request(one) for one in found])


@blueprint.get("/v2/requests/<name:str>", name="request")
async def one_request(request: Request, name: str) -> HTTPResponse:
    """One service request (GeoReport v2)."""
    found = await in_view(request, open311.get_request, without_suffix(path_text(name)))
    return answer(request, "service_requests", [_request(found)])


@blueprint.get("/v2/tokens/<name:str>", name="token")
async def token(request: Request, name: str) -> HTTPResponse:
    """The request that a token stands for. We give the id at once, so a token is the id itself."""
    found = await in_view(request, open311.get_request, without_suffix(path_text(name)))
    ids = [{"service_request_id": found.service_request_id, "token": found.service_request_id}]
    return answer(request, "service_requests", ids)


@suffixed("/v2/requests", "POST")
async def file_request(request: Request) -> HTTPResponse:
    """Files a service request (GeoReport v2); needs an API key."""
    application = await _application(request)
    parts(request).limiter.check("open311_key", application)
    code = field(request, "service_code")
    if not code:
        raise BadField("service_code was not provided")
    category = _category(code)
    opened = await in_work(
        request,
        report_problem,
        category=category.code,
        place=filing.place(request),
        description=field(request, "description"),
        contact=filing.contact(request),
        attributes=filing.attributes(request, category),
        channel="open311",
        actor=f"open311:{application}",
        idempotency_key=filing.idempotency_key(request, application),
    )
    filed = {"service_request_id": ascii_protocol(opened.protocol), "service_notice": NOTICE, "account_id": None}
    return answer(request, "service_requests", [filed], 201)


async def _application(request: Request) -> str:
    key = field(request, "api_key")
    if not key:
        raise BadField("api_key was not provided")
    application = await in_view(request, api_keys.owner, key)
    if application is None:
        raise NotAllowed("api_key is not valid")
    return application


def _category(code: str) -> ProblemCategory:
    try:
        return open311.service(code)
    except NotFound as error:
        raise NotFound("service_code provided was not found") from error


def _service(category: ProblemCategory) -> dict[str, Any]:
    return {
        "service_code": category.code,
        "service_name": category.label,
        "description": category.description,
        "metadata": bool(category.attributes),
        "type": "realtime",
        "keywords": ",".join(category.keywords),
        "group": category.department,
    }


def _attributes(category: ProblemCategory) -> list[dict[str, Any]]:
    return [
        {
            "variable": True,
            "code": attribute.code,
            "datatype": attribute.datatype,
            "required": attribute.required,
            "datatype_description": "",
            "order": order,
            "description": attribute.label,
            "values": [{"key": key, "name": name} for key, name in attribute.values],
        }
        for order, attribute in enumerate(category.attributes, 1)
    ]


def _request(one: Open311Request) -> dict[str, Any]:
    return {
        "service_request_id": one.service_request_id,
        "status": one.status,
        "status_notes": one.status_notes,
        "service_name": one.service_name,
        "service_code": one.service_code,
        "description": one.description,
        "agency_responsible": one.agency_responsible,
        "service_notice": None,
        "requested_datetime": moment(one.requested_datetime),
        "updated_datetime": moment(one.updated_datetime),
        "expected_datetime": None,
        "address": one.address,
        "address_id": None,
        "zipcode": None,
        "lat": one.latitude,
        "long": one.longitude,
        "media_url": None,
    }
