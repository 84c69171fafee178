"""What is to be said and has not left yet."""

from __future__ import annotations

import asyncio

from voice.leg import BYTES_PER_MS


class Outbox:
    """PCM that waits for its turn, in whole samples. `idle` is set while nothing waits here or further down the line."""

    def __init__(self) -> None:
        self._pcm = bytearray()
        self._odd = b""
        self.idle = asyncio.Event()
        self.idle.set()

    def __len__(self) -> int:
        return len(self._pcm)

    def put(self, pcm: bytes) -> None:
        """Add PCM of any length; half a sample at the end waits for its other half."""
        pcm = self._odd + bytes(pcm)
        even = len(pcm) & ~1
        self._pcm += pcm[:even]
        self._odd = pcm[even:]
        if self._pcm:
            self.idle.clear()

    def put_back(self, pcm: bytes) -> None:
        """Return PCM that was taken and could not be sent to the front."""
        self._pcm[:0] = pcm
        if self._pcm:
            self.idle.clear()

    def take(self, length: int) -> bytes:
        """Up to `length` bytes from the front."""
        pcm = bytes(self._pcm[:length])
        del self._pcm[:length]
        return pcm

    def clear(self) -> None:
        self._pcm.clear()
        self._odd = b""

    def pending_ms(self) -> int:
        return len(self._pcm) // BYTES_PER_MS
