"""Reports as Open311 sees them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backend.errors import NotAllowed, NotFound
from backend.services import cases, open311
from backend.services.cases import Contact
from backend.services.open311 import RequestFilter
from backend.services.problems import Place
from tests.fakes import FakeClock
from tests.integration.backend.conftest import Town


def _ids(town: Town, **values: object) -> list[str]:
    with town.database.work() as uow:
        return [item.service_request_id for item in open311.list_requests(uow, RequestFilter(**values))]  # type: ignore[arg-type]


def test_services_are_the_categories() -> None:
    assert [service.code for service in open311.services()][:3] == ["lighting", "waste", "potholes"]
    assert open311.service("lighting").attributes[0].code == "lamps"
    with pytest.raises(NotFound):
        open311.service("φωτισμός")


def test_a_report_is_public_without_its_contact(town: Town) -> None:
    opened = town.report(
        description="Σβηστή",
        contact=Contact("Μαρία", "6900000001", "maria@example.org"),
        place=Place("Ορφέως", "12", latitude=41.1, longitude=25.4),
    )
    with town.database.work() as uow:
        view = open311.get_request(uow, "PRB-2026-000001")
    assert (view.status, view.service_code, view.address, view.latitude, view.longitude) == ("open", "lighting", "Ορφέως 12", 41.1, 25.4)
    assert view.status_notes == "Παραλήφθηκε" and view.description == "Σβηστή"
    assert not any(secret in str(view) for secret in ("Μαρία", "69000", "maria", opened.code))


def test_requests_for_a_service_are_nobody_elses_business(town: Town) -> None:
    town.report(kind="request", category="waste")
    assert _ids(town) == []
    with pytest.raises(NotFound), town.database.work() as uow:
        open311.get_request(uow, "AIT-2026-000001")


def test_filters(town: Town, clock: FakeClock) -> None:
    town.report()
    clock.advance(days=1)
    hole = town.report(category="potholes")
    clock.advance(days=1)
    town.report()
    with town.database.work() as uow:
        cases.change_state(uow, hole.case_id, "done", actor="staff:eleni", note="Έκλεισε.")
    one, two, three = (f"PRB-2026-{number:06d}" for number in (1, 2, 3))
    assert _ids(town) == [three, two, one]
    assert _ids(town, service_codes=("potholes",)) == _ids(town, statuses=("closed",)) == [two]
    assert _ids(town, statuses=("open",)) == [three, one] and _ids(town, statuses=("open", "closed")) == [three, two, one]
    assert _ids(town, statuses=("lost",)) == []
    assert _ids(town, service_request_ids=(one, two, "rubbish")) == [two, one]
    assert _ids(town, start=clock() - timedelta(hours=30), end=clock() - timedelta(hours=20)) == [two]
    assert _ids(town, per_page=2, page=2) == [one]
    with town.database.work() as uow:
        assert open311.get_request(uow, two).status_notes == "Έκλεισε."
    clock.advance(days=89, hours=12)
    assert _ids(town) == [three]


def test_keys_of_applications(town: Town) -> None:
    with town.database.work() as uow:
        key = open311.create_api_key(uow, "FixMyTown")
        assert open311.application_of_key(uow, key) == "FixMyTown"
        for wrong in ("", key + "x", "%"):
            with pytest.raises(NotAllowed):
                open311.application_of_key(uow, wrong)
