"""Long answers on the phone: what is said at once and what waits for the caller's word."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.general import ActionLooseEnd
from actions.parts import BEARABLE_S, in_parts, seconds
from actions.talk import Talk
from actions.words import labelled

LONG = " ".join(f"Η πρόταση με τον αριθμό {number} λέει κάτι για τον Δήμο." for number in range(1, 20))


def test_what_is_short_is_said_at_once() -> None:
    facts = labelled([("Χρειάζεστε", ("ταυτότητα", "αίτηση")), ("Κόστος", "δωρεάν"), ("Χρόνος", None), ("Πού", "ΚΕΠ")])
    said, later = in_parts({"title": "Πιστοποιητικό γάμου", "facts": facts})
    assert said == {"title": "Πιστοποιητικό γάμου", "facts": "Χρειάζεστε: ταυτότητα και αίτηση. Κόστος: δωρεάν. Πού: ΚΕΠ."}
    assert later == []


@pytest.mark.parametrize(
    "facts",
    [
        labelled([("Χρειάζεστε", ("άλφα", "βήτα", "γάμα", "δέλτα", "έψιλον", "ζήτα", "ήτα")), ("Κόστος", "δωρεάν")]),
        ["Χρειάζεστε: άλφα, βήτα, γάμα, δέλτα, έψιλον, ζήτα, ήτα.", "Κόστος: δωρεάν"],
        "Χρειάζεστε: άλφα, βήτα, γάμα, δέλτα, έψιλον, ζήτα, ήτα. Κόστος: δωρεάν. Και τίποτε άλλο δεν σας χρειάζεται εδώ.",
    ],
)
def test_seven_papers_are_read_by_threes(facts: Any) -> None:
    said, later = in_parts({"facts": facts})
    assert said["facts"] == "Χρειάζεστε: άλφα, βήτα και γάμα."
    assert later[0] == "Ακόμη: δέλτα, έψιλον και ζήτα."
    assert later[1].startswith("Ακόμη: ήτα. Κόστος: δωρεάν.")


def test_a_list_of_lines_is_read_by_threes() -> None:
    said, later = in_parts({"items": ["Τρίτη", "Τετάρτη", "Πέμπτη", "Παρασκευή", "Σάββατο"]})
    assert (said["items"], later) == ("Τρίτη. Τετάρτη. Πέμπτη.", ["Παρασκευή. Σάββατο."])


def test_commas_inside_brackets_and_inner_ands_stay() -> None:
    said, later = in_parts({"text": "Χρειάζεστε: έγγραφο (ταυτότητα, διαβατήριο), αίτηση και υπεύθυνη δήλωση, φωτογραφία, παράβολο."})
    assert said["text"] == "Χρειάζεστε: έγγραφο (ταυτότητα, διαβατήριο), αίτηση και υπεύθυνη δήλωση, φωτογραφία."
    assert later == ["Ακόμη: παράβολο."]


def test_no_part_is_longer_than_an_ear_bears_and_nothing_is_lost() -> None:
    said, later = in_parts({"answer": LONG, "facts": ["Κόστος: δωρεάν"]})
    parts = [said["answer"], *later]
    assert said["facts"] == "" and len(parts) > 2
    assert all(seconds(part) <= BEARABLE_S for part in parts)
    assert " ".join(parts) == f"{LONG} Κόστος: δωρεάν."


def test_a_few_last_words_are_not_asked_for() -> None:
    body = "Τα γραφεία του Δήμου βρίσκονται στην πλατεία Βιζυηνού και δέχονται κόσμο κάθε πρωί. " * 3
    assert in_parts({"answer": body, "facts": ["Κόστος: δωρεάν"]})[1] == []


def talk(channel: str, text: str = "τι χρειάζεται", intent: str = "ask_guide", form: Any = None, **slots: Any) -> tuple[Talk, Any]:
    message = {"text": text, "intent": {"name": intent, "confidence": 1.0}, "entities": []}
    if text.startswith("/inform"):
        message |= {"entities": [{"entity": "choice", "value": "more"}]}
    dispatcher = CollectingDispatcher()
    tracker = Tracker("c", slots, message, [], False, None, {}, "action_listen")
    tracker.get_latest_input_channel = lambda: channel
    return Talk(dispatcher, tracker, form), dispatcher


def slots_after(made: Talk) -> dict[str, Any]:
    return {event["name"]: event["value"] for event in made.events() if event["event"] == "slot"}


def names(dispatcher: CollectingDispatcher) -> list[str]:
    return [message["response"] for message in dispatcher.messages]


def test_outside_forms_it_is_asked_whether_to_go_on() -> None:
    made, dispatcher = talk("phone")
    made.say("utter_guide_answer_short", answer=LONG)
    after = slots_after(made)
    assert names(dispatcher) == ["utter_guide_answer_short", "utter_rest"]
    assert after["offered"] == "read_on" and len(after["unread"]) >= 2


def test_inside_a_form_the_way_on_is_told_before_its_question() -> None:
    made, dispatcher = talk("phone", form=object())
    made.say("utter_guide_answer_short", answer=LONG)
    made.say("utter_place_again")
    after = slots_after(made)
    assert names(dispatcher) == ["utter_guide_answer_short", "utter_rest_in_form", "utter_place_again"]
    assert after["unread"] and "offered" not in after


def test_in_writing_everything_is_there_at_once() -> None:
    made, dispatcher = talk("web")
    made.say("utter_guide_answer", answer=LONG, facts=labelled([("Χρειάζεστε", ("α", "β", "γ", "δ"))]))
    assert dispatcher.messages[0]["answer"] == LONG and dispatcher.messages[0]["facts"] == "• Χρειάζεστε: α, β, γ, δ"
    assert slots_after(made) == {}


@pytest.mark.parametrize(("text", "intent"), [("ναι", "affirm"), ('/inform{"choice": "more"}', "inform")])
def test_a_yes_and_the_word_for_it_read_on(text: str, intent: str) -> None:
    made, dispatcher = talk("phone", text, intent, unread=["Δεύτερο.", "Τρίτο."], offered="read_on")
    events = asyncio.run(ActionLooseEnd().run(dispatcher, made.tracker, {}))
    after = {event["name"]: event["value"] for event in events}
    assert dispatcher.messages[0]["part"] == "Δεύτερο." and names(dispatcher) == ["utter_next_part", "utter_rest"]
    assert (after["unread"], after["offered"]) == (["Τρίτο."], "read_on")


def test_a_form_reads_on_and_asks_again(player: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    player.turn("pick")
    player.slots["unread"] = ["Δεύτερο.", "Τρίτο."]
    as_phone: Callable[[Any], str] = lambda tracker: "phone"  # noqa: E731
    monkeypatch.setattr(Tracker, "get_latest_input_channel", as_phone)
    assert player.turn("inform", choice="more") == ["utter_next_part", "utter_rest_in_form", "utter_colour_again"]
    assert player.slots["unread"] == ["Τρίτο."]
    assert player.turn("inform", choice="more") == ["utter_next_part", "utter_colour_again"]
    assert player.slots["unread"] is None


def test_whoever_speaks_of_something_else_leaves_the_rest() -> None:
    made, _ = talk("phone", unread=["Δεύτερο."])
    made.say("utter_thank")
    assert slots_after(made)["unread"] is None
