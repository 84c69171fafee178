"""The WebSocket of a conversation: every new message as one JSON frame, and typing frames."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Iterator

from sanic import Blueprint, HTTPResponse, Request, Websocket
from websockets.exceptions import ConnectionClosed

from backend.services import conversations, transcripts
from backend.web.bodies import whole_number
from backend.web.chat import authenticated
from backend.web.errors import error_response
from backend.web.hub import Listener
from backend.web.parts import parts
from backend.web.work import in_view

blueprint = Blueprint("stream", url_prefix="/api/chat/sessions")


@blueprint.on_request
async def admit(request: Request) -> HTTPResponse | None:
    """Refuse before the handshake: a status code says more than a closed socket."""
    await authenticated(request, request.match_info["session_id"])
    if request.args.get("after") is not None:
        whole_number(request, "after")
    if request.headers.get("upgrade", "").lower() != "websocket":
        return error_response(request, 426, "upgrade_required", "Εδώ χρειάζεται σύνδεση WebSocket.", {"upgrade": "websocket"})
    return None


async def stream(request: Request, ws: Websocket, session_id: str) -> None:
    """Every new message as it comes (WebSocket).

    With ?after= the messages since then come first, without a gap or a repetition before the live ones.
    """
    with parts(request).hub.listening(session_id) as listener:
        last = 0
        if request.args.get("after") is not None:
            for message in await in_view(request, conversations.messages_after, session_id, whole_number(request, "after")):
                await ws.send(json.dumps(transcripts.as_dict(message), ensure_ascii=False))
                last = message.id
        await exchange(ws, listener, last)


async def exchange(ws: Websocket, listener: Listener, last: int) -> None:
    """Send what comes after message `last` until either side hangs up."""
    tasks = [asyncio.create_task(_send(ws, listener, last)), asyncio.create_task(_read(ws))]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        # Also where we are cancelled ourselves (the browser has left, the server stops): nobody else would end the two.
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class OfferedSubprotocols:
    """`bearer`, when the browser offers it. A server that names a subprotocol would else refuse a client that offers none."""

    def __iter__(self) -> Iterator[str]:
        if "bearer" in Request.get_current().headers.get("sec-websocket-protocol", "").lower():
            yield "bearer"


blueprint.add_websocket_route(stream, "/<session_id:str>/stream", name="stream", subprotocols=OfferedSubprotocols())


async def _send(ws: Websocket, listener: Listener, last: int) -> None:
    with contextlib.suppress(ConnectionClosed):
        while (frame := await listener.frames.get()) is not None:
            if frame.get("id", last + 1) > last:
                await ws.send(json.dumps(frame, ensure_ascii=False))


async def _read(ws: Websocket) -> None:
    """Nothing is expected from the browser; reading notices that it has gone."""
    with contextlib.suppress(ConnectionClosed):
        while await ws.recv() is not None:
            pass
