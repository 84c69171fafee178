"""The web process: portal, chat, cases, Open311, staff console, all on one port."""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import httpx
import structlog
from sanic import Sanic
from sqlalchemy.exc import SQLAlchemyError

from backend.clock import Clock
from backend.database import Database
from backend.services import cases
from backend.services.outbox import Transport, run_worker, transport_for
from backend.settings import Settings
from backend.web import (
    assets,
    cases_api,
    chat,
    errors,
    headers,
    health,
    logs,
    metrics,
    openapi,
    portal,
    stream,
    uploads,
    verify,
    voice_api,
    voice_audio,
)
from backend.web.assets import AssetStore
from backend.web.assistant import Assistant
from backend.web.erasures import Erasures
from backend.web.hub import Hub
from backend.web.limits import RateLimiter
from backend.web.metrics import Metrics
from backend.web.open311.endpoints import blueprint as open311
from backend.web.parts import Parts
from backend.web.rendering import Renderer
from backend.web.turns import Turns
from backend.web.work import run_in_work

BLUEPRINTS = (
    assets.blueprint, chat.blueprint, stream.blueprint, uploads.blueprint, cases_api.blueprint, verify.blueprint, open311,
    voice_api.blueprint, voice_audio.blueprint, health.blueprint, metrics.blueprint, openapi.blueprint, portal.blueprint,
)  # fmt: skip
MEGABYTE = 1024 * 1024
log = structlog.get_logger(__name__)


def create_app(
    settings: Settings,
    database: Database,
    *,
    rasa_transport: httpx.AsyncBaseTransport | None = None,
    clock: Clock | None = None,
    outbox_transport: Transport | None = None,
    background: bool = True,
) -> Sanic:  # type: ignore[type-arg]
    """A web application of its own name, so that a process may hold several.

    `rasa_transport` replaces the network to Rasa, `outbox_transport` the way out for mail and SMS; `background=False` leaves the
    outbox and the erasures to somebody else. The database must be migrated. It is not closed with the application.
    """
    app: Sanic = Sanic(f"komotini-web-{uuid.uuid4().hex[:12]}", configure_logging=False)  # type: ignore[type-arg]
    app.config.AUTO_EXTEND = False
    app.config.TOUCHUP = False  # it rewrites methods of the class itself, which works only once per process
    app.config.FALLBACK_ERROR_FORMAT = "json"
    # Larger than an upload may be, so that the citizen gets our sentence rather than a cut connection.
    app.config.REQUEST_MAX_SIZE = (settings.max_upload_mb + 10) * MEGABYTE
    app.config.RESPONSE_TIMEOUT = 2 * settings.rasa_timeout_seconds + 30
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = 3.0
    app.config.ACCESS_LOG = False
    app.config.MOTD = False
    if settings.trusted_proxies:
        app.config.PROXIES_COUNT = settings.trusted_proxies

    own = make_parts(settings, database, clock or database.clock, rasa_transport)
    app.ctx.parts = own
    errors.install(app)
    headers.install(app)
    logs.install(app)
    app.blueprint(BLUEPRINTS)
    if find_spec("backend.web.staff") and find_spec("backend.web.staff.blueprint"):
        app.blueprint(import_module("backend.web.staff.blueprint").staff)
    _install_lifecycle(app, own, outbox_transport or transport_for(settings), background)
    return app


def make_parts(settings: Settings, database: Database, clock: Clock, rasa_transport: httpx.AsyncBaseTransport | None) -> Parts:
    """Build the parts; nothing is started yet."""
    # SQLite has one writer, whom the others wait for; readers, hashing and drawing need no turn.
    threads = 4 if settings.database_url.startswith("sqlite") else 10
    workers = ThreadPoolExecutor(threads, thread_name_prefix="services")
    hub, assets_store = Hub(), AssetStore()
    counted = Metrics(hub)
    assistant = Assistant(settings, transport=rasa_transport)
    return Parts(
        settings=settings,
        database=database,
        clock=clock,
        workers=workers,
        assistant=assistant,
        hub=hub,
        turns=Turns(database, workers, assistant, hub, counted),
        erasures=Erasures(database, workers, assistant, clock),
        limiter=RateLimiter(settings),
        metrics=counted,
        assets=assets_store,
        renderer=Renderer(settings, assets_store),
        picture_lock=asyncio.Semaphore(1),
    )


async def refresh_search(own: Parts) -> None:
    """Brings the cases that an earlier version filed up to date with today's search, in short rounds; then it is done."""
    wait = 1.0
    while True:
        try:
            while await run_in_work(own.workers, own.database, cases.refresh_search):
                pass
            return
        except SQLAlchemyError as error:
            log.warning("search_refresh_failed", error=type(error).__name__)
        await asyncio.sleep(wait)
        wait = min(wait * 2, 60.0)


def _install_lifecycle(app: Sanic, own: Parts, transport: Transport, background: bool) -> None:  # type: ignore[type-arg]
    running: list[asyncio.Task[None]] = []

    async def start(_: Any) -> None:
        jobs: list[Coroutine[Any, Any, None]] = []
        if background:
            jobs = [run_worker(own.database, transport), own.erasures.run(), refresh_search(own)]
            jobs.append(voice_audio.delete_old_recordings(own.database, own.workers))
        running.extend(asyncio.create_task(job) for job in jobs)

    async def stop(_: Any) -> None:
        own.hub.close()
        await own.turns.finish()
        for task in running:
            task.cancel()
        for task in running:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await own.assistant.close()
        own.workers.shutdown(wait=True)

    app.register_listener(start, "after_server_start")
    app.register_listener(stop, "before_server_stop")
