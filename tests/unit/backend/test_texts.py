"""Dates, masks, grouping, shortening."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.services.texts import greek_date, greek_moment, grouped, mask_email, mask_phone, readable_phone, shorten


def test_dates_are_on_the_clocks_of_komotini() -> None:
    assert greek_date(datetime(2026, 3, 2, 22, 30, tzinfo=UTC)) == "3 Μαρτίου 2026"
    assert greek_date(datetime(2026, 7, 31, 20, 59, tzinfo=UTC)) == "31 Ιουλίου 2026"


def test_masks_tell_little() -> None:
    assert mask_phone("+306900000012") == "•••••••012"
    assert mask_email("maria@example.org") == "m•••@example.org"


def test_grouping() -> None:
    assert grouped("483920") == "483 920"
    assert grouped("12") == "12"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("δύο λέξεις", 20, "δύο λέξεις"),
        ("μία δύο τρεις", 9, "μία δύο…"),
        ("α" * 30, 10, "α" * 9 + "…"),
        ("μία, δύο", 6, "μία…"),
        ("  α \n β ", 10, "α β"),
    ],
)
def test_shorten(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short


@given(st.text(), st.integers(2, 80))
def test_shortened_text_fits(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit


def test_moments_are_on_the_clocks_of_komotini() -> None:
    assert greek_moment(datetime(2026, 3, 2, 22, 30, tzinfo=UTC)) == "Τρί 3 Μαρ 2026, 00:30"


@pytest.mark.parametrize(
    ("number", "read"),
    [
        ("+306900000001", "690 000 0001"),
        ("6900000001", "690 000 0001"),
        ("00306900000001", "690 000 0001"),
        ("2531012345", "25310 12345"),
        ("+302531012345", "25310 12345"),
        ("2101234567", "210 123 4567"),
        ("+491711234567", "+491711234567"),
        ("1234567890", "1234567890"),
        ("112", "112"),
        ("desk", "desk"),
        ("", ""),
    ],
)
def test_numbers_are_read_as_people_here_read_them(number: str, read: str) -> None:
    assert readable_phone(number) == read
