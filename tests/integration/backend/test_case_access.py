"""Code and PIN: right, wrong, guessed; and the conversation's own cases."""

from __future__ import annotations

import hmac
from typing import Any

import pytest
from sqlalchemy import event, func, select

from backend.errors import Locked, WrongPin
from backend.models import PinAttempt
from backend.services import cases
from tests.fakes import FakeClock
from tests.integration.backend.conftest import Town


def _look(town: Town, reference: str, pin: str) -> str:
    """The state that a look-up shows, or the name of its error."""
    try:
        with town.database.work() as uow:
            return cases.get_status(uow, reference, pin).state
    except (WrongPin, Locked) as error:
        return type(error).__name__


def _wrong(pin: str) -> str:
    return f"{(int(pin) + 1) % 10_000:04d}"


@pytest.mark.parametrize("spelling", ["{code}", "{code:.3} {code:>3.6}", "ΠΡΒ-2026-000001", "prb-2026-1", "Prv 2026 000001", "πρβ20261"])
def test_any_spelling_finds_the_case(town: Town, spelling: str) -> None:
    opened = town.report()
    reference = f"{opened.code[:3]} {opened.code[3:]}" if ">" in spelling else spelling.format(code=opened.code)
    assert _look(town, reference, f" {opened.pin[:2]} {opened.pin[2:]}") == "received"


def test_wrong_pin_and_unknown_code_are_told_in_the_same_words(town: Town) -> None:
    opened = town.report()
    said = []
    for reference, pin in (
        (opened.code, _wrong(opened.pin)),
        ("999999", opened.pin),
        ("ΠΡΒ-2030-000009", "1234"),
        ("nonsense", "1"),
        ("", ""),
    ):
        with pytest.raises(WrongPin) as caught, town.database.work() as uow:
            cases.get_status(uow, reference, pin)
        said.append((caught.value.code, caught.value.message, caught.value.status))
    assert len(set(said)) == 1


@pytest.mark.parametrize("known", [True, False])
def test_five_wrong_tries_lock_for_a_quarter_of_an_hour_known_or_not(town: Town, clock: FakeClock, known: bool) -> None:
    opened = town.report()
    reference = opened.code if known else "999999"
    assert [_look(town, reference, _wrong(opened.pin)) for _ in range(6)] == ["WrongPin"] * 5 + ["Locked"]
    assert _look(town, reference, opened.pin) == "Locked"
    with pytest.raises(Locked) as caught, town.database.work() as uow:
        cases.get_status(uow, reference, "0000")
    assert 0 < caught.value.retry_after <= 900
    clock.advance(minutes=15, seconds=1)
    assert _look(town, reference, opened.pin) == ("received" if known else "WrongPin")


def test_code_and_protocol_share_one_counter(town: Town) -> None:
    opened = town.report()
    tries = [opened.code, opened.protocol, "prb-2026-1", opened.code, opened.protocol]
    assert [_look(town, reference, _wrong(opened.pin)) for reference in tries] == ["WrongPin"] * 5
    assert _look(town, opened.code, opened.pin) == "Locked"


def test_a_right_pin_forgets_the_wrong_ones(town: Town) -> None:
    opened = town.report()
    for _ in range(3):
        assert [_look(town, opened.code, _wrong(opened.pin)) for _ in range(4)] == ["WrongPin"] * 4
        assert _look(town, opened.code, opened.pin) == "received"


def test_one_case_locked_leaves_the_others_open(town: Town) -> None:
    one, other = town.report(), town.report()
    for _ in range(5):
        _look(town, one.code, _wrong(one.pin))
    assert (_look(town, one.code, one.pin), _look(town, other.code, other.pin)) == ("Locked", "received")


def test_guesses_at_the_same_moment_all_count(town: Town, together: Any) -> None:
    opened = town.report()
    results = together(lambda uow, _: cases.get_status(uow, opened.code, _wrong(opened.pin)), 8)
    assert sorted(type(result).__name__ for result in results) == ["Locked"] * 3 + ["WrongPin"] * 5


def test_unknown_code_and_wrong_pin_take_the_same_steps(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = town.report()
    compared: list[tuple[int, int]] = []
    statements: list[list[str]] = []
    real = hmac.compare_digest
    monkeypatch.setattr("backend.services.case_access.hmac.compare_digest", lambda a, b: compared.append((len(a), len(b))) or real(a, b))
    event.listen(town.database.engine, "before_cursor_execute", lambda *args: statements[-1].append(args[2].split()[0]))
    for reference in (opened.code, "999999"):
        statements.append([])
        assert _look(town, reference, _wrong(opened.pin)) == "WrongPin"
    assert compared == [(4, 4), (4, 4)]
    assert statements[0] == statements[1] and "UPDATE" in statements[0]


def test_counters_of_long_ago_are_swept_out(town: Town, clock: FakeClock) -> None:
    for number in range(20):
        _look(town, f"90000{number:02d}"[:6], "0000")
    clock.advance(days=2)
    _look(town, "123456", "0000")
    with town.database.work() as uow:
        assert uow.session.scalar(select(func.count()).select_from(PinAttempt)) == 1


def test_a_conversation_sees_its_own_newest_case(town: Town, clock: FakeClock) -> None:
    first = town.report(conversation_id="talk")
    clock.advance(minutes=1)
    second = town.report(conversation_id="talk")
    with town.database.work() as uow:
        newest = cases.get_status_for_conversation(uow, "talk")
        asked = cases.get_status_for_conversation(uow, "talk", "prb-2026-1")
        assert newest and newest.code == second.code
        assert asked and asked.code == first.code
        assert cases.get_status_for_conversation(uow, "elsewhere") is None
        assert cases.get_status_for_conversation(uow, "elsewhere", first.code) is None
        assert cases.get_status_for_conversation(uow, "talk", "rubbish") is None


def test_an_identified_citizen_sees_their_cases_from_a_new_conversation(town: Town, clock: FakeClock) -> None:
    town.identify("talk")
    opened = town.request("talk")
    town.report(conversation_id="talk")
    town.identify("another talk")
    with town.database.work() as uow:
        status = cases.get_status_for_conversation(uow, "another talk")
        assert status and status.code == opened.code
    clock.advance(minutes=31)
    with town.database.work() as uow:
        assert cases.get_status_for_conversation(uow, "another talk") is None
