"""What is noted of each turn: what was heard, what was said to it, and how long it took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from voice.ears import Heard

By = Literal["voice", "keys", "silence", "start"]
HIDDEN = "••••"
IDENTIFYING = frozenset({"afm"})
"""Entities whose digits are not noted, wherever they are told."""


@dataclass
class Turn:
    """One turn; `since` is when the caller had finished (time.monotonic), times are in milliseconds."""

    seq: int
    by: By
    since: float
    heard: str | None = None
    words: list[dict[str, Any]] = field(default_factory=list)
    confidence: float | None = None
    barge_in: bool = False
    understanding: dict[str, Any] | None = None
    said: list[str] = field(default_factory=list)
    timings: dict[str, int | None] = field(default_factory=dict)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @classmethod
    def of_voice(cls, seq: int, heard: Heard, barge_in: bool) -> Turn:
        return cls(
            seq, "voice", heard.ended_at, heard.text,
            [{"word": word.text, "start": word.start, "end": word.end, "confidence": word.confidence} for word in heard.words],
            heard.confidence, barge_in,
            timings={"speech_ms": heard.speech_ms, "wait_ms": heard.wait_ms, "recogniser_ms": heard.recogniser_ms},
        )  # fmt: skip

    def body(self) -> dict[str, Any]:
        """For the web process."""
        return {
            "seq": self.seq, "by": self.by, "heard": self.heard, "words": self.words, "confidence": self.confidence,
            "barge_in": self.barge_in, "understanding": self.understanding, "said": self.said, "timings": self.timings,
            "at": self.at.isoformat(),
        }  # fmt: skip


def discreet(turn: Turn, found: Mapping[str, Any], told: str | None) -> dict[str, Any] | None:
    """What the record of `turn` keeps of what was understood of `told`, the caller's words (None: a choice); None where nothing was.

    Digits that were gathered and confirmed are told in a turn that shows «ναι», or ••••: their entities would give away what it hides.
    An ΑΦΜ that nobody asked for is hidden in `turn` as well.
    """
    if not found:
        return None
    entities = list(found.get("entities") or ())
    if told is not None and told != turn.heard:
        return {**found, "entities": []}
    for entity in sorted(entities, key=lambda row: int(row.get("start") or 0), reverse=True):
        if entity.get("entity") in IDENTIFYING and turn.heard:
            _hide(turn, int(entity.get("start") or 0), int(entity.get("end") or len(turn.heard)))
    return {**found, "entities": [row for row in entities if row.get("entity") not in IDENTIFYING]}


def _hide(turn: Turn, start: int, end: int) -> None:
    """Put •••• in the place of a span of what was heard, and leave its words out."""
    kept, at = [], 0
    for word in turn.words:
        if at + len(word["word"]) <= start or at >= end:
            kept.append(word)
        at += len(word["word"]) + 1
    heard = turn.heard or ""
    turn.words = kept if " ".join(word["word"] for word in turn.words) == heard else []
    turn.heard = f"{heard[:start]}{HIDDEN}{heard[end:]}"
