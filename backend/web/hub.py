"""Who is listening to which conversation right now (WebSockets of this process)."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Frame = dict[str, Any]
# A listener that reads nothing must not fill the memory; it is dropped and resumes with ?after=.
MAX_WAITING = 200


class Listener:
    """Frames for one WebSocket, in order. `None` means: the conversation is gone or the listener too slow, hang up."""

    def __init__(self) -> None:
        self.frames: asyncio.Queue[Frame | None] = asyncio.Queue(MAX_WAITING + 1)

    def put(self, frame: Frame | None) -> bool:
        if frame is not None and self.frames.qsize() >= MAX_WAITING:
            return False
        self.frames.put_nowait(frame)
        return True


class Hub:
    """Publishes frames to the listeners of a conversation. Only for use in the event loop."""

    def __init__(self) -> None:
        self._listeners: defaultdict[str, set[Listener]] = defaultdict(set)

    @contextmanager
    def listening(self, session_id: str) -> Iterator[Listener]:
        listener = Listener()
        self._listeners[session_id].add(listener)
        try:
            yield listener
        finally:
            self._listeners[session_id].discard(listener)
            if not self._listeners[session_id]:
                del self._listeners[session_id]

    def publish(self, session_id: str, *frames: Frame) -> None:
        for listener in tuple(self._listeners.get(session_id, ())):
            for frame in frames:
                if not listener.put(frame):
                    self._hang_up(session_id, listener)
                    break

    def close(self, session_id: str | None = None) -> None:
        """Hang up the listeners of one conversation, or all of them."""
        for identifier in [session_id] if session_id else list(self._listeners):
            for listener in tuple(self._listeners.get(identifier, ())):
                self._hang_up(identifier, listener)

    def __len__(self) -> int:
        return sum(len(listeners) for listeners in self._listeners.values())

    def _hang_up(self, session_id: str, listener: Listener) -> None:
        if session_id in self._listeners:
            self._listeners[session_id].discard(listener)
        if listener.frames.qsize() <= MAX_WAITING:
            listener.frames.put_nowait(None)
