"""The relay: a citizen's message goes in, is stored, is answered by Rasa once, and the answer is stored and pushed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from backend.database import Database, UnitOfWork
from backend.errors import AssistantUnavailable
from backend.services import conversations
from backend.services.conversations import MessageView
from backend.services.transcripts import as_dict
from backend.web.assistant import Assistant
from backend.web.hub import Hub
from backend.web.metrics import Metrics
from backend.web.work import run_in_work

P = ParamSpec("P")
R = TypeVar("R")
TYPING = {"type": "typing"}


@dataclass(frozen=True)
class TurnResult:
    """`seq` is the citizen's message, `answers` what was said to it."""

    seq: int
    answers: list[MessageView]


class SessionLocks:
    """One lock per conversation, forgotten when nobody holds or awaits it. asyncio's locks are fair: turns keep their order."""

    def __init__(self) -> None:
        self._locks: dict[str, tuple[asyncio.Lock, list[int]]] = {}

    @asynccontextmanager
    async def held(self, session_id: str) -> Any:
        lock, users = self._locks.setdefault(session_id, (asyncio.Lock(), [0]))
        users[0] += 1
        try:
            async with lock:
                yield
        finally:
            users[0] -= 1
            if not users[0]:
                self._locks.pop(session_id, None)

    def __len__(self) -> int:
        return len(self._locks)


class Turns:
    """Runs turns one after the other per conversation.

    A turn belongs to the conversation, not to the connection that began it: when the browser goes away in the middle, the answer is
    stored all the same and is there when it comes back. A second request with the same key joins the turn under way.
    """

    def __init__(self, database: Database, workers: ThreadPoolExecutor, assistant: Assistant, hub: Hub, metrics: Metrics) -> None:
        self._database = database
        self._workers = workers
        self._assistant = assistant
        self._hub = hub
        self._metrics = metrics
        self._locks = SessionLocks()
        self._under_way: dict[tuple[str, str], asyncio.Task[TurnResult]] = {}

    async def take(self, session_id: str, *, text: str, payload: str | None, key: str) -> TurnResult:
        """The answers to this message. Raises `AssistantUnavailable`; the message then stays pending under its key."""
        task = self._under_way.get((session_id, key))
        if task is None:
            task = asyncio.create_task(self._run(session_id, text, payload, key))
            self._under_way[session_id, key] = task
            task.add_done_callback(lambda done: self._forget(session_id, key, done))
        return await asyncio.shield(task)

    def abandon(self, session_id: str) -> None:
        """Stop the turns of a conversation that is being deleted."""
        for (identifier, _), task in list(self._under_way.items()):
            if identifier == session_id:
                task.cancel()

    async def finish(self) -> None:
        """Wait for the turns under way (at shutdown)."""
        while self._under_way:
            await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    def _forget(self, session_id: str, key: str, task: asyncio.Task[TurnResult]) -> None:
        self._under_way.pop((session_id, key), None)
        if not task.cancelled():
            task.exception()  # looked at, so that asyncio doesn't report it when nobody waits any more

    async def _run(self, session_id: str, text: str, payload: str | None, key: str) -> TurnResult:
        started = time.perf_counter()
        async with self._locks.held(session_id):
            turn = await self._work(conversations.begin_message, session_id, text=text, payload=payload, idempotency_key=key)
            if turn.state == "done":
                self._metrics.turn("replayed")
                return TurnResult(turn.seq, turn.answers)
            if turn.state == "new":
                self._hub.publish(session_id, as_dict(turn.message))
            self._hub.publish(session_id, TYPING)
            try:
                answer = await self._assistant.turn(
                    session_id, f"{session_id}:{turn.seq}", text=turn.message.text, payload=turn.message.payload, language=turn.language
                )
            except AssistantUnavailable:
                self._metrics.turn("unavailable")
                raise
            stored = await self._work(conversations.finish_message, session_id, turn.seq, answer.messages, answer.understanding)
            self._hub.publish(session_id, *(as_dict(message) for message in stored))
            self._metrics.turn("answered", time.perf_counter() - started)
            return TurnResult(turn.seq, stored)

    async def _work(self, fn: Callable[Concatenate[UnitOfWork, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        return await run_in_work(self._workers, self._database, fn, *args, **kwargs)
