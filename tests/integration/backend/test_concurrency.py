"""Several at the same moment: no doubles, no gaps, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from backend.errors import Conflict
from backend.models import Case, OneTimeCode, Problem
from backend.services import cases, certificates, identity, problems
from backend.services.cases import Contact, OpenedCase
from backend.services.problems import Place
from tests.integration.backend.conftest import MARIA_AFM, Town

Together = Callable[..., list[Any]]
LAMP = {"category": "lighting", "place": Place(street="Ορφέως", street_number="12")}


def test_the_same_key_from_two_threads_files_one_row(town: Town, together: Together) -> None:
    contact = Contact(email="maria@example.org")
    for number in range(5):
        key = f"k{number}"
        results = together(lambda uow, _, key=key: problems.report_problem(uow, **LAMP, contact=contact, idempotency_key=key), 2)
        assert all(isinstance(result, OpenedCase) for result in results), results
        assert sorted(result.created for result in results) == [False, True]
        assert len({(result.case_id, result.protocol, result.code, result.pin) for result in results}) == 1
    with town.database.work() as uow:
        assert list(uow.session.scalars(select(Case.protocol).order_by(Case.id))) == [f"ΠΡΒ-2026-{number:06d}" for number in range(1, 6)]
        assert len(uow.session.scalars(select(Problem)).all()) == 5
    assert len(town.messages()) == 5


def test_protocol_numbers_have_no_gaps_and_no_doubles(town: Town, together: Together) -> None:
    def work(uow: Any, number: int) -> OpenedCase:
        opened = problems.report_problem(uow, **LAMP)
        if number % 4 == 3:
            raise RuntimeError("power cut after filing")
        return opened

    results = together(work, 12)
    given = sorted(result.protocol for result in results if isinstance(result, OpenedCase))
    assert given == [f"ΠΡΒ-2026-{number:06d}" for number in range(1, 10)]
    assert sum(isinstance(result, RuntimeError) for result in results) == 3


def test_supporters_at_the_same_moment_are_all_counted(town: Town, together: Together) -> None:
    opened = town.report()
    results = together(lambda uow, number: problems.support_problem(uow, opened.code, supporter=f"talk-{number // 2}"), 8)
    assert max(results) == 4
    with town.database.work() as uow:
        assert uow.session.get_one(Problem, opened.case_id).support_count == 4


def test_two_members_of_staff_approve_at_once(town: Town, together: Together) -> None:
    town.identify()
    opened = town.request()
    results = together(lambda uow, number: certificates.approve(uow, opened.case_id, f"staff:{number}"), 2)
    assert {type(result) for result in results} == {Conflict, str}
    with town.database.work() as uow:
        assert [line.state for line in cases.get_case(uow, opened.case_id).history] == ["received", "done"]
    assert sum(bool(message.attachments) for message in town.messages()) == 1


def test_wrong_codes_at_the_same_moment_all_count(town: Town, together: Together) -> None:
    with town.database.work() as uow:
        identity.start_identification(uow, "talk", MARIA_AFM)
    results = together(lambda uow, _: identity.verify_code(uow, "talk", "0"), 6)
    assert sorted(type(result).__name__ for result in results) == ["CodeExpired"] * 4 + ["WrongCode"] * 2
    with town.database.work() as uow:
        assert uow.session.scalars(select(OneTimeCode.attempts)).one() == 3


def test_a_right_code_at_the_same_moment_works_once(town: Town, together: Together) -> None:
    with town.database.work() as uow:
        identity.start_identification(uow, "talk", MARIA_AFM)
    code = town.chance.given[-1]
    results = together(lambda uow, _: identity.verify_code(uow, "talk", code), 4)
    assert sorted(type(result).__name__ for result in results) == ["CitizenView"] + ["CodeExpired"] * 3
