"""Parts of the house fail in the middle of a call: an honest sentence, and nobody who called is forgotten."""

import signal

import pytest

from tests.support.phone_house import until
from voice.manners import prompts


@pytest.fixture
async def asked_for_a_number(phone_house, call):
    """A caller in the middle of a report, who has said the street and is asked for the number."""
    phone = await call(number="6900000008")
    await phone.ask("αριθμό|σημείο", "χάλασε η λάμπα στην οδό Ορφέως", "δεν ανάβει η λάμπα στην οδό Ορφέως")
    return phone


async def is_called_back(house, phone, before):
    """The caller agrees to be called back, and is noted for it once."""
    assert prompts.DOWN in phone.said and phone.has_heard("line_call_back"), phone.turns
    await phone.ask(prompts.CALL_BACK_FILED, "ναι", "keys:1")
    assert (await phone.end())["how"] == "goodbye"
    filed = house.callbacks()
    assert len(filed) == len(before) + 1
    assert filed[-1][0] == "+306900000008" and "δεν απαντούσε" in filed[-1][1]


async def test_an_assistant_that_hangs(phone_house, asked_for_a_number):
    before, rasa = phone_house.callbacks(), phone_house.pid("rasa")
    phone_house.signal("rasa", signal.SIGSTOP)
    try:
        await asked_for_a_number.say("δώδεκα")
        assert asked_for_a_number.said.startswith(prompts.ONE_MOMENT), asked_for_a_number.turns
        await is_called_back(phone_house, asked_for_a_number, before)
    finally:
        phone_house.signal("rasa", signal.SIGCONT)
    await phone_house.ready()
    assert phone_house.pid("rasa") == rasa


async def test_an_assistant_that_is_gone(phone_house, asked_for_a_number):
    before, rasa = phone_house.callbacks(), phone_house.pid("rasa")
    phone_house.signal("rasa", signal.SIGKILL)
    try:
        await asked_for_a_number.say("δώδεκα")
        await is_called_back(phone_house, asked_for_a_number, before)
    finally:
        await phone_house.ready()
    assert phone_house.pid("rasa") != rasa, "it was started anew"


async def test_the_register_is_down_and_what_was_promised_is_filed_later(phone_house, call):
    before = phone_house.callbacks()
    async with phone_house.another_line() as line, phone_house.without("web"):
        phone = await call(number="6900000009", to=line.address, hear_greeting=False)
        await phone.listen()
        await phone.caller.keys("0")
        await phone.listen()
        assert "στον αριθμό" in phone.ear(), phone.ear()
        await phone.caller.keys("1")
        await phone.listen()
        assert "κάτι άλλο" in phone.ear(), phone.ear()
        await phone.caller.hangup()
        await until(lambda: len(list(phone_house.spool.glob("*.json"))) == 2, lambda: "the call-back and the call's notes are kept")
        assert phone_house.callbacks() == before
    # Any line sends what waits, when it starts and then each half minute.
    async with phone_house.another_line():
        await until(lambda: not list(phone_house.spool.glob("*.json")), lambda: "what was kept is still waiting")
    filed = phone_house.callbacks()
    assert len(filed) == len(before) + 1 and filed[-1][0] == "+306900000009"
    record = await phone.end()
    assert record["how"] == "caller"
    assert [turn["by"] for turn in record["turns"]] == ["start", "keys", "keys"]
