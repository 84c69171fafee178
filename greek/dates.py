"""Dates in Greek text: «σήμερα», «την Τρίτη», «3 Μαΐου», «12/5/2026», and what day they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from greek.digits import number_word
from greek.folding import fold
from greek.phonetic import skeleton

_RELATIVE = {
    "σημερα": ("σήμερα", 0), "αποψε": ("σήμερα", 0), "αυριο": ("αύριο", 1), "μεθαυριο": ("μεθαύριο", 2), "χθεσ": ("χθες", -1),
    "χτεσ": ("χτες", -1), "εχθεσ": ("χθες", -1), "εχτεσ": ("χτες", -1), "προχθεσ": ("προχθές", -2), "προχτεσ": ("προχτές", -2),
}  # fmt: skip
_WEEKDAYS = ("Δευτέρα", "Τρίτη", "Τετάρτη", "Πέμπτη", "Παρασκευή", "Σάββατο", "Κυριακή")
_MONTHS = ("Ιανουαρίου", "Φεβρουαρίου", "Μαρτίου", "Απριλίου", "Μαΐου", "Ιουνίου", "Ιουλίου", "Αυγούστου", "Σεπτεμβρίου", "Οκτωβρίου",
           "Νοεμβρίου", "Δεκεμβρίου")  # fmt: skip
_MONTH_STEMS = (
    "ιανουαρι γεναρ", "φεβρουαρι φλεβαρ", "μαρτι μαρτ", "απριλι απριλ", "μαι μα", "ιουνι", "ιουλι", "αυγουστ",
    "σεπτεμβρι σεπτεμβρ", "οκτωβρι οχτωβρ οκτωβρ", "νοεμβρι νοεμβρ", "δεκεμβρι δεκεμβρ",
)  # fmt: skip
_WEEKDAY_BY_SOUND = {skeleton(name): name for name in _WEEKDAYS} | {skeleton(name + "ς"): name for name in _WEEKDAYS if name[-1] in "αή"}
_WEEKDAY_BY_SOUND |= {
    skeleton("Σαββάτου"): "Σάββατο",
    skeleton("Τρίτης"): "Τρίτη",
    skeleton("Τετάρτης"): "Τετάρτη",
    skeleton("Πέμπτης"): "Πέμπτη",
}
_MONTH_BY_SOUND = {
    skeleton(stem + ending): number
    for number, stems in enumerate(_MONTH_STEMS, 1)
    for stem in stems.split()
    for ending in ("ου", "οσ", "ο", "η", "ησ")
}
_RELATIVE_BY_SOUND = {skeleton(word): value for word, value in _RELATIVE.items()}
# «τρίτη φορά», «δεύτερη μέρα» are no weekdays.
_COUNTED = {fold(word) for word in "φορά φορές μέρα μέρες βδομάδα εβδομάδα ώρα θέση τάξη κολόνα σειρά πόρτα πολυκατοικία λάμπα".split()}
_NUMERIC = re.compile(
    r"(?<![\w/.-])(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})|(\d{1,2})/(\d{1,2}))(?![\w/-])"
)
_WORD = re.compile(r"\d{1,4}(?=η\b|ησ\b)|[^\W\d_]+|\d+")


def month_number(word: str) -> int | None:
    """The month (1 to 12) that `word` names in any case and spelling («Ιουνίου», «γενάρη»); None for other words."""
    return _MONTH_BY_SOUND.get(skeleton(word)) if len(word) > 2 else None


def weekday_number(word: str) -> int | None:
    """The day of the week (0 is Monday) that `word` names in any case and spelling; None for other words."""
    name = _WEEKDAY_BY_SOUND.get(skeleton(word))
    return _WEEKDAYS.index(name) if name else None


@dataclass(frozen=True)
class FoundDate:
    """A date at [start, end) of the text: ISO when it has a year, else as said («Τρίτη», «3 Μαΐου», «αύριο»)."""

    start: int
    end: int
    value: str


def _written(day: int, month: int, year: int | None) -> str | None:
    try:
        found = date(year if year is not None else 2024, month, day)
    except ValueError:
        return None
    return found.isoformat() if year is not None else f"{day} {_MONTHS[month - 1]}"


def _year(digits: str | None) -> int | None:
    if digits is None:
        return None
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def find_dates(text: str) -> list[FoundDate]:
    """The dates in `text` (any case, Greek letters), in order, not overlapping."""
    folded = fold(text)
    found: list[FoundDate] = []
    for match in _NUMERIC.finditer(folded):
        y1, m1, d1, d2, m2, y2, d3, m3 = match.groups()
        value = _written(int(d1 or d2 or d3), int(m1 or m2 or m3), _year(y1 or y2))
        if value:
            found.append(FoundDate(match.start(), match.end(), value))
    taken = [(item.start, item.end) for item in found]
    words = [match for match in _WORD.finditer(folded) if not any(start < match.end() and match.start() < end for start, end in taken)]
    index = 0
    while index < len(words):
        step, item = _at(folded, words, index)
        if item:
            found.append(item)
        index += step
    return sorted(found, key=lambda item: item.start)


def _at(folded: str, words: list[re.Match[str]], index: int) -> tuple[int, FoundDate | None]:
    """The date that begins at word `index`, and how many words it takes (1 when there is none)."""
    match = words[index]
    word = match.group()
    number = int(word) if word.isdigit() else (1 if word in ("πρωτη", "πρωτησ") else number_word(word))
    following = words[index + 1].group() if index + 1 < len(words) else ""
    offset = 1
    if number is not None and following in ("η", "ησ"):
        offset = 2
        following = words[index + 2].group() if index + 2 < len(words) else ""
    if number in (20, 30) and not word.isdigit():
        unit = number_word(following) if following else None
        if unit is not None and 0 < unit < 10:
            number, offset = number + unit, offset + 1
            following = words[index + offset].group() if index + offset < len(words) else ""
    month = _MONTH_BY_SOUND.get(skeleton(following)) if following and len(following) > 2 else None
    if number is not None and month:
        last = words[index + offset]
        year = words[index + offset + 1] if index + offset + 1 < len(words) else None
        has_year = year is not None and re.fullmatch(r"(?:19|20)\d\d", year.group()) is not None
        value = _written(number, month, int(year.group()) if has_year and year else None)
        if value:
            end = year.end() if has_year and year else last.end()
            return offset + 1 + has_year, FoundDate(match.start(), end, value)
    sound = skeleton(word)
    if sound in _RELATIVE_BY_SOUND:
        return 1, FoundDate(match.start(), match.end(), _RELATIVE_BY_SOUND[sound][0])
    if sound in _WEEKDAY_BY_SOUND and following not in _COUNTED:
        return 1, FoundDate(match.start(), match.end(), _WEEKDAY_BY_SOUND[sound])
    return 1, None


def resolve_date(value: str, today: date) -> date | None:
    """The day that `value` (as `find_dates` gives it, or free text) means on `today`; weekdays and days without a year lie ahead."""
    items = find_dates(value)
    if not items:
        return None
    said = items[0].value
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said):
        return date.fromisoformat(said)
    relative = _RELATIVE.get(fold(said))
    if relative:
        return today + timedelta(days=relative[1])
    if said in _WEEKDAYS:
        return today + timedelta(days=(_WEEKDAYS.index(said) - today.weekday()) % 7)
    day, month = said.split()
    for year in range(today.year, today.year + 9):  # 29 February may be years ahead
        try:
            found = date(year, _MONTHS.index(month) + 1, int(day))
        except ValueError:
            continue
        if found >= today:
            return found
    return None
