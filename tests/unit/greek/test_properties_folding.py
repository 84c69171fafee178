"""Folding, for any text at all: nothing is lost on the way back, and nothing depends on how the text was cut or composed."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from greek.folding import fold, fold_with_offsets, has_accents

# Any code point that a Python string may hold, lone surrogates included; and Greek with loose marks, where folding does its work.
ANYTHING = st.text(alphabet=st.characters(), max_size=80)
GREEK = st.text(
    alphabet=st.one_of(st.characters(min_codepoint=0x370, max_codepoint=0x3FF), st.sampled_from("\u0301\u0308 ΐΰά")), max_size=60
)
TEXTS = st.one_of(ANYTHING, GREEK)


@given(TEXTS)
def test_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_the_pieces_between_offsets_are_the_original(text: str) -> None:
    folded = fold_with_offsets(text)
    lead = text[: folded.offsets[0]]
    pieces = [text[slice(*folded.span(index, index + 1))] for index in range(len(folded.text))]
    assert lead + "".join(pieces) == text
    assert fold(lead) == ""
    assert [fold(piece) for piece in pieces] == list(folded.text)


@given(TEXTS, st.data())
def test_any_slice_leads_back_to_what_it_was_folded_from(text: str, data: st.DataObject) -> None:
    folded = fold_with_offsets(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text)
    assert fold(text[first:last]) == folded.text[start:end]


@given(TEXTS, TEXTS)
def test_folding_is_done_letter_by_letter(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


@given(GREEK)
def test_composed_and_decomposed_are_one(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(alphabet="αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ ", max_size=60))
def test_capitals_and_small_letters_are_one(text: str) -> None:
    assert fold(text.upper()) == fold(text)
    assert fold(text) == fold(fold(text).upper())


@given(TEXTS)
def test_what_is_folded_has_no_accents(text: str) -> None:
    assert not has_accents(fold(text))
