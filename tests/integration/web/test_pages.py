"""Following a case, verifying a certificate, the pages, headers, health."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import pytest

from backend.database import Database
from backend.services import problems
from backend.services.problems import Place


@pytest.fixture
def case(sqlite_database: Database) -> Any:
    with sqlite_database.work() as uow:
        return problems.report_problem(
            uow, category="lighting", place=Place(street="Ορφέως", street_number="12"), description="Μένει η Μαρία"
        )


def test_a_case_by_code_and_pin(quick_site: Any, case: Any) -> None:
    answer = quick_site.client.get(f"/api/cases/{case.code}", headers={"x-case-pin": case.pin})
    assert answer.status_code == 200
    body = answer.json()
    assert body["protocol"] == case.protocol
    assert body["state"] == "received"
    assert body["history"][0]["state_label"]
    assert quick_site.client.get(f"/api/cases/{case.protocol}", params={"pin": case.pin}).status_code == 200


def test_a_wrong_pin_and_an_unknown_case_look_the_same_and_lock(quick_site: Any, case: Any) -> None:
    wrong = "0000" if case.pin != "0000" else "1111"
    answers = [quick_site.client.get(f"/api/cases/{case.code}", params={"pin": wrong}) for _ in range(6)]
    unknown = quick_site.client.get("/api/cases/000000", params={"pin": wrong})
    assert answers[0].status_code == unknown.status_code == 403
    assert answers[0].json()["error"]["message"] == unknown.json()["error"]["message"]
    assert answers[-1].status_code == 429
    assert quick_site.client.get(f"/api/cases/{case.code}", params={"pin": case.pin}).status_code == 429


def test_many_tries_from_one_address(start_site: Callable[..., Any], sqlite_database: Database) -> None:
    site = start_site(sqlite_database, rate_pin_address="3/hour")
    statuses = [site.client.get(f"/api/cases/{number:06}", params={"pin": "1234"}).status_code for number in range(4)]
    assert statuses == [403, 403, 403, 429]


def test_the_form_to_follow_a_case(quick_site: Any, case: Any) -> None:
    assert quick_site.client.get("/cases").status_code == 200
    wrong = quick_site.client.post("/cases", data={"code": case.code, "pin": "x"})
    assert wrong.status_code == 403
    assert 'role="alert"' in wrong.text
    right = quick_site.client.post("/cases", data={"code": case.code, "pin": case.pin})
    assert right.status_code == 200
    assert case.protocol in right.text
    assert right.headers["cache-control"] == "no-store"


def test_a_certificate_that_does_not_exist(quick_site: Any) -> None:
    page = quick_site.client.get("/verify/BCDFGHJK", headers={"accept": "text/html"})
    assert page.status_code == 404
    assert 'role="alert"' in page.text
    answer = quick_site.client.get("/verify/BCDFGHJK", headers={"accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"


def test_public_list_of_problems_names_nobody(quick_site: Any, case: Any) -> None:
    page = quick_site.client.get("/services/problems").text
    assert "Ορφέως 12" in page
    assert "Μαρία" not in page
    assert case.code not in page


def test_every_service_is_listed(quick_site: Any) -> None:
    from backend.web.portal import portal_content

    services = portal_content()["services"]
    assert len(services) == 14
    assert {service["slug"] for service in services if service["live"]} == {"certificates", "problems", "guide"}
    assert all(service["live"] or service["meanwhile"] for service in services)
    for language in ("el", "en"):
        page = quick_site.client.get("/", params={"lang": language})
        assert page.status_code == 200
        assert f'<html lang="{language}">' in page.text
        assert all(service["title"][language] in page.text for service in services)
        assert 'src="/widget.js" data-assistant="/"' in page.text


def test_security_headers_everywhere(quick_site: Any) -> None:
    for path in ("/", "/health", "/nothing-here", "/api/chat/sessions/x/messages", "/static/portal.css", "/open311/v2/services.json"):
        headers = quick_site.client.get(path).headers
        policy = headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"]
        assert headers["x-request-id"]


def test_one_shape_of_error(quick_site: Any) -> None:
    for method, path, status in [("GET", "/api/nothing", 404), ("PUT", "/health", 405), ("GET", "/api/chat/sessions/x/messages", 404)]:
        answer = quick_site.client.request(method, path, headers={"x-request-id": "given-by-the-caller"})
        assert answer.status_code == status
        assert set(answer.json()["error"]) == {"code", "message", "request_id"}
        assert answer.json()["error"]["request_id"] == answer.headers["x-request-id"] == "given-by-the-caller"
    page = quick_site.client.get("/nothing", headers={"accept": "text/html"})
    assert page.status_code == 404
    assert "<h1>" in page.text


def test_the_chat_may_be_called_from_any_page(quick_site: Any) -> None:
    preflight = quick_site.client.options(
        "/api/chat/sessions", headers={"origin": "https://a.example", "access-control-request-method": "POST"}
    )
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert "Idempotency-Key" in preflight.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in preflight.headers
    assert quick_site.client.get("/api/chat/sessions/x/messages").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in quick_site.client.get("/cases").headers


def test_files_are_cached_and_compressed(quick_site: Any) -> None:
    import re

    found = re.search(r'href="(/static/portal\.css\?v=[0-9a-f]+)"', quick_site.client.get("/").text)
    assert found
    answer = quick_site.client.get(found[1])
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text.startswith("/* The portal")
    again = quick_site.client.get("/static/portal.css", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert gzip.decompress(gzip.compress(answer.content)) == answer.content
    for name in ("../app.py", "%2e%2e/app.py", "..%2fapp.py", "nothing.css"):
        assert quick_site.client.get(f"/static/{name}").status_code == 404
    widget = quick_site.client.get("/widget.js")
    assert widget.status_code == 200
    assert widget.headers["access-control-allow-origin"] == "*"
    assert widget.headers["cross-origin-resource-policy"] == "cross-origin"


def test_ready_names_what_is_missing(quick_site: Any, rasa: Any) -> None:
    assert quick_site.client.get("/health").json() == {"status": "alive"}
    assert quick_site.client.get("/ready").status_code == 200
    rasa.model_loaded = False
    answer = quick_site.client.get("/ready")
    assert answer.status_code == 503
    assert answer.json()["parts"]["rasa"] == {"ok": False, "problem": "status 409"}
    assert answer.json()["parts"]["database"] == {"ok": True}
    rasa.stop()
    assert quick_site.client.get("/ready").json()["parts"]["actions"]["ok"] is False


def test_ready_without_tables(start_site: Callable[..., Any], settings: Any, tmp_path: Any) -> None:
    empty = Database(settings.model_copy(update={"database_url": f"sqlite:///{tmp_path / 'empty.db'}"}))
    site = start_site(empty, background=False)
    answer = site.client.get("/ready")
    assert answer.status_code == 503
    assert answer.json()["parts"]["database"]["ok"] is False
    page = site.client.post("/api/chat/sessions")
    assert page.status_code == 503
    assert page.json()["error"]["code"] == "unavailable"
    empty.close()


def test_metrics(quick_site: Any, rasa: Any) -> None:
    chat = quick_site.chat()
    chat.say("α", key="k")
    chat.say("α", key="k")
    text = quick_site.client.get("/metrics").text
    assert 'komotini_turns_total{outcome="answered"} 1.0' in text
    assert 'komotini_turns_total{outcome="replayed"} 1.0' in text
    assert "komotini_outbox_backlog 0.0" in text
    assert chat.session_id not in text
