"""Reports: filed, found again, supported."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from backend.errors import Conflict, InvalidInput, InvalidPhone, NotFound
from backend.models import Problem
from backend.services import cases, problems
from backend.services.cases import Contact
from backend.services.problems import Place
from tests.integration.backend.conftest import Town

CENTRE = (41.117, 25.401)


def _similar(town: Town, place: Place, category: str = "lighting") -> list[problems.SimilarProblem]:
    with town.database.work() as uow:
        return problems.find_similar(uow, category, place)


def test_a_report_keeps_what_was_said(town: Town) -> None:
    opened = town.report(
        category="φωτισμός",
        place=Place(street="Ορφέως", street_number="12", landmark="ΚΤΕΛ", text="απέναντι", latitude=CENTRE[0], longitude=CENTRE[1]),
        description="  Σβηστή από χθες.  ",
        attributes={"lamps": "2"},
        contact=Contact(phone="6900000001"),
    )
    with town.database.work() as uow:
        row = uow.session.get_one(Problem, opened.case_id)
        assert (row.category, row.description, row.place_text, row.attributes, row.kind) == (
            "lighting",
            "Σβηστή από χθες.",
            "απέναντι",
            {"lamps": "2"},
            "problem",
        )
        facts = dict(cases.get_case(uow, opened.case_id).facts)
    assert facts["Κατηγορία"] == "Δημοτικός φωτισμός" and facts["Σημείο"] == "Ορφέως 12, κοντά: ΚΤΕΛ" and facts["Πόσες λάμπες;"] == "2"
    assert facts["Συντεταγμένες"] == "41.11700, 25.40100"


def test_a_request_for_a_service_has_its_own_number(town: Town) -> None:
    opened = town.report(kind="request", category="waste")
    assert opened.protocol == "ΑΙΤ-2026-000001"


def test_a_repeated_report_is_one_row(town: Town) -> None:
    assert [town.report(idempotency_key="k").created for _ in range(3)] == [True, False, False]
    with town.database.work() as uow:
        assert len(uow.session.scalars(select(Problem)).all()) == 1


@pytest.mark.parametrize(
    "changes", [{"category": "fire"}, {"category": ""}, {"place": Place(latitude=100.0, longitude=25.0)}, {"place": Place(latitude=41.0)}]
)
def test_bad_reports(town: Town, changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        town.report(**changes)


def test_a_ten_thousand_letter_description_is_kept_within_bounds(town: Town) -> None:
    opened = town.report(description="α" * 10_000)
    with town.database.work() as uow:
        assert len(uow.session.get_one(Problem, opened.case_id).description) == 4000


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (Place(street="Ορφέως", street_number="12"), True),
        (Place(street="Ορφέως", street_number="32Β"), True),
        (Place(street="Ορφέως", street_number="33"), False),
        (Place(street="Ορφέως"), True),
        (Place(street="Ορφέως", street_number="12", area="Αίγειρος"), False),
        (Place(street="Βενιζέλου", street_number="12"), False),
        (Place(text="Ορφέως 12"), False),
        (Place(), False),
    ],
)
def test_similar_by_street(town: Town, place: Place, found: bool) -> None:
    town.report()
    assert bool(_similar(town, place)) is found


def test_similar_by_landmark(town: Town) -> None:
    town.report(place=Place(landmark="ΚΤΕΛ"))
    assert _similar(town, Place(landmark="ΚΤΕΛ")) and not _similar(town, Place(landmark="κάστρο"))


def test_distance_decides_when_both_have_coordinates(town: Town) -> None:
    opened = town.report(place=Place(street="Ορφέως", street_number="12", latitude=CENTRE[0], longitude=CENTRE[1]))
    near = _similar(town, Place(latitude=CENTRE[0] + 0.0008, longitude=CENTRE[1]))
    assert [item.code for item in near] == [opened.code] and near[0].metres == pytest.approx(89, abs=1)
    assert near[0].place_label == "Ορφέως 12" and near[0].support_count == 0
    assert _similar(town, Place(latitude=CENTRE[0] + 0.001, longitude=CENTRE[1])) == []
    # The same street and number, but a pin far away: coordinates are believed.
    assert _similar(town, Place(street="Ορφέως", street_number="12", latitude=CENTRE[0] + 0.01, longitude=CENTRE[1])) == []
    assert _similar(town, Place(street="Ορφέως", street_number="14"))


def test_similar_only_of_the_category_open_and_nearest_first(town: Town) -> None:
    far, near, closed, other = (
        town.report(place=Place(street="Ορφέως", street_number=number), category=category)
        for number, category in (("30", "lighting"), ("14", "lighting"), ("12", "lighting"), ("12", "waste"))
    )
    with town.database.work() as uow:
        cases.change_state(uow, closed.case_id, "done", actor="staff:eleni")
    found = [item.case_id for item in _similar(town, Place(street="Ορφέως", street_number="12"))]
    assert found == [near.case_id, far.case_id] and other.case_id not in found


def test_at_most_three_are_offered(town: Town) -> None:
    for _ in range(5):
        town.report()
    assert len(_similar(town, Place(street="Ορφέως", street_number="12"))) == 3


def test_support_counts_each_supporter_once(town: Town) -> None:
    opened = town.report(conversation_id="author")
    counts = []
    for supporter in ("one", "two", "one", "author"):
        with town.database.work() as uow:
            counts.append(problems.support_problem(uow, opened.code, supporter=supporter))
    assert counts == [1, 2, 2, 2]
    with town.database.work() as uow:
        assert problems.support_problem(uow, "prb-2026-1", supporter="three") == 3


def test_supporters_with_a_contact_hear_of_it(town: Town) -> None:
    opened = town.report()
    with town.database.work() as uow:
        problems.support_problem(uow, opened.code, supporter="one", contact=Contact(phone="6900000002"))
        problems.support_problem(uow, opened.code, supporter="two")
        cases.change_state(uow, opened.case_id, "done", actor="staff:eleni", note="Άναψε.")
    [message] = town.messages()
    assert message.recipient == "+306900000002" and "αναφορά που στηρίξατε" in message.body and "Άναψε." in message.body


def test_support_of_what_is_not_there_or_closed(town: Town) -> None:
    opened = town.report()
    town.identify()
    certificate = town.request()
    with town.database.work() as uow:
        for code in ("999999", "nonsense", certificate.code):
            with pytest.raises(NotFound):
                problems.support_problem(uow, code, supporter="one")
        with pytest.raises(InvalidPhone):
            problems.support_problem(uow, opened.code, supporter="one", contact=Contact(phone="12"))
        cases.change_state(uow, opened.case_id, "rejected", actor="staff:eleni")
        with pytest.raises(Conflict):
            problems.support_problem(uow, opened.code, supporter="one")
