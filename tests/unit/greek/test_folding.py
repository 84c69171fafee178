"""Folding and the way back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greek.folding import fold, fold_with_offsets, has_accents


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ορφέως", "ορφεωσ"),
        ("ΟΡΦΈΩΣ", "ορφεωσ"),
        ("Προϋπολογισμός", "προυπολογισμοσ"),
        ("μαΐου", "μαιου"),
        ("Ἀθῆναι", "αθηναι"),
        ("Café ΚΕΠ", "cafe κεπ"),
        ("İstanbul", "istanbul"),
        ("", ""),
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(min_codepoint=0x0370, max_codepoint=0x03FF)))
def test_composed_greek_keeps_its_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_offsets_lead_back_to_what_was_folded(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    for index, character in enumerate(folded.text):
        start, end = folded.span(index, index + 1)
        assert fold(text[start:end]) == character


def test_decomposed_input_is_the_same_and_spans_take_the_marks_along() -> None:
    text = unicodedata.normalize("NFD", "στην Ορφέως")
    folded = fold_with_offsets(text)
    assert folded.text == "στην ορφεωσ"
    start, end = folded.span(5, 11)
    assert unicodedata.normalize("NFC", text[start:end]) == "Ορφέως"


def test_has_accents() -> None:
    assert has_accents("λάμπα")
    assert not has_accents("λαμπα ΛΑΜΠΑ cafe")
