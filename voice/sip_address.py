"""SIP addresses: who is calling, and where a caller may be sent."""

from __future__ import annotations

import re
from collections.abc import Mapping

_URI = re.compile(r"(?:sips?|tel):([^@;>?\s]+)", re.I)
_HIDDEN = {"anonymous", "unknown", "restricted", "unavailable"}


def user_of(address: str | None) -> str | None:
    """The number or user of a SIP address or header value; None where there is none or the caller hides it."""
    found = _URI.search(address or "")
    if found is None:
        return None
    # `sip:192.0.2.1:5060` has no user: what stands there is the host.
    named = found[0].lower().startswith("tel:") or found.string[found.end() : found.end() + 1] == "@"
    return found[1] if named and found[1].lower() not in _HIDDEN else None


def target_of(targets: Mapping[str, str], wanted: str) -> str | None:
    """The SIP URI of a configured transfer target, asked for by its name or by exactly its URI; None for anything else."""
    if wanted in targets:
        return targets[wanted]
    return wanted if wanted in targets.values() else None
