"""What comes from the caller, as events: speech that began, an utterance with its text, a key, a long silence, the end of the call.

Sound is followed as it comes; decoding runs behind it in threads, so that a slow decoder never makes us late for the next frame.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog

from voice.endpointing import Endpointer, Sound, SpeechEnded, SpeechStarted
from voice.grammars import OPEN, Expects, phrases
from voice.leg import FRAME_MS, CallLeg, CallOver
from voice.recogniser import NOTHING, Recognised, Word

_log = structlog.get_logger(__name__)


class Stream(Protocol):
    """See `voice.recogniser.RecognitionStream`."""

    async def feed(self, pcm: bytes) -> str: ...
    async def result(self) -> Recognised: ...
    def close(self) -> None: ...


class Listener(Protocol):
    """See `voice.recogniser.Recogniser`."""

    def stream(self, grammar: Sequence[str] | None = None) -> Stream: ...


@dataclass(frozen=True)
class Began:
    """The caller speaks."""


@dataclass(frozen=True)
class Heard:
    """An utterance. `ended_at`: when the caller stopped speaking (time.monotonic); the rest in milliseconds."""

    text: str
    words: tuple[Word, ...] = ()
    confidence: float = 0.0
    speech_ms: int = 0
    wait_ms: int = 0
    recogniser_ms: int = 0
    ended_at: float = 0.0
    failed: bool = False
    """The recogniser broke down over it."""


@dataclass(frozen=True)
class Pressed:
    """A key."""

    key: str
    at: float


@dataclass(frozen=True)
class Quiet:
    """Nobody has said anything for as long as the settings bear."""


@dataclass(frozen=True)
class Gone:
    """The call is over."""


CallEvent = Began | Heard | Pressed | Quiet | Gone


class Ears:
    """The listening side of one call; `run` is a task that lasts as long as the call.

    `line_speaks` tells whether our own voice is on the line. Without `recogniser` and `endpointer` only keys are heard. `tap` gets each
    frame (recording).
    """

    def __init__(
        self, leg: CallLeg, recogniser: Listener | None, endpointer: Endpointer | None, *,
        silence_s: float, line_speaks: Callable[[], bool], tap: Callable[[bytes], None] | None = None,
    ) -> None:  # fmt: skip
        self._leg, self._recogniser, self._endpointer = leg, recogniser, endpointer
        self._silence_ms = silence_s * 1000
        self._line_speaks, self._tap = line_speaks, tap
        self._expects, self._next_expects = OPEN, OPEN
        self._events: asyncio.Queue[CallEvent] = asyncio.Queue()
        self._quiet_ms = 0
        self._waiting = False
        self._utterance: _Utterance | None = None
        self._decoding: set[asyncio.Task[None]] = set()

    @property
    def speaking(self) -> bool:
        return self._endpointer is not None and self._endpointer.speaking

    def listen(self, expects: Expects, *, fresh: bool = False) -> None:
        """A question is being asked. `fresh`: what was said before it is no answer to it (keys pressed ahead are)."""
        if fresh:
            kept = [event for event in self._drain() if isinstance(event, (Pressed, Gone))]
            for event in kept:
                self._events.put_nowait(event)
        self._next_expects = expects
        self._quiet_ms, self._waiting = 0, True
        if not self.speaking:
            self._turn_to_question()

    async def next(self) -> CallEvent:
        """The next event; after the end always `Gone`."""
        event = await self._events.get()
        if isinstance(event, Gone):
            self._events.put_nowait(event)
        return event

    def stay_quiet(self) -> None:
        """Count silence anew: something happened that needs time to be answered."""
        self._quiet_ms, self._waiting = 0, True

    async def run(self) -> None:
        """Follow the call to its end."""
        keys = asyncio.create_task(self._keys())
        try:
            while (frame := await self._leg.read()) is not None:
                self._frame(frame)
        finally:
            keys.cancel()
            self._events.put_nowait(Gone())
            for task in self._decoding:
                task.cancel()
            await asyncio.gather(keys, *self._decoding, return_exceptions=True)

    def _drain(self) -> list[CallEvent]:
        events = []
        with contextlib.suppress(asyncio.QueueEmpty):
            while True:
                events.append(self._events.get_nowait())
        return events

    async def _keys(self) -> None:
        with contextlib.suppress(CallOver):
            while True:
                key = await self._leg.dtmf()
                self._quiet_ms = 0
                self._events.put_nowait(Pressed(key, time.monotonic()))

    def _turn_to_question(self) -> None:
        self._expects = self._next_expects
        if self._endpointer is not None:
            self._endpointer.listen(self._expects)

    def _frame(self, frame: bytes) -> None:
        if self._tap is not None:
            self._tap(frame)
        line_speaks = self._line_speaks()
        if self._endpointer is not None:
            self._endpointer.line_speaks = line_speaks
            for event in self._endpointer.feed(frame):
                self._sound(event)
        if line_speaks or self.speaking or not self._waiting:
            self._quiet_ms = 0
            return
        self._quiet_ms += FRAME_MS
        if self._quiet_ms >= self._silence_ms:
            self._quiet_ms, self._waiting = 0, False
            self._events.put_nowait(Quiet())

    def _sound(self, event: SpeechStarted | Sound | SpeechEnded) -> None:
        if isinstance(event, SpeechStarted):
            self._utterance = _Utterance(self._recogniser.stream(phrases(self._expects)) if self._recogniser else None)
            task = asyncio.create_task(self._decode(self._utterance))
            self._decoding.add(task)
            task.add_done_callback(self._decoding.discard)
            self._events.put_nowait(Began())
        elif self._utterance is not None:
            self._utterance.pieces.put_nowait(event)
            if isinstance(event, SpeechEnded):
                self._utterance.ended_at = time.monotonic()
                self._utterance, self._waiting = None, False
                self._turn_to_question()

    async def _decode(self, utterance: _Utterance) -> None:
        stream, heard, ended, failed = utterance.stream, NOTHING, None, False
        try:
            while ended is None:
                sound, ended = await utterance.some()
                if stream is not None and sound:
                    partial = await stream.feed(sound)
                    if utterance is self._utterance and self._endpointer is not None:
                        self._endpointer.heard(partial)
            over = time.monotonic()
            if stream is not None:
                heard = await stream.result()
        except asyncio.CancelledError:
            raise
        except Exception:  # whatever it was, the call goes on by keys
            _log.exception("recogniser_failed")
            heard, over, failed = NOTHING, time.monotonic(), True
            ended = ended or SpeechEnded(0, 0, 0, "pause")
        finally:
            if stream is not None:
                stream.close()
        took = round((time.monotonic() - over) * 1000)
        at = utterance.ended_at or over
        self._events.put_nowait(
            Heard(
                heard.text,
                heard.words,
                heard.confidence,
                ended.duration_ms,
                ended.waited_ms,
                took,
                at - ended.waited_ms / 1000,
                failed,
            )
        )


class _Utterance:
    """What is said between a beginning and an end, on its way to the decoder."""

    def __init__(self, stream: Stream | None) -> None:
        self.stream = stream
        self.pieces: asyncio.Queue[Sound | SpeechEnded] = asyncio.Queue()
        self.ended_at: float | None = None

    async def some(self) -> tuple[bytes, SpeechEnded | None]:
        """All the sound that is there, at least one piece; and the end where it has come."""
        pieces = [await self.pieces.get()]
        while not self.pieces.empty():
            pieces.append(self.pieces.get_nowait())
        last = pieces[-1]
        return b"".join(piece.pcm for piece in pieces if isinstance(piece, Sound)), last if isinstance(last, SpeechEnded) else None
