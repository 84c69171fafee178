"""A SIP call as a `CallLeg`."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from datetime import UTC, datetime

import baresip
from baresip import BaresipError, Call, Event, StackEvent, VideoNotActive

from voice.inbox import Inbox
from voice.leg import CallInfo, CallOver, Ended, TransferFailed, TransferNotAllowed
from voice.outbox import Outbox
from voice.sip_address import target_of, user_of
from voice.sip_log import without_addresses
from voice.sip_sound import SipSound

log = logging.getLogger(__name__)

ANSWER_SECONDS = 5.0
TRANSFER_SECONDS = 20.0


class SipLeg:
    """See `voice.leg.CallLeg`. Made by `voice.sip.SipServer` only."""

    def __init__(self, call: Call, targets: Mapping[str, str]) -> None:
        self._call = call
        self._targets = targets
        self._inbox = Inbox()
        self._outbox = Outbox()
        self._sound = SipSound(call.audio, self._inbox, self._outbox)
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
            self._sound.send()

    def flush(self) -> None:
        self._sound.flush()

    def pending_ms(self) -> int:
        return self._sound.pending_ms()

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
        """See `SipSound.pump`."""
        if self.ended is None and self._established.is_set():
            self._sound.pump(now)

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
            self._sound.flush()
            self._inbox.close()
            self._established.set()


def _how(reason: str) -> Ended:
    """The end that the library's closing text stands for."""
    text = reason.lower()
    if "transfered" in text:
        return Ended.TRANSFERRED
    if "rtp stream" in text or "timed out" in text:
        return Ended.VANISHED
    if "reset by peer" in text or "cancel" in text:
        return Ended.CALLER
    log.info("a call was closed by the SIP stack: %.80r", without_addresses(reason))
    return Ended.FAILED
