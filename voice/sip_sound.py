"""The sound of one SIP call, between our queues and the library's.

The library paces what we send on a thread of its own (20 ms against absolute deadlines), from a buffer of two seconds: we keep up to one
second in it, so that neither a busy event loop nor a garbage collection is heard. What it has received is fetched by `pump`.
"""

from __future__ import annotations

import contextlib

from baresip import AudioNotActive, AudioRestarted, AudioStats, CallAudio

from voice.inbox import Inbox
from voice.leg import BYTES_PER_MS
from voice.outbox import Outbox

AHEAD_BYTES = 1000 * BYTES_PER_MS


class SipSound:
    """What comes goes to `inbox`, what is in `outbox` goes out. Nothing here raises when the call is over or not yet answered."""

    def __init__(self, audio: CallAudio, inbox: Inbox, outbox: Outbox) -> None:
        self._audio, self._inbox, self._outbox = audio, inbox, outbox
        self._handed = bytearray()  # what the library holds and has not sent, to be said again if it loses it
        self._flushing: AudioStats | None = None  # the counters at a flush that the library hasn't carried out yet

    def pump(self, now: float) -> None:
        """Fetch what has been received and refill what is being sent; every few milliseconds. `now`: the loop's clock, seconds."""
        received = b""
        try:
            received = self._audio.read(AHEAD_BYTES)
        except AudioRestarted:
            self._say_again()
        except AudioNotActive:
            pass
        self._inbox.tick(now, came=bool(received))
        if received:
            self._inbox.put(received)
        self.send()

    def pending_ms(self) -> int:
        return (len(self._outbox) + len(self._handed)) // BYTES_PER_MS

    def flush(self) -> None:
        """Throw away what has not left."""
        self._outbox.clear()
        self._outbox.idle.set()
        self._handed.clear()
        with contextlib.suppress(AudioNotActive, AudioRestarted):
            before = self._audio.stats()
            if before.tx_buffered:
                self._audio.flush_tx()
                self._flushing = before

    def send(self) -> None:
        """Hand on as much of the outbox as the library should hold."""
        with contextlib.suppress(AudioNotActive):
            try:
                self._send()
            except AudioRestarted:
                self._say_again()

    def _send(self) -> None:
        now = self._audio.stats()
        if self._flushing is not None and not _flushed(self._flushing, now):
            return  # what is written before the sending thread has seen the request would be thrown away with the rest
        self._flushing = None
        held = now.tx_buffered
        del self._handed[: max(0, len(self._handed) - held)]
        room = AHEAD_BYTES - held
        if room > 0 and self._outbox:
            piece = self._outbox.take(room)
            taken = self._audio.write(piece)
            self._handed += piece[:taken]
            self._outbox.put_back(piece[taken:])
            held += taken
        if not held and not self._outbox:
            self._outbox.idle.set()

    def _say_again(self) -> None:
        """The streams were replaced (the caller was put on hold, or through): what they held comes first again."""
        self._outbox.put_back(bytes(self._handed))
        self._handed.clear()
        self._flushing = None


def _flushed(before: AudioStats, now: AudioStats) -> bool:
    """Whether the sending thread, which looks once per frame, has seen a flush: it has thrown something away, or has found
    nothing to send twice since."""
    return now.tx_flushed_bytes != before.tx_flushed_bytes or not 0 <= now.tx_silence_frames - before.tx_silence_frames < 2
