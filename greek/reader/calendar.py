"""Dates: "15/03/2026" → "δεκαπέντε Μαρτίου δύο χιλιάδες είκοσι έξι"; the first of a month is "πρώτη"."""

from __future__ import annotations

import re

from greek.folding import fold
from greek.numerals import ACC, GEN, NOM, Case, F, cardinal, ordinal
from greek.reader.context import asked, words_before
from greek.reader.shield import Rule

MONTHS = (
    "Ιανουαρίου", "Φεβρουαρίου", "Μαρτίου", "Απριλίου", "Μαΐου", "Ιουνίου", "Ιουλίου", "Αυγούστου", "Σεπτεμβρίου", "Οκτωβρίου",
    "Νοεμβρίου", "Δεκεμβρίου",
)  # fmt: skip
_NOMINATIVES = (
    "Ιανουάριος", "Φεβρουάριος", "Μάρτιος", "Απρίλιος", "Μάιος", "Ιούνιος", "Ιούλιος", "Αύγουστος", "Σεπτέμβριος", "Οκτώβριος",
    "Νοέμβριος", "Δεκέμβριος",
)  # fmt: skip
_SHORT = {
    "Ιαν": 0, "ΙΑΝ": 0, "Φεβ": 1, "Φεβρ": 1, "ΦΕΒ": 1, "Μαρ": 2, "Μάρ": 2, "Μαρτ": 2, "ΜΑΡ": 2, "Απρ": 3, "ΑΠΡ": 3, "Μαΐ": 4, "Μαι": 4,
    "Μάι": 4, "ΜΑΪ": 4, "Ιουν": 5, "ΙΟΥΝ": 5, "Ιουλ": 6, "ΙΟΥΛ": 6, "Αυγ": 7, "ΑΥΓ": 7, "Σεπ": 8, "Σεπτ": 8, "ΣΕΠ": 8, "Οκτ": 9,
    "ΟΚΤ": 9, "Νοε": 10, "Νοεμ": 10, "ΝΟΕ": 10, "Δεκ": 11, "ΔΕΚ": 11,
}  # fmt: skip
_NAMES = {name: index for index, name in enumerate(MONTHS)} | {name.lower(): index for index, name in enumerate(MONTHS)}
_NAMES |= {"Μαίου": 4, "Γενάρη": 0, "Φλεβάρη": 1, "Μάρτη": 2, "Απρίλη": 3, "Μάη": 4, "Ιούνη": 5, "Ιούλη": 6, "Αυγούστου": 7, "Σεπτέμβρη": 8,
           "Οκτώβρη": 9, "Νοέμβρη": 10, "Δεκέμβρη": 11}  # fmt: skip
_MONTH_WORD = "|".join(sorted(_NAMES, key=len, reverse=True))
DAYS = ("Δευτέρα", "Τρίτη", "Τετάρτη", "Πέμπτη", "Παρασκευή", "Σάββατο", "Κυριακή")
_NAMED_SPAN = "|".join((*DAYS, *_NOMINATIVES, *(name[:-1] for name in _NOMINATIVES), *MONTHS))
_DAY_SPAN = re.compile(rf"(?<!\w)(?P<a>{_NAMED_SPAN})\s?[-–—]\s?(?P<b>{_NAMED_SPAN})(?!\w)")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_JOIN = r"\s*(?:-|–|—|έως|ως|μέχρι|με)\s*(?:(?:και\s+)?(?:τις|την)\s+)?"
_YEAR = r"(?:[\s,]+(?P<year>(?:1[5-9]|20)\d\d)(?![\d\w/]|[.,]\d))?"
_PLACE = r"(?<![\d/.,-])(?<!\w)"
_FULL = rf"({_DAY})([/.-])({_MONTH})\2(\d{{4}}|\d{{2}})(?![\d/-]|\.\d)"
NUMERIC = re.compile(_PLACE + _FULL)
AFTER_SLASH = re.compile(rf"(?<=\d)/({_DAY})([-.])({_MONTH})\2(\d{{4}}|\d{{2}})(?![\d/-]|\.\d)")
ISO = re.compile(r"(?<![\w-])(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")
ISO_MONTH = re.compile(r"(?<![\w-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?![\d-])")
MONTH_YEAR = re.compile(r"(?<![\w/.-])(0?[1-9]|1[0-2])/((?:19|20)\d\d)(?![\d/])(?=\s*$|[\s,.;)])")
DAY_MONTH = re.compile(rf"{_PLACE}({_DAY})/({_MONTH})(?![\d/]|[.,]\d)")
DAY_MONTH_SPAN = re.compile(rf"{_PLACE}(?P<a>{_DAY}){_JOIN}(?P<b>{_DAY})/(?P<month>{_MONTH})(?:/(?P<year>\d{{4}}))?(?![\d/]|[.,]\d)")
SPAN = re.compile(rf"{_PLACE}(?P<a>{_DAY})(?:η|ης)?{_JOIN}(?P<b>{_DAY})(?:η|ης)?\s+(?P<month>{_MONTH_WORD})(?!\w){_YEAR}")
_ANY_DATE = rf"{_DAY}/{_MONTH}/\d{{4}}|{_DAY}/{_MONTH}|{_DAY}\s+(?:{_MONTH_WORD})(?:\s+(?:19|20)\d\d)?"
DATE_SPAN = re.compile(rf"{_PLACE}(?P<first>{_ANY_DATE})\s*[-–—]\s*(?P<last>{_ANY_DATE})(?![\w/])")
PAIR = re.compile(rf"{_PLACE}(?P<a>{_DAY})(?=(?:,\s*{_DAY})*\s*(?:,|και|ή|&)\s*{_DAY}\s+(?:{_MONTH_WORD})(?!\w))")
NAMED = re.compile(rf"{_PLACE}(?P<day>{_DAY})(?P<ending>η|ης|ή|ής|ην|ήν)?\s+(?P<month>{_MONTH_WORD})(?!\w){_YEAR}")
SHORT = re.compile(rf"{_PLACE}(?P<day>{_DAY})\s+(?P<month>{'|'.join(sorted(_SHORT, key=len, reverse=True))})(?!\w)\.?{_YEAR}")
DECADE = re.compile(r"(?:(?<=δεκαετία του )|(?<=δεκαετίας του ))['΄’]?(\d0)(?!\d)")
SHORT_YEAR = re.compile(r"(?<=\s)['΄’](\d\d)(?!\w)")


