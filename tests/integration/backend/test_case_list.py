"""The inbox: filters, search in any spelling, pages."""

from __future__ import annotations

from typing import Any

import pytest

from backend.models import Case
from backend.services import cases
from backend.services.cases import CaseFilter, Contact, OpenedCase
from backend.services.problems import Place
from tests.fakes import FakeClock
from tests.integration.backend.conftest import Town


@pytest.fixture
def filed(town: Town, clock: FakeClock) -> list[OpenedCase]:
    """A lamp, a pothole in progress by Open311, a certificate; an hour apart."""
    lamp = town.report(contact=Contact("Ευθύμης Σταθόπουλος", "6900000009", "efthymis@example.org"))
    clock.advance(hours=1)
    hole = town.report(category="potholes", place=Place(landmark="ΚΤΕΛ"), channel="open311", actor="open311:app")
    clock.advance(hours=1)
    town.identify()
    paper = town.request()
    with town.database.work() as uow:
        cases.change_state(uow, hole.case_id, "in_progress", actor="staff:eleni")
        cases.change_state(uow, lamp.case_id, "done", actor="staff:eleni")
    return [lamp, hole, paper]


def _found(town: Town, filed: list[OpenedCase], **values: Any) -> list[int]:
    """Which of the filed ones the filter finds, in its order."""
    with town.database.work() as uow:
        page = cases.list_cases(uow, CaseFilter(**values))
    ids = [opened.case_id for opened in filed]
    assert page.total == len(page.rows)
    return [ids.index(row.case_id) for row in page.rows]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, [2, 1, 0]),
        ({"service": "problems"}, [1, 0]),
        ({"services": ("certificates",)}, [2]),
        ({"service": "problems", "services": ("certificates",)}, []),
        ({"state": "done"}, [0]),
        ({"open_only": True}, [2, 1]),
        ({"channel": "open311"}, [1]),
        ({"text": "ΦΩΤΙΣΜΟΣ"}, [0]),
        ({"text": "ορφεως 12"}, [0]),
        ({"text": "ευθυμησ"}, [0]),
        ({"text": "EFTHYMIS@example"}, [0]),
        ({"text": "+30690000000"}, [2, 0]),
        ({"text": "ΠΡΒ-2026-000002"}, [1]),
        ({"text": "prb-2026"}, [1, 0]),
        ({"text": "κτελ λακκούβες"}, [1]),
        ({"text": "κτελ φωτισμός"}, []),
        ({"text": "eythimis STATHOPOULOS"}, [0]),
        ({"text": "ευθιμις σταθοπουλος"}, [0]),
        ({"text": "efthym"}, [0]),
        ({"text": "ktel lakkouves"}, [1]),
        ({"text": "ktel fotismos"}, []),
        ({"text": "papadopoulos"}, []),
        ({"text": "100%"}, []),
        ({"text": "_"}, []),
        ({"text": "'; drop table"}, []),
    ],
)
def test_filters(town: Town, filed: list[OpenedCase], values: dict[str, Any], found: list[int]) -> None:
    assert _found(town, filed, **values) == found


def test_by_code_and_by_time(town: Town, filed: list[OpenedCase], clock: FakeClock) -> None:
    assert _found(town, filed, text=filed[1].code) == [1]
    since = clock().replace(hour=8, minute=0)
    assert _found(town, filed, since=since) == [2, 1]
    assert _found(town, filed, until=since) == [0]


def test_pages(town: Town) -> None:
    opened = [town.report() for _ in range(5)]
    with town.database.work() as uow:
        pages = [cases.list_cases(uow, CaseFilter(page=number, per_page=2)) for number in (1, 2, 3, 9, -1)]
        assert [[row.case_id for row in page.rows] for page in pages[:3]] == [
            [opened[4].case_id, opened[3].case_id],
            [opened[2].case_id, opened[1].case_id],
            [opened[0].case_id],
        ]
        assert [(page.page, page.pages, page.total) for page in pages] == [(1, 3, 5), (2, 3, 5), (3, 3, 5), (3, 3, 5), (1, 3, 5)]
        assert cases.list_cases(uow, CaseFilter(service="nothing")) == cases.CasePage([], 0, 1, 1)


def test_rows_are_ready_to_show(town: Town, filed: list[OpenedCase]) -> None:
    with town.database.work() as uow:
        row = cases.list_cases(uow, CaseFilter(state="in_progress")).rows[0]
    assert (row.service_label, row.state_label, row.is_open, row.title) == (
        "Προβλήματα και αιτήματα",
        "Σε εξέλιξη",
        True,
        "Λακκούβες και οδόστρωμα: ΚΤΕΛ",
    )


def test_a_case_in_full_is_its_row_and_more(town: Town) -> None:
    opened = town.report()
    with town.database.work() as uow:
        detail = cases.get_case(uow, opened.case_id)
        [row] = cases.list_cases(uow).rows
    assert isinstance(detail, cases.CaseRow)
    assert {name: getattr(detail, name) for name in vars(row)} == vars(row)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Γιώργος Μπαμπίδης", "giorgos babidis"),
        ("Γιώργος Μπαμπίδης", "Mpampidhs"),
        ("Χρύσα Ιωαννίδου", "xrysa ioanidou"),
        ("Χρύσα Ιωαννίδου", "Hrisa"),
        ("Αϊσέ Χασάν", "αισε"),
        ("Giorgos Thomas", "Γιώργος Θωμάς"),
        ("Θωμάς Ξανθός", "8wmas 3an8os"),
    ],
)
def test_a_name_is_found_in_any_letters(town: Town, written: str, typed: str) -> None:
    opened = town.report(contact=Contact(written))
    town.report(contact=Contact("Νίκη Λαζάρου"))
    with town.database.view() as uow:
        assert [row.case_id for row in cases.list_cases(uow, CaseFilter(text=typed)).rows] == [opened.case_id]


def test_older_cases_are_brought_up_to_date_in_rounds(town: Town) -> None:
    """As an earlier version left them: folded text without its sounds, or none at all."""
    opened = [town.report(contact=Contact("Χρύσα Ιωαννίδου"), description="Έσπασε ένας σωλήνας ≈ χθες") for _ in range(3)]
    with town.database.work() as uow:
        before = [uow.session.get_one(Case, one.case_id).search_text for one in opened]
        for one, text in zip(opened, ("", "χρυσα ιωαννιδου", "παλιο ≈"), strict=True):
            uow.session.get_one(Case, one.case_id).search_text = text
    with town.database.view() as uow:
        assert cases.list_cases(uow, CaseFilter(text="xrysa solinas")).total == 0
    rounds = []
    while not rounds or rounds[-1]:
        with town.database.work() as uow:
            rounds.append(cases.refresh_search(uow, limit=2))
    assert rounds == [2, 1, 0]
    with town.database.view() as uow:
        assert [uow.session.get_one(Case, one.case_id).search_text for one in opened] == before
        assert cases.list_cases(uow, CaseFilter(text="xrysa solinas")).total == 3
