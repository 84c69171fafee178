"""Conversations and their messages, as citizen and staff see them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.models.base import Base, UtcDateTime


class Conversation(Base):
    """`id` is also Rasa's sender id. The bearer token is kept only as SHA-256."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    channel: Mapped[str] = mapped_column(String(12))  # web, phone
    token_hash: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(2), default="el")
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    message_count: Mapped[int] = mapped_column(default=0)


class Message(Base):
    """One message. `seq` counts from 1 within the conversation and is what `after=` takes.

    For a citizen's message `state` is pending until its answers are stored with it, in one transaction; a pending
    message is sent to the assistant again when the same `idempotency_key` arrives.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "idempotency_key"),
        Index("ix_message_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    seq: Mapped[int]
    sender: Mapped[str] = mapped_column(String(10))  # citizen, assistant, staff
    text: Mapped[str] = mapped_column(Text, default="")
    payload: Mapped[str | None] = mapped_column(Text)
    buttons: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    attachment: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    custom: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(10), default="done")  # pending, done
    idempotency_key: Mapped[str | None] = mapped_column(String(80))
    reply_to: Mapped[int | None] = mapped_column()  # seq of the citizen's message this answers
    intent: Mapped[str | None] = mapped_column(String(60))
    confidence: Mapped[float | None] = mapped_column(Float)
    understanding: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # entities, ranking, as Rasa gave them
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class TrackerErasure(Base):
    """A deleted conversation whose Rasa tracker is still to be erased; the row goes away once Rasa has confirmed it."""

    __tablename__ = "tracker_erasure"

    conversation_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(UtcDateTime)
