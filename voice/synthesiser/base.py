"""What every speech engine is to us, and the sound that it gives: 16-bit little-endian mono PCM at 8000 Hz."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from voice.leg import BYTES_PER_MS, SAMPLE_RATE

CHUNK_MS = 200
SLOWEST, FASTEST = 0.5, 2.0
LOUDEST = 0.89  # full scale is 1: a codec's own overshoot needs room


class SynthesisError(Exception):
    """A speech engine can't start or can't speak; the text says what to do."""


class Synthesizer(Protocol):
    """A speech engine with one voice. Safe to use from many tasks of one event loop."""

    name: str
    """Engine, version and voice: two that sound different never share it, since kept prompts are filed under it."""

    def speak(self, text: str, *, rate: float = 1.0) -> AsyncIterator[bytes]:
        """Speak one sentence of plain Greek words (`Voice` has written everything out), in chunks of any even length.

        `rate` 1 is the usual speed, 0.8 slower; it is brought within 0.5 to 2. Text without a letter gives no chunk.
        Raises SynthesisError. Leaving the iteration early is fine.
        """


def bounded_rate(rate: float) -> float:
    """`rate` within what ears and engines bear."""
    return min(FASTEST, max(SLOWEST, rate))


def silence(milliseconds: int) -> bytes:
    """So much silence."""
    return bytes(milliseconds * BYTES_PER_MS)


def chunks(pcm: bytes, milliseconds: int = CHUNK_MS) -> Iterator[bytes]:
    """`pcm` cut in pieces of at most `milliseconds`."""
    size = milliseconds * BYTES_PER_MS
    for start in range(0, len(pcm), size):
        yield pcm[start : start + size]


def to_pcm(samples: NDArray[np.float32]) -> bytes:
    """Samples of -1 to 1 at 8 kHz as PCM; what is louder is clipped."""
    return (np.clip(samples, -LOUDEST, LOUDEST) * 32767).astype("<i2").tobytes()


class Resampler:
    """A stream of float samples of any rate to PCM at 8 kHz, piece by piece; `last` gives out what is still inside."""

    def __init__(self, rate: int) -> None:
        import soxr

        self._stream = soxr.ResampleStream(rate, SAMPLE_RATE, 1, dtype="float32") if rate != SAMPLE_RATE else None

    def feed(self, samples: NDArray[np.float32], *, last: bool = False) -> bytes:
        """The PCM that `samples` complete; may be empty until some tens of milliseconds are in."""
        piece = np.asarray(samples, dtype=np.float32)
        return to_pcm(self._stream.resample_chunk(piece, last=last) if self._stream is not None else piece)
