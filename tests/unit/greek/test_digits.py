"""Numbers in words, and grouped or spelled codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greek.digits import digit_runs, find_numbers, number_word, words_to_digits

_UNITS = "μηδέν ένα δύο τρία τέσσερα πέντε έξι επτά οκτώ εννέα".split()
_TEENS = "δέκα έντεκα δώδεκα δεκατρία δεκατέσσερα δεκαπέντε δεκαέξι δεκαεπτά δεκαοκτώ δεκαεννέα".split()
_TENS = ["", "", *"είκοσι τριάντα σαράντα πενήντα εξήντα εβδομήντα ογδόντα ενενήντα".split()]
_HUNDREDS = ["", "εκατόν", *"διακόσια τριακόσια τετρακόσια πεντακόσια εξακόσια επτακόσια οκτακόσια εννιακόσια".split()]


def spelled(number: int) -> str:
    if number < 10:
        return _UNITS[number]
    if number < 20:
        return _TEENS[number - 10]
    if number < 100:
        return f"{_TENS[number // 10]} {_UNITS[number % 10] if number % 10 else ''}".strip()
    if number < 1000:
        return f"{_HUNDREDS[number // 100]} {spelled(number % 100) if number % 100 else ''}".strip()
    thousands = "χίλια" if number < 2000 else f"{spelled(number // 1000)} χιλιάδες"
    return f"{thousands} {spelled(number % 1000) if number % 1000 else ''}".strip()


@given(st.integers(min_value=0, max_value=99_999))
def test_every_number_comes_back(number: int) -> None:
    assert [found.value for found in find_numbers(spelled(number))] == [number]


@given(st.lists(st.integers(min_value=0, max_value=9), min_size=2, max_size=12))
def test_spelled_digits_are_one_code(digits: list[int]) -> None:
    runs = digit_runs(" ".join(_UNITS[digit] for digit in digits))
    assert [run.digits for run in runs] == ["".join(map(str, digits))]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("4 8 3 9 2 0", "483920"),
        ("483 920", "483920"),
        ("483-920", "483920"),
        ("σαράντα οκτώ τριάντα εννέα είκοσι", "483920"),
        ("ΤΕΣΣΕΡΑ ΟΧΤΩ ΤΡΙΑ ΕΝΝΙΑ ΔΥΟ ΜΗΔΕΝ", "483920"),
        ("τέσσερα 8 τρία 920", "483920"),
        ("εξήντα εννιά έξι μηδέν", "6960"),
    ],
)
def test_codes(text: str, code: str) -> None:
    assert [run.digits for run in digit_runs(text)] == [code]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("στην Ορφέως δώδεκα", "στην Ορφέως 12"),
        ("εκατόν δώδεκα", "112"),
        ("διακόσιες τρεις μέρες", "203 μέρες"),
        ("θέλω ένα πιστοποιητικό", "θέλω ένα πιστοποιητικό"),
        ("είκοσι ένα", "21"),
        ("δύο χιλιάδες είκοσι έξι", "2026"),
    ],
)
def test_words_to_digits(text: str, written: str) -> None:
    assert words_to_digits(text) == written


def test_spans_and_single_words() -> None:
    (number,) = find_numbers("στο είκοσι πέντε κάτω")
    assert "στο είκοσι πέντε κάτω"[number.start : number.end] == "είκοσι πέντε"
    assert number_word("ΕΝΝΙΆ") == 9
    assert number_word("λάμπα") is None
