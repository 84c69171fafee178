"""The phonetic skeleton: whoever spells by ear arrives where whoever spells by the book does."""

from __future__ import annotations

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from greek.folding import fold
from greek.inflection import case_sounds
from greek.phonetic import skeleton, stem
from tests.unit.greek.words import WORDS

# One sound, several spellings. What is read together by the rules is one piece here.
_PIECE = re.compile(r"ου|αι|ει|οι|υι|[αεη][υ]|γγ|γκ|μπ|ντ|κσ|πσ|.")
_I, _O, _E = ("η", "ι", "υ", "ει", "οι"), ("ο", "ω"), ("ε", "αι")
_SAME = {piece: group for group in (_I, _O, _E, ("ξ", "κσ"), ("ψ", "πσ"), ("γγ", "γκ")) for piece in group}
_DOUBLED = "βκλμνπρστ"
_UNVOICED = "θκξπστφχψ"


def _pieces(word: str) -> list[str]:
    return _PIECE.findall(fold(word))


@st.composite
def by_ear(draw: st.DrawFn) -> tuple[str, str]:
    """A word and the same word as somebody may write it who goes by ear."""
    word = draw(st.sampled_from(WORDS))
    pieces = _pieces(word)
    heard = []
    for index, piece in enumerate(pieces):
        after = pieces[index + 1][0] if index + 1 < len(pieces) else ""
        if piece in _SAME:
            heard.append(draw(st.sampled_from(_SAME[piece])))
        elif len(piece) == 2 and piece[1] == "υ" and piece != "ου":
            vowel = draw(st.sampled_from(_SAME.get(piece[0], (piece[0],))))
            heard.append(draw(st.sampled_from([piece, piece[0] + ("φ" if not after or after in _UNVOICED else "β")] if vowel else [piece])))
        elif piece in _DOUBLED and index and draw(st.booleans()):
            heard.append(piece * 2)
        elif piece == "σ" and after and after in "βγδμνλρ":
            heard.append(draw(st.sampled_from("σζ")))
        else:
            heard.append(piece)
    typed = "".join(heard)
    # Where two pieces would run together into a third sound («α» + «η» written «αι»), nobody reads the word that was meant.
    cut = [piece for part in heard for piece in ([part[0], part[1]] if len(part) == 2 and part[0] == part[1] != "γ" else [part])]
    assume(_pieces(typed) == cut)
    return word, typed


@given(by_ear())
def test_spelled_by_ear_it_sounds_the_same(pair: tuple[str, str]) -> None:
    word, typed = pair
    assert skeleton(typed) == skeleton(word)


@given(st.sampled_from(WORDS), st.sampled_from([str.upper, str.lower, str.title, fold]))
def test_capitals_and_accents_dont_sound(word: str, write: object) -> None:
    assert skeleton(write(word)) == skeleton(word)  # type: ignore[operator]


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=12), max_size=6))
def test_each_word_sounds_for_itself(words: list[str]) -> None:
    assert skeleton(" ".join(words)) == " ".join(skeleton(word) for word in words)


@given(st.text(alphabet=st.characters(), max_size=60))
def test_any_text_has_a_skeleton_of_no_more_signs_and_the_same_digits(text: str) -> None:
    sound = skeleton(text)
    assert len(sound) <= len(fold(text))
    assert [sign for sign in sound if sign.isdigit()] == [sign for sign in fold(text) if sign.isdigit()]


@given(st.text(alphabet="αβγδεζηθικλμνξοπρστυφχψω", max_size=30))
def test_letters_sound_as_few_signs(word: str) -> None:
    assert set(skeleton(word)) <= set("αβγδεζθικλμνξοπρστφχψubdg")
    assert not re.search(r"(.)\1", skeleton(word))


@given(st.text(alphabet=st.characters(), max_size=20))
def test_a_stem_is_where_the_skeleton_begins(word: str) -> None:
    assert skeleton(word).startswith(stem(word))
    assert len(stem(word)) >= min(3, len(skeleton(word)))


@given(st.text(alphabet=st.characters(), max_size=20))
def test_a_word_is_among_its_own_cases(word: str) -> None:
    assert skeleton(word) in case_sounds(word)
