"""The state of a talk during one turn: what was known, what changes, what is said. Turned into Rasa events at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.parts import in_parts
from actions.turn import Turn

if TYPE_CHECKING:
    from actions.forms import ServiceForm

Event = dict[str, Any]
Buttons = list[dict[str, str]] | None


@dataclass
class Memory:
    """What a form remembers beside its slots (Rasa slot `form_memory`).

    `misses`: sentences in a row that it could not use. `awaiting`: a question of the form's own that is open (cancel, switch, change,
    person). `switch`: the other service that was asked for, ``{"form", "entities", "text"}``. `noted`: small facts of the service.
    """

    misses: int = 0
    awaiting: str | None = None
    switch: dict[str, Any] | None = None
    noted: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, stored: Any) -> Memory:
        return cls(**stored) if isinstance(stored, dict) else cls()


class Talk:
    """One turn of a dialogue, in a form or outside (then `form` is None).

    Slots are read with `get` and written with `set`; `say` queues a response of domain.yml.
    """

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker, form: ServiceForm | None = None) -> None:
        self._dispatcher = dispatcher
        self._slots: dict[str, Any] = tracker.slots
        self._changed: dict[str, Any] = {}
        self._follow_up: str | None = None
        self._unread: list[str] = []
        self.tracker = tracker
        self.turn = Turn.from_tracker(tracker)
        self._form = form
        self.requested: str | None = self._slots.get("requested_slot")
        self.memory = Memory.load(self._slots.get("form_memory"))
        self._memory_before = asdict(self.memory)

    @property
    def conversation_id(self) -> str:
        return self.turn.conversation_id

    @property
    def by_phone(self) -> bool:
        return self.turn.channel == "phone"

    @property
    def in_form(self) -> bool:
        return self._form is not None

    @property
    def form(self) -> ServiceForm:
        if self._form is None:
            raise RuntimeError("this turn is not in a form")
        return self._form

    @property
    def key(self) -> str:
        """The transaction key: the same for every attempt to file what this form collects."""
        return str(self.get("transaction_key"))

    @property
    def spoke_before(self) -> bool:
        """Whether the assistant has said anything earlier in this conversation."""
        return any(event.get("event") == "bot" for event in self.tracker.events)

    def get(self, slot: str) -> Any:
        return self._changed.get(slot, self._slots.get(slot))

    def set(self, slot: str, value: Any) -> None:
        self._changed[slot] = value

    def values(self) -> dict[str, Any]:
        """All slots as they stand now."""
        return {**self._slots, **self._changed}

    def say(self, response: str, *, buttons: Buttons = None, custom: dict[str, Any] | None = None, **values: Any) -> None:
        """Say a response of domain.yml with its ``{placeholders}`` filled from `values`; `buttons` are added to its own.

        A value may be a list (of lines, or of `Fact`s). On the phone, what is long is said in parts, the next at the caller's word.
        """
        if self.by_phone:
            told, rest = in_parts({name: value for name, value in values.items() if isinstance(value, str | Sequence)})
            values.update(told)
        else:
            rest = []
            values = {name: _bulleted(value) if isinstance(value, list | tuple) else value for name, value in values.items()}
        self._dispatcher.utter_message(response=response, buttons=buttons, json_message=custom, **values)
        self._keep(rest)

    def read_on(self) -> bool:
        """Say the next part of what was long; False when all has been said."""
        rest = list(self.get("unread") or ())
        if not rest:
            return False
        self._dispatcher.utter_message(response="utter_next_part", part=rest[0])
        self._keep(rest[1:])
        return True

    def _keep(self, rest: list[str]) -> None:
        """Keep the parts for later. Inside a form the form's own question follows, so the way to them is told, not asked."""
        self._unread += rest
        if rest and self.in_form:
            self._dispatcher.utter_message(response="utter_rest_in_form")

    def follow_with(self, action: str) -> None:
        """Run that action next, in the same turn."""
        self._follow_up = action

    def events(self) -> list[Event]:
        """What changed, as Rasa events."""
        if self._unread and not self.in_form:
            self._dispatcher.utter_message(response="utter_rest")
            self.set("offered", "read_on")
        if self._unread or self.get("unread"):
            self.set("unread", self._unread or None)
        memory = asdict(self.memory)
        if memory != self._memory_before:
            self._changed.setdefault("form_memory", memory)
        events: list[Event] = [SlotSet(name, value) for name, value in self._changed.items()]
        if self._follow_up:
            events.append(FollowupAction(self._follow_up))
        return events


def _bulleted(lines: Sequence[Any]) -> str:
    return "\n".join(f"• {line}" for line in lines)
