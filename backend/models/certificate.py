"""Certificates asked for and issued."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.models.base import Base, UtcDateTime
from backend.models.case import Case


class CertificateRequest(Base):
    __tablename__ = "certificate_request"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    citizen_id: Mapped[int] = mapped_column(ForeignKey("citizen.id"))
    certificate_type: Mapped[str] = mapped_column(String(60))  # a value of SERVICES' certificate_type, e.g. γέννησης
    purpose: Mapped[str | None] = mapped_column(String(200))
    delivery: Mapped[str] = mapped_column(String(12))  # email, kep, post
    delivery_address: Mapped[str | None] = mapped_column(Text)
    verification_code: Mapped[str | None] = mapped_column(String(16), unique=True)
    issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    issued_by: Mapped[str | None] = mapped_column(String(80))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pdf_path: Mapped[str | None] = mapped_column(String(300))  # relative to data_dir
    pdf_sha256: Mapped[str | None] = mapped_column(String(64))
    content: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # what was printed

    case: Mapped[Case] = relationship()
