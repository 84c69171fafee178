"""Open311 GeoReport v2, JSON and XML."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest

from backend.services import api_keys


@pytest.fixture
def key(database: Any) -> str:
    with database.work() as uow:
        return api_keys.add(uow, "city-app")


def file_problem(site: Any, key: str, **fields: Any) -> Any:
    form = {"api_key": key, "service_code": "other", "lat": "41.1179", "long": "25.4011", "description": "Μια σπασμένη πλάκα", **fields}
    return site.client.post("/open311/v2/requests.json", data={name: value for name, value in form.items() if value is not None})


def test_services_in_both_forms(quick_site: Any) -> None:
    services = quick_site.client.get("/open311/v2/services.json", params={"jurisdiction_id": "komotini.gr"}).json()
    codes = [service["service_code"] for service in services]
    assert {"lighting", "potholes", "other"} <= set(codes)
    assert set(services[0]) == {"service_code", "service_name", "description", "metadata", "type", "keywords", "group"}
    answer = quick_site.client.get("/open311/v2/services.xml")
    assert answer.headers["content-type"].startswith("text/xml")
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "services"
    assert [one.findtext("service_code") for one in root.findall("service")] == codes
    assert root.findtext("service/metadata") == "true"


def test_a_definition_with_its_questions(quick_site: Any) -> None:
    definition = quick_site.client.get("/open311/v2/services/lighting.json").json()
    assert definition["service_code"] == "lighting"
    fault = next(one for one in definition["attributes"] if one["code"] == "fault")
    assert fault["datatype"] == "singlevaluelist"
    assert {"key", "name"} == set(fault["values"][0])
    root = ElementTree.fromstring(quick_site.client.get("/open311/v2/services/lighting.xml").content)
    assert root.tag == "service_definition"
    assert root.find("attributes/attribute/code") is not None
    assert root.find("attributes/attribute/values/value/key") is not None


def test_filing_and_reading(site: Any, key: str) -> None:
    filed = file_problem(site, key, service_code="lighting", **{"attribute[fault]": "off"}, email="maria@example.org")
    assert filed.status_code == 201, filed.text
    identifier = filed.json()[0]["service_request_id"]
    assert identifier.startswith("PRB-")
    assert filed.json()[0]["service_notice"]
    one = site.client.get(f"/open311/v2/requests/{identifier}.json").json()
    assert len(one) == 1
    assert one[0]["status"] == "open"
    assert one[0]["service_code"] == "lighting"
    assert (one[0]["lat"], one[0]["long"]) == (41.1179, 25.4011)
    assert one[0]["updated_datetime"].endswith("Z")
    assert "maria" not in site.client.get("/open311/v2/requests.json").text
    root = ElementTree.fromstring(site.client.get(f"/open311/v2/requests/{identifier}.xml").content)
    assert root.tag == "service_requests"
    assert root.findtext("request/service_request_id") == identifier
    assert site.client.get(f"/open311/v2/tokens/{identifier}.json").json() == [{"service_request_id": identifier, "token": identifier}]


def test_filters(site: Any, key: str, clock: Any) -> None:
    first = file_problem(site, key, service_code="noise").json()[0]["service_request_id"]
    clock.advance(days=10)
    second = file_problem(site, key, lat=None, long=None, address_string="Ορφέως 12").json()[0]["service_request_id"]

    def ids(**filters: str) -> list[str]:
        answer = site.client.get("/open311/v2/requests.json", params=filters)
        assert answer.status_code == 200, answer.text
        return [one["service_request_id"] for one in answer.json()]

    assert ids() == [second, first]
    assert ids(service_code="noise") == [first]
    assert ids(service_request_id=f"{first},PRB-1999-000001") == [first]
    assert ids(status="closed") == []
    assert ids(status="open,closed") == [second, first]
    assert ids(start_date="2026-03-10T00:00:00Z") == [second]
    assert ids(end_date="2026-03-10T00:00:00+02:00") == [first]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"api_key": None}, 400),
        ({"api_key": "wrong"}, 403),
        ({"service_code": None}, 400),
        ({"service_code": "never-was"}, 404),
        ({"lat": None, "long": None}, 400),
        ({"long": None}, 400),
        ({"lat": "north"}, 400),
        ({"lat": "nan"}, 400),
        ({"jurisdiction_id": "athens.gr"}, 404),
        ({"attribute[never]": "x"}, 400),
        ({"email": "not an address"}, 400),
        ({"media_url": "javascript:alert(1)"}, 400),
        ({"description": "α" * 4001}, 400),
    ],
)
def test_mistakes_in_the_form_of_the_spec(quick_site: Any, sqlite_database: Any, fields: dict[str, Any], status: int) -> None:
    with sqlite_database.work() as uow:
        key = api_keys.add(uow, "city-app")
    answer = file_problem(quick_site, key, **fields)
    assert answer.status_code == status, answer.text
    assert answer.json()[0]["code"] == status
    assert answer.json()[0]["description"]
    assert quick_site.client.get("/open311/v2/requests.json").json() == []


def test_errors_as_xml(quick_site: Any) -> None:
    for path, status in [
        ("requests/PRB-1999-000001.xml", 404),
        ("services/never.xml", 404),
        ("requests.xml?status=lost", 400),
        ("nothing.xml", 404),
    ]:
        answer = quick_site.client.get(f"/open311/v2/{path}")
        assert answer.status_code == status
        root = ElementTree.fromstring(answer.content)
        assert root.tag == "errors"
        assert root.findtext("error/code") == str(status)
        assert root.findtext("error/description")


@pytest.mark.parametrize(
    "query", ["start_date=2026-01-01T00:00:00Z&end_date=2026-12-31T00:00:00Z", "start_date=yesterday", "page=0", "page_size=x"]
)
def test_filters_that_make_no_sense(quick_site: Any, query: str) -> None:
    assert quick_site.client.get(f"/open311/v2/requests.json?{query}").status_code == 400


def test_a_retry_files_once(site: Any, key: str) -> None:
    form = {"api_key": key, "service_code": "other", "address_string": "Ορφέως 12"}
    answers = [site.client.post("/open311/v2/requests.json", data=form, headers={"idempotency-key": "a-1"}).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(site.client.get("/open311/v2/requests.json").json()) == 1
