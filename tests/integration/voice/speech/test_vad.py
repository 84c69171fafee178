"""The real silero network on real (synthetic) speech, noise and tones at 8 kHz."""

import sys

import numpy as np
import pytest

from voice.synthesiser.espeak import EspeakSynthesizer
from voice.vad import WINDOW_BYTES, Vad, VadUnavailable


async def spoken(text: str) -> bytes:
    return b"".join([chunk async for chunk in EspeakSynthesizer().speak(text)])


def probabilities(vad: Vad, pcm: bytes) -> list[float]:
    return [vad.speech(pcm[start : start + WINDOW_BYTES]) for start in range(0, len(pcm) - WINDOW_BYTES + 1, WINDOW_BYTES)]


def pcm(samples) -> bytes:
    return np.asarray(samples, np.int16).tobytes()


async def test_speech_is_speech():
    found = probabilities(Vad(), await spoken("θέλω ένα πιστοποιητικό γέννησης παρακαλώ"))
    assert np.mean(np.array(found) > 0.5) > 0.7


NOISE = np.random.default_rng(1)


@pytest.mark.parametrize(
    "samples",
    [np.zeros(16000), NOISE.normal(0, 300, 16000), 6000 * np.sin(np.arange(16000) * 2 * np.pi * 425 / 8000)],
    ids=["silence", "noise", "dial tone"],
)
def test_what_is_no_speech(samples):
    assert np.mean(np.array(probabilities(Vad(), pcm(samples))) > 0.5) < 0.1


async def test_calls_do_not_mix():
    speech, noise = await spoken("καλημέρα σας"), pcm(NOISE.normal(0, 300, 16000))
    alone = probabilities(Vad(), speech)
    one, other, together = Vad(), Vad(), []
    for number in range(len(speech) // WINDOW_BYTES):
        part = slice(number * WINDOW_BYTES, (number + 1) * WINDOW_BYTES)
        together.append(one.speech(speech[part]))
        other.speech(noise[part] if number < len(noise) // WINDOW_BYTES else bytes(WINDOW_BYTES))
    assert together == pytest.approx(alone, abs=1e-5)


async def test_reset_forgets():
    vad, speech = Vad(), await spoken("ναι")
    first = probabilities(vad, speech)
    vad.reset()
    assert probabilities(vad, speech) == pytest.approx(first, abs=1e-5)


def test_torch_stays_out():
    Vad()
    assert "torch" not in sys.modules and "silero_vad" not in sys.modules


def test_windows_of_another_length_are_refused():
    with pytest.raises(ValueError, match="512"):
        Vad().speech(bytes(320))


def test_a_broken_file_is_said(tmp_path):
    (tmp_path / "silero_vad.onnx").write_bytes(b"no network")
    with pytest.raises(VadUnavailable, match="pip install"):
        Vad(tmp_path / "silero_vad.onnx")
