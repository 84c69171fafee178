"""The inverse of `greek.reader`: what the recogniser heard, as it is written.

`to_written` goes over a whole sentence; the finer functions answer one question each (a code of six digits, a date, an amount), as the
dialogue asks it.
"""

from __future__ import annotations

import datetime

from greek.spoken import calendar as _calendar
from greek.spoken import clock as _clock
from greek.spoken.amounts import amount, amount_at, decimal_at, percent_at, written
from greek.spoken.answers import yes_no
from greek.spoken.calendar import date
from greek.spoken.clock import time
from greek.spoken.codes import digits, joins, letter, phone, protocol, protocol_at, runs, spelled
from greek.spoken.mail import email, email_at
from greek.spoken.tokens import Token, cardinal_at, half, number, ordinal, ordinal_at, tokens

__all__ = ["amount", "date", "digits", "email", "number", "ordinal", "phone", "protocol", "spelled", "time", "to_written", "yes_no"]

_ARTICLES = frozenset("ενα ενασ εναν ενοσ μια μιασ μιαν".split())
_RANKED = frozenset(
    "οροφο οροφοσ οροφου δημοτικο γυμνασιο λυκειο νηπιαγωγειο σχολειο παιδικοσ παιδικο ταξη ταξησ δημοτικου γυμνασιου "
    "λυκειου χιλιομετρο επαλ".split()
)
_SUFFIXES = {"οσ": "ος", "ησ": "ης", "ουσ": "ους", "εσ": "ες"}
_HOUSE_LETTERS = {"Α", "Β", "Γ", "Δ", "Ε"}


def to_written(text: str, today: datetime.date | None = None) -> str:
    """`text` with its spoken numbers, dates, times, amounts, codes and addresses in their written form; the rest stays as it is.

    Days that are named from where we stand («αύριο», «την επόμενη Τρίτη») are written as dates only when `today` is given.

    >>> to_written("στις εννιά και μισή το πρωί ορφέως δώδεκα άλφα")
    'στις 9:30 ορφέως 12Α'
    """
    address = email_at(text)
    if address:
        said, start, end = address
        return f"{to_written(text[:start], today)}{said}{to_written(text[end:], today)}"
    words = tokens(text)
    pieces: list[str] = []
    last = at = 0
    while at < len(words):
        found = _at(words, at, today)
        if found is None:
            at += 1
            continue
        said, first, stop = found
        pieces += [text[last : words[first].start], said]
        last, at = words[stop - 1].end, stop
    return "".join([*pieces, text[last:]])


def _at(words: list[Token], at: int, today: datetime.date | None) -> tuple[str, int, int] | None:
    """What begins at word `at`, in its written form: (text, first word, index after its last word)."""
    case = protocol_at(words, at)
    if case:
        return case[0], at, case[1]
    return _date(words, at, today) or _span_of_time(words, at) or _quantity(words, at) or _ordinal(words, at) or _number(words, at)


def _date(words: list[Token], at: int, today: datetime.date | None) -> tuple[str, int, int] | None:
    full = _calendar.date_at(words, at)
    if full:
        day, month, year, stop = full
        if stop == at + 1:
            return None
        return f"{day}/{month}" + (f"/{year}" if year else ""), at, stop
    if today is None:
        return None
    found = _calendar.resolved_at(words, at, today)
    if found is None or (found[1] == at + 1 and words[at].fold in ("τριτη", "τεταρτη", "πεμπτη", "δευτερα") and not _is_day(words, at)):
        return None
    return f"{found[0].day}/{found[0].month}/{found[0].year}", at, found[1]


def _is_day(words: list[Token], at: int) -> bool:
    return (
        at > 0
        and words[at - 1].fold in ("την", "τη", "καθε", "επομενη")
        and (at + 1 == len(words) or words[at + 1].fold not in _RANKED | {"φορα", "μερα"})
    )


def _span_of_time(words: list[Token], at: int) -> tuple[str, int, int] | None:
    """A time of day; the article before it becomes «στις» or «τις», as it is written before digits."""
    lead = words[at].fold in ("στη", "στην", "τη", "την", "στισ", "τισ")
    if lead and at + 1 < len(words):
        inner = _time(words, at + 1)
        if inner is None:
            return None
        article = words[at].text if words[at].fold in ("στισ", "τισ") else ("στις" if words[at].fold.startswith("στ") else "τις")
        return f"{article} {inner[0]}", at, inner[1]
    found = _time(words, at)
    return (found[0], at, found[1]) if found else None


def _time(words: list[Token], at: int) -> tuple[str, int] | None:
    found = _clock.time_at(words, at)
    if not found:
        return None
    hour, minute, sure, stop = found
    lead = _clock.lead_before(words, at)
    if not sure and not (lead and _clock.ends_well(words, stop)):
        return None
    if half(words[at]) is not None and not sure and not lead:
        return None
    return f"{hour}:{minute:02d}", stop


def _quantity(words: list[Token], at: int) -> tuple[str, int, int] | None:
    money = amount_at(words, at)
    if money:
        return written(money[0]), at, money[1]
    percent = percent_at(words, at)
    if percent:
        return percent[0], at, percent[1]
    decimal = decimal_at(words, at)
    return (decimal[0], at, decimal[1]) if decimal and "," in decimal[0] else None


def _ordinal(words: list[Token], at: int) -> tuple[str, int, int] | None:
    found = ordinal_at(words, at)
    if not found:
        return None
    value, ending, stop = found
    ranked = stop < len(words) and words[stop].fold in _RANKED
    if not (ranked or stop > at + 1):
        return None
    return f"{value}{_SUFFIXES.get(ending, ending)}", at, stop


def _number(words: list[Token], at: int) -> tuple[str, int, int] | None:
    if not cardinal_at(words, at) and words[at].fold not in ("διπλο", "διπλα", "τριπλο"):
        return None
    here = [run for run in runs(words[at:]) if run[0][1] == 0]
    if not here:
        return None
    run = [(said, first + at, stop + at) for said, first, stop in here[0]]
    if not joins(run, words):
        run = run[:1]
    said, stop = "".join(group[0] for group in run), run[-1][2]
    sign = letter(words[stop]) if stop < len(words) and not words[stop].pause else None
    if sign in _HOUSE_LETTERS and len(said) <= 3 and (stop + 1 == len(words) or letter(words[stop + 1]) is None):
        return f"{said}{sign}", at, stop + 1
    if stop == at + 1 and words[at].fold in _ARTICLES:
        return None
    if at and words[at - 1].fold == "μειον":
        return f"-{said}", at - 1, stop
    return said, at, stop
