"""The state of a conversation at some point, in place of the events that led there."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

_HIDDEN = "••••"


@dataclass(frozen=True)
class Snapshot:
    """Slots that are set, and the active form. `empty` until anything was folded into it."""

    slots: dict[str, Any] = field(default_factory=dict)
    loop: str | None = None
    timestamp: float | None = None

    @property
    def empty(self) -> bool:
        return self.timestamp is None

    @classmethod
    def load(cls, stored: str) -> Snapshot:
        return cls(**json.loads(stored))

    def dump(self) -> str:
        return json.dumps({"slots": self.slots, "loop": self.loop, "timestamp": self.timestamp}, ensure_ascii=False)

    def after(self, events: list[dict[str, Any]]) -> Snapshot:
        """The snapshot once those events (dictionaries, oldest first) have happened."""
        if not events:
            return self
        slots, loop, timestamp = dict(self.slots), self.loop, self.timestamp
        for event in events:
            kind = event.get("event")
            timestamp = event.get("timestamp") or timestamp
            if kind == "slot":
                slots[event["name"]] = event.get("value")
            elif kind == "active_loop":
                loop = event.get("name")
            elif kind in ("restart", "reset_slots"):
                slots = {}
                loop = None if kind == "restart" else loop
        return Snapshot({name: value for name, value in slots.items() if value is not None}, loop, timestamp)

    def as_events(self) -> list[dict[str, Any]]:
        """Events that bring an empty tracker to this state, ending where the assistant listens. None for an empty snapshot."""
        if self.empty:
            return []
        at = {"timestamp": self.timestamp}
        events: list[dict[str, Any]] = [
            {"event": "action", "name": "action_session_start", **at},
            {"event": "session_started", **at},
        ]
        if self.loop:
            events.append({"event": "action", "name": self.loop, **at})
            events.append({"event": "active_loop", "name": self.loop, **at})
        events.extend({"event": "slot", "name": name, "value": value, **at} for name, value in self.slots.items())
        events.append({"event": "action", "name": "action_listen", **at})
        return events


def without_pin(event: dict[str, Any]) -> dict[str, Any]:
    """The event as it may be kept: a PIN is shown to the citizen once and written nowhere."""
    data = event.get("data") or {}
    case = (data.get("custom") or {}).get("case") if event.get("event") == "bot" else None
    pin = case.get("pin") if isinstance(case, dict) else None
    if not pin:
        return event
    text = (event.get("text") or "").replace(str(pin), _HIDDEN)
    data = {key: value for key, value in data.items() if key != "pin"}
    data["custom"] = {**data["custom"], "case": {**case, "pin": _HIDDEN}}
    return {**event, "text": text, "data": data}
