"""Ten minutes of music, and of silence: the real network and the real recogniser listen, only faster than it would last."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support.stub_line_house import answer
from tests.support.tracks import RATE
from tests.support.tune import tune
from voice.manners import prompts
from voice.recogniser import Recogniser
from voice.settings import SHIPPED_MODEL
from voice.vad import Vad

MINUTES = 10


@pytest.fixture(scope="module")
def recogniser():
    listening = Recogniser(SHIPPED_MODEL)
    yield listening
    listening.close()


async def test_music_ends_in_a_goodbye_and_the_line_takes_the_next_call(make_call, house, recogniser):
    """A line on hold somewhere calls again and again: each call comes to an end by itself."""
    house.assistant = lambda body: answer("Συγγνώμη, δεν το έπιασα.", intent="nlu_fallback")
    music, at, ended = tune(MINUTES * 60), 0, 0
    while at < len(music) or not ended:
        phone = make_call(hears=recogniser, vad=Vad)
        await phone.hears(prompts.SAY_WHAT)
        while not phone.call.done() and (at < len(music) or not ended):
            start = at % len(music)
            await phone.sound(music[start : start + RATE // 2])
            at += RATE // 2
        if phone.call.done():
            await phone.over()
            ended += 1
            assert prompts.GOODBYE in phone.said()
    turns = house.of("/turns")
    assert [turn for turn in turns if turn["by"] == "voice"], "some of it was taken for speech"
    assert [body["how"] for body in house.of("/end")] == ["goodbye"] * ended


async def test_silence_ends_in_a_goodbye(make_call, house, recogniser):
    phone = make_call(hears=recogniser, vad=Vad)
    await phone.hears(prompts.SAY_WHAT)
    taken = 0
    while taken < MINUTES * 60 or not phone.call.done():
        await phone.sound(np.zeros(RATE, "<i2"))
        taken += 1
    await phone.over()
    for prompt in (prompts.STILL_THERE, prompts.TAKE_YOUR_TIME, prompts.OFFER_PERSON, prompts.GOODBYE):
        assert prompt in phone.said()
    assert not house.heard and house.of("/end")[0]["how"] == "goodbye"
