"""Messages that leave the house: put into the outbox by a transaction here, delivered by `backend.services.delivery`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from backend.database import UnitOfWork
from backend.models import OutboxMessage
from backend.services.delivery import (
    Delivered,
    DevelopmentTransport,
    ProductionTransport,
    Transport,
    Undeliverable,
    deliver_due,
    run_worker,
    transport_for,
)

__all__ = [
    "Delivered", "DevelopmentTransport", "FileAttachment", "ProductionTransport", "Transport", "Undeliverable", "deliver_due",
    "enqueue_email", "enqueue_sms", "run_worker", "transport_for",
]  # fmt: skip


@dataclass(frozen=True)
class FileAttachment:
    """A file to send along. `path` is relative to `data_dir`; it is read when the message is sent."""

    path: str
    filename: str
    media_type: str


def enqueue_email(uow: UnitOfWork, to: str, subject: str, body: str, attachments: Sequence[FileAttachment] = ()) -> int:
    """Puts an e-mail into the outbox; it leaves only if this unit of work commits. Returns the message's id."""
    return _enqueue(uow, "email", to, body, subject=" ".join(subject.split())[:200], attachments=attachments)


def enqueue_sms(uow: UnitOfWork, to: str, text: str) -> int:
    """Puts an SMS (`to` in E.164) into the outbox. Returns the message's id."""
    return _enqueue(uow, "sms", to, text)


def _enqueue(uow: UnitOfWork, channel: str, to: str, body: str, *, subject: str = "", attachments: Sequence[FileAttachment] = ()) -> int:
    message = OutboxMessage(
        channel=channel,
        recipient=to,
        subject=subject,
        body=body,
        attachments=[asdict(attachment) for attachment in attachments],
        created_at=uow.now(),
        next_attempt_at=uow.now(),
    )
    uow.session.add(message)
    uow.session.flush()
    return message.id
