"""Greeklish in every convention, and what must stay in Latin letters."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greek.folding import fold
from greek.greek_words import COMMON_WORDS
from greek.greeklish import is_english, readings, transliterate
from greek.phonetic import skeleton


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thelo na vgalo pistopoihtiko", "θελω να βγαλω πιστοποιητικο"),
        ("8elw ena xarti gia thn aithsh", "θελω ενα χαρτι για την αιτηση"),
        ("uelv na bgalv pistopoihtiko", "θελω να βγαλω πιστοποιητικο"),
        ("exei mia lakouba ston dromo", "εχει μια λακκουβα στον δρομο"),
        ("ksereis ti wra kleinei", "ξερεισ τι ωρα κλεινει"),
        ("3erete pou einai", "ξερετε που ειναι"),
        ("boh8eia", "βοηθεια"),
        ("mporw na milhsw me ypallhlo", "μπορω να μιλησω με υπαλληλο"),
        ("psyxh mou", "ψυχη μου"),
    ],
)
def test_conventions(typed: str, meant: str) -> None:
    assert skeleton(transliterate(typed)) == skeleton(meant)


@pytest.mark.parametrize(
    "text",
    [
        "nikos.p@gmail.com",
        "https://www.komotini.gr/page",
        "www.komotini.gr",
        "PRB-2026-000123",
        "wifi",
        "email",
        "pdf",
        "I want to report a broken lamp",
        "do you speak English?",
        "Türkçe konuşmak istiyorum",
        "",
        "12A",
    ],
)
def test_left_alone(text: str) -> None:
    assert transliterate(text) == text


def test_mixed_sentence_keeps_the_addresses() -> None:
    assert transliterate("steilte to sto maria@example.org parakalo") == "στειλτε το στο maria@example.org παρακαλω"


def test_greek_in_latin_letters_is_not_english() -> None:
    assert not is_english("thelo na milhso me anthropo")
    assert is_english("I need a birth certificate")


_BY_SOUND = {"θ": "th", "χ": "ch", "ψ": "ps", "ξ": "ks", "ω": "o", "η": "i", "υ": "i", "φ": "f", "β": "v"}
_BY_LOOK = {"θ": "8", "χ": "x", "ψ": "ps", "ξ": "3", "ω": "w", "η": "h", "υ": "y", "φ": "f", "β": "b"}
_REST = dict(zip("αγδεζικλμνοπρστ", "agdeziklmnoprst", strict=True))


@pytest.mark.parametrize("convention", [_BY_SOUND, _BY_LOOK])
def test_common_words_come_back(convention: dict[str, str]) -> None:
    words = [word for word in COMMON_WORDS if len(word) > 4]
    typed = [re.sub("ου", "ou", word) for word in words]
    typed = ["".join((_REST | convention).get(letter, letter) for letter in word) for word in typed]
    wrong = [(word, latin) for word, latin in zip(words, typed, strict=True) if skeleton(transliterate(latin)) != skeleton(word)]
    assert len(wrong) <= 0.05 * len(words), wrong


@given(st.text(alphabet=st.characters(max_codepoint=0x3FF), max_size=60))
def test_never_fails_and_leaves_greek_alone(text: str) -> None:
    result = transliterate(text)
    if not re.search("[A-Za-z]", text):
        assert result == text


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz8349", min_size=1, max_size=30))
def test_readings_are_folded_greek_and_few(word: str) -> None:
    found = readings(word)
    assert len(found) <= 24
    assert all(fold(reading) == reading and not re.search("[a-z0-9]", reading) for reading in found)


def test_random_habits_of_one_sentence() -> None:
    sentence = "θελω να δηλωσω μια βλαβη στον δρομο"
    habits = {"θ": ("th", "8"), "ω": ("w", "o"), "η": ("h", "i"), "β": ("v", "b"), "δ": ("d",)}
    for seed in range(20):
        random_ = random.Random(seed)
        chosen = _REST | {letter: random_.choice(options) for letter, options in habits.items()}
        typed = "".join(chosen.get(letter, letter) for letter in sentence)
        assert skeleton(transliterate(typed)) == skeleton(sentence), typed
