"""What the recogniser hears and how it is written (spoken_cases.tsv), and the round trip through the reader."""

import csv
import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greek import spoken
from greek.folding import fold
from greek.reader import read
from greek.spoken import to_written

TODAY = datetime.date(2026, 11, 23)
with Path(__file__).with_name("spoken_cases.tsv").open(encoding="utf-8", newline="") as file:
    TABLE = [tuple(row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row and not row[0].startswith("#")]


def _answer(kind, said):
    function, _, length = kind.partition(":")
    if function in ("digits", "spelled"):
        return getattr(spoken, function)(said, int(length) if length else None)
    if function == "date":
        found = spoken.date(said, TODAY)
        return found.isoformat() if found else None
    if function == "time":
        found = spoken.time(said)
        return f"{found[0]}:{found[1]:02d}" if found else None
    if function == "yes":
        return {True: "yes", False: "no", None: None}[spoken.yes_no(said)]
    if function == "write":
        return to_written(said)
    return getattr(spoken, function)(said)


@pytest.mark.parametrize(("kind", "said", "expected"), TABLE)
def test_table(kind, said, expected):
    answer = _answer(kind, said)
    if expected == "-":
        assert answer is None
    elif kind == "amount":
        assert answer == Decimal(expected)
    else:
        assert str(answer) == expected


def test_the_table_is_large():
    assert len(TABLE) >= 250


def test_a_day_without_a_year_lies_ahead():
    assert to_written("αύριο στις δέκα το πρωί", TODAY) == "24/11/2026 στις 10:00"
    assert to_written("αύριο στις δέκα το πρωί") == "αύριο στις 10:00"
    assert to_written("την επόμενη τρίτη", TODAY) == "την 1/12/2026"


def _heard(text):
    """What a recogniser would give for the spoken words: lower case, no accents, no punctuation."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in fold(text)).split())


@given(st.integers(0, 10**12 - 1))
def test_numbers_come_back(number):
    if number != 1:
        assert to_written(read(f"{number:,} τεμάχια".replace(",", "."))) == f"{number} τεμάχια"
    assert spoken.number(_heard(read(f"{number:,}".replace(",", ".")))) == number


@given(st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_codes_come_back(code):
    words = read(f"κωδικός {code}")
    assert to_written(words) == f"κωδικός {code}"
    assert spoken.digits(_heard(words), 6) == code


@given(st.from_regex(r"[0-9]{4}", fullmatch=True))
def test_pins_come_back(pin):
    assert spoken.digits(_heard(read(f"PIN {pin}")), 4) == pin


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_tax_numbers_come_back(number):
    assert spoken.digits(_heard(read(f"ΑΦΜ {number}")), 9) == number


@given(st.from_regex(r"(69[0-9]|2[1-8][0-9])[0-9]{7}", fullmatch=True))
def test_phones_come_back(number):
    assert to_written(read(number)) == number
    assert spoken.phone(_heard(read(number))) == number


@given(st.integers(1, 999), st.integers(1, 999))
def test_a_code_said_in_two_hundreds_comes_back(first, second):
    code = f"{first:03d}{second:03d}"
    said = f"{'μηδέν ' * (3 - len(str(first)))}{read(str(first))} {'μηδέν ' * (3 - len(str(second)))}{read(str(second))}"
    assert spoken.digits(_heard(said), 6) == code


@given(st.integers(100, 10**8))
def test_amounts_come_back(cents):
    euros = f"{cents // 100:,}".replace(",", ".")
    written = f"{euros},{cents % 100:02d} €" if cents % 100 else f"{euros} €"
    assert to_written(read(written)) == written
    assert spoken.amount(_heard(read(written))) == Decimal(cents) / 100


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_dates_come_back(day):
    words = read(f"{day:%d/%m/%Y}")
    assert to_written(words) == f"{day.day}/{day.month}/{day.year}"
    assert spoken.date(_heard(words), TODAY) == day


@given(st.times())
def test_times_come_back(time):
    words = read(f"στις {time.hour}:{time.minute:02d}")
    assert to_written(words) == f"στις {time.hour}:{time.minute:02d}"
    assert spoken.time(_heard(words)) == (time.hour, time.minute)


@given(st.integers(1, 999_999), st.sampled_from(["ΠΡΒ", "ΠΙΣ", "ΑΙΤ"]), st.integers(2021, 2029))
def test_protocol_numbers_come_back(number, prefix, year):
    written = f"{prefix}-{year}-{number:06d}"
    assert to_written(read(written)) == written
    assert spoken.protocol(_heard(read(written))) == written


@given(st.integers(1, 999), st.sampled_from("ΑΒΓΔ"))
def test_street_numbers_come_back(number, letter):
    assert to_written(read(f"Ορφέως {number}{letter}")) == f"Ορφέως {number}{letter}"


@given(st.text(max_size=100))
def test_any_text_is_taken(text):
    to_written(text)
    to_written(text, TODAY)
    for function in (spoken.digits, spoken.phone, spoken.email, spoken.amount, spoken.time, spoken.yes_no, spoken.number, spoken.protocol):
        function(text)
