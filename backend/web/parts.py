"""What every handler may need, put on the application once by the factory."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from sanic import Request

if TYPE_CHECKING:
    from backend.clock import Clock
    from backend.database import Database
    from backend.settings import Settings
    from backend.web.assets import AssetStore
    from backend.web.assistant import Assistant
    from backend.web.erasures import Erasures
    from backend.web.hub import Hub
    from backend.web.limits import RateLimiter
    from backend.web.metrics import Metrics
    from backend.web.rendering import Renderer
    from backend.web.turns import Turns


@dataclass
class Parts:
    """The parts of one web application. `workers` runs the (blocking) services."""

    settings: Settings
    database: Database
    clock: Clock
    workers: ThreadPoolExecutor
    assistant: Assistant
    hub: Hub
    turns: Turns
    erasures: Erasures
    limiter: RateLimiter
    metrics: Metrics
    assets: AssetStore
    renderer: Renderer
    picture_lock: asyncio.Semaphore


def parts(request: Request) -> Parts:
    """The parts of the application that serves this request."""
    return cast("Parts", request.app.ctx.parts)
