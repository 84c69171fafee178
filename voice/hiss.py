"""A faint hiss under the caller's sound.

Lines that suppress silence, and packets that are lost, bring nothing but zeros. No model was trained on those: the recogniser takes some
for words («ορφέως» → «ορφέα ο»), and after some seconds of them the voice activity network no longer wakes up for a short «ναι» (0.47 at
its loudest; 0.84 with the hiss).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from voice.leg import SAMPLE_RATE

RMS = 16.0
"""In units of 16-bit samples: 66 dB below full scale, under the noise of any real telephone."""


@lru_cache(1)
def _noise() -> NDArray[np.float32]:
    return np.random.default_rng(SAMPLE_RATE).normal(0.0, RMS, 8 * SAMPLE_RATE).astype(np.float32)


def hiss(count: int) -> NDArray[np.float32]:
    """`count` samples of it (float32, in units of 16-bit samples)."""
    noise = _noise()
    return noise[:count] if count <= len(noise) else np.resize(noise, count)


def hissing(pcm: bytes) -> bytes:
    """`pcm` (16-bit mono) with the hiss under it."""
    samples = np.frombuffer(pcm, "<i2").astype(np.float32)
    mixed: NDArray[np.int16] = np.clip(samples + hiss(len(samples)), -32768, 32767).astype("<i2")
    return mixed.tobytes()
