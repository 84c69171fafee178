"""Articles of the citizen guide: the only thing it answers from."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.models.base import Base, UtcDateTime


class Article(Base):
    """`fields` holds the structured facts (documents, office, cost, time, law, link); absent keys are unknown, never invented."""

    __tablename__ = "article"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    service: Mapped[str] = mapped_column(String(24), default="guide")
    title: Mapped[str] = mapped_column(String(200))
    questions: Mapped[list[str]] = mapped_column(JSON, default=list)  # ways in which citizens ask it
    body: Mapped[str] = mapped_column(Text)  # two or three plain sentences
    fields: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    source: Mapped[str] = mapped_column(String(300))
    source_url: Mapped[str | None] = mapped_column(String(500))
    source_date: Mapped[str | None] = mapped_column(String(40))  # as known: 2025-07-02, 2022, undated
    confirmed: Mapped[bool] = mapped_column(default=False)  # False: shown as "to be confirmed by the municipality"
    checked_on: Mapped[date | None] = mapped_column(Date)
    active: Mapped[bool] = mapped_column(default=True)
    search_text: Mapped[str] = mapped_column(Text, default="")  # folded, for full-text search
    embedding: Mapped[bytes | None] = mapped_column(LargeBinary)  # float32 vectors of title and questions
    seed_hash: Mapped[str | None] = mapped_column(String(64))  # SHA-256 of the content file's entry it came from
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
