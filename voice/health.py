"""GET /health of the line, for the supervisor and for `make run`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sanic import Request, Sanic, response
from sanic.response import HTTPResponse


class Health:
    """Answers on loopback with what `state` says."""

    def __init__(self, port: int, state: Callable[[], dict[str, Any]]) -> None:
        self.port = port
        self._state = state
        self._server: Any = None

    async def start(self) -> None:
        """Raises OSError where the port is taken."""
        app: Any = Sanic("voice-health", configure_logging=False)
        app.config.ACCESS_LOG = False
        app.config.AUTO_EXTEND = False  # sanic-ext is here for others; its CORS wants a whole server

        async def health(_: Request) -> HTTPResponse:
            return response.json(self._state())

        app.add_route(health, "/health")
        self._server = await app.create_server(host="127.0.0.1", port=self.port, return_asyncio_server=True)
        await self._server.startup()
        await self._server.start_serving()

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
