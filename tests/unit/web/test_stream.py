"""The two halves of a WebSocket end together, however it ends."""

from __future__ import annotations

import asyncio

import pytest

from backend.web.hub import Listener
from backend.web.stream import exchange


class Socket:
    """A browser that says nothing until it leaves."""

    def __init__(self) -> None:
        self.left, self.told = asyncio.Event(), asyncio.Event()

    async def send(self, text: str) -> None:
        self.told.set()

    async def recv(self) -> None:
        await self.left.wait()


@pytest.mark.parametrize("end", ["browser leaves", "conversation ends", "server stops"])
async def test_nothing_is_left_waiting(end: str) -> None:
    socket, listener = Socket(), Listener()
    listener.put({"id": 1, "text": "Καλημέρα"})
    serving = asyncio.create_task(exchange(socket, listener, 0))  # type: ignore[arg-type]
    await socket.told.wait()
    if end == "browser leaves":
        socket.left.set()
    elif end == "conversation ends":
        listener.put(None)
    else:
        serving.cancel()
    await asyncio.wait({serving})
    assert asyncio.all_tasks() == {asyncio.current_task()}
