"""The municipal register of citizens and of civil acts, and the proof of who is asking."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.models.base import Base, UtcDateTime


class Citizen(Base):
    __tablename__ = "citizen"

    id: Mapped[int] = mapped_column(primary_key=True)
    afm: Mapped[str] = mapped_column(String(9), unique=True)
    amka: Mapped[str | None] = mapped_column(String(11), unique=True)
    first_name: Mapped[str] = mapped_column(String(60))
    last_name: Mapped[str] = mapped_column(String(60))
    father_name: Mapped[str | None] = mapped_column(String(60))
    mother_name: Mapped[str | None] = mapped_column(String(60))
    sex: Mapped[str] = mapped_column(String(1))  # f, m
    birth_date: Mapped[date] = mapped_column(Date)
    birth_place: Mapped[str | None] = mapped_column(String(80))
    address: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(20))  # E.164
    email: Mapped[str | None] = mapped_column(String(254))
    sample: Mapped[bool] = mapped_column(default=False)  # a made-up demo citizen

    records: Mapped[list[CivilRecord]] = relationship(cascade="all, delete-orphan")


class CivilRecord(Base):
    """What the register can certify of a citizen: one row per certificate type; `data` are the lines the document prints."""

    __tablename__ = "civil_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    certificate_type: Mapped[str] = mapped_column(String(60))
    act: Mapped[str | None] = mapped_column(String(40))  # act or family-record number
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class OneTimeCode(Base):
    """A code sent to what the register holds. `citizen_id` is empty for an unknown ΑΦΜ: the answer must not tell."""

    __tablename__ = "one_time_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(40), index=True)
    citizen_id: Mapped[int | None] = mapped_column(ForeignKey("citizen.id", ondelete="CASCADE"))
    afm_hash: Mapped[str] = mapped_column(String(64), index=True)  # keyed: counts the codes asked for an ΑΦΜ, known or not
    code_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    consumed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Identification(Base):
    """A conversation at level L2 until `expires_at`."""

    __tablename__ = "identification"

    conversation_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    citizen_id: Mapped[int] = mapped_column(ForeignKey("citizen.id", ondelete="CASCADE"))
    verified_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
