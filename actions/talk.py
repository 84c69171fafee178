"""The state of a talk during one turn: what was known, what changes, what is said. Turned into Rasa events at the end."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.sayable import sayable
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
        """Say a response of domain.yml with its ``{placeholders}`` filled from `values`; `buttons` are added to its own."""
        if self.by_phone:
            values = {name: sayable(value) if isinstance(value, str) else value for name, value in values.items()}
        self._dispatcher.utter_message(response=response, buttons=buttons, json_message=custom, **values)

    def follow_with(self, action: str) -> None:
        """Run that action next, in the same turn."""
        self._follow_up = action

    def events(self) -> list[Event]:
        """What changed, as Rasa events."""
        memory = asdict(self.memory)
        if memory != self._memory_before:
            self._changed.setdefault("form_memory", memory)
        events: list[Event] = [SlotSet(name, value) for name, value in self._changed.items()]
        if self._follow_up:
            events.append(FollowupAction(self._follow_up))
        return events
