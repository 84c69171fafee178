"""Texts as the assistant writes them, and the words that they are spoken with (reader_cases.tsv: text, tab, words)."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greek.reader import read, sentences

CASES = Path(__file__).with_name("reader_cases.tsv")
with CASES.open(encoding="utf-8", newline="") as file:
    TABLE = [tuple(row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row and not row[0].startswith("#")]


@pytest.mark.parametrize(("text", "words"), TABLE)
def test_table(text, words):
    assert read(text) == words


def test_the_table_is_large_and_says_nothing_twice():
    assert len(TABLE) >= 1000
    assert len({text for text, _ in TABLE}) == len(TABLE)


def test_what_was_read_can_be_read_again():
    assert [words for _, words in TABLE if read(words) != words] == []


@given(st.text(max_size=200))
def test_any_text_comes_out_without_a_digit_or_a_latin_letter(text):
    words = read(text)
    assert not any(sign in "0123456789" or ("a" <= sign.lower() <= "z") for sign in words)


@given(st.integers(0, 10**9))
def test_reading_twice_changes_nothing(number):
    once = read(f"Είναι {number} τεμάχια.")
    assert read(once) == once


def test_sentences_are_cut_at_their_ends():
    assert list(sentences("Ένα. Δύο; Τρία!\nΤέσσερα")) == ["Ένα.", "Δύο;", "Τρία!", "Τέσσερα"]
