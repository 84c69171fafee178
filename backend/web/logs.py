"""Structured log lines without personal data: no texts, no tokens, no addresses of citizens."""

from __future__ import annotations

import logging
import time

import structlog
from sanic import Request, Sanic
from sanic.response import BaseHTTPResponse

from backend.web.parts import parts

log = structlog.get_logger("backend.web")


def configure(level: str) -> None:
    """Log as JSON lines to standard output from `level` on. For the start of a process, not for tests."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
    )
    logging.basicConfig(level=number, format='{"level":"%(levelname)s","logger":"%(name)s","event":"%(message)s"}')
    # These write whole addresses, which hold case codes and tokens.
    for name in ("httpx", "httpcore", "sanic.access", "websockets"):
        logging.getLogger(name).setLevel(logging.WARNING)


def route_of(request: Request) -> str:
    """The pattern of the route (`/api/chat/sessions/<session_id:str>`), never the address itself."""
    return f"/{request.route.path}" if request.route else "none"


async def begin(request: Request) -> None:
    request.ctx.started = time.perf_counter()


async def end(request: Request, response: BaseHTTPResponse) -> None:
    seconds = time.perf_counter() - getattr(request.ctx, "started", time.perf_counter())
    route = route_of(request)
    parts(request).metrics.request(route, request.method, response.status, seconds)
    line = log.debug if route in ("/health", "/ready", "/metrics") else log.info
    line("request", method=request.method, route=route, status=response.status, ms=round(seconds * 1000, 1), request_id=str(request.id))


def install(app: Sanic) -> None:  # type: ignore[type-arg]
    app.register_middleware(begin, "request", priority=99)
    app.register_middleware(end, "response", priority=-99)
