"""The recording of a call, only where the caller agreed: kept in memory until the web process takes and encrypts it."""

from __future__ import annotations

import io
import wave

from voice.leg import BYTES_PER_MS, SAMPLE_RATE

LONGEST_MS = 30 * 60 * 1000


class Recorder:
    """The caller on the left, the line on the right. Nothing is kept before `start`."""

    def __init__(self) -> None:
        self._on = False
        self._caller = bytearray()
        self._line = bytearray()

    def start(self) -> None:
        self._on = True

    def heard(self, frame: bytes) -> None:
        """A frame of the caller's."""
        if self._on and len(self._caller) < LONGEST_MS * BYTES_PER_MS:
            self._caller += frame

    def said(self, pcm: bytes, pending_ms: int) -> None:
        """Sound of ours, which will be heard after `pending_ms`."""
        if not self._on:
            return
        at = len(self._caller) + pending_ms * BYTES_PER_MS
        self._line += bytes(max(0, at - len(self._line)))
        self._line += pcm

    def silenced(self) -> None:
        """What was not heard yet never will be."""
        del self._line[len(self._caller) :]

    def wav(self) -> bytes | None:
        """The recording as a WAV file with two channels; None where there is none."""
        if not self._caller:
            return None
        length = len(self._caller) & ~1
        right = bytes(self._line[:length].ljust(length, b"\0"))
        both = bytearray(length * 2)
        for offset in (0, 1):
            both[offset::4] = self._caller[offset:length:2]
            both[2 + offset :: 4] = right[offset::2]
        buffer = io.BytesIO()
        with wave.open(buffer, "wb") as file:
            file.setparams((2, 2, SAMPLE_RATE, 0, "NONE", ""))
            file.writeframes(bytes(both))
        return buffer.getvalue()
