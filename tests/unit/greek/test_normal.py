"""Normalised text keeps the way back to what was typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from greek.folding import fold
from greek.normal import normalise


def test_greeklish_words_map_to_what_was_typed() -> None:
    normal = normalise("kamenh lampa στην ΟΡΦΈΩΣ 12")
    assert normal.text == "καμενη λαμπα στην ορφεωσ 12"
    at = normal.text.index("λαμπα")
    assert normal.original(at, at + 5) == "lampa"
    assert normal.original(at + 1, at + 3) == "lampa"
    at = normal.text.index("ορφεωσ")
    assert normal.original(at, at + 6) == "ΟΡΦΈΩΣ"


@given(st.text(max_size=80))
def test_spans_lie_inside_and_are_in_order(text: str) -> None:
    normal = normalise(text)
    assert len(normal.starts) == len(normal.ends) == len(normal.text)
    for index in range(len(normal.text)):
        start, end = normal.span(index, index + 1)
        assert 0 <= start < end <= len(text)
    assert list(normal.starts) == sorted(normal.starts)
    for word in normal.words:
        assert normal.text[word.start : word.end] == word.text


@given(st.text(alphabet=st.characters(min_codepoint=0x370, max_codepoint=0x3FF), max_size=60))
def test_greek_is_only_folded(text: str) -> None:
    assert normalise(text).text == fold(text)
