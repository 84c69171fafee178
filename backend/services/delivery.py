"""The outbox worker: takes due messages one by one, hands them to a transport, tries again later when that fails.

One delivery per message also with several workers: a worker first claims a message in a transaction of its own (row
lock with SKIP LOCKED on PostgreSQL, the single writer on SQLite) by moving its next attempt past the end of the claim.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import select

from backend.database import Database
from backend.models import OutboxMessage
from backend.services.transports import (
    DevelopmentTransport,
    OutgoingMessage,
    ProductionTransport,
    Transport,
    Undeliverable,
    transport_for,
)

__all__ = [
    "Delivered", "DevelopmentTransport", "OutgoingMessage", "ProductionTransport", "Transport", "Undeliverable", "deliver_due",
    "run_worker", "transport_for",
]  # fmt: skip

MAX_ATTEMPTS = 8
CLAIM = timedelta(minutes=5)  # longer than any transport's own time limit
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=6)
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Delivered:
    """What one round did: messages sent, put off for another try, given up."""

    sent: int = 0
    postponed: int = 0
    given_up: int = 0


def delay_after(attempts: int) -> timedelta:
    """How long to wait after the `attempts`-th failed try: 30 s, 1 min, 2 min … at most 6 hours."""
    return min(FIRST_DELAY * (1 << (attempts - 1)), LONGEST_DELAY)


async def deliver_due(database: Database, transport: Transport, *, limit: int = 50) -> Delivered:
    """Delivers up to `limit` messages whose time has come. Never raises for a message that fails."""
    counts = {"sent": 0, "postponed": 0, "given_up": 0}
    for _ in range(limit):
        message = await asyncio.to_thread(_claim, database)
        if message is None:
            break
        counts[await _deliver(database, transport, message)] += 1
    return Delivered(**counts)


async def run_worker(database: Database, transport: Transport, *, every_seconds: float = 1.0, stop: asyncio.Event | None = None) -> None:
    """Delivers until `stop` is set or the task is cancelled. A database that doesn't answer is asked again later."""
    stop = stop or asyncio.Event()
    while not stop.is_set():
        try:
            await deliver_due(database, transport)
        except Exception as error:
            log.warning("outbox_round_failed", error=type(error).__name__)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every_seconds)


async def _deliver(database: Database, transport: Transport, message: OutgoingMessage) -> str:
    try:
        await transport.send(message)
    except Exception as error:
        outcome = await asyncio.to_thread(_record_failure, database, message.id, error)
        log.warning("outbox_" + outcome, message_id=message.id, channel=message.channel, error=type(error).__name__)
        return outcome
    await asyncio.to_thread(_record_success, database, message.id)
    return "sent"


def _claim(database: Database) -> OutgoingMessage | None:
    with database.work() as uow:
        now = uow.now()
        due = (
            select(OutboxMessage)
            .where(OutboxMessage.sent_at.is_(None), OutboxMessage.failed_at.is_(None), OutboxMessage.next_attempt_at <= now)
            .order_by(OutboxMessage.next_attempt_at, OutboxMessage.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row = uow.session.scalars(due).first()
        if row is None:
            return None
        row.attempts += 1
        row.next_attempt_at = now + CLAIM
        return OutgoingMessage.of(row, now)


def _record_success(database: Database, message_id: int) -> None:
    with database.work() as uow:
        row = uow.session.get_one(OutboxMessage, message_id)
        row.sent_at, row.last_error = uow.now(), None
        # The outbox is no archive: codes and personal data don't stay once the message has left.
        row.body, row.attachments = "", []


def _record_failure(database: Database, message_id: int, error: Exception) -> str:
    with database.work() as uow:
        row = uow.session.get_one(OutboxMessage, message_id)
        row.last_error = type(error).__name__  # its text may hold the recipient
        if isinstance(error, Undeliverable) or row.attempts >= MAX_ATTEMPTS:
            row.failed_at = uow.now()
            return "given_up"
        row.next_attempt_at = uow.now() + delay_after(row.attempts)
        return "postponed"
