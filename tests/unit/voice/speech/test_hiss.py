"""The faint noise under the caller's sound, for lines that send nothing but zeros in pauses."""

import numpy as np

from voice.hiss import RMS, hiss, hissing
from voice.vad import WINDOW_BYTES, WINDOW_SAMPLES, Vad


def test_zeros_become_a_faint_noise():
    samples = np.frombuffer(hissing(bytes(16000)), "<i2")
    assert len(samples) == 8000
    assert RMS * 0.9 < np.sqrt(np.mean(samples.astype(float) ** 2)) < RMS * 1.1


def test_the_loudest_stays_in_range():
    loud = np.full(800, 32767, "<i2")
    assert np.frombuffer(hissing(loud.tobytes()), "<i2").min() > 32600


def test_any_length():
    assert hissing(b"") == b""
    assert len(hiss(200_000)) == 200_000


def tone(milliseconds: int) -> bytes:
    """A hum like a vowel: harmonics of 120 Hz with two formants."""
    time = np.arange(8 * milliseconds) / 8000
    waves = sum(np.exp(-(((120 * n - 700) / 300) ** 2)) * np.sin(2 * np.pi * 120 * n * time) for n in range(1, 25))
    return (waves / np.abs(waves).max() * 6000).astype("<i2").tobytes()


def test_a_vowel_after_long_digital_silence_is_noticed():
    vad = Vad()
    for _ in range(20_000 // 32):
        assert vad.speech(bytes(WINDOW_BYTES)) < 0.5
    sound = tone(256)
    windows = [vad.speech(sound[at : at + WINDOW_BYTES]) for at in range(0, len(sound) - WINDOW_BYTES + 1, WINDOW_BYTES)]
    assert WINDOW_SAMPLES == 256
    assert sum(window >= 0.5 for window in windows) >= 2, windows
