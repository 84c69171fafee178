"""Somebody speaks of danger outside a form: 112 comes first, and what else was said isn't lost."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import general  # noqa: F401  registers the answers
from actions.answers import ActionAnswer

SAID = "η γυναίκα μου πέθανε και έσβησε το φως"


def told(
    confidence: float, *entities: dict[str, Any], said: str = SAID, next_best: str = "inform", **slots: Any
) -> tuple[list[str], list[str]]:
    """The responses said and the actions that follow."""
    intent = {"name": "report_emergency", "confidence": confidence}
    message: dict[str, Any] = {"text": said, "intent": intent, "entities": list(entities)}
    message["intent_ranking"] = [intent, {"name": next_best, "confidence": 0.2}]
    dispatcher = CollectingDispatcher()
    events = asyncio.run(ActionAnswer().run(dispatcher, Tracker("c", slots, message, [], False, None, {}, "action_listen"), {}))
    return [row["response"] for row in dispatcher.messages], [event["name"] for event in events if event["event"] == "followup"]


VILLAGE = {"entity": "area", "value": "Αίγειρος"}
LIGHT = {"entity": "problem_category", "value": "φωτισμός"}


def test_a_cry_for_help_is_followed_by_nothing() -> None:
    fire = {"said": "πήρε φωτιά το σπίτι στο χωριό", "next_best": "report_problem"}
    assert told(0.6, VILLAGE, **fire) == (["utter_emergency"], [])


@pytest.mark.parametrize(
    ("confidence", "entities", "slots", "follows"),
    [
        (0.6, [LIGHT], {}, ["problem_form"]),
        (0.95, [LIGHT], {}, []),
        (0.6, [], {}, []),
        (0.6, [VILLAGE], {}, []),
        (0.6, [VILLAGE], {"next_best": "report_problem"}, ["problem_form"]),
        (0.6, [LIGHT], {"self_harm": True}, []),
    ],
)
def test_a_problem_named_beside_is_served_after_112(
    confidence: float, entities: list[Any], slots: dict[str, Any], follows: list[str]
) -> None:
    assert told(confidence, *entities, **slots) == (["utter_emergency"], follows)
