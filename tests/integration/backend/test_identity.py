"""One-time codes: sent, right, wrong, old, asked for too often."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from backend.errors import CodeExpired, InvalidAfm, Locked, WrongCode
from backend.models import Citizen, OneTimeCode
from backend.services import identity
from tests.fakes import FakeChance, FakeClock
from tests.integration.backend.conftest import MARIA_AFM, Town

TASOS_AFM = "550000111"  # the register holds only his e-mail
NOBODY_AFM = "550000135"  # a right check digit that nobody has


def _start(town: Town, afm: str = MARIA_AFM, conversation_id: str = "talk") -> identity.ChallengeSent:
    with town.database.work() as uow:
        return identity.start_identification(uow, conversation_id, afm)


def _verify(town: Town, code: str, conversation_id: str = "talk") -> identity.CitizenView:
    with town.database.work() as uow:
        return identity.verify_code(uow, conversation_id, code)


def _who(town: Town, conversation_id: str = "talk") -> str | None:
    with town.database.work() as uow:
        citizen = identity.identified_citizen(uow, conversation_id)
        return citizen.first_name if citizen else None


def test_a_citizen_is_identified_by_the_code_in_the_sms(town: Town, chance: FakeChance) -> None:
    chance.will_give("123456")
    assert _start(town).expires_minutes == 10
    [message] = town.messages()
    assert (message.channel, message.recipient) == ("sms", "+306900000001")
    assert "123456" in message.body and len(message.body) <= 160
    assert _who(town) is None
    citizen = _verify(town, " 123 456 ")
    assert (citizen.first_name, citizen.last_name, citizen.sex, citizen.email) == ("Μαρία", "Ιωαννίδου", "f", "maria@example.org")
    assert _who(town) == "Μαρία" and _who(town, "other") is None


def test_without_a_phone_the_code_goes_by_email(town: Town, chance: FakeChance) -> None:
    chance.will_give("123456")
    _start(town, TASOS_AFM)
    [message] = town.messages()
    assert (message.channel, message.recipient) == ("email", "tasos@example.org") and "123456" in message.body


def test_a_fixed_line_takes_no_code_and_it_goes_by_email(town: Town) -> None:
    with town.database.work() as uow:
        maria = uow.session.scalars(select(Citizen).where(Citizen.afm == MARIA_AFM)).one()
        maria.phone = "+302531012345"
    _start(town)
    [message] = town.messages()
    assert (message.channel, message.recipient) == ("email", "maria@example.org")


def test_a_code_is_kept_only_as_a_hash(town: Town, chance: FakeChance) -> None:
    chance.will_give("123456")
    _start(town)
    with town.database.work() as uow:
        row = uow.session.scalars(select(OneTimeCode)).one()
        assert "123456" not in (row.code_hash, row.afm_hash) and MARIA_AFM not in (row.code_hash, row.afm_hash)


@pytest.mark.parametrize("afm", ["550000019", "12345", "", "000000000"])
def test_a_wrong_check_digit_is_refused_before_anything_is_looked_up(town: Town, afm: str) -> None:
    with pytest.raises(InvalidAfm):
        _start(town, afm)
    with town.database.work() as uow:
        assert uow.session.scalars(select(OneTimeCode)).all() == []


def test_an_unknown_afm_gets_the_same_answer_and_no_code(town: Town, chance: FakeChance) -> None:
    assert _start(town, NOBODY_AFM) == _start(town, MARIA_AFM, "other")
    assert len(town.messages()) == 1
    code = chance.given[0]
    with pytest.raises(WrongCode) as caught:
        _verify(town, code)
    assert caught.value.attempts_left == 2


def test_a_citizen_whom_nothing_reaches_gets_the_same_answer(town: Town) -> None:
    with town.database.work() as uow:
        maria = uow.session.scalars(select(Citizen).where(Citizen.afm == MARIA_AFM)).one()
        maria.phone = maria.email = None
    assert _start(town).expires_minutes == 10
    assert town.messages() == []


def test_the_third_wrong_code_ends_it(town: Town, chance: FakeChance) -> None:
    chance.will_give("123456")
    _start(town)
    left = []
    for _ in range(2):
        with pytest.raises(WrongCode) as caught:
            _verify(town, "000000")
        left.append(caught.value.attempts_left)
    assert left == [2, 1]
    with pytest.raises(CodeExpired):
        _verify(town, "000000")
    with pytest.raises(CodeExpired):
        _verify(town, "123456")
    assert _who(town) is None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abc", "１２３４５６"])
def test_what_is_no_code_counts_as_wrong(town: Town, chance: FakeChance, typed: str) -> None:
    chance.will_give("123456")
    _start(town)
    with pytest.raises(WrongCode):
        _verify(town, typed)


def test_a_code_lives_ten_minutes(town: Town, chance: FakeChance, clock: FakeClock) -> None:
    chance.will_give("123456", "654321")
    _start(town)
    clock.advance(minutes=10)
    with pytest.raises(CodeExpired):
        _verify(town, "123456")
    _start(town)
    clock.advance(minutes=9, seconds=59)
    assert _verify(town, "654321").first_name == "Μαρία"


def test_a_code_works_once_and_only_in_its_conversation(town: Town, chance: FakeChance) -> None:
    chance.will_give("123456")
    _start(town)
    with pytest.raises(CodeExpired):
        _verify(town, "123456", "other")
    _verify(town, "123456")
    with pytest.raises(CodeExpired):
        _verify(town, "123456")


def test_a_new_code_ends_the_earlier_one(town: Town, chance: FakeChance) -> None:
    chance.will_give("111111", "222222")
    _start(town)
    _start(town)
    with pytest.raises(WrongCode):
        _verify(town, "111111")
    assert _verify(town, "222222").first_name == "Μαρία"


def test_no_code_was_asked_for(town: Town) -> None:
    with pytest.raises(CodeExpired):
        _verify(town, "123456")


@pytest.mark.parametrize("afm", [MARIA_AFM, NOBODY_AFM])
@pytest.mark.parametrize("same", ["conversation", "afm"])
def test_five_codes_an_hour_for_a_conversation_and_for_an_afm(town: Town, clock: FakeClock, afm: str, same: str) -> None:
    for number in range(5):
        _start(town, afm, "talk" if same == "conversation" else f"talk-{number}")
        clock.advance(minutes=1)
    with pytest.raises(Locked) as caught:
        _start(town, TASOS_AFM if same == "conversation" else afm, "talk" if same == "conversation" else "fresh")
    assert caught.value.retry_after == 55 * 60
    clock.advance(minutes=55)
    assert _start(town, afm, "talk").expires_minutes == 10


def test_level_two_ends_after_half_an_hour(town: Town, clock: FakeClock) -> None:
    town.identify()
    clock.advance(minutes=29, seconds=59)
    assert _who(town) == "Μαρία"
    clock.advance(seconds=1)
    assert _who(town) is None


def test_identified_again_as_somebody_else(town: Town) -> None:
    town.identify(afm=MARIA_AFM)
    town.identify(afm="550000020")
    assert _who(town) == "Νικόλαος"


def test_forget(town: Town, chance: FakeChance) -> None:
    town.identify()
    chance.will_give("123456")
    _start(town)
    with town.database.work() as uow:
        identity.forget(uow, "talk")
        identity.forget(uow, "never heard of")
    assert _who(town) is None
    with pytest.raises(CodeExpired):
        _verify(town, "123456")
