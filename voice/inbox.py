"""What has come from the caller and waits to be taken: frames and keys. Both adapters fill one of these per call."""

from __future__ import annotations

import asyncio
from collections import deque

from voice.leg import FRAME_BYTES, FRAME_MS, KEYS, SILENCE, CallOver

KEPT_MS = 1000
"""Sound older than this is of no use to a conversation: a reader that has fallen behind goes on with what is new."""
PATIENCE_MS = 100
"""How long no sound may come before we call it silence. Networks bunch packets up by tens of milliseconds."""


class Inbox:
    """Frames and keys of one call, oldest first. Belongs to one event loop; one reader of frames and one of keys at a time.

    Where the caller sends nothing (packets lost, a device that is quiet in pauses, a PBX with gaps), `tick` fills in
    silence, so that whoever counts frames to tell time isn't left waiting.
    """

    def __init__(self) -> None:
        self._frames: deque[bytes] = deque(maxlen=KEPT_MS // FRAME_MS)
        self._keys: deque[str] = deque()
        self._rest = b""
        self._changed = asyncio.Event()
        self._key_pressed = asyncio.Event()
        self._closed = False
        self._heard_until: float | None = None
        self._filling = False

    def put(self, pcm: bytes) -> None:
        """Add sound of any length; what doesn't fill a frame waits for the next piece."""
        pcm = self._rest + pcm
        whole = len(pcm) - len(pcm) % FRAME_BYTES
        for start in range(0, whole, FRAME_BYTES):
            self._frames.append(pcm[start : start + FRAME_BYTES])
        self._rest = pcm[whole:]
        if whole:
            self._changed.set()

    def tick(self, now: float, *, came: bool) -> None:
        """Tell the time, in seconds of any steady clock, at least every few frames; `came`: whether sound came since the last tick."""
        if came or self._heard_until is None:
            self._heard_until, self._filling = now, False
            return
        missing = round((now - self._heard_until) * 1000)
        # Once it is silence, each missing frame is due at its own time.
        if missing >= (FRAME_MS if self._filling else PATIENCE_MS):
            self._filling = True
            frames = missing // FRAME_MS
            self._heard_until += frames * FRAME_MS / 1000
            self.put(SILENCE * frames)

    def put_key(self, key: str) -> None:
        """Add a key; anything but 0-9 * # (there are A to D on some devices) is dropped."""
        if key in KEYS:
            self._keys.append(key)
            self._key_pressed.set()

    def close(self) -> None:
        """The call is over: readers get what is there and then the end."""
        self._closed = True
        self._changed.set()
        self._key_pressed.set()

    async def frame(self) -> bytes | None:
        """The next frame, or None after the end."""
        while not self._frames:
            if self._closed:
                return None
            self._changed.clear()
            await self._changed.wait()
        return self._frames.popleft()

    async def key(self) -> str:
        """The next key. Raises CallOver after the end."""
        while not self._keys:
            if self._closed:
                raise CallOver("the call has ended")
            self._key_pressed.clear()
            await self._key_pressed.wait()
        return self._keys.popleft()
