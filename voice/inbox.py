"""What has come from the caller and waits to be taken: frames and keys. Both adapters fill one of these per call."""

from __future__ import annotations

import asyncio
from collections import deque

from voice.leg import FRAME_BYTES, FRAME_MS, KEYS, CallOver

KEPT_MS = 1000
"""Sound older than this is of no use to a conversation: a reader that has fallen behind goes on with what is new."""


class Inbox:
    """Frames and keys of one call, oldest first. Belongs to one event loop; one reader of frames and one of keys at a time."""

    def __init__(self) -> None:
        self._frames: deque[bytes] = deque(maxlen=KEPT_MS // FRAME_MS)
        self._keys: deque[str] = deque()
        self._rest = b""
        self._changed = asyncio.Event()
        self._key_pressed = asyncio.Event()
        self._closed = False

    def put(self, pcm: bytes) -> None:
        """Add sound of any length; what doesn't fill a frame waits for the next piece."""
        pcm = self._rest + pcm
        whole = len(pcm) - len(pcm) % FRAME_BYTES
        for start in range(0, whole, FRAME_BYTES):
            self._frames.append(pcm[start : start + FRAME_BYTES])
        self._rest = pcm[whole:]
        if whole:
            self._changed.set()

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
