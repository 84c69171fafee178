"""A receipt's PIN on its way into the message table and out again: the table itself never holds it.

The PIN is derived from the protocol number (references.pin_of), so the citizen's own view can be completed at any time, while a
stolen database, or a member of staff who reads the conversation, sees a mark in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backend.database import UnitOfWork
from backend.services.references import pin_of

MARK = "{pin}"
HIDDEN = "••••"


def seal(text: str, custom: Mapping[str, Any] | None) -> tuple[str, dict[str, Any] | None]:
    """What is stored: the text with a mark for the PIN, the receipt without it. Other messages pass unchanged."""
    case = (custom or {}).get("case")
    if custom is None or not isinstance(case, Mapping) or not case.get("pin"):
        return text, dict(custom) if custom else None
    receipt = {key: value for key, value in case.items() if key != "pin"}
    return text.replace(str(case["pin"]), MARK), {**custom, "case": receipt}


def unseal(uow: UnitOfWork, text: str, custom: Mapping[str, Any] | None) -> tuple[str, dict[str, Any] | None]:
    """What the citizen sees: the stored message with its PIN."""
    case = (custom or {}).get("case")
    if custom is None or not isinstance(case, Mapping) or MARK not in text or not case.get("protocol"):
        return text, dict(custom) if custom else None
    pin = pin_of(uow, str(case["protocol"]))
    return text.replace(MARK, pin), {**custom, "case": {**case, "pin": pin}}
