"""The same house through its other doors: an old Asterisk's AudioSocket, and the line as an extension of an exchange."""

import asyncio

from pydantic import SecretStr

from ops.trial import free_port
from tests.support.citizens import lamp_answers
from tests.support.registrar import Registrar
from voice.manners import prompts


async def test_a_problem_is_reported_through_audiosocket(phone_house, call):
    before = len(phone_house.requests("lighting"))
    async with phone_house.another_line(audiosocket=f"127.0.0.1:{free_port()}") as line:
        phone = await call(socket=line.settings.audiosocket)
        await phone.say("χάλασε η λάμπα στην οδό Δημοκρίτου")
        await phone.until("problem_filed*", lamp_answers("Δημοκρίτου", "τρία", "3"))
        await phone.caller.hangup()
        assert (await phone.end())["how"] == "caller"
    filed = phone_house.requests("lighting")
    assert len(filed) == before + 1 and "Δημοκρίτου 3" in filed[0]["address"]


async def test_the_line_is_an_extension_and_is_called_through_it(phone_house, call):
    before = phone_house.callbacks()
    async with Registrar("700", "s3cret") as pbx:
        registration = {"registrar": f"127.0.0.1:{pbx.port}", "registrar_user": "700", "registrar_password": SecretStr("s3cret")}
        async with phone_house.another_line(**registration) as line:
            await asyncio.wait_for(pbx.registered.wait(), 60)
            assert pbx.contact and "s3cret" not in line.log()
            phone = await call(number="6900000012", to=pbx.contact)
            await phone.press("0")
            assert prompts.NOBODY_ANSWERS in phone.said, "this line has nobody to put callers through to"
            await phone.ask(prompts.CALL_BACK_FILED, "ναι", "keys:1")
            await phone.caller.hangup()
            await phone.end()
        await asyncio.wait_for(pbx.gone.wait(), 60)
    filed = phone_house.callbacks()
    assert len(filed) == len(before) + 1 and filed[-1][0] == "+306900000012"
