"""The WebSocket: every message once, in order, also after a lost connection."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
import websockets
from websockets.exceptions import ConnectionClosed, InvalidStatus


def address(site: Any, chat: Any, query: str = "") -> str:
    return site.url.replace("http", "ws") + f"{chat.path}/stream{query}"


async def frames(socket: Any, messages: int) -> list[dict[str, Any]]:
    """Frames until that many message objects have come."""
    found: list[dict[str, Any]] = []
    while sum("id" in frame for frame in found) < messages:
        found.append(json.loads(await socket.recv()))
    return found


async def test_pushes_each_message_and_typing(site: Any) -> None:
    chat = site.chat()
    async with websockets.connect(address(site, chat), subprotocols=["bearer", chat.token]) as socket:
        assert socket.subprotocol == "bearer"
        await asyncio.to_thread(chat.say, "γεια")
        found = await frames(socket, 2)
    assert [frame.get("sender", frame.get("type")) for frame in found] == ["citizen", "typing", "assistant"]
    assert [frame["id"] for frame in found if "id" in frame] == [1, 2]
    assert found[-1] == chat.messages()[-1]


async def test_resumes_without_gap_or_repetition(site: Any) -> None:
    chat = site.chat()
    await asyncio.to_thread(chat.say, "ένα")
    async with websockets.connect(address(site, chat), additional_headers=chat.headers) as socket:
        await asyncio.to_thread(chat.say, "δύο")
        seen = [frame["id"] for frame in await frames(socket, 2) if "id" in frame]
    assert seen == [3, 4]
    await asyncio.to_thread(chat.say, "τρία")
    async with websockets.connect(address(site, chat, f"?after={seen[-1]}&token={chat.token}")) as socket:
        sending = asyncio.create_task(asyncio.to_thread(chat.say, "τέσσερα"))
        found = [frame["id"] for frame in await frames(socket, 4) if "id" in frame]
        await sending
    assert found == [5, 6, 7, 8]


@pytest.mark.parametrize(("session", "token", "status"), [(None, "wrong", 401), ("never-was", None, 404)])
async def test_refused_before_the_handshake(quick_site: Any, session: str | None, token: str | None, status: int) -> None:
    chat = quick_site.chat()
    chat.session_id = session or chat.session_id
    with pytest.raises(InvalidStatus) as refused:
        async with websockets.connect(address(quick_site, chat, f"?token={token or chat.token}")):
            pass
    assert refused.value.response.status_code == status


async def test_deleting_the_conversation_hangs_up(quick_site: Any) -> None:
    chat = quick_site.chat()
    async with websockets.connect(address(quick_site, chat), additional_headers=chat.headers) as socket:
        await asyncio.to_thread(quick_site.client.delete, chat.path, headers=chat.headers)
        with pytest.raises(ConnectionClosed):
            await socket.recv()


def test_a_plain_request_is_told_to_upgrade(quick_site: Any) -> None:
    chat = quick_site.chat()
    assert chat.get("/stream").status_code == 426
