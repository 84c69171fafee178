"""What the finders find."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """`value` of `entity`; [start, end) counts in the raw message."""

    entity: str
    value: str
    start: int
    end: int
