"""What is not understood, outside forms: first the two best guesses, then a person or the list of services."""

from __future__ import annotations

import json
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import cues
from actions.answers import answers
from actions.guesses import GUESSES
from actions.guide import answer_if_sure
from actions.status import answer_about_last_case
from actions.talk import Event, Talk

_PROBLEMS = frozenset({"report_problem", "request_service", "support_problem"})


async def second_look(talk: Talk) -> bool:
    """A sentence that no intent claims: about the case just filed, or surely one for the guide. True when it was answered."""
    if not talk.turn.text:
        return False
    return await answer_about_last_case(talk) or (cues.is_question(talk.turn) and await answer_if_sure(talk))


@answers("out_of_scope")
async def out_of_scope(talk: Talk) -> None:
    if not await second_look(talk):
        talk.say("utter_out_of_scope")


class ActionFallback(Action):  # type: ignore[misc]
    """Two stages, counted by the unclear sentences in a row."""

    def name(self) -> str:
        return "action_fallback"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        talk = Talk(dispatcher, tracker)
        if await second_look(talk):
            return talk.events()
        guesses = [intent for intent, _ in talk.turn.ranking if intent in GUESSES][:2]
        # Where both guesses lead to the same form there is nothing to ask: it finds out by itself what is meant.
        if names_a_problem(talk) or (len(guesses) == 2 and all(intent in _PROBLEMS for intent in guesses)):
            talk.follow_with("problem_form")
            return talk.events()
        if _unclear_before(tracker):
            talk.say("utter_not_understood_offer")
            talk.set("offered", "request_human")
        elif len(guesses) == 2:
            entities = {entity.name: entity.value for entity in talk.turn.entities}
            buttons = [{"title": GUESSES[intent][1], "payload": f"/{intent}{_json(entities)}"} for intent in guesses]
            talk.say("utter_not_understood_guess", guesses=" ή ".join(GUESSES[intent][0] for intent in guesses), buttons=buttons)
        else:
            talk.say("utter_not_understood_rephrase")
        return talk.events()


def names_a_problem(talk: Talk) -> bool:
    """«Σκουπίδια, Φιλίππου 12»: a kind of problem and a place, however it was said."""
    turn = talk.turn
    return bool(turn.value("problem_category") and any(turn.value(name) for name in ("street", "landmark", "area", "location")))


def _unclear_before(tracker: Tracker) -> bool:
    """Whether the message before this one was not understood either."""
    messages = [event for event in tracker.events if event.get("event") == "user"]
    return len(messages) > 1 and (messages[-2].get("parse_data", {}).get("intent") or {}).get("name") == "nlu_fallback"


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False) if values else ""
