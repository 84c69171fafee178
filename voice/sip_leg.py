"""A SIP call as a `CallLeg`.

The library paces what we send on a thread of its own (20 ms against absolute deadlines), from a buffer of two
seconds: we keep up to one second in it, so that neither a busy event loop nor a garbage collection is heard. What it
has received is fetched every few milliseconds by the server's one pump.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from datetime import UTC, datetime

import baresip
from baresip import AudioNotActive, AudioRestarted, AudioStats, BaresipError, Call, Event, StackEvent, VideoNotActive

from voice.inbox import Inbox
from voice.leg import BYTES_PER_MS, CallInfo, CallOver, Ended, TransferFailed, TransferNotAllowed
from voice.outbox import Outbox
from voice.sip_address import target_of, user_of

log = logging.getLogger(__name__)

AHEAD_BYTES = 1000 * BYTES_PER_MS
ANSWER_SECONDS = 5.0
TRANSFER_SECONDS = 20.0


class SipLeg:
    """See `voice.leg.CallLeg`. Made by `voice.sip.SipServer` only."""

    def __init__(self, call: Call, targets: Mapping[str, str]) -> None:
        self._call = call
        self._targets = targets
        self._inbox = Inbox()
        self._outbox = Outbox()
        self._handed = bytearray()  # what the library holds and has not sent, to be said again if it loses it
        self._flushing: AudioStats | None = None  # the counters at a flush that the library hasn't carried out yet
        self._established = asyncio.Event()
        self._ending: Ended | None = None  # how, once we end it ourselves
        self.ended: Ended | None = None
        caller = user_of(call.headers.get("P-Asserted-Identity") or call.headers.get("From") or call.peer)
        self.info = CallInfo(call.call_id or f"call-{call.handle}", caller, user_of(call.headers.get("To")), datetime.now(UTC))
        call.on(self._on_event)

    async def answer(self) -> None:
        # `video=True` although we have none: with it the library leaves the offer as it is, without it every call gets a second INVITE
        # a tenth of a second later, which restarts the sound. Where the caller does offer a picture we decline it afterwards.
        try:
            await self._call.answer(video=True)
        except BaresipError as error:
            raise CallOver(f"the call was gone before it was answered: {error}") from error
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._established.wait()
        except TimeoutError:
            await self._end(Ended.VANISHED)
        if self.ended:
            raise CallOver("the caller was gone before the answer")
        await self._decline_video()

    async def _decline_video(self) -> None:
        try:
            self._call.video.info()
        except VideoNotActive:
            return
        with contextlib.suppress(BaresipError):
            await self._call.remove_video()

    async def read(self) -> bytes | None:
        return await self._inbox.frame()

    def write(self, pcm: bytes) -> None:
        if self.ended is None:
            self._outbox.put(pcm)
            self._send()

    def flush(self) -> None:
        self._outbox.clear()
        self._outbox.idle.set()
        self._handed.clear()
        with contextlib.suppress(AudioNotActive, AudioRestarted):
            before = self._call.audio.stats()
            if before.tx_buffered:
                self._call.audio.flush_tx()
                self._flushing = before

    def pending_ms(self) -> int:
        return (len(self._outbox) + len(self._handed)) // BYTES_PER_MS

    async def drained(self) -> None:
        await self._outbox.idle.wait()

    async def dtmf(self) -> str:
        return await self._inbox.key()

    async def transfer(self, target: str) -> None:
        if self.ended:
            raise CallOver("the call has ended")
        uri = target_of(self._targets, target)
        if uri is None:
            raise TransferNotAllowed("the target is not one of the configured numbers")
        try:
            await self._call.transfer(uri, timeout=TRANSFER_SECONDS)
        except baresip.TransferFailed as error:
            if self.ended not in (None, Ended.TRANSFERRED):
                raise CallOver("the call ended during the transfer") from error
            raise TransferFailed(f"the transfer failed: {error.reason or error}", error.status) from error
        except baresip.StaleHandleError as error:
            raise CallOver("the call has ended") from error
        except (BaresipError, ValueError) as error:
            raise TransferFailed(f"the transfer could not be asked for: {error}") from error

    async def hangup(self) -> None:
        await self._end(Ended.LINE)

    async def _end(self, how: Ended) -> None:
        if self.ended is None and self._ending is None:
            self._ending = how
            with contextlib.suppress(BaresipError):
                await self._call.hangup()
            self._close(how)

    # -- called by the server -------------------------------------------------------------------------------------

    @property
    def over(self) -> bool:
        return self.ended is not None

    def pump(self, now: float) -> None:
        """Fetch what has been received and refill what is being sent; every few milliseconds. `now`: the loop's clock, seconds."""
        if self.ended is not None or not self._established.is_set():
            return
        received = b""
        try:
            received = self._call.audio.read(AHEAD_BYTES)
        except AudioRestarted:
            self._say_again()
        except AudioNotActive:
            pass
        self._inbox.tick(now, came=bool(received))
        if received:
            self._inbox.put(received)
        self._send()

    # -- sending --------------------------------------------------------------------------------------------------

    def _send(self) -> None:
        audio = self._call.audio
        try:
            now = audio.stats()
            if self._flushing is not None and not _flushed(self._flushing, now):
                return  # what is written before the sending thread has seen the request would be thrown away with the rest
            self._flushing = None
            held = now.tx_buffered
            del self._handed[: max(0, len(self._handed) - held)]
            room = AHEAD_BYTES - held
            if room > 0 and self._outbox:
                piece = self._outbox.take(room)
                taken = audio.write(piece)
                self._handed += piece[:taken]
                self._outbox.put_back(piece[taken:])
                held += taken
            if not held and not self._outbox:
                self._outbox.idle.set()
        except AudioRestarted:
            self._say_again()
        except AudioNotActive:
            return

    def _say_again(self) -> None:
        """The streams were replaced (the caller was put on hold, or through): what they held comes first again."""
        self._outbox.put_back(bytes(self._handed))
        self._handed.clear()
        self._flushing = None

    # -- events ---------------------------------------------------------------------------------------------------

    def _on_event(self, event: StackEvent) -> None:
        if event.event is Event.CALL_ESTABLISHED:
            self._established.set()
        elif event.event is Event.CALL_DTMF_START:
            # On the press, not on the release that the library's own key event waits for: a key interrupts what is being said.
            self._inbox.put_key(event.text or "")
        elif event.event is Event.CALL_CLOSED:
            self._close(self._ending or _how(event.text or ""))

    def _close(self, how: Ended) -> None:
        if self.ended is None:
            self.ended = how
            self._outbox.clear()
            self._outbox.idle.set()
            self._inbox.close()
            self._established.set()


def _flushed(before: AudioStats, now: AudioStats) -> bool:
    """Whether the sending thread, which looks once per frame, has seen a flush: it threw something away, or found nothing to send twice since."""
    return now.tx_flushed_bytes != before.tx_flushed_bytes or not 0 <= now.tx_silence_frames - before.tx_silence_frames < 2


def _how(reason: str) -> Ended:
    """The end that the library's closing text stands for."""
    text = reason.lower()
    if "transfered" in text:
        return Ended.TRANSFERRED
    if "rtp stream" in text or "timed out" in text:
        return Ended.VANISHED
    if "reset by peer" in text or "cancel" in text:
        return Ended.CALLER
    log.info("a call was closed by the SIP stack: %s", reason)
    return Ended.FAILED
