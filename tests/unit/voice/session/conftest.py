"""A whole conversation without wire, model or clock: sound is counted, words are given, and what the line says is read as text."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import numpy as np
import pytest

from tests.support.stub_line_house import StubHouse, answer
from voice.leg import BYTES_PER_MS, FRAME_BYTES, SILENCE, CallInfo, CallOver, Ended, TransferFailed
from voice.line import Line
from voice.rasa_client import RasaClient
from voice.recogniser import Recognised, Word
from voice.register_client import RegisterClient
from voice.session import Manner
from voice.spool import Spool

LOUD = b"\x01\x10" * (FRAME_BYTES // 2)


class Leg:
    """A call whose sound the test pushes. With `holds`, what the line says stays unheard until it is flushed."""

    def __init__(self, caller: str | None = "2531012345") -> None:
        self.info = CallInfo("line-1", caller, "line", datetime.now(UTC))
        self.ended: Ended | None = None
        self.frames: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.keys: asyncio.Queue[str | None] = asyncio.Queue()
        self.holds, self.transfer_works = False, True
        self.waiting_ms, self.flushed = 0, 0
        self.transfers: list[str] = []

    async def answer(self) -> None: ...

    async def read(self) -> bytes | None:
        await asyncio.sleep(0)
        return None if self.ended else await self.frames.get()

    def write(self, pcm: bytes) -> None:
        if self.holds:
            self.waiting_ms += len(pcm) // BYTES_PER_MS

    def flush(self) -> None:
        self.flushed += self.waiting_ms > 0
        self.waiting_ms = 0

    def pending_ms(self) -> int:
        return self.waiting_ms

    async def drained(self) -> None: ...

    async def dtmf(self) -> str:
        key = await self.keys.get()
        if key is None:
            raise CallOver
        return key

    async def transfer(self, target: str) -> None:
        self.transfers.append(target)
        if not self.transfer_works:
            raise TransferFailed("busy", 486)
        self.end(Ended.TRANSFERRED)

    async def hangup(self) -> None:
        self.end(Ended.LINE)

    def end(self, how: Ended) -> None:
        if self.ended is None:
            self.ended = how
            self.frames.put_nowait(None)
            self.keys.put_nowait(None)


class Voice:
    name = "test voice"

    def __init__(self) -> None:
        self.said: list[tuple[str, float]] = []

    async def say(self, text, *, rate=1.0, keep=False):
        self.said.append((text, rate))
        yield bytes(FRAME_BYTES * 10)


class Vad:
    def speech(self, frame_8k_32ms: bytes) -> float:
        return 0.99 if any(frame_8k_32ms) else 0.01


class Recogniser:
    """Hears what the test has said, in order; remembers each grammar."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, float, dict[str, float]]] = []
        self.grammars: list[object] = []

    def stream(self, grammar=None):
        self.grammars.append(grammar)
        return Stream(self)


class Stream:
    def __init__(self, recogniser: Recogniser) -> None:
        self.recogniser = recogniser

    async def feed(self, pcm: bytes) -> str:
        return ""

    async def result(self) -> Recognised:
        text, confidence, doubtful = self.recogniser.texts.pop(0)
        words = tuple(Word(word, 0, 1, doubtful.get(word, confidence)) for word in text.split())
        return Recognised(text, words, sum(word.confidence for word in words) / len(words) if words else 0.0)

    def close(self) -> None: ...


class Phone:
    """The caller, as the test drives it."""

    def __init__(self, line: Line, leg: Leg, house: StubHouse) -> None:
        self.line, self.leg, self.house = line, leg, house
        self.voice: Voice = line.voice  # type: ignore[assignment]
        self._at = 0
        self.call = asyncio.create_task(line.on_call(leg))

    def said(self) -> str:
        """All that the line has said."""
        return " ".join(text for text, _ in self.voice.said)

    async def hears(self, text: str) -> tuple[str, float]:
        """Until the line says something with `text` in it, after what was last waited for; gives the whole and its rate."""
        for _ in range(4000):
            for number in range(self._at, len(self.voice.said)):
                if text in self.voice.said[number][0]:
                    self._at = number + 1
                    await self._settle()
                    return self.voice.said[number]
            if self.call.done() and self.call.exception():
                raise self.call.exception()
            await asyncio.sleep(0.002)
        raise AssertionError(f"never said: {text!r}; said since: {self.voice.said[self._at :]}")

    async def say(self, text: str, confidence: float = 0.9, **doubtful: float) -> None:
        """Speak for half a second, then be silent for more than any pause. `doubtful`: words with a confidence of their own."""
        self.line.recogniser.texts.append((text, confidence, doubtful))
        self._push([LOUD] * 25 + [SILENCE] * 70)
        await self._settle()

    async def quiet(self, seconds: float = 7.1) -> None:
        self._push([SILENCE] * int(seconds * 50))
        await self._settle()

    async def press(self, keys: str) -> None:
        for key in keys:
            self.leg.keys.put_nowait(key)
        await self._settle()

    async def over(self) -> None:
        """Until the conversation has ended and its record was sent."""
        await asyncio.wait_for(self.call, 10)
        await self.line.settle()

    async def sound(self, samples: np.ndarray) -> None:
        """Any sound, faster than it would last; returns when the line has taken it, or is gone."""
        pcm = samples.astype("<i2").tobytes()
        for at in range(0, len(pcm) - FRAME_BYTES + 1, FRAME_BYTES):
            self.leg.frames.put_nowait(pcm[at : at + FRAME_BYTES])
        for _ in range(20_000):
            await asyncio.sleep(0.002)  # what the conversation does meanwhile takes its own time
            if self.leg.frames.empty() or self.leg.ended:
                return
        raise AssertionError("the line no longer listens")

    def _push(self, frames: list[bytes]) -> None:
        for frame in frames:
            self.leg.frames.put_nowait(frame)

    async def _settle(self) -> None:
        for _ in range(30):
            await asyncio.sleep(0)


@pytest.fixture
async def house() -> AsyncIterator[StubHouse]:
    house = StubHouse(lambda body: answer("Μάλιστα."))
    yield house
    house.close()


@pytest.fixture
async def make_call(house, tmp_path):
    phones: list[Phone] = []

    def call(*, caller="2531012345", web=None, rasa=None, deaf=False, hears=None, vad=Vad, **manner) -> Phone:
        manner.setdefault("target", "person")
        line = Line(
            RasaClient(rasa or house.url, "secret"),
            # A busy machine is no house that is down.
            RegisterClient(web or house.url, "secret", Spool(tmp_path / "spool"), timeout_s=20, connect_s=20),
            Voice(), None if deaf else hears or Recogniser(), manner=Manner(**manner), vad=vad,
        )  # fmt: skip
        phone = Phone(line, Leg(caller), house)
        phones.append(phone)
        return phone

    yield call
    for phone in phones:
        phone.leg.end(Ended.CALLER)
        await asyncio.wait({phone.call}, timeout=10)
        await phone.line.settle()
        await phone.line.rasa.close()
        await phone.line.register.close()
