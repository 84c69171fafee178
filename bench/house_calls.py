"""A caller for the benchmarks: `tests.support.telephone` over a hand-made SIP peer, whose sound suffers on its way (see `bench.phone`)."""

from __future__ import annotations

import asyncio
import contextlib
import random
import struct
import time
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import numpy as np

from bench.phone import Phone, Weather, encoded, is_loud, noisy
from tests.support import tracks
from tests.support.caller import CallFailed, Turn
from tests.support.phone_house import PhoneHouse
from tests.support.sip_peer import SipPeer
from tests.support.telephone import Telephone

LEVEL = 3000.0
"""RMS of speech on the line."""


class RoughPhone:
    """The caller's side of `Telephone`."""

    def __init__(self, port: int, weather: Weather, seed: int) -> None:
        self.peer, self.weather = SipPeer(port), weather
        self.call_id = self.peer.call_id
        self.over = False
        self.end_of_speech = 0.0
        """When we last stopped speaking."""
        self._chance = random.Random(seed)
        self._phone: Phone | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> RoughPhone:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._phone is not None and not self.over:
            await self.hangup()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.peer.__exit__()

    async def dial(self, _: str = "") -> None:
        response = await self.peer.invite()
        if self.peer.remote is None:
            raise CallFailed(f"the line answers {response.status}")
        self._phone = Phone(self.peer, self.weather, self._chance)
        self._tasks = [asyncio.create_task(self._phone.send()), asyncio.create_task(self._watch())]

    async def _watch(self) -> None:
        """Note the line's BYE, and acknowledge it."""
        while True:
            message = await self.peer.message(86400)
            if message.method == "BYE":
                same = "".join(f"{name}: {message.headers[name.lower()]}\r\n" for name in ("Via", "From", "To", "Call-ID", "CSeq"))
                self.peer.raw(f"SIP/2.0 200 OK\r\n{same}Content-Length: 0\r\n\r\n".encode())
                self.over = True

    async def wait_quiet(self, quiet_ms: int = 1500, patience_s: float = 30, *, anew: bool = False) -> None:
        assert self._phone is not None
        since, asked = time.time() if anew else 0.0, time.time()
        while not self.over and time.time() - asked < patience_s:
            loud = self._phone.loud()
            if loud and time.time() - max(loud[-1], since) > quiet_ms / 1000:
                return
            await asyncio.sleep(0.05)

    async def say(self, wav: Path, *, name: str = "", wait: bool = False, barge: bool = True) -> Turn:
        assert self._phone is not None
        samples = tracks.read_wav(wav)
        samples = samples[: tracks.end_of_speech(samples)]
        power = float(np.sqrt(np.mean(samples.astype(np.float64) ** 2)))
        samples = (samples * (LEVEL / power)).clip(-32768, 32767).astype("<i2")
        if self.weather.snr_db is not None:
            samples = noisy(samples, self.weather.snr_db, np.random.default_rng(len(samples)))
        self.play(samples)
        while self._waiting() and not self.over:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        self.end_of_speech = time.time()
        return Turn(name)

    def play(self, samples: tracks.Samples) -> None:
        """Send any sound, without waiting for it."""
        assert self._phone is not None
        self._phone.queue(encoded(samples))

    def _waiting(self) -> int:
        return self._phone.waiting if self._phone is not None else 0

    async def keys(self, keys: str) -> None:
        """RFC 4733: three packets while a key is down and three that say that it is up again; lost like all others."""
        assert self.peer.remote is not None
        for key in keys:
            code = "0123456789*#".index(key)
            for step in range(6):
                if self._chance.random() >= self.weather.loss:
                    end = 0x80 if step >= 3 else 0
                    self.peer.rtp.send(struct.pack(">BBH", code, end | 10, 160 * min(step + 1, 4)), self.peer.remote, kind=101)
                await asyncio.sleep(0.02)
            await asyncio.sleep(0.2)

    async def hangup(self) -> None:
        self._tasks[1].cancel()
        with contextlib.suppress(TimeoutError):
            await self.peer.bye()
        self.over = True

    def gaps(self) -> list[float]:
        """Milliseconds between the packets that came."""
        times = [at for at, _, _ in self.peer.rtp.arrivals]
        return [(later - earlier) * 1000 for earlier, later in pairwise(times)]

    def first_sound_after(self, moment: float) -> float | None:
        return next((at for at, _, payload in self.peer.rtp.arrivals if at > moment and is_loud(payload)), None)


@contextlib.asynccontextmanager
async def call(house: PhoneHouse, weather: Weather, folder: Path, seed: int, voice: str) -> AsyncIterator[tuple[Telephone, RoughPhone]]:
    """A call to the house's line that has begun to greet."""
    assert house.stack.line is not None
    rough = RoughPhone(int(house.stack.line.sip.rpartition(":")[2]), weather, seed)
    async with Telephone(folder, house.url, house.secret, rough, voice) as telephone:
        await telephone.dial("")
        yield telephone, rough
