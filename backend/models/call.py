"""Telephone calls as the line reports them, call-backs that callers asked for, and how the line is doing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.models.base import Base, UtcDateTime


class Call(Base):
    """One call. `conversation_id` is Rasa's sender id: the call's own conversation, or the one that it resumed."""

    __tablename__ = "call"
    __table_args__ = (Index("ix_call_started_at", "started_at"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    line_id: Mapped[str] = mapped_column(String(200), unique=True)  # the line's own name of the call (SIP Call-ID)
    conversation_id: Mapped[str] = mapped_column(String(40), index=True)  # no foreign key: a deleted conversation leaves the call
    caller: Mapped[str] = mapped_column(String(120), default="")  # as signalled; identifies nobody
    called: Mapped[str] = mapped_column(String(120), default="")
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    how: Mapped[str | None] = mapped_column(String(40))  # the line's word for how it ended
    recogniser: Mapped[str] = mapped_column(String(120), default="")
    voice: Mapped[str] = mapped_column(String(120), default="")
    resume_hash: Mapped[str] = mapped_column(String(64), index=True)  # keyed hash of the six digits
    resume_try: Mapped[int] = mapped_column(default=0)  # the digits are derived from id and this
    turn_count: Mapped[int] = mapped_column(default=0)  # turns in which the caller did something
    unsure_count: Mapped[int] = mapped_column(default=0)  # of them, heard with low confidence
    consent: Mapped[bool | None]  # to the recording; None: was not asked
    consent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    audio_path: Mapped[str | None] = mapped_column(String(200))  # relative to data_dir, encrypted
    audio_seconds: Mapped[float | None] = mapped_column(Float)
    audio_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    audio_deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CallTurn(Base):
    """What was heard and what was said to it; `heard` is empty for the greeting and for silence. `seq` is the line's own."""

    __tablename__ = "call_turn"
    __table_args__ = (UniqueConstraint("call_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    seq: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(12))  # voice, keys, silence, start
    heard: Mapped[str | None] = mapped_column(Text)
    words: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)  # {word, start, end, confidence}
    confidence: Mapped[float | None] = mapped_column(Float)
    understanding: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    said: Mapped[list[str]] = mapped_column(JSON, default=list)
    barge_in: Mapped[bool] = mapped_column(default=False)
    timings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # milliseconds


class ResumeFailure(Base):
    """A wrong resume code: counted per call and over the whole line."""

    __tablename__ = "resume_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class CallbackRequest(Base):
    """What a case of the service `communication` with kind `callback` is about."""

    __tablename__ = "callback_request"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    phone: Mapped[str | None] = mapped_column(String(20))  # E.164
    said_phone: Mapped[str | None] = mapped_column(String(60))  # as given, where it is no number in use
    from_caller_id: Mapped[bool] = mapped_column(default=False)  # nobody confirmed it
    reason: Mapped[str] = mapped_column(Text)


class LineStatus(Base):
    """The line's last heartbeat: one row."""

    __tablename__ = "line_status"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(200))
    mode: Mapped[str] = mapped_column(String(10))  # speech, keys
    model: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # {name, wer, sentence}
    voice: Mapped[str] = mapped_column(String(120))
    call_limit: Mapped[int]
    calls: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)  # of anything but the number of calls
