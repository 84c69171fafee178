"""Real network, real recogniser, synthetic speech: from the sound of a line to what was answered. Fed faster than it would be heard."""

from pathlib import Path

import numpy as np
import pytest

from voice.endpointing import Endpointer, Sound, SpeechEnded, SpeechStarted
from voice.grammars import Expects, phrases, value
from voice.recogniser import Recogniser
from voice.synthesiser.espeak import EspeakSynthesizer
from voice.vad import Vad

MODEL = Path(__file__).parents[4] / "voice" / "models" / "el-telephone"


@pytest.fixture(scope="module")
def recogniser():
    recogniser = Recogniser(MODEL)
    yield recogniser
    recogniser.close()


async def line(text: str, noise: float) -> tuple[bytes, int, int]:
    """PCM with 1 s of line noise before and 2 s after, and where speech begins and ends in milliseconds."""
    said = np.frombuffer(b"".join([chunk async for chunk in EspeakSynthesizer().speak(text)]), np.int16)
    loud = np.flatnonzero(np.abs(said.astype(int)) > 400)
    samples = np.concatenate([np.zeros(8000), said, np.zeros(16000)])
    samples += np.random.default_rng(5).normal(0, noise, len(samples))
    return np.clip(samples, -32768, 32767).astype("<i2").tobytes(), 1000 + int(loud[0] / 8), 1000 + int(loud[-1] / 8)


@pytest.mark.parametrize("noise", [0, 30, 150])
@pytest.mark.parametrize(
    ("expects", "text", "meant"),
    [
        (Expects("yes_no"), "όχι", "no"),
        (Expects("code", 4), "ένα τρία τρία επτά", "1337"),
        (Expects("certificate_type"), "πιστοποιητικό γέννησης", "γέννησης"),
    ],
)
async def test_an_answer_over_the_line(recogniser, expects, text, meant, noise):
    pcm, begins, ends = await line(text, noise)
    endpointer, stream = Endpointer(Vad(), expects), recogniser.stream(phrases(expects))
    events = []
    for start in range(0, len(pcm), 320):
        for event in endpointer.feed(pcm[start : start + 320]):
            events.append(event)
            if isinstance(event, Sound):
                endpointer.heard(await stream.feed(event.pcm))
        if events and isinstance(events[-1], SpeechEnded):
            break
    (started,) = [event for event in events if isinstance(event, SpeechStarted)]
    ended = events[-1]
    assert isinstance(ended, SpeechEnded) and ended.reason == "pause"
    assert abs(started.at_ms - begins) < 250 and abs(ended.at_ms - ends) < 250
    assert ended.waited_ms < 700
    assert value(expects, (await stream.result()).text) == meant


async def test_the_lines_own_noise_is_no_speech():
    samples = np.random.default_rng(2).normal(0, 200, 8000 * 20)
    pcm = samples.astype("<i2").tobytes()
    endpointer = Endpointer(Vad())
    assert [event for start in range(0, len(pcm), 320) for event in endpointer.feed(pcm[start : start + 320])] == []
    assert endpointer.silence_ms > 19_000
