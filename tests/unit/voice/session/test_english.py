"""A caller who speaks English works by keys and is spoken to in English."""

from __future__ import annotations

import re

import pytest

from tests.support.stub_line_house import answer
from voice.grammars import Expects
from voice.manners import english, prompts
from voice.manners.keypad import ENGLISH, GREEK, Menu
from voice.manners.words import wants_language

GREEK_LETTERS = re.compile(r"[\u0370-\u03ff]")


def in_english(*texts, **more):
    return {**answer(*texts, **more), "language": "en"}


def assistant(body):
    match body.get("payload"):
        case None:
            return in_english(
                "Is that right?", kind="yes_no", form="problem_form", choices=["yes", "a change"], payloads=["/affirm", "/change"]
            )
        case payload if payload == ENGLISH:
            return in_english("All right. Please use the keys.")
        case payload if payload == GREEK:
            return answer("Εντάξει, συνεχίζουμε στα ελληνικά.")
        case "/report_problem":
            titles = ["street lighting", "rubbish", "noise", "road signs"]
            return in_english(
                "What kind of problem is it?",
                kind="problem_category",
                form="problem_form",
                choices=titles,
                payloads=[f"/{t}" for t in titles],
            )
        case "/road signs":
            return in_english("Which number shall we call?", kind="phone", length=10, slot="problem_contact", form="problem_form")
    return in_english("Done. Your code is 483 920. Do you need anything else?", kind="yes_no")


async def test_the_greeting_tells_the_key_in_english(make_call, house):
    house.assistant = assistant
    phone = make_call()
    await phone.hears(prompts.FOR_ENGLISH)
    await phone.hears(prompts.SAY_WHAT)
    await phone.press("4")
    await house.until(lambda: house.heard)
    assert house.heard[0]["payload"] == ENGLISH


async def test_a_report_by_keys_from_beginning_to_end_says_no_greek_word(make_call, house):
    house.assistant = assistant
    phone = make_call()
    await phone.hears(prompts.FOR_ENGLISH)
    begin = len(phone.voice.said)
    await phone.press("4")
    await phone.hears("For a problem in the street, press 1.")
    await phone.press("1")
    await phone.hears("For street lighting, press 1. For rubbish, press 2. For noise, press 3. For more, press 9.")
    await phone.press("9")
    await phone.hears("For road signs, press 4.")
    await phone.press("4")
    await phone.hears("Key in the digits")
    await phone.press("6970000001")
    await phone.hears("6 9 7, 0 0 0, 0 0 0 1.")
    await phone.hears("Is that right?")
    await phone.press("1")
    await phone.hears("Is that right?")
    await phone.press("1")
    await phone.hears("Your code is 483 920.")
    said = [text for text, _ in phone.voice.said[begin:]]
    assert [text for text in said if GREEK_LETTERS.search(text)] == []
    assert house.heard[3]["text"] == "6970000001" and house.heard[4]["payload"] == "/affirm"


async def test_speech_is_answered_with_the_keys_and_danger_is_still_heard(make_call, house):
    house.assistant = assistant
    phone = make_call()
    await phone.hears(prompts.FOR_ENGLISH)
    await phone.press("4")
    await phone.hears("Please use the keys.")
    await phone.say("εν λες πόλης")
    await phone.hears(english.PLEASE_KEYS)
    assert len(house.heard) == 1
    await phone.say("ελληνικά")
    await phone.hears("συνεχίζουμε στα ελληνικά")


async def test_what_needs_words_becomes_a_call_back(make_call, house):
    house.assistant = lambda body: in_english("Where is it?", kind="place", form="problem_form", slot="problem_place")
    phone = make_call()
    await phone.hears(prompts.FOR_ENGLISH)
    await phone.press("4")
    await phone.hears("A person will call you.")
    await phone.hears("Shall we call you at 2 5 3, 1 0 1, 2 3 4 5?")
    await phone.press("1")
    await phone.hears("Noted. We will call you.")
    assert "Μιλά αγγλικά." in str(house.of("/callbacks"))


@pytest.mark.parametrize("text", ["αγγλικά", "μιλάτε αγγλικά", "στα αγγλικά παρακαλώ", "ίνγκλις", "english please"])
def test_english_is_asked_for_in_greek_ears(text):
    assert wants_language(text) == "en"


@pytest.mark.parametrize("text", ["θέλω μετάφραση πιστοποιητικού στα αγγλικά", "μαθήματα αγγλικών", "ναι"])
def test_sentences_about_english_are_no_wish_for_it(text):
    assert wants_language(text) is None


@pytest.mark.parametrize("text", sorted(set(prompts.FIXED) - {prompts.FOR_ENGLISH}))
def test_what_the_line_says_later_than_the_greeting_has_english_words(text):
    before_english = {
        prompts.NOT_RECORDED, prompts.DANGER_HINT, prompts.SAY_WHAT, prompts.ASK_RECORDING, prompts.RECORDED, prompts.MAY_RESUME,
        prompts.ONLY_KEYS, prompts.HELP_LINE,
    }  # fmt: skip
    assert text in before_english or not GREEK_LETTERS.search(english.of(text))


def test_sentences_with_values_too():
    for text in (
        prompts.resume_code("123456"), prompts.case_number("EPK-1", "1234"), prompts.progress(1, 6), prompts.progress(5, 6),
        f"Να σας καλέσουμε στον αριθμό {prompts.grouped('2531012345')};", Menu.of(Expects("yes_no")).read(),
    ):  # fmt: skip
        assert not GREEK_LETTERS.search(english.of(text)), english.of(text)
