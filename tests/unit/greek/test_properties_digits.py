"""Any digits said one by one, in pairs, in threes or as a number come back; so does any number in every gender and case."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from greek import spoken
from greek.digits import digit_runs, find_numbers, number_word, words_to_digits
from greek.folding import fold
from greek.numerals import Case, Gender, N, cardinal, digit_by_digit, ordinal
from greek.reader import read
from greek.reader.letters import GREEK_LETTERS
from greek.turns import dictated
from tests.unit.greek.words import WORDS

DIGITS = st.text(alphabet="0123456789", min_size=2, max_size=14)
WRITINGS: list[Callable[[str], str]] = [str, str.upper, fold, lambda text: unicodedata.normalize("NFD", text)]
_COLLOQUIAL = {"επτά": "εφτά", "οκτώ": "οχτώ", "εννέα": "εννιά", "επτακόσ": "εφτακόσ", "οκτακόσ": "οχτακόσ"}
# Sentences in which no word says a number.
PLAIN = [word for word in WORDS[::7] if not find_numbers(word) and not spoken.digits(word) and spoken.number(word) is None]


def colloquial(text: str) -> str:
    for book, ear in _COLLOQUIAL.items():
        text = text.replace(book, ear)
    return text


def in_groups(digits: str, size: int) -> list[str]:
    """The digits by so many at a time, each group as a number, zeros before it said."""
    said = []
    for start in range(0, len(digits), size):
        group = digits[start : start + size]
        zeros = len(group) - len(group.lstrip("0"))
        said += ["μηδέν"] * zeros + ([cardinal(int(group))] if zeros < len(group) else [])
    return said


@settings(max_examples=200)
@given(DIGITS, st.sampled_from([1, 2, 3]), st.sampled_from([" ", ", "]), st.sampled_from(WRITINGS), st.booleans())
def test_said_one_by_one_in_pairs_or_in_threes(digits: str, size: int, between: str, write: Callable[[str], str], ear: bool) -> None:
    digits = digits[: len(digits) // size * size]  # «είκοσι, ένα»: a digit left over may belong to the ten before it
    assume(len(digits) > 1)
    text = between.join(in_groups(digits, size))
    text = write(colloquial(text) if ear else text)
    assert [run.digits for run in digit_runs(text)] == [digits], text
    assert spoken.digits(text, len(digits)) == digits, text
    assert size > 1 or between != " " or spoken.to_written(text) == digits


@given(DIGITS, st.integers(1, 5))
def test_written_in_groups(digits: str, size: int) -> None:
    groups = [digits[start : start + size] for start in range(0, len(digits), size)]
    for between in (" ", "-", ".", " - ", "/"):
        assert [run.digits for run in digit_runs(between.join(groups))] == [digits]


@given(DIGITS, st.integers(0, 4))
def test_digit_by_digit_is_heard_again(digits: str, group: int) -> None:
    said = digit_by_digit(digits, group)
    assert [run.digits for run in digit_runs(said)] == [digits]
    assert spoken.digits(said, len(digits)) == digits
    assert dictated(said) == digits


@given(st.text(alphabet=st.characters(), max_size=30), st.integers(-2, 5))
def test_digit_by_digit_takes_any_text(text: str, group: int) -> None:
    words = digit_by_digit(text, group).replace(",", "").split()
    assert len(words) == sum(sign.isdecimal() for sign in text)


@settings(max_examples=200)
@given(st.integers(0, 999_999), st.sampled_from(Gender), st.sampled_from(Case), st.sampled_from(WRITINGS), st.booleans())
def test_numbers_in_every_gender_and_case(number: int, gender: Gender, case: Case, write: Callable[[str], str], ear: bool) -> None:
    said = cardinal(number, gender, case)
    said = write(colloquial(said) if ear else said)
    assert [found.value for found in find_numbers(said)] == [number], said
    assert spoken.number(said) == number, said


@given(st.integers(0, 10**12 - 1), st.sampled_from(Case))
def test_millions_and_milliards(number: int, case: Case) -> None:
    assert spoken.number(cardinal(number, N, case)) == number


@given(st.integers(1, 1999), st.sampled_from(Gender), st.sampled_from(Case), st.booleans(), st.sampled_from(WRITINGS))
def test_ordinals_in_every_gender_and_case(number: int, gender: Gender, case: Case, plural: bool, write: Callable[[str], str]) -> None:
    said = write(ordinal(number, gender, case, plural))
    assert spoken.ordinal(said) == number, said


@given(st.integers(0, 99_999), st.lists(st.sampled_from(PLAIN), max_size=3), st.lists(st.sampled_from(PLAIN), max_size=3))
def test_a_number_is_found_where_it_stands(number: int, before: list[str], after: list[str]) -> None:
    said = cardinal(number)
    text = " ".join([*before, said, *after])
    (found,) = find_numbers(text)
    assert text[found.start : found.end] == said
    assert found.value == number
    if not found.article:
        assert words_to_digits(text) == " ".join([*before, str(number), *after])
    decomposed = unicodedata.normalize("NFD", text)
    assert fold(words_to_digits(decomposed)) == fold(words_to_digits(text))


@given(st.integers(0, 999_999))
def test_numbers_that_the_voice_reads_out_are_heard_again(number: int) -> None:
    # A long number without points is a code, and read digit by digit.
    assert spoken.number(read(f"{number:,}".replace(",", "."))) == number


@given(
    st.from_regex(r"2[0-9]{9}|69[0-9]{8}", fullmatch=True),
    st.sampled_from([1, 2]),  # ten digits in threes leave one over
    st.sampled_from(["", "συν τριάντα ", "τριάντα ", "μηδέν μηδέν τριάντα "]),
)
def test_telephones(number: str, size: int, country: str) -> None:
    assert spoken.phone(country + " ".join(in_groups(number, size))) == number
    assert spoken.phone(f"το τηλέφωνό μου είναι {number[:4]} {number[4:7]} {number[7:]}") == number


@given(
    st.sampled_from(["ΠΡΒ", "ΠΙΣ", "ΑΙΤ"]), st.integers(2020, 2049), st.integers(1, 999_999), st.sampled_from(["", " παύλα", " κάθετος"])
)
def test_protocol_numbers(prefix: str, year: int, number: int, dash: str) -> None:
    letters = " ".join(GREEK_LETTERS[letter] for letter in prefix)
    padded = f"{number:06d}"
    # Without a dash a number right after «είκοσι» is a part of the year; a zero never is.
    assume(dash or padded[0] == "0")
    for said in ([cardinal(number)] if dash else []) + [" ".join(in_groups(padded, size)) for size in (1, 2, 3)]:
        assert spoken.protocol(f"{letters}{dash} {cardinal(year)}{dash} {said}") == f"{prefix}-{year}-{padded}", said


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("0123456789 ²½٣")), max_size=40))
def test_any_text_is_answered_in_order(text: str) -> None:
    for found in (find_numbers(text), digit_runs(text)):
        assert all(one.end <= other.start for one, other in pairwise(found))
        assert all(item.digits.isdecimal() and item.digits.isascii() for item in found)
    words_to_digits(text)
    number_word(text)
    spoken.number(text)
    spoken.ordinal(text)
    spoken.digits(text)
    spoken.digits(text, 6)
    spoken.phone(text)
    spoken.protocol(text)
    spoken.spelled(text)
    spoken.to_written(text)
    spoken.email(text)
    spoken.yes_no(text)


@given(st.sampled_from(PLAIN))
def test_other_words_are_no_numbers(word: str) -> None:
    assert number_word(word) is None
    assert words_to_digits(word) == word