def day_words(day: int) -> str:
    return "πρώτη" if day == 1 else cardinal(day, F)


def year_words(year: int) -> str:
    return cardinal(year)


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == 2:
        return 2000 + year if year < 70 else 1900 + year
    return year


def _date(day: int, month: int, year: int | None, genitive: bool = False) -> str:
    said = "πρώτης" if genitive and day == 1 else cardinal(day, F, GEN) if genitive else day_words(day)
    words = f"{said} {MONTHS[month]}"
    return f"{words} {year_words(year)}" if year else words


def _of_the(match: re.Match[str]) -> bool:
    """Whether "της" stands before: "της 15/3" is in the genitive."""
    before = words_before(match)
    return bool(before) and fold(before[-1]) == "τησ"


def numeric(match: re.Match[str]) -> str:
    return _date(int(match[1]), int(match[3]) - 1, _full_year(match[4]), _of_the(match))


def after_slash(match: re.Match[str]) -> str:
    return f", {_date(int(match[1]), int(match[3]) - 1, _full_year(match[4]))}"


def iso(match: re.Match[str]) -> str:
    return _date(int(match[3]), int(match[2]) - 1, int(match[1]))


def iso_month(match: re.Match[str]) -> str:
    return f"{_NOMINATIVES[int(match[2]) - 1]} {year_words(int(match[1]))}"


def month_year(match: re.Match[str]) -> str | None:
    # "απόφαση 12/2026" is a number; "έως 12/2026" is a month.
    before = [fold(word) for word in words_before(match)]
    if not before or before[-1] not in ("απο", "εωσ", "μεχρι", "τον", "μηνα", "μηνασ", "ληξη", "λιγει", "ληγει"):
        return None
    name = _NOMINATIVES[int(match[1]) - 1]
    return f"{name[:-1]} {year_words(int(match[2]))}"


def short(match: re.Match[str]) -> str:
    return _date(int(match[1]), int(match[2]) - 1, None, _of_the(match))


def span(match: re.Match[str]) -> str:
    month = match["month"]
    index = int(month) - 1 if month.isdigit() else _NAMES[month]
    name = MONTHS[index] if month.isdigit() else month
    year = f" {year_words(int(match['year']))}" if match["year"] else ""
    return f"{day_words(int(match['a']))} έως {day_words(int(match['b']))} {name}{year}"


def date_span(match: re.Match[str]) -> str:
    """ "1/11 - 31/3" and "1 Νοεμβρίου - 31 Μαρτίου"."""
    return f"{_one(match['first'])} έως {_one(match['last'])}"


def _one(text: str) -> str:
    for pattern, say in ((NUMERIC, numeric), (NAMED, named), (DAY_MONTH, short)):
        found = pattern.fullmatch(text)
        if found:
            return say(found)
    return text


def pair(match: re.Match[str]) -> str:
    return day_words(int(match["a"]))


def named(match: re.Match[str]) -> str:
    day, ending = int(match["day"]), match["ending"]
    wanted = asked(words_before(match))
    year = f" {year_words(int(match['year']))}" if match["year"] else ""
    if ending or (day == 1 and wanted.case is not None):
        case: Case = GEN if ending in ("ης", "ής") or (wanted.case is GEN and not ending) else ACC if wanted.case is ACC else NOM
        return f"{ordinal(day, F, case)} {match['month']}{year}"
    said = cardinal(day, F, GEN) if _of_the(match) else day_words(day)
    return f"{said} {match['month']}{year}"


def short_named(match: re.Match[str]) -> str:
    return _date(int(match["day"]), _SHORT[match["month"]], int(match["year"]) if match["year"] else None)


def day_spans(text: str) -> str:
    """ "Δευτέρα-Παρασκευή" as "Δευτέρα έως Παρασκευή" (two days in a row: "και"), months alike."""

    def one(match: re.Match[str]) -> str:
        first, last = match["a"], match["b"]
        neighbours = first in DAYS and last in DAYS and (DAYS.index(last) - DAYS.index(first)) % 7 == 1
        return f"{first} {'και' if neighbours else 'έως'} {last}"

    return _DAY_SPAN.sub(one, text)


def decade(match: re.Match[str]) -> str:
    return cardinal(int(match[1]))


RULES: tuple[Rule, ...] = (
    (ISO, iso), (DATE_SPAN, date_span), (NUMERIC, numeric), (AFTER_SLASH, after_slash), (ISO_MONTH, iso_month), (MONTH_YEAR, month_year),
    (SPAN, span),
    (PAIR, pair), (NAMED, named), (SHORT, short_named), (DAY_MONTH_SPAN, span), (DECADE, decade), (SHORT_YEAR, decade),
)  # fmt: skip
# After the fractions, which take "1/2" where no word says that it is a date.
LATE_RULES: tuple[Rule, ...] = ((DAY_MONTH, short),)
