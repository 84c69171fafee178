"""What the dialogue waits for after a turn, for a line that has to listen, count digits and offer keys accordingly."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

# What each slot is answered by: (kind, digits that make a whole answer).
_ASKED: dict[str, tuple[str, int | None]] = {
    "problem_category": ("problem_category", None),
    "problem_place": ("place", None),
    "problem_detail": ("place", None),
    "problem_similar": ("yes_no", None),
    "problem_contact": ("phone", 10),
    "problem_confirm": ("yes_no", None),
    "certificate_type": ("certificate_type", None),
    "certificate_afm": ("afm", 9),
    "certificate_code": ("code", 6),
    "certificate_delivery": ("choice", None),
    "certificate_email": ("email", None),
    "certificate_confirm": ("yes_no", None),
    "case_reference": ("code", 6),
    "case_pin": ("pin", 4),
}
# Offers made outside forms (slot `offered`) that ask for a certificate; to the others a bare yes is an answer.
_WHICH = frozenset({"ask_certificate_requirements"})


@dataclass(frozen=True)
class Expects:
    """`kind` as the line's grammars know it, `length` in digits. `choices` and `payloads` are pairs, in the order of the keys 1 to 9."""

    kind: str = "open"
    length: int | None = None
    choices: list[str] = field(default_factory=list)
    payloads: list[str] = field(default_factory=list)
    slot: str | None = None
    form: str | None = None
    more: bool = False
    """Whether a long answer goes on where the caller wants to hear it."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def expects(tracker: DialogueStateTracker | None) -> Expects:
    """What `tracker`'s conversation waits for now; open when nothing was said yet."""
    if tracker is None:
        return Expects()
    form = tracker.active_loop_name
    slot = tracker.get_slot("requested_slot") if form else None
    buttons = last_buttons(tracker)
    choices, payloads = [title for title, _ in buttons], [payload for _, payload in buttons]
    kind, length = _kind(tracker, form, slot, payloads)
    return Expects(kind, length, choices, payloads, slot, form, bool(tracker.get_slot("unread")))


def _kind(tracker: DialogueStateTracker, form: str | None, slot: str | None, payloads: list[str]) -> tuple[str, int | None]:
    if form is None:
        offered = tracker.get_slot("offered")
        if not offered or not _last_text(tracker).endswith((";", "?")):
            return "open", None
        return ("certificate_type", None) if offered in _WHICH else ("yes_no", None)
    memory = tracker.get_slot("form_memory") or {}
    if memory.get("awaiting") in ("cancel", "switch"):
        return "yes_no", None
    if memory.get("awaiting") == "change" or any("keep" in payload for payload in payloads):
        return "choice", None  # «τι να αλλάξω;», and the way out that is offered who wasn't understood twice
    if slot == "certificate_code" and (memory.get("noted") or {}).get("code_over"):
        return "yes_no", None
    return _ASKED.get(slot or "", ("open", None))


def last_buttons(tracker: DialogueStateTracker) -> list[tuple[str, str]]:
    """Titles and payloads of the buttons of what was said last, in order, each payload once."""
    said = _last_said(tracker)
    buttons = (said.data.get("buttons") or []) if said else []
    found = {button["payload"]: button["title"] for button in buttons if button.get("payload")}
    return [(title, payload) for payload, title in found.items()]


def _last_text(tracker: DialogueStateTracker) -> str:
    said = _last_said(tracker)
    return (said.text or "").strip() if said else ""


def _last_said(tracker: DialogueStateTracker) -> BotUttered | None:
    """The last message since the caller spoke; None when there is none."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return None
        if isinstance(event, BotUttered) and event.text:
            return event
    return None
