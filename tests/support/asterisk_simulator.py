"""The PBX's end of AudioSocket, with the manners of a real Asterisk.

It connects, sends a UUID, then the caller's frames every 20 ms; it counts the seconds without a frame from the line
and drops the call at two; the caller's hang-up is the end of the stream, sometimes after a short frame; it can leave
gaps without any frame. It keeps every frame that the line sent and when it came, so that pacing can be judged.
"""

from __future__ import annotations

import asyncio
import contextlib
import struct
import time
import uuid
from collections import deque
from collections.abc import Callable

import numpy as np

from tests.support.tracks import Samples

FRAME = 320
PATIENCE_S = 2.0


class AsteriskCall:
    """One call that a PBX has answered and connected to the line. `heard` and `arrivals` grow while it lasts."""

    def __init__(self, address: str) -> None:
        self.host, _, port = address.rpartition(":")
        self.port = int(port)
        self.id = str(uuid.uuid4())
        self.lengths: list[int] = []
        self.arrivals: list[float] = []
        self.sent_at: list[float] = []
        self.dropped_for_silence = False
        self.line_hung_up = False
        self.over = asyncio.Event()
        self._heard = bytearray()
        self._queue: deque[bytes] = deque()
        self._mute = False
        self._tasks: list[asyncio.Task[None]] = []
        self._writer: asyncio.StreamWriter | None = None

    async def __aenter__(self) -> AsteriskCall:
        reader, self._writer = await asyncio.open_connection(self.host, self.port)
        self.raw(0x01, uuid.UUID(self.id).bytes)
        self._tasks = [asyncio.create_task(self._listen(reader)), asyncio.create_task(self._speak())]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.hangup()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def raw(self, kind: int, payload: bytes = b"") -> None:
        """Put a message on the wire."""
        assert self._writer is not None
        if not self._writer.is_closing():
            self._writer.write(struct.pack(">BH", kind, len(payload)) + payload)

    # -- the caller -----------------------------------------------------------------------------------------------

    def say(self, samples: Samples) -> None:
        """Queue sound of the caller; the last frame of it is short where it doesn't fill one."""
        data = samples.astype("<i2").tobytes()
        self._queue.extend(data[start : start + FRAME] for start in range(0, len(data), FRAME))

    @property
    def spoken(self) -> bool:
        """Whether everything has been said."""
        return not self._queue

    def gap(self, on: bool) -> None:
        """Send no frames at all (`on`), or again."""
        self._mute = on

    def key(self, key: str) -> None:
        self.raw(0x03, key.encode())

    async def hangup(self, short_frame: bool = False) -> None:
        """The caller hangs up: the stream ends, and no message says so."""
        assert self._writer is not None
        if short_frame:
            self.raw(0x10, bytes(100))
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()
        self.over.set()

    def heard(self) -> Samples:
        """What the line has said so far."""
        return np.frombuffer(bytes(self._heard), dtype="<i2")

    async def until(self, condition: Callable[[], bool], seconds: float = 10) -> None:
        for _ in range(int(seconds / 0.01)):
            if condition():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"it did not happen within {seconds} s; {len(self._heard)} bytes heard")

    # -- the PBX --------------------------------------------------------------------------------------------------

    async def _speak(self) -> None:
        due = time.perf_counter()
        while not self.over.is_set():
            if not self._mute:
                self.raw(0x10, self._queue.popleft() if self._queue else bytes(FRAME))
                self.sent_at.append(time.perf_counter())
            due += 0.02
            await asyncio.sleep(max(0.0, due - time.perf_counter()))

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        try:
            while True:
                async with asyncio.timeout(PATIENCE_S):
                    kind, length = struct.unpack(">BH", await reader.readexactly(3))
                    payload = await reader.readexactly(length)
                if kind == 0x00:
                    self.line_hung_up = True
                    break
                if kind == 0x10:
                    self.arrivals.append(time.perf_counter())
                    self.lengths.append(length)
                    self._heard += payload
        except TimeoutError:
            self.dropped_for_silence = True
        except (asyncio.IncompleteReadError, OSError):
            pass
        await self.hangup()
