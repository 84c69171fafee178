"""Dates: "15/03/2026" → "δεκαπέντε Μαρτίου δύο χιλιάδες είκοσι έξι"; the first of a month is "πρώτη"."""

from __future__ import annotations

import re

from greek.numerals import F, cardinal

MONTHS = [
    "Ιανουαρίου",
    "Φεβρουαρίου",
    "Μαρτίου",
    "Απριλίου",
    "Μαΐου",
    "Ιουνίου",
    "Ιουλίου",
    "Αυγούστου",
    "Σεπτεμβρίου",
    "Οκτωβρίου",
    "Νοεμβρίου",
    "Δεκεμβρίου",
]
_SHORT = {
    "Ιαν": 0, "Φεβ": 1, "Μαρ": 2, "Απρ": 3, "Μαΐ": 4, "Μαι": 4, "Ιουν": 5, "Ιουλ": 6, "Αυγ": 7, "Σεπ": 8, "Σεπτ": 8, "Οκτ": 9, "Νοε": 10,
    "Δεκ": 11,
}  # fmt: skip
_MONTH_WORD = "|".join(MONTHS)
DAY_MONTH_YEAR = re.compile(r"(?<![\d/.-])(0?[1-9]|[12]\d|3[01])([/.-])(0?[1-9]|1[0-2])\2(\d{4}|\d{2})(?![\d/-])")
ISO = re.compile(r"(?<!\d)(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")
DAY_MONTH = re.compile(r"(?<![\d/])(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])(?![\d/])")
SPAN = re.compile(rf"(?<!\d)(0?[1-9]|[12]\d|3[01])\s*(?:-|–|έως|ως)\s*(0?[1-9]|[12]\d|3[01])\s+({_MONTH_WORD})(?:\s+(\d{{4}}))?")
NAMED = re.compile(rf"(?<!\d)(0?[1-9]|[12]\d|3[01])(?:η|ης)?\s+({_MONTH_WORD})(?:\s+(\d{{4}}))?")
SHORT_NAMED = re.compile(rf"(?<!\d)(0?[1-9]|[12]\d|3[01])\s+({'|'.join(sorted(_SHORT, key=len, reverse=True))})\.?(?:\s+(\d{{4}}))?(?!\w)")
DECADE_YEAR = re.compile(
    r"(?:\b(?P<lead>[Ττ]ο|[Ττ]ου|έτος|έτους|το έτος|από το|μέχρι το|έως το)\s+)(?P<year>1[5-9]\d\d|20\d\d)(?!\d|[.,]\d)"
)


def day_words(day: int) -> str:
    return "πρώτη" if day == 1 else cardinal(day, F)


def year_words(year: int) -> str:
    return cardinal(year)


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == 2:
        return 2000 + year if year < 70 else 1900 + year
    return year


def _date(day: int, month: int, year: int | None) -> str:
    words = f"{day_words(day)} {MONTHS[month]}"
    return f"{words} {year_words(year)}" if year else words


def numeric(match: re.Match[str]) -> str:
    return _date(int(match[1]), int(match[3]) - 1, _full_year(match[4]))


def iso(match: re.Match[str]) -> str:
    return _date(int(match[3]), int(match[2]) - 1, int(match[1]))


def short(match: re.Match[str]) -> str:
    return _date(int(match[1]), int(match[2]) - 1, None)


def span(match: re.Match[str]) -> str:
    year = f" {year_words(int(match[4]))}" if match[4] else ""
    return f"{day_words(int(match[1]))} έως {day_words(int(match[2]))} {match[3]}{year}"


def named(match: re.Match[str]) -> str:
    return _date(int(match[1]), MONTHS.index(match[2]), int(match[3]) if match[3] else None)


def short_named(match: re.Match[str]) -> str:
    return _date(int(match[1]), _SHORT[match[2]], int(match[3]) if match[3] else None)


def year_alone(match: re.Match[str]) -> str:
    return f"{match['lead']} {year_words(int(match['year']))}"


RULES = (
    (ISO, iso), (DAY_MONTH_YEAR, numeric), (SPAN, span), (NAMED, named), (SHORT_NAMED, short_named), (DAY_MONTH, short),
    (DECADE_YEAR, year_alone),
)  # fmt: skip
