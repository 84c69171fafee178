"""Our side of the talk: texts become sound on the line, until they are heard or interrupted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from typing import Protocol

import structlog

from voice.leg import CallLeg
from voice.synthesiser.base import SynthesisError, silence

BETWEEN_MS = 250
SLOW = 0.8
_log = structlog.get_logger(__name__)


class Speaker(Protocol):
    """See `voice.synthesiser.voice.Voice`."""

    name: str

    def say(self, text: str, *, rate: float = 1.0, keep: bool = False) -> AsyncGenerator[bytes, None]: ...


class Mouth:
    """Speaks on one call. `tap` gets what is written, for the recording."""

    def __init__(self, leg: CallLeg, voice: Speaker, rate: float = 1.0, tap: Callable[[bytes, int], None] | None = None) -> None:
        self._leg, self._voice, self._rate, self._tap = leg, voice, rate, tap
        self._task: asyncio.Task[None] | None = None
        self.slow = False
        self.first_sound: asyncio.Future[float | None] = asyncio.get_running_loop().create_future()
        self.on_flush: Callable[[], None] | None = None

    @property
    def speaking(self) -> bool:
        """Whether our voice is on the line, or about to be."""
        return (self._task is not None and not self._task.done()) or self._leg.pending_ms() > 0

    def say(self, texts: Sequence[str]) -> asyncio.Future[float | None]:
        """Begin to say `texts`, after what is being said. Returns a future: when the first sound was written (time.monotonic), or None."""
        first: asyncio.Future[float | None] = asyncio.get_running_loop().create_future()
        self.first_sound = first
        self._task = asyncio.create_task(self._speak(self._task, list(texts), first))
        return first

    def stop(self) -> None:
        """Be silent at once."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._leg.flush()
        if self.on_flush is not None:
            self.on_flush()

    async def done(self) -> None:
        """Until everything has been heard, was interrupted, or the call is over."""
        if self._task is not None:
            await asyncio.wait({self._task})
        await self._leg.drained()

    async def _speak(self, before: asyncio.Task[None] | None, texts: list[str], first: asyncio.Future[float | None]) -> None:
        try:
            if before is not None and not before.done():
                await before
            for text in texts:
                if first.done() or self._leg.pending_ms():
                    self._write(silence(BETWEEN_MS))
                async with aclosing(self._voice.say(text, rate=self._rate * (SLOW if self.slow else 1.0))) as sound:
                    async for chunk in sound:
                        if not first.done():
                            first.set_result(time.monotonic())
                        self._write(chunk)
        except SynthesisError as error:
            _log.error("voice_failed", reason=str(error))
        finally:
            if not first.done():
                first.set_result(None)

    def _write(self, pcm: bytes) -> None:
        if self._tap is not None:
            self._tap(pcm, self._leg.pending_ms())
        self._leg.write(pcm)
