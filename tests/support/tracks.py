"""Reading what a call recorded: samples, where sound starts and stops, WAV in and out."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 8000
WINDOW = RATE // 100
"""10 ms, the grain of every judgement about sound here."""
LOUD = 150.0
"""RMS above which a window counts as sound: 46 dB below full scale, far above A-law's own noise on silence (8)."""

Samples = NDArray[np.int16]


def read_wav(path: Path) -> Samples:
    """A WAV file as mono 8 kHz samples; any rate that soundfile reads is converted."""
    import soundfile

    data, rate = soundfile.read(str(path), dtype="float32", always_2d=True)
    mono = data.mean(axis=1)
    if rate != RATE:
        import soxr

        mono = soxr.resample(mono, rate, RATE)
    samples: Samples = (np.clip(mono, -1, 1) * 32767).astype("<i2")
    return samples


def write_wav(path: Path, samples: Samples) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(samples.astype("<i2").tobytes())
    return path


def growing_wav(path: Path, newest: int | None = None) -> Samples:
    """The samples so far of a WAV file that is still being written (its header doesn't know its length yet); or only the `newest`."""
    start = _data_start(path)
    if start is None:
        return np.zeros(0, dtype="<i2")
    with path.open("rb") as file:
        if newest is not None:
            length = growing_length(path)
            start += 2 * max(0, length - newest)
        file.seek(start)
        body = file.read()
    return np.frombuffer(body[: len(body) & ~1], dtype="<i2")


def growing_length(path: Path) -> int:
    """How many samples a WAV file has that is still being written."""
    start = _data_start(path)
    return 0 if start is None else max(0, path.stat().st_size - start) // 2


def _data_start(path: Path) -> int | None:
    with path.open("rb") as file:
        found = file.read(4096).find(b"data")
    return found + 8 if found >= 0 else None


def loudness(samples: Samples) -> NDArray[np.float64]:
    """RMS of each 10 ms window."""
    whole = len(samples) // WINDOW * WINDOW
    if not whole:
        return np.zeros(0)
    levels: NDArray[np.float64] = np.sqrt(np.mean(samples[:whole].astype(np.float64).reshape(-1, WINDOW) ** 2, axis=1))
    return levels


def first_sound(samples: Samples, start: int = 0, level: float = LOUD) -> int | None:
    """Index of the first sample of sound at or after `start`: the first of three loud windows in a row (a click doesn't count)."""
    loud = loudness(samples[start:]) > level
    for window in range(len(loud) - 2):
        if loud[window : window + 3].all():
            return start + window * WINDOW
    return None


def last_sound(samples: Samples, start: int = 0, level: float = LOUD) -> int | None:
    """Index just after the last sample of sound; None where there is none."""
    loud = np.flatnonzero(loudness(samples[start:]) > level)
    return start + (int(loud[-1]) + 1) * WINDOW if len(loud) else None


def first_quiet(samples: Samples, start: int, quiet_ms: int = 200, level: float = LOUD) -> int | None:
    """Index where sound stops for at least `quiet_ms`, looking from `start`."""
    loud = loudness(samples[start:]) > level
    need = quiet_ms // 10
    for window in range(len(loud) - need + 1):
        if not loud[window : window + need].any():
            return start + window * WINDOW
    return None


def end_of_speech(samples: Samples) -> int:
    """Index just after the last speech: windows above a twentieth of the loud part's level, so that a noise floor doesn't count."""
    levels = loudness(samples)
    if not len(levels):
        return 0
    floor = max(LOUD / 2, 0.05 * float(np.percentile(levels, 95)))
    loud = np.flatnonzero(levels > floor)
    return (int(loud[-1]) + 1) * WINDOW if len(loud) else 0


def tone(hertz: float, milliseconds: int, level: int = 8000) -> Samples:
    t = np.arange(RATE * milliseconds // 1000)
    return (level * np.sin(2 * np.pi * hertz * t / RATE)).astype("<i2")


def silence(milliseconds: int) -> Samples:
    return np.zeros(RATE * milliseconds // 1000, dtype="<i2")


def pitch(samples: Samples) -> float:
    """The strongest frequency, Hz."""
    spectrum = np.abs(np.fft.rfft(samples.astype(np.float64) * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * RATE / len(samples))
