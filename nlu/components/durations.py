"""Lengths of time, in days: «δέκα μέρες», «δυο βδομάδες», «για ένα μήνα», «ένα δεκαπενθήμερο», "two more weeks".

A week is 7 days, a month 30: what the price list reckons a permit by. A night of a stay is a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from greek.digits import find_numbers

_UNIT = re.compile(
    r"\s*(?:(?:ακομη?|more)\s+)?(ημερ(?:εσ|α|ων|ουλεσ)|μερ(?:εσ|α|ων|ουλεσ)|ε?βδομαδ(?:εσ|α|ων|ουλεσ)|μην(?:εσ|α|ων)|εικοσιτετραωρα|"
    r"νυχτ(?:εσ|α|ων)|βραδ(?:ια|ιων|υ)|days?|weeks?|months?)(?!\w)"
)
_LONGER = (("βδομαδ", 7), ("week", 7), ("μην", 30), ("month", 30))
_ONCE = ("μερα", "ημερα", "νυχτα", "βραδυ")
# «μια μέρα θα έρθω» is no length of time; «για μια μέρα», «άλλη μία μέρα» are.
_LENGTH = re.compile(r"(?:\bγια|μονο|αλλη|ακομη?|εχουμε|επι|κατα|διαρκεια|κραταει|φτανει)\s+(?:μονο\s+)?$")
_STRETCH = re.compile(r"\b(?:(ενα\s+)?(δεκαπενθημερο|εικοσιτετραωρο|δεκαημερο|διημερο|τριημερο)|(?:καμια|αλλη)\s+(ε?βδομαδα))(?!\w)")
# «την άλλη εβδομάδα» is a date, «άλλη μια εβδομάδα» a length.
_NEXT_WEEK = re.compile(r"\bτ[ηι][νσ]?\s+$")
_STRETCHES = {"δεκαπενθημερο": 15, "εικοσιτετραωρο": 1, "δεκαημερο": 10, "διημερο": 2, "τριημερο": 3}
_ENGLISH = {word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)} | {"another": 1}
_ENGLISH_LENGTH = re.compile(rf"\b({'|'.join(_ENGLISH)})\s+(?:more\s+)?(days?|weeks?|months?)(?!\w)")


def lengths(text: str, *, sure: bool = False) -> Iterator[tuple[int, int, int]]:
    """The lengths in a folded text as (days, start, end).

    `sure`: the text is known to say how long, so that a bare «μια μέρα» is a length too.
    """
    for match in _STRETCH.finditer(text):
        if not (_NEXT_WEEK.search(text[: match.start()]) and match.group(3)):
            yield _STRETCHES.get(match.group(2), 7), match.start(), match.end()
    for match in _ENGLISH_LENGTH.finditer(text):
        yield _ENGLISH[match.group(1)] * _in_days(match.group(2)), match.start(), match.end()
    for number in find_numbers(text):
        unit = _UNIT.match(text, number.end)
        if unit is None:
            continue
        if number.article and unit.group(1) in _ONCE and not sure and not _LENGTH.search(text[: number.start]):
            continue
        yield int(number.value) * _in_days(unit.group(1)), number.start, unit.end()


def _in_days(unit: str) -> int:
    return next((days for name, days in _LONGER if name in unit), 1)
