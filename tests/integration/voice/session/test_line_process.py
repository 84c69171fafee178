"""The line as a process, with its real ears, voice and SIP side, called by a real telephone; only the house behind it is a stand-in."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

import httpx
import pytest

from tests.support import tracks
from tests.support.caller import free_port
from tests.support.spoken import speak
from tests.support.stub_line_house import StubHouse, answer
from voice.notes import HIDDEN

ROOT = Path(__file__).parents[4]


class Process:
    """`python -m voice` on free ports."""

    def __init__(self, house: StubHouse, folder: Path, **settings: str) -> None:
        self.port, self.health_port, self.folder = free_port(), free_port(), folder
        self.address = f"sip:line@127.0.0.1:{self.port}"
        named = {f"KOMOTINI_VOICE_{name.upper()}": value for name, value in settings.items()}
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("KOMOTINI_")},
            "KOMOTINI_SETTINGS_FILE": str(folder / "none.env"), "KOMOTINI_DATA_DIR": str(folder / "data"),
            "KOMOTINI_RASA_URL": house.url, "KOMOTINI_WEB_PORT": str(house.port), "KOMOTINI_RASA_SECRET": "secret",
            "KOMOTINI_VOICE_SIP": f"127.0.0.1:{self.port}", "KOMOTINI_VOICE_HEALTH_PORT": str(self.health_port), **named,
        }  # fmt: skip

    async def start(self) -> None:
        with (self.folder / "line.log").open("wb") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "voice", cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        async with httpx.AsyncClient(trust_env=False) as client:
            for _ in range(1200):
                with contextlib.suppress(httpx.HTTPError):
                    self.health = (await client.get(f"http://127.0.0.1:{self.health_port}/health")).json()
                    return
                assert self.process.returncode is None, self.log()
                await asyncio.sleep(0.05)
        raise AssertionError(f"the line is not ready: {self.log()}")

    def log(self) -> str:
        return (self.folder / "line.log").read_text()

    async def stop(self) -> int:
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        return await self.process.wait()


@pytest.fixture
async def start_line(tmp_path):
    lines = []
    houses = []

    async def start(assistant, **settings):
        house = StubHouse(assistant)
        houses.append(house)
        line = Process(house, tmp_path, **settings)
        lines.append(line)
        await line.start()
        return line, house

    yield start
    for line in lines:
        await line.stop()
    for house in houses:
        house.close()


async def test_a_sentence_is_heard_and_answered(start_line, make_caller, tmp_path):
    line, house = await start_line(lambda body: answer("Σε ποιον δρόμο είναι η λάμπα;", kind="place", form="problem_form", slot="place"))
    assert line.health["status"] == "ok" and line.health["mode"] == "speech" and line.health["address"] == line.address
    caller = await make_caller(user="2531012345")
    await caller.dial(line.address)
    turn = await caller.say(speak("θέλω ένα πιστοποιητικό γέννησης", tmp_path / "ask.wav", voice="el+f2"))
    assert turn.answer_ms is not None and turn.answer_seconds > 1
    (asked,) = house.heard
    assert asked["sender_id"] == "conversation-1" and asked["text"] == "θέλω ένα πιστοποιητικό γέννησης"
    await caller.hangup()
    await house.until(lambda: house.of("/end"))
    greeting, first = house.of("/turns")
    assert greeting["by"] == "start" and greeting["heard"] is None and "δεν ηχογραφείται" in " ".join(greeting["said"])
    assert first["by"] == "voice" and first["words"] and "Σε ποιον δρόμο είναι η λάμπα;" in first["said"]
    assert {"speech_ms", "wait_ms", "recogniser_ms", "dialogue_ms", "first_sound_ms"} <= first["timings"].keys()
    assert house.of("/end")[0]["how"] == "caller"
    assert "πιστοποιητικό γέννησης" not in line.log() and "2531012345" not in line.log()
    assert await line.stop() == 0


async def test_without_a_model_it_works_by_keys(start_line, make_caller, tmp_path):
    line, house = await start_line(lambda body: answer("Εντάξει.", ends=True), model=str(tmp_path / "nowhere"))
    assert line.health["mode"] == "keys" and "line_works_by_keys" in line.log()
    caller = await make_caller()
    await caller.dial(line.address)
    await caller.press("2", patience_s=30)
    await house.until(lambda: house.heard)
    assert house.heard[0]["payload"] == "/request_certificate"


def certificate(body):
    """A dialogue of three questions."""
    said = body.get("text") or body.get("payload")
    if said == "090000045":
        return answer("Να το στείλω με ταχυδρομείο; " * 6, kind="yes_no", form="certificate_form")
    if said == "όχι":
        return answer("Δεν το στέλνω.")
    return answer("Πείτε μου το ΑΦΜ σας.", kind="afm", length=9, form="certificate_form", slot="certificate_afm")


async def test_digits_by_key_barge_in_by_voice_and_a_transfer(start_line, make_caller, tmp_path):
    person = await make_caller(user="person", answers=True)
    line, house = await start_line(certificate, transfer_to=f"person={person.address}", voice="el")
    caller = await make_caller(user="2531012345")
    await caller.dial(line.address)
    await caller.say(speak("θέλω ένα πιστοποιητικό γέννησης", tmp_path / "ask.wav"), patience_s=30)
    await caller.press("090000045", patience_s=30)
    asked = len(house.heard)
    await caller.keys("1")
    await house.until(lambda: len(house.heard) > asked)
    assert house.heard[-1]["text"] == "090000045"
    start = len(caller.received())
    await caller.until(lambda: (tracks.first_sound(caller.received(), start + 4000) or 0) > 0, 20, "the next question")
    turn = await caller.say(speak("όχι", tmp_path / "no.wav"), barge=True)
    assert turn.silenced_ms is not None
    await house.until(lambda: len(house.heard) > asked + 1)
    assert house.heard[-1]["text"] == "όχι"
    await caller.keys("0")
    await person.until(lambda: person.has("CALL_ESTABLISHED"), 30, "the transfer")
    await house.until(lambda: house.of("/end"))
    assert house.of("/end")[0]["how"] == "transferred"
    turns = house.of("/turns")
    assert [turn["barge_in"] for turn in turns if turn["heard"] == "όχι"] == [True]
    assert "keys" in [turn["by"] for turn in turns if turn["heard"] == HIDDEN]  # the record keeps no tax number


async def test_a_dead_assistant_is_said_within_the_call_and_a_call_back_filed(start_line, make_caller, tmp_path):
    line, house = await start_line(certificate)
    house.broken = True
    caller = await make_caller(user="2531012345")
    await caller.dial(line.address)
    turn = await caller.say(speak("χάλασε η λάμπα", tmp_path / "ask.wav"), patience_s=30)
    assert turn.answer_ms is not None and turn.answer_seconds > 2
    await caller.hangup()
    await house.until(lambda: house.of("/callbacks"))
    assert house.of("/callbacks")[0]["phone"] == "2531012345"
