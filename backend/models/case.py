"""Cases: whatever a citizen asks the municipality to do, with its history and files."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.models.base import Base, UtcDateTime


class CaseState(StrEnum):
    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting_citizen"
    DONE = "done"
    REJECTED = "rejected"


class Case(Base):
    """`protocol` is written (ΠΡΒ-2026-000123), `code` is spoken or keyed (six digits); the PIN is derived, never stored."""

    __tablename__ = "case"
    __table_args__ = (Index("ix_case_inbox", "service", "state", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    protocol: Mapped[str] = mapped_column(String(24), unique=True)
    code: Mapped[str] = mapped_column(String(6), unique=True)
    service: Mapped[str] = mapped_column(String(24))
    kind: Mapped[str] = mapped_column(String(64), default="")
    title: Mapped[str] = mapped_column(String(300))
    state: Mapped[str] = mapped_column(String(20), default=CaseState.RECEIVED)
    channel: Mapped[str] = mapped_column(String(12))  # web, phone, open311, staff
    conversation_id: Mapped[str | None] = mapped_column(String(40), index=True)
    citizen_id: Mapped[int | None] = mapped_column(ForeignKey("citizen.id", ondelete="SET NULL"), index=True)  # filed at level L2
    contact_name: Mapped[str | None] = mapped_column(String(120))
    contact_phone: Mapped[str | None] = mapped_column(String(20))
    contact_email: Mapped[str | None] = mapped_column(String(254))
    idempotency_key: Mapped[str | None] = mapped_column(String(80), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    search_text: Mapped[str] = mapped_column(Text, default="")  # see services.case_search

    events: Mapped[list[CaseEvent]] = relationship(order_by="CaseEvent.id", cascade="all, delete-orphan")


class CaseEvent(Base):
    """One line of a case's history. `note` is for the citizen, `internal_note` for staff only."""

    __tablename__ = "case_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(80))  # citizen, system, open311:<app>, staff:<username>
    state: Mapped[str] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(Text)
    internal_note: Mapped[str | None] = mapped_column(Text)


class ProtocolCounter(Base):
    """The last protocol number given out per prefix and year."""

    __tablename__ = "protocol_counter"
    __table_args__ = (UniqueConstraint("prefix", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    prefix: Mapped[str] = mapped_column(String(8))
    year: Mapped[int]
    last: Mapped[int] = mapped_column(default=0)


class PinAttempt(Base):
    """Wrong PINs per reference. Unknown references are counted like known ones, so that the lock tells nothing."""

    __tablename__ = "pin_attempt"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)  # keyed hash of the case or of the unknown reference
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Attachment(Base):
    """An uploaded file, re-encoded (no EXIF), under `<data_dir>/uploads/`. `id` is an unguessable token."""

    __tablename__ = "attachment"

    id: Mapped[str] = mapped_column(String(43), primary_key=True)
    conversation_id: Mapped[str | None] = mapped_column(String(40), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    filename: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    path: Mapped[str] = mapped_column(String(300))  # relative to data_dir
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
