"""Greeklish, there and back: any word in any convention, and all that must stay as it was typed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.provisional import urls

from greek.english_words import LOANWORDS, SURE_ENGLISH
from greek.folding import fold
from greek.greek_words import COMMON_WORDS
from greek.greeklish import is_english, is_greeklish_word, latin_words, readings, to_greek, transliterate
from greek.phonetic import skeleton
from tests.unit.greek.latin import CONVENTIONS, MIXED
from tests.unit.greek.words import WORDS

_KNOWN: dict[str, str] = {}
for _word in WORDS:
    _KNOWN.setdefault(skeleton(_word), _word)
_PIECE = re.compile("|".join(sorted(MIXED, key=len, reverse=True)))
_SHORT = [word for word in WORDS if len(word) < 12]
GREEK = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
# Words of English that no convention makes out of a Greek one.
ENGLISH = sorted(word for word in SURE_ENGLISH if len(word) > 2 and word.isalpha())
LOANS = sorted(word for word in LOANWORDS if word.isascii())


@st.composite
def mixed(draw: st.DrawFn) -> tuple[str, str]:
    """A word, typed with a new habit for each letter."""
    word = draw(st.sampled_from(_SHORT))
    return word, _PIECE.sub(lambda piece: draw(st.sampled_from(MIXED[piece.group()])), fold(word))


@settings(max_examples=400)
@given(st.sampled_from(WORDS), st.sampled_from(CONVENTIONS))
def test_the_word_is_among_the_readings(word: str, written: Callable[[str], str]) -> None:
    latin = written(word)
    assert skeleton(word) in map(skeleton, readings(latin)), latin
    assert skeleton(word) in map(skeleton, readings(latin.upper()))


@settings(max_examples=200)
@given(mixed())
def test_so_it_is_when_habits_are_mixed(pair: tuple[str, str]) -> None:
    word, latin = pair
    assert skeleton(word) in map(skeleton, readings(latin)), latin


@pytest.mark.parametrize("written", CONVENTIONS)
def test_a_vocabulary_brings_the_word_back(written: Callable[[str], str]) -> None:
    words = WORDS[::5]
    typed = {word: written(word) for word in words}
    asked = [word for word in words if is_greeklish_word(typed[word])]
    # What is lost is typed like another known word: xero (ξέρω, χαίρω), vres (ώρες, βρες).
    lost = {word: (typed[word], found) for word in asked if skeleton(found := to_greek(typed[word], _KNOWN.get)) != skeleton(word)}
    assert len(lost) < 0.006 * len(words), lost
    assert all(skeleton(found) in map(skeleton, readings(latin)) for latin, found in lost.values())
    assert len(asked) > 0.99 * len(words)


@pytest.mark.parametrize("written", CONVENTIONS)
def test_the_commonest_words_need_no_vocabulary(written: Callable[[str], str]) -> None:
    words = [word for word in COMMON_WORDS if len(word) > 4]
    wrong = [(word, latin, found) for word in words if skeleton(found := to_greek(latin := written(word))) != skeleton(word)]
    assert len(wrong) <= 0.02 * len(words), wrong


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), st.sampled_from(CONVENTIONS), st.sampled_from([" ", ", ", "  ", "; ", "\n"])
)
def test_what_stands_between_words_stays(words: list[str], written: Callable[[str], str], between: str) -> None:
    typed = between.join(written(word) for word in words)
    got = transliterate(typed, _KNOWN.get)
    assert is_english(typed) or got.split(between) == [to_greek(word, _KNOWN.get) for word in typed.split(between)]


@given(GREEK, st.emails(), GREEK)
def test_mail_addresses_stay(before: str, address: str, after: str) -> None:
    text = f"{before} {address} {after}"
    assert transliterate(text) == text
    assert transliterate(f"thelo {address}, parakalo") == f"θελω {address}, παρακαλω"


@given(GREEK, st.one_of(urls(), urls().map(str.upper), urls().map(lambda url: "www." + url.split("://")[1])), GREEK)
def test_web_addresses_stay(before: str, address: str, after: str) -> None:
    text = f"{before} {address} {after}"
    assert transliterate(text) == text
    assert transliterate(f"thelo {address} parakalo") == f"θελω {address} παρακαλω"


@given(
    GREEK,
    st.sampled_from("gr com eu org net gov.gr info edu GR".split()),
    st.from_regex(r"[a-z][a-z0-9]{2,8}(/[a-z]{1,5})?", fullmatch=True),
)
def test_bare_sites_stay(before: str, ending: str, name: str) -> None:
    site, _, page = name.partition("/")
    text = f"{before} {site}.{ending}{'/' + page if page else ''} παρακαλώ"
    assert transliterate(text) == text


@given(st.from_regex(r"[A-Z]{2,4}-20[0-9]{2}-[0-9]{6}", fullmatch=True))
def test_codes_stay(code: str) -> None:
    assert transliterate(f"o kodikos {code}") == f"ο κωδικοσ {code}"


@given(st.lists(st.sampled_from(ENGLISH), min_size=3, max_size=8).map(" ".join))
def test_english_sentences_stay(text: str) -> None:
    assert is_english(text)
    assert transliterate(text) == text


@given(GREEK, st.sampled_from(ENGLISH + LOANS), st.sampled_from([str.lower, str.upper, str.title]))
def test_english_words_stay_within_greek(greek: str, word: str, write: Callable[[str], str]) -> None:
    text = f"{greek} {write(word)} {greek}"
    assert transliterate(text) == text


@given(st.text(alphabet=st.characters(), max_size=60))
def test_any_text_is_answered_and_only_its_latin_words_change(text: str) -> None:
    got = transliterate(text)
    kept = re.split("|".join(re.escape(text[start:end]) for start, end, _ in latin_words(text)) or "(?!)", text)
    assert is_english(text) or all(piece in got for piece in kept)


@given(GREEK, st.sampled_from(CONVENTIONS))
def test_twice_is_as_once(text: str, written: Callable[[str], str]) -> None:
    once = transliterate(" ".join(written(word) for word in text.split()))
    assert transliterate(once) == once
