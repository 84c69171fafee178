"""Reported problems and requests for a service, and who else supports them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.models.base import Base, UtcDateTime
from backend.models.case import Case


class Problem(Base):
    __tablename__ = "problem"
    __table_args__ = (Index("ix_problem_place", "category", "street"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), default="problem")  # problem, request
    category: Mapped[str] = mapped_column(String(40))  # key of content/problem_categories.yml = Open311 service_code
    street: Mapped[str | None] = mapped_column(String(80))
    street_number: Mapped[str | None] = mapped_column(String(12))
    area: Mapped[str | None] = mapped_column(String(80))
    landmark: Mapped[str | None] = mapped_column(String(120))
    place_text: Mapped[str | None] = mapped_column(String(300))  # as the citizen said it, or as Open311 sent it
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    description: Mapped[str] = mapped_column(Text, default="")
    attributes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # answers to the category's Open311 attributes
    support_count: Mapped[int] = mapped_column(default=0)

    case: Mapped[Case] = relationship()


class ProblemSupport(Base):
    """One supporter of a problem; `supporter` is the conversation, so the same conversation counts once."""

    __tablename__ = "problem_support"
    __table_args__ = (UniqueConstraint("case_id", "supporter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("problem.case_id", ondelete="CASCADE"))
    supporter: Mapped[str] = mapped_column(String(80))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ApiKey(Base):
    """A key of an application that may file Open311 requests; only its SHA-256 is kept."""

    __tablename__ = "api_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
