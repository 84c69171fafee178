"""What is noted of each turn: what was heard, what was said to it, and how long it took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from greek import spoken
from voice.ears import Heard

By = Literal["voice", "keys", "silence", "start"]
HIDDEN = "••••"
IDENTIFYING = frozenset({"afm"})
"""Entities whose digits are not noted, wherever they are told."""
_ARTICLES = frozenset({"μια", "ένας"})


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
    if any(entity.get("entity") in IDENTIFYING for entity in entities):
        _hide_numbers(turn)
    return {**found, "entities": [row for row in entities if row.get("entity") not in IDENTIFYING]}


def _hide_numbers(turn: Turn) -> None:
    """Put •••• in the place of the numbers in what was heard, and leave their words out.

    Where an entity stands can't be told from its span: that counts in the assistant's text, which has figures for number words.
    """
    heard: list[str] = []
    for word in (turn.heard or "").split():
        shown = HIDDEN if _is_number(word) else word
        if shown != HIDDEN or heard[-1:] != [HIDDEN]:
            heard.append(shown)
    turn.heard = " ".join(heard) if HIDDEN in heard else HIDDEN
    turn.words = [word for word in turn.words if HIDDEN in heard and not _is_number(word["word"])]


def _is_number(word: str) -> bool:
    return word not in _ARTICLES and spoken.digits(word) is not None
