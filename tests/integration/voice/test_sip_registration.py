"""The line as an extension of a PBX."""

from __future__ import annotations

import asyncio

from tests.integration.voice.line import echo, until
from tests.support import tracks
from tests.support.registrar import Registrar
from voice.sip import Registration


async def test_the_line_registers_and_takes_calls_at_its_contact(make_line, make_caller):
    async with Registrar("700", "s3cret") as pbx:
        line = await make_line(echo, registration=Registration(f"127.0.0.1:{pbx.port}", "700", "s3cret"))
        await asyncio.wait_for(pbx.registered.wait(), 10)
        assert pbx.refused == 1, "the first try is challenged"
        caller = await make_caller()
        await caller.dial(pbx.contact)
        await caller.say(tracks.tone(700, 400), wait=False, barge=True)
        await caller.until(lambda: tracks.first_sound(caller.received()) is not None, 5, "the echo")
        await caller.hangup()
        await line.server.stop()
        await asyncio.wait_for(pbx.gone.wait(), 5)


async def test_a_wrong_password_is_no_reason_to_die(make_line, make_caller, caplog):
    async with Registrar("700", "another") as pbx:
        line = await make_line(echo, registration=Registration(f"127.0.0.1:{pbx.port}", "700", "s3cret"))
        await until(lambda: "not registered" in caplog.text, 20)
        assert "s3cret" not in caplog.text
        assert not line.server.registered
        caller = await make_caller()
        await caller.dial(f"sip:700@127.0.0.1:{line.port}")
