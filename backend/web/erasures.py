"""What deleting a conversation leaves to do outside the database: its files, and its tracker in Rasa."""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from backend.clock import Clock
from backend.database import Database
from backend.services import conversations
from backend.web.assistant import Assistant
from backend.web.work import run_in_work

if TYPE_CHECKING:
    from backend.web.parts import Parts

RETRY = timedelta(seconds=30)
log = structlog.get_logger(__name__)


class Erasures:
    """Asks Rasa to erase the trackers of deleted conversations until it has done so. The queue is a table: a restart loses nothing."""

    def __init__(self, database: Database, workers: ThreadPoolExecutor, assistant: Assistant, clock: Clock) -> None:
        self._database = database
        self._workers = workers
        self._assistant = assistant
        self._clock = clock
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """There is something new in the queue."""
        self._wake.set()

    async def round(self) -> int:
        """Try every erasure that is due; returns how many Rasa confirmed."""
        done = 0
        for conversation_id in await run_in_work(self._workers, self._database, conversations.erasures_due):
            if await self._assistant.erase(conversation_id):
                await run_in_work(self._workers, self._database, conversations.erasure_done, conversation_id)
                done += 1
            else:
                retry_at = self._clock() + RETRY
                await run_in_work(self._workers, self._database, conversations.erasure_failed, conversation_id, retry_at)
        return done

    async def run(self, every_seconds: float = 10.0) -> None:
        """Rounds until cancelled."""
        while True:
            try:
                await self.round()
            except Exception as error:
                log.warning("erasure_round_failed", error=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), every_seconds)
            self._wake.clear()


async def remove_files(own: Parts, paths: list[str]) -> None:
    """Remove files (relative to the data folder); one that is gone already is no error."""

    def remove() -> None:
        for path in paths:
            (own.settings.data_dir / path).unlink(missing_ok=True)

    await asyncio.get_running_loop().run_in_executor(own.workers, remove)
