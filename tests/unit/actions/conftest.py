"""A form of three slots and a tracker that is played by hand: what the base form does, without Rasa and without a database."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import ANSWERS
from actions.forms import FORMS, ServiceForm
from actions.slots import Confirm, EntitySlot, TextSlot
from actions.talk import Talk
from backend.errors import MunicipalityError


class Wish(TextSlot):
    optional = True
    words = ("ευχη",)


class PickForm(ServiceForm):
    form = "pick_form"
    starts = frozenset({"pick"})
    slots = (
        EntitySlot("colour", "utter_colour", "colour", words=("χρωμα",)),
        Wish("wish", "utter_wish"),
        Confirm("pick_confirm", "utter_pick_confirm"),
    )
    filed: list[tuple[Any, Any, str]]
    error: MunicipalityError | None

    async def submit(self, talk: Talk) -> None:
        if self.error:
            raise self.error
        self.filed.append((talk.get("colour"), talk.get("wish"), talk.key))
        talk.say("utter_picked")


class OtherForm(ServiceForm):
    form = "other_form"
    starts = frozenset({"other"})
    slots = (EntitySlot("thing", "utter_thing", "thing"),)


class Player:
    """Plays turns against the form, keeping the slots as Rasa would."""

    def __init__(self, form: PickForm) -> None:
        self.form = form
        self.slots: dict[str, Any] = {}
        self.follow_up: str | None = None

    def turn(self, intent: str, text: str = "", confidence: float = 0.9, **entities: str) -> list[str]:
        """One message; the names of the responses said. Entities are found in `text` when they stand there."""
        found = []
        for name, value in entities.items():
            at = text.find(value)
            found.append({"entity": name, "value": value, **({"start": at, "end": at + len(value)} if at >= 0 else {})})
        message = {"text": text or f"/{intent}", "intent": {"name": intent, "confidence": confidence}, "entities": found}
        tracker = Tracker("c1", dict(self.slots), message, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        self.follow_up = None
        for event in asyncio.run(self.form.run(dispatcher, tracker, {})):
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            elif event["event"] == "followup":
                self.follow_up = event["name"]
        return [message["response"] for message in dispatcher.messages]

    @property
    def asked(self) -> str | None:
        return self.slots.get("requested_slot")


@pytest.fixture
def player() -> Iterator[Player]:
    form = PickForm()
    form.filed, form.error = [], None
    FORMS.update({"pick": form, "other": OtherForm()})

    async def joke(talk: Talk) -> None:
        talk.say("utter_joke")

    async def danger(talk: Talk) -> None:
        talk.say("utter_danger")

    saved = dict(ANSWERS)
    ANSWERS.update({"joke": joke, "report_emergency": danger, "help": joke})
    yield Player(form)
    ANSWERS.clear()
    ANSWERS.update(saved)
    for intent in ("pick", "other"):
        FORMS.pop(intent, None)
