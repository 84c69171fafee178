"""The real espeak-ng library in this process."""

import asyncio

import numpy as np
import pytest

from voice.synthesiser.base import SynthesisError
from voice.synthesiser.cache import PromptCache
from voice.synthesiser.espeak import EspeakSynthesizer
from voice.synthesiser.voice import Voice

GREETING = "Καλημέρα σας, καλέσατε τον Δήμο Κομοτηνής."


async def samples(engine, text, **options):
    return np.frombuffer(b"".join([chunk async for chunk in engine.speak(text, **options)]), np.int16).astype(float)


async def test_speech_of_a_sensible_length_and_loudness():
    sound = await samples(EspeakSynthesizer(), GREETING)
    assert 2 < len(sound) / 8000 < 6
    assert 1000 < np.sqrt((sound**2).mean()) < 12000
    assert np.abs(sound).max() < 32700


async def test_sound_is_band_limited_for_the_telephone():
    sound = await samples(EspeakSynthesizer(), GREETING)
    power = np.abs(np.fft.rfft(sound)) ** 2
    assert power[int(len(power) * 0.98) :].sum() < 1e-3 * power.sum()


async def test_slower_is_longer():
    engine = EspeakSynthesizer()
    slow, usual, fast = [len(await samples(engine, GREETING, rate=rate)) for rate in (0.7, 1.0, 1.4)]
    assert slow > 1.2 * usual > 1.2 * fast


@pytest.mark.parametrize("text", ["", "…", " ,;. "])
async def test_nothing_to_say_gives_nothing(text):
    assert len(await samples(EspeakSynthesizer(), text)) == 0


async def test_text_is_never_an_instruction():
    engine = EspeakSynthesizer()
    plain = len(await samples(engine, "ένα"))
    assert len(await samples(engine, "<break time='9s'/>ένα")) < plain + 8 * 8000
    assert len(await samples(engine, "[[el'a]] ένα")) > plain


async def test_voices_do_not_mix_when_many_speak_at_once():
    engines = [EspeakSynthesizer(), EspeakSynthesizer("el+f2")]
    alone = [await samples(engine, GREETING) for engine in engines]
    assert not np.array_equal(*(sound[:8000] for sound in alone))
    together = await asyncio.gather(*(samples(engine, GREETING) for engine in engines * 8))
    for number, sound in enumerate(together):
        assert abs(len(sound) - len(alone[number % 2])) < 400
    assert engines[0].name != engines[1].name


@pytest.mark.parametrize("voice", ["el+F2", "el+nobody", "xx-none"])
def test_an_unknown_voice_is_refused(voice):
    with pytest.raises(SynthesisError):
        EspeakSynthesizer(voice)


async def test_a_prompt_is_kept_and_said_again_the_same(tmp_path):
    engine = EspeakSynthesizer()
    voice = Voice(engine, PromptCache(tmp_path, engine.name))
    first = b"".join([chunk async for chunk in voice.say(GREETING, keep=True)])
    again = Voice(engine, PromptCache(tmp_path, engine.name))
    assert await again.prepare([GREETING]) == 0
    assert b"".join([chunk async for chunk in again.say(GREETING)]) == first
