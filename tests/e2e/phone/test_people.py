"""To a person: put through in working hours, called back otherwise."""

import pytest

from tests.support.phone_house import closed, until
from voice.manners import prompts

PERSON = ("θέλω άνθρωπο", "άνθρωπο", "υπάλληλο παρακαλώ", "θέλω έναν υπάλληλο")


@pytest.mark.parametrize("way", ["key", "voice"])
async def test_in_working_hours_the_caller_is_put_through(call, colleague, way):
    phone = await call()
    if way == "key":
        await phone.caller.keys("0")
    else:
        await phone.ask(prompts.CONNECTING, *PERSON)
    await until(lambda: colleague.has("CALL_ESTABLISHED"), lambda: f"the colleague's telephone: {colleague.events}")
    assert (await phone.end())["how"] == "transferred"


async def test_out_of_hours_a_call_back_is_filed(phone_house, call):
    async with phone_house.working(closed()):
        before = phone_house.callbacks()
        phone = await call(number="6900000007")
        await phone.ask(prompts.CLOSED, *PERSON, "keys:0")
        assert phone.has_heard("line_call_back"), phone.turns
        await phone.ask(prompts.CALL_BACK_FILED, "ναι", "keys:1")
        filed = phone_house.callbacks()
        assert len(filed) == len(before) + 1
        assert filed[-1][0] == "+306900000007" and "υπάλληλο" in filed[-1][1]
        assert prompts.ANYTHING_ELSE in phone.said
        await phone.caller.hangup()
        assert (await phone.end())["how"] == "caller"
