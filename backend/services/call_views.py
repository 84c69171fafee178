"""What the call services give back, and the words for how calls end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.models import Call, CallTurn, LineStatus
from backend.services.texts import greek_moment

# Below it a word, or a whole utterance, is marked for staff as heard with low confidence.
LOW_CONFIDENCE = 0.6
HOW_LABELS: dict[str, str] = {
    "goodbye": "Αποχαιρετισμός",
    "caller": "Έκλεισε ο πολίτης",
    "caller_hung_up": "Έκλεισε ο πολίτης",
    "remote": "Έκλεισε ο πολίτης",
    "line": "Έκλεισε η γραμμή",
    "local": "Έκλεισε η γραμμή",
    "we_hung_up": "Έκλεισε η γραμμή",
    "hung_up": "Έκλεισε η γραμμή",
    "vanished": "Χάθηκε η σύνδεση",
    "lost": "Χάθηκε η σύνδεση",
    "transferred": "Μεταφέρθηκε σε υπάλληλο",
    "transfer": "Μεταφέρθηκε σε υπάλληλο",
    "callback": "Ζήτησε να τον καλέσουμε",
    "silence": "Σιωπή",
    "failed": "Βλάβη",
    "error": "Βλάβη",
}


@dataclass(frozen=True)
class OpenedCall:
    """A call just noted. `resume_code`: six digits that lead back into its conversation."""

    id: str
    conversation_id: str
    resume_code: str
    created: bool


@dataclass(frozen=True)
class TurnReport:
    """A turn as the line tells it. `words`: {word, start, end, confidence}, seconds and 0..1; `timings`: milliseconds."""

    seq: int
    at: datetime
    by: str
    heard: str | None = None
    words: tuple[Mapping[str, Any], ...] = ()
    confidence: float | None = None
    understanding: Mapping[str, Any] | None = None
    said: tuple[str, ...] = ()
    barge_in: bool = False
    timings: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class WordView:
    """A word as it was recognised; `confidence` 0..1 or None."""

    word: str
    confidence: float | None

    @property
    def low(self) -> bool:
        return self.confidence is not None and self.confidence < LOW_CONFIDENCE


@dataclass(frozen=True)
class TurnView:
    """One turn for staff. `low`: heard by voice with low confidence."""

    seq: int
    at: datetime
    by: str
    heard: str | None
    words: list[WordView]
    confidence: float | None
    intent: str | None
    said: list[str]
    barge_in: bool
    timings: Mapping[str, Any]
    low: bool


@dataclass(frozen=True)
class CallRow:
    """One row of the list. `seconds` is None while the call goes on; `unsure_count` of `turn_count` were heard with low confidence."""

    id: str
    line_id: str
    conversation_id: str
    caller: str
    started_at: datetime
    ended_at: datetime | None
    seconds: int | None
    how: str | None
    how_label: str
    turn_count: int
    unsure_count: int
    has_audio: bool
    case_count: int


@dataclass(frozen=True)
class CallDetail:
    """A call in full. `cases`: (case id, protocol, title, service) that its conversation filed and the reader may see; `row.case_count`
    counts the others too. `siblings`: other calls of the same conversation, oldest first."""

    row: CallRow
    called: str
    recogniser: str
    voice: str
    consent: bool | None
    consent_at: datetime | None
    audio_seconds: float | None
    audio_until: datetime | None
    audio_deleted_at: datetime | None
    turns: list[TurnView]
    cases: list[tuple[int, str, str, str]]
    siblings: list[CallRow]


@dataclass(frozen=True)
class LineView:
    """The line as its last heartbeat told it. `stale`: it has been silent for longer than three heartbeats."""

    address: str
    mode: str
    model_name: str | None
    model_sentence: str | None
    wer: float | None
    voice: str
    limit: int
    calls: int
    at: datetime
    age_seconds: int
    stale: bool


def how_label(how: str | None, ended: bool) -> str:
    """How the call ended, in Greek; a word that is not known is shown as it is."""
    if not ended:
        return "Σε εξέλιξη"
    return HOW_LABELS.get(how or "", how or "Άγνωστο")


def same_end(how: str) -> tuple[str, ...]:
    """All codes that stand for the same end as `how`, in the words that staff read."""
    label = HOW_LABELS.get(how)
    return tuple(code for code, other in HOW_LABELS.items() if other == label) if label else (how,)


def call_name(call: Call) -> str:
    """What the audit log names a call by: when it began."""
    return greek_moment(call.started_at)


def is_low(confidence: float | None) -> bool:
    return confidence is not None and confidence < LOW_CONFIDENCE


def row_of(call: Call, case_count: int) -> CallRow:
    seconds = max(0, round((call.ended_at - call.started_at).total_seconds())) if call.ended_at else None
    return CallRow(
        call.id, call.line_id, call.conversation_id, call.caller, call.started_at, call.ended_at, seconds, call.how,
        how_label(call.how, call.ended_at is not None), call.turn_count, call.unsure_count, call.audio_path is not None,
        case_count,
    )  # fmt: skip


def turn_of(turn: CallTurn) -> TurnView:
    words = [WordView(str(word.get("word", "")), _number(word.get("confidence"))) for word in turn.words]
    intent = (turn.understanding or {}).get("intent")
    low = turn.by == "voice" and is_low(turn.confidence)
    return TurnView(
        turn.seq, turn.at, turn.by, turn.heard, words, turn.confidence, str(intent) if intent else None, list(turn.said),
        turn.barge_in, dict(turn.timings), low,
    )  # fmt: skip


def line_of(status: LineStatus, now: datetime, heartbeat_seconds: int) -> LineView:
    model = status.model or {}
    age = max(0, round((now - status.at).total_seconds()))
    return LineView(
        status.address, status.mode, model.get("name"), model.get("sentence"), _number(model.get("wer")), status.voice,
        status.call_limit, status.calls, status.at, age, age > 3 * heartbeat_seconds,
    )  # fmt: skip


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) else None
