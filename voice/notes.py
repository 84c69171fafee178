"""What is noted of each turn: what was heard, what was said to it, and how long it took."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from voice.ears import Heard

By = Literal["voice", "keys", "silence", "start"]


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
