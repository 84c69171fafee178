"""How much work waits in the database, for the metrics; and whether the database answers at all."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, text

from backend.database import UnitOfWork
from backend.models import OutboxMessage, TrackerErasure


@dataclass(frozen=True)
class Backlog:
    """Outgoing messages not yet sent, given up; conversations that Rasa still has to erase."""

    outbox: int
    outbox_given_up: int
    erasures: int


def count(uow: UnitOfWork) -> Backlog:
    """Count what waits."""
    unsent = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.sent_at.is_(None))
    return Backlog(
        uow.session.scalar(unsent.where(OutboxMessage.failed_at.is_(None))) or 0,
        uow.session.scalar(unsent.where(OutboxMessage.failed_at.is_not(None))) or 0,
        uow.session.scalar(select(func.count()).select_from(TrackerErasure)) or 0,
    )


def check_database(uow: UnitOfWork) -> None:
    """Raises when the database doesn't answer or has no tables yet."""
    uow.session.execute(text("SELECT count(*) FROM conversation WHERE id = ''"))
