"""Spelling correction, for every word and every slip: never further than need be, never what is right already."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from greek.folding import fold
from greek.phonetic import skeleton
from greek.spelling import Speller
from tests.unit.greek.words import WORDS

# Every tenth word matters here; the others are words of the wide list.
MATTER, WIDER = WORDS[::10], [word for index, word in enumerate(WORDS) if index % 10]
SPELLER = Speller(MATTER, WIDER)
_SOUNDS = {skeleton(word) for word in MATTER}
LONG = [word for word in MATTER if len(skeleton(word)) >= 9]
LETTERS = st.sampled_from("αβγδεζθικλμνξοπρστφχψ")


@st.composite
def slip(draw: st.DrawFn) -> tuple[str, str]:
    """A long word, and its sounds with one left out, put in, exchanged or swapped with the next."""
    word = draw(st.sampled_from(LONG))
    sounds = skeleton(word)
    at = draw(st.integers(0, len(sounds) - 2))
    one = draw(LETTERS)
    slipped = draw(
        st.sampled_from(
            [
                sounds[:at] + sounds[at + 1 :],
                sounds[:at] + one + sounds[at:],
                sounds[:at] + one + sounds[at + 1 :],
                sounds[:at] + sounds[at + 1] + sounds[at] + sounds[at + 2 :],
            ]
        )
    )
    return word, slipped


@given(slip())
def test_one_slip_in_a_long_word_is_mended(pair: tuple[str, str]) -> None:
    word, slipped = pair
    found = SPELLER.nearest(slipped)
    if slipped in _SOUNDS:
        assert found is None
        return
    assert found is not None
    # Another word may be as near; none may be taken that is further off.
    assert OSA.distance(skeleton(found), slipped) == 1
    rivals = [sound for sound in _SOUNDS if len(sound) >= 4 and OSA.distance(sound, slipped, score_cutoff=1) == 1]
    assert len(rivals) > 1 or found == word or skeleton(found) == skeleton(word)


@given(st.one_of(LETTERS, st.sampled_from(MATTER).map(skeleton), st.text(alphabet="αβγδεζθικλμνξοπρστφχψ", max_size=14)))
def test_what_is_taken_is_the_nearest_there_is(sound: str) -> None:
    found = SPELLER.nearest(sound)
    allowed = 0 if len(sound) < 5 else 1 if len(sound) < 9 else 2
    near = {other: OSA.distance(other, sound) for other in _SOUNDS if len(other) >= 4}
    best = min(near.values())
    assert (found is None) == (best > allowed or sound in _SOUNDS or not allowed)
    if found is not None:
        assert found in MATTER
        assert near[skeleton(found)] == best


@settings(max_examples=300)
@given(st.sampled_from(MATTER))
def test_a_right_word_stays(word: str) -> None:
    assert SPELLER.nearest(skeleton(word)) is None


@given(st.sampled_from(WIDER), st.sampled_from([str.upper, str.lower, str.title]))
def test_words_of_the_wide_list_get_their_accents_back(word: str, write: object) -> None:
    found = SPELLER.accented(fold(write(word)))  # type: ignore[operator]
    assert found is not None
    assert fold(found) == fold(word)


@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=6, unique_by=skeleton), st.text(alphabet="αβγδειορστ", min_size=5, max_size=9))
def test_between_equals_the_commoner_is_taken(words: list[str], sound: str) -> None:
    found = Speller(words).nearest(sound)
    near = [word for word in words if len(skeleton(word)) >= 4]
    if found is not None:
        best = min(OSA.distance(skeleton(word), sound) for word in near)
        assert found == next(word for word in near if OSA.distance(skeleton(word), sound) == best)


@given(st.text(alphabet=st.characters(), max_size=20))
def test_any_text_is_answered(text: str) -> None:
    assert SPELLER.nearest(text) in {None, *MATTER}
    assert SPELLER.accented(text) in {None, *WIDER}
    assert not any(sign.isdigit() for sign in text) or SPELLER.nearest(text) is None
