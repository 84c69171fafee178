"""Spelling correction: slips go to the word that was meant, real words and short ones stay."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greek.phonetic import skeleton
from greek.spelling import Speller

WORDS = ("πιστοποιητικό", "γέννησης", "λάμπα", "ραντεβού", "βιβλιοθήκη", "σκουπίδια", "δημοτικό", "και")
WIDER = ("σκουπίδι", "δημοτικής", "θάλασσα", "πότε", "ποτέ")
SPELLER = Speller(WORDS, WIDER)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("πιστποιητικο", "πιστοποιητικό"),
        ("πιστοπιοητικο", "πιστοποιητικό"),
        ("ραντεβιυ", "ραντεβού"),
        ("βιβλιοθκη", "βιβλιοθήκη"),
        ("γενησηγς", "γέννησης"),
        ("λαμπα", None),  # right already
        ("κια", None),  # too short to tell
        ("τηλεόραση", None),  # near nothing
        ("12345", None),
        ("", None),
    ],
)
def test_what_is_meant(typed: str, meant: str | None) -> None:
    assert SPELLER.nearest(skeleton(typed)) == meant


def test_accents_of_the_wide_list() -> None:
    assert SPELLER.accented("θαλασσα") == "θάλασσα"
    assert SPELLER.accented("ποτε") == "πότε"  # the first of the list
    assert SPELLER.accented("λαμπα") is None


@given(st.sampled_from([word for word in WORDS if len(word) > 7]), st.integers(0, 10_000))
def test_one_sound_left_out_of_a_long_word_is_mended(word: str, seed: int) -> None:
    sounds = skeleton(word)
    at = random.Random(seed).randrange(1, len(sounds))
    slipped = sounds[:at] + sounds[at + 1 :]
    assert SPELLER.nearest(slipped) in (word, None if skeleton(slipped) == sounds else word)


@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text: str) -> None:
    assert SPELLER.nearest(skeleton(text)) in (*WORDS, None)
