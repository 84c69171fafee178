"""Asterisk's AudioSocket on the wire: one byte of kind, two of length (big-endian), then the payload."""

from __future__ import annotations

import asyncio
import struct
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from voice.leg import LegError

_HEAD = struct.Struct(">BH")


class Kind(IntEnum):
    HANGUP = 0x00
    UUID = 0x01  # 16 bytes, the first message of a connection
    KEY = 0x03  # one ASCII character
    AUDIO = 0x10  # 16-bit little-endian mono PCM, 8 kHz
    AUDIO_16K = 0x12  # the same at 16 kHz
    ERROR = 0xFF  # one byte of reason


class BadMessage(LegError):
    """What arrived is not AudioSocket."""


def encode(kind: Kind, payload: bytes = b"") -> bytes:
    return _HEAD.pack(kind, len(payload)) + payload


async def receive(reader: asyncio.StreamReader) -> tuple[int, bytes] | None:
    """The next message as (kind, payload); None at the end of the stream, also where it ends in the middle of a message."""
    try:
        kind, length = _HEAD.unpack(await reader.readexactly(_HEAD.size))
        return kind, await reader.readexactly(length)
    except asyncio.IncompleteReadError:
        return None


class Halver:
    """16 kHz to 8 kHz, piece by piece: a 31-tap low-pass at 3.6 kHz (delay 0.9 ms), then every second sample."""

    TAPS = 31

    def __init__(self) -> None:
        n = np.arange(self.TAPS) - self.TAPS // 2
        ideal = np.sinc(2 * 3600 / 16000 * n) * np.hamming(self.TAPS)
        self._filter: NDArray[np.float64] = ideal / ideal.sum()
        self._tail: NDArray[np.float64] = np.zeros(self.TAPS - 1)
        self._odd = 0

    def halve(self, pcm: bytes) -> bytes:
        """16-bit PCM at 16 kHz in, at 8 kHz out; half a sample at the end is dropped."""
        samples = np.concatenate([self._tail, np.frombuffer(pcm[: len(pcm) & ~1], dtype="<i2").astype(np.float64)])
        if len(samples) < self.TAPS:
            self._tail = samples
            return b""
        low = np.convolve(samples, self._filter, mode="valid")[self._odd :: 2]
        self._odd = (self._odd + len(samples) - self.TAPS + 1) % 2
        self._tail = samples[-(self.TAPS - 1) :]
        return np.clip(np.rint(low), -32768, 32767).astype("<i2").tobytes()
