"""Courtesy, help and loose ends: what is said outside the services, and inside forms as an aside."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answers import ANSWERS, answer_with, answers
from actions.fallback import second_look
from actions.hours import hours_el, hours_en, is_open
from actions.talk import Event, Talk
from actions.turn import Turn
from actions.words import greeting, grouped
from greek.danger import cry
from greek.folding import fold

answer_with("utter_thank", "thank")
answer_with("utter_help", "help")
answer_with("utter_bot_challenge", "bot_challenge")
answer_with("utter_speak_slower", "speak_slower")
answer_with("utter_feedback", "give_feedback")
answer_with("utter_privacy", "privacy_request")

_SURE_DANGER = 0.75
"""Confidence from which somebody who also names a kind of problem speaks of danger and of nothing else."""


@answers("greet")
async def greet(talk: Talk) -> None:
    if talk.in_form:
        response = "utter_greet_in_form"
    else:
        response = "utter_greet_again" if talk.spoke_before else "utter_greet"
    talk.say(response, greeting=greeting())


@answers("report_emergency")
async def report_emergency(talk: Talk) -> None:
    """112 before anything else. Who isn't surely in danger and names a problem of the town is served after it, not left with a number."""
    talk.say("utter_emergency")
    turn = talk.turn
    if not talk.in_form and not talk.get("self_harm") and turn.confidence < _SURE_DANGER and _speaks_of_a_problem(turn):
        talk.follow_with("problem_form")


def _speaks_of_a_problem(turn: Turn) -> bool:
    """A kind of problem is named; or a place without a cry for help, and the sentence may be a report."""
    reports = cry(turn.text) is None and any(intent in ("report_problem", "request_service") for intent, _ in turn.ranking[:5])
    return bool(turn.value("problem_category") or (reports and any(turn.value(name) for name in ("street", "area", "landmark"))))


@answers("goodbye")
async def goodbye(talk: Talk) -> None:
    talk.say("utter_goodbye_in_form" if talk.in_form else "utter_goodbye")


@answers("request_human", "request_callback")
async def request_human(talk: Talk) -> None:
    """How to reach a person, honestly: the citizens' line, and whether anybody is there now."""
    talk.say("utter_human_open" if is_open() else "utter_human_closed", hours=hours_el(), hours_en=hours_en())


@answers("change_language")
async def change_language(talk: Talk) -> None:
    asked = fold(talk.turn.value("language") or talk.turn.text)
    if any(word in asked for word in ("αγγλ", "english")):
        talk.set("language", "en")
        talk.say("utter_language_en")
    elif any(word in asked for word in ("ελλην", "greek")):
        talk.set("language", "el")
        talk.say("utter_language_el")
    else:
        talk.say("utter_language_other")


@answers("read_on")
async def read_on(talk: Talk) -> None:
    """The next part of a long answer: a yes to «Να συνεχίσω;»."""
    talk.read_on()


class ActionLooseEnd(Action):  # type: ignore[misc]
    """An answer when no form is asking: to an offer made in passing, or to nothing."""

    def name(self) -> str:
        return "action_loose_end"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        talk = Talk(dispatcher, tracker)
        intent, offered, last = talk.turn.intent, talk.get("offered"), talk.get("last_case")
        photos = talk.turn.values("photo")
        if offered:
            talk.set("offered", None)
        turn = talk.turn
        if photos:
            talk.set("loose_photos", [*(talk.get("loose_photos") or []), *photos])
            talk.say("utter_photo_loose")
        elif turn.value("choice") == "more" and talk.read_on():
            pass
        elif offered in ANSWERS and (intent == "affirm" or (intent == "inform" and talk.turn.value("certificate_type"))):
            await ANSWERS[offered](talk)
        elif form := self._begins(talk):
            talk.follow_with(form)
        elif intent == "repeat" and last:
            talk.say("utter_last_case_again", protocol=last["protocol"], code=grouped(last["code"]))
        elif turn.text and intent not in ("affirm", "deny") and await second_look(talk):
            pass
        elif intent == "affirm" and last and offered == "last_case":
            talk.set("offered", offered)
            talk.say("utter_already_filed", protocol=last["protocol"], code=grouped(last["code"]))
        elif intent == "deny" and talk.by_phone and offered in ("anything_else", "last_case"):
            talk.say("utter_goodbye")
        elif intent == "deny":
            talk.say("utter_nothing_else")
            talk.set("offered", "anything_else" if talk.by_phone else None)
        elif talk.turn.has_values:
            talk.say("utter_what_about_value")
        else:
            talk.say("utter_what_then")
        return talk.events()

    @staticmethod
    def _begins(talk: Talk) -> str | None:
        """The form that a value said out of the blue is for: a kind of problem, a point on the map, a certificate."""
        turn = talk.turn
        if turn.value("problem_category") or turn.value("location"):
            return "problem_form"
        return "certificate_form" if turn.value("certificate_type") else None
