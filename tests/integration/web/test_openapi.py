"""The description of the interface is complete, and the running application does what it says."""

from __future__ import annotations

import re
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import checks

from backend.services import api_keys

# Pages for people, files, the staff console, and what the phone line tells the web process are not part of the described interface.
NOT_DESCRIBED = re.compile(r"^(api/voice|staff|static|widget|docs|favicon|cases|guide|services|accessibility|privacy|verify$|$)")


def described(path: str) -> str:
    path = re.sub(r"<(?:[a-z_]+:)?([a-z_]+)(?::[a-z]+)?>", "{}", path).removesuffix(".json").removesuffix(".xml")
    return re.sub(r"\{\w*\}", "{}", path).replace(".{}", "").strip("/")


def test_every_endpoint_is_described(quick_site: Any) -> None:
    document = quick_site.client.get("/openapi.json").json()
    written = {
        (described(path.removesuffix(".{format}")), method.upper())
        for path, item in document["paths"].items()
        for method in item
        if method != "parameters"
    } | {("openapi", "GET")}
    served = {
        (described(route.path), method)
        for route in quick_site.app.router.routes
        for method in route.methods
        if not NOT_DESCRIBED.match(route.path)
    }
    assert served - written == set()
    assert written - served == set()


def test_the_page_of_the_description(quick_site: Any) -> None:
    page = quick_site.client.get("/docs")
    assert page.status_code == 200
    assert "/api/chat/sessions" in page.text
    assert "//cdn" not in page.text


def test_the_application_does_what_its_description_says(quick_site: Any, sqlite_database: Any) -> None:
    """Generated requests over real HTTP: no server error, and only described statuses, media types and bodies."""
    chat = quick_site.chat()
    with sqlite_database.work() as uow:
        key = api_keys.add(uow, "schemathesis")
    schema = schemathesis.openapi.from_url(f"{quick_site.url}/openapi.json")
    wanted = [
        checks.not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
        checks.response_headers_conformance,
    ]
    tried: dict[str, int] = {}
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.label.endswith("/stream"):
            continue  # a WebSocket: test_stream

        @settings(max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def run(case: Any) -> None:
            if "session_id" in (case.path_parameters or {}) and case.method.upper() != "DELETE":
                case.path_parameters["session_id"] = chat.session_id
            if isinstance(case.body, dict) and "api_key" in case.body:
                case.body["api_key"] = key
            tried[case.operation.label] = tried.get(case.operation.label, 0) + 1
            if case.operation.label == "GET /ready":
                # 503 is a described answer here, not a failure of the server.
                case.call_and_validate(headers=chat.headers, checks=wanted[1:])
            else:
                case.call_and_validate(headers=chat.headers, checks=wanted)

        run()
    assert len(tried) == 20
