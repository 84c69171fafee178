"""What can be answered in place, in a form or outside: one registry, filled by the services.

A service writes ``@answers("ask_guide")`` above an async function of a `Talk`; `ActionAnswer` runs it outside forms, and a form runs
it as a digression and then returns to its question.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.talk import Event, Talk

Answer = Callable[[Talk], Awaitable[None]]

ANSWERS: dict[str, Answer] = {}


def answers(*intents: str) -> Callable[[Answer], Answer]:
    """Register the function as the answer to those intents."""

    def register(answer: Answer) -> Answer:
        for intent in intents:
            if intent in ANSWERS:
                raise ValueError(f"two answers for the intent {intent}")
            ANSWERS[intent] = answer
        return answer

    return register


def answer_with(response: str, *intents: str) -> None:
    """Register a fixed response as the answer to those intents."""

    async def say(talk: Talk) -> None:
        talk.say(response)

    answers(*intents)(say)


class ActionAnswer(Action):  # type: ignore[misc]
    """Answers the intent of the latest message from the registry."""

    def name(self) -> str:
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        talk = Talk(dispatcher, tracker)
        answer = ANSWERS.get(talk.turn.intent)
        if answer is None:
            talk.say("utter_not_understood_rephrase")
        else:
            await answer(talk)
        return talk.events()
