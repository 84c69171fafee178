"""Rasa's channel for the phone line.

Takes what the recogniser heard, and tells beside the answer what is waited for: ``expects`` (see `connectors.expecting`), ``language``,
``ends`` (the caller said goodbye, nothing is open) and ``transfer`` (the caller wants a person).
"""

from __future__ import annotations

from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from connectors.door import Collected, DoorChannel
from connectors.expecting import expects
from connectors.heard import written

_PERSON = frozenset({"utter_human_open", "utter_human_closed"})


class PhoneChannel(DoorChannel):
    """The channel ``phone``: spoken sentences and keys."""

    channel = "phone"

    async def understood_as(self, said: str, sender_id: str, store: TrackerStore) -> str:
        if said.startswith("/"):
            return said
        tracker = await store.retrieve(sender_id)
        return written(said, expects(tracker), begun=_begun(tracker))

    def answer(self, output: Collected, tracker: DialogueStateTracker) -> dict[str, Any]:
        waiting = expects(tracker)
        person = next((number for number, name in enumerate(output.responses) if name in _PERSON), None)
        if person is not None:
            # The open form's question is not asked to somebody who is being put through; a «/repeat» asks it again.
            del output.messages[person + 1 :]
        return {
            "expects": waiting.as_json(),
            "language": "en" if tracker.get_slot("language") == "en" else "el",
            "ends": waiting.form is None and "utter_goodbye" in output.responses,
            "transfer": person is not None,
        }


def _begun(tracker: DialogueStateTracker | None) -> bool:
    """Whether more than a greeting was said."""
    return tracker is not None and any(isinstance(event, UserUttered) and event.intent_name != "greet" for event in tracker.events)
