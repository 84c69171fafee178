"""Dates in Greek text: «σήμερα», «την Τρίτη», «3 Μαΐου», «12/5/2026», and what day they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from greek.digits import find_numbers, number_word
from greek.folding import fold
from greek.ordinals import ordinal_word
from greek.phonetic import skeleton

_RELATIVE = {
    "σημερα": ("σήμερα", 0), "αποψε": ("απόψε", 0), "αυριο": ("αύριο", 1), "μεθαυριο": ("μεθαύριο", 2), "χθεσ": ("χθες", -1),
    "χτεσ": ("χτες", -1), "εχθεσ": ("χθες", -1), "εχτεσ": ("χτες", -1), "προχθεσ": ("προχθές", -2), "προχτεσ": ("προχτές", -2),
}  # fmt: skip
_WEEKDAYS = ("Δευτέρα", "Τρίτη", "Τετάρτη", "Πέμπτη", "Παρασκευή", "Σάββατο", "Κυριακή")
_MONTHS = ("Ιανουαρίου", "Φεβρουαρίου", "Μαρτίου", "Απριλίου", "Μαΐου", "Ιουνίου", "Ιουλίου", "Αυγούστου", "Σεπτεμβρίου", "Οκτωβρίου",
           "Νοεμβρίου", "Δεκεμβρίου")  # fmt: skip
_MONTH_STEMS = (
    "ιανουαρι γεναρ", "φεβρουαρι φλεβαρ", "μαρτι μαρτ", "απριλι απριλ", "μαι μα", "ιουνι", "ιουλι", "αυγουστ",
    "σεπτεμβρι σεπτεμβρ", "οκτωβρι οχτωβρ οκτωβρ", "νοεμβρι νοεμβρ", "δεκεμβρι δεκεμβρ",
)  # fmt: skip
_WEEKDAY_FORMS = (
    "Δευτέρα Δευτέρας Δευτέρες", "Τρίτη Τρίτης Τρίτες", "Τετάρτη Τετάρτης Τετάρτες", "Πέμπτη Πέμπτης Πέμπτες",
    "Παρασκευή Παρασκευής Παρασκευές", "Σάββατο Σαββάτου Σάββατα", "Κυριακή Κυριακής Κυριακές",
)  # fmt: skip
_WEEKDAY_BY_SOUND = {skeleton(form): name for name, forms in zip(_WEEKDAYS, _WEEKDAY_FORMS, strict=True) for form in forms.split()}
_MONTH_BY_SOUND = {
    skeleton(stem + ending): number
    for number, stems in enumerate(_MONTH_STEMS, 1)
    for stem in stems.split()
    for ending in ("ου", "οσ", "ο", "η", "ησ")
}
_RELATIVE_BY_SOUND = {skeleton(word): value for word, value in _RELATIVE.items()}
_MONTH_NAMES = ("Ιανουάριος", "Φεβρουάριος", "Μάρτιος", "Απρίλιος", "Μάιος", "Ιούνιος", "Ιούλιος", "Αύγουστος", "Σεπτέμβριος",
                "Οκτώβριος", "Νοέμβριος", "Δεκέμβριος")  # fmt: skip
_ADJECTIVES = {"σημεριν": "σήμερα", "αυριαν": "αύριο", "χθεσιν": "χθες", "χτεσιν": "χτες"}
_ADJECTIVE = re.compile(r"(σημεριν|αυριαν|χθεσιν|χτεσιν)(?:οσ|ου|ο|η|ησ|α|οι|ων|ουσ|εσ)")
# Days with a name of their own, and the day of the year that they are; None where it moves with Easter.
_FEASTS = {
    "Πρωτοχρονιά": (1, 1), "Θεοφάνεια": (6, 1), "Πρωτομαγιά": (1, 5), "Δεκαπενταύγουστος": (15, 8), "Χριστούγεννα": (25, 12),
    "Πάσχα": None, "Καθαρά Δευτέρα": None, "Μεγάλη Δευτέρα": None, "Μεγάλη Τρίτη": None, "Μεγάλη Τετάρτη": None,
    "Μεγάλη Πέμπτη": None, "Μεγάλη Παρασκευή": None, "Μεγάλο Σάββατο": None, "Μεγάλη Εβδομάδα": None, "Άγιο Πνεύμα": None,
    "Απόκριες": None, "Τσικνοπέμπτη": None,
}  # fmt: skip
_FEAST_FORMS = {
    **{name: name for name in _FEASTS}, "Πρωτοχρονιάς": "Πρωτοχρονιά", "Πρωτομαγιάς": "Πρωτομαγιά",
    "Δεκαπενταύγουστο": "Δεκαπενταύγουστος", "Δεκαπενταύγουστου": "Δεκαπενταύγουστος", "Δεκαπενταυγούστου": "Δεκαπενταύγουστος",
    "Χριστουγέννων": "Χριστούγεννα", "Καθαρή Δευτέρα": "Καθαρά Δευτέρα", "Καθαράς Δευτέρας": "Καθαρά Δευτέρα",
    "Μεγάλης Παρασκευής": "Μεγάλη Παρασκευή", "Μεγάλης Πέμπτης": "Μεγάλη Πέμπτη", "Μεγάλου Σαββάτου": "Μεγάλο Σάββατο",
    "Μεγάλης Εβδομάδας": "Μεγάλη Εβδομάδα", "Μεγάλη Βδομάδα": "Μεγάλη Εβδομάδα", "Αγίου Πνεύματος": "Άγιο Πνεύμα",
    "Τσικνοπέμπτης": "Τσικνοπέμπτη",
}  # fmt: skip
_FEAST_BY_SOUND = {skeleton(form): name for form, name in _FEAST_FORMS.items()}
_WEEKEND = re.compile(r"σα[βφ]+ατοκυριακ(?:ο|α|ου|ων)")
# «αυτή τη βδομάδα», «την άλλη εβδομάδα», «του χρόνου»: a stretch of days, as said.
_STRETCHES = (
    (re.compile(r"\b(?:αυτη|τουτη|ετουτη) τ[ηι][νσ]? ε?βδομαδα(?!\w)"), "αυτή η εβδομάδα"),
    (re.compile(r"\bτ[ηι][νσ]? (?:επομενη|ερχομενη|αλλη) ε?βδομαδα(?!\w)"), "επόμενη εβδομάδα"),
    (re.compile(r"\b(?:αυτον?|τουτον?) το[νσ]? μηνα(?!\w)"), "αυτός ο μήνας"),
    (re.compile(r"\bτον? (?:επομενο|ερχομενο|αλλο) μηνα(?!\w)"), "επόμενος μήνας"),
    (re.compile(r"(?<!μερεσ )(?<!μερα )(?<!εποχη )(?<!τελοσ )\bτου χρονου(?!\w)"), "του χρόνου"),
)  # fmt: skip
_YEAR = re.compile(r"\b(?:το|του|ετοσ|ετουσ|χρονια|για το|χρονιασ) ((?:19|20)\d\d)(?![\w/:-]|[.,]\d|\s*(?:ευρω|€))")
# «τρίτη φορά», «τέταρτη απάντηση», «πέμπτη δημοτικού» are no weekdays.
_COUNTED = re.compile(
    r"(?:φορ(?:α|εσ)|μερ(?:α|εσ)|ε?βδομαδα|ωρα|θεση|ταξη|κολ[οω]να|σειρα|πορτα|πολυκατοικια|λαμπα|απαντηση|επιλογη|ερωτηση|προταση|σελιδα|"
    r"ηλικια|δοση|εκδοση|οροφοσ|δημοτικου|γυμνασιου|λυκειου|στηλη|γραμμη|στροφη|παραγραφοσ|προσπαθεια|κατηγορια|εισοδοσ|γενια|"
    r"πινακιδα|στενο|παροδοσ|αποφαση|συνεχομενη|κατα σειρα)(?!\w)"
)
_NUMERIC = re.compile(
    r"(?<![\w/.-])(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})|(\d{1,2})/(\d{1,2}))(?![\w/-])"
)
_BEFORE_YEAR = re.compile(r",?\s+(?:του\s+|του\s+ετουσ\s+)?(?=\w)")
_WORD = re.compile(r"\d{1,4}(?=[ηhi]\b|ησ\b|hs\b|is\b)|[^\W\d_]+|\d+")


# What greeklish by ear and slips of the finger make of a day's or a month's name, but for ordinary words as near.
_BY_EAR = {"αφριο": "αβριο", "μεθαφριο": "μεθαβριο", "παρασκεφι": "παρασκεβι", "παρασκεφισ": "παρασκεβισ", "παρασκεφεσ": "παρασκεβεσ"}
_LONG_SOUNDS = sorted(sound for sound in {*_WEEKDAY_BY_SOUND, *_RELATIVE_BY_SOUND, *_MONTH_BY_SOUND} if len(sound) >= 6)
_NO_SLIP = frozenset(
    skeleton(word)
    for word in (
        "δεύτερη δεύτερο δεύτερος δεύτερες δεύτερου δεύτερης δεύτερους ημέρα καλημέρα ημέρας τέταρτο τέταρτος τέταρτου τέταρτες "
        "μαρτυρία κυρία κυρίες κυριακού σημαία ημερών σήμανση σημείο σάββας μάρτυρες μαέστρο ιουλία ιουλίας παρασκευές παρασκευής "
        "παρασκευάζω σήμερον μέρα σαλάτα σαλάτες σίδερα σίδερο πρώτες πρώτα προτάσεις"
    ).split()
)


@lru_cache(maxsize=4096)
def _heard(word: str) -> str:
    """The sound of `word`, put right where it is one slip away from a day's or a month's name of six sounds or more."""
    sound = skeleton(word)
    sound = _BY_EAR.get(sound, sound)
    known = sound in _WEEKDAY_BY_SOUND or sound in _RELATIVE_BY_SOUND or sound in _MONTH_BY_SOUND or sound in _FEAST_BY_SOUND
    if known or len(sound) < 6 or sound in _NO_SLIP or not word.isalpha():
        return sound
    near = process.extractOne(sound, _LONG_SOUNDS, scorer=OSA.distance, score_cutoff=1)
    return near[0] if near and near[0][0] == sound[0] else sound


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
    for pattern, said in _STRETCHES:
        found += [FoundDate(match.start(), match.end(), said) for match in pattern.finditer(folded)]
    found += [FoundDate(match.start(1), match.end(1), match.group(1)) for match in _YEAR.finditer(folded)]
    taken = [(item.start, item.end) for item in found]
    words = [match for match in _WORD.finditer(folded) if not any(start < match.end() and match.start() < end for start, end in taken)]
    index = 0
    while index < len(words):
        step, item = _at(folded, words, index)
        if item:
            found.append(item)
        index += step
    return sorted(found, key=lambda item: item.start)


def _of_month(word: str) -> int | None:
    """The day of a month that one word says: digits, «τρεις», «τρίτη»."""
    if word.isdecimal():
        return int(word)
    number = number_word(word)
    if number is None and (said := ordinal_word(word)) and said[1] in ("η", "ησ", "ην"):
        return said[0]
    return number


def _year_after(folded: str, at: int) -> tuple[int | None, int]:
    """The year after a month that ends at `at`, in digits or words, and where what was read ends: (None, `at`) when there is none."""
    gap = _BEFORE_YEAR.match(folded, at)
    if gap:
        for number in find_numbers(folded[gap.end() : gap.end() + 60])[:1]:
            digits = folded[gap.end() : gap.end() + number.end].isdecimal()
            if number.start == 0 and (1900 if digits else 1800) <= number.value < (2100 if digits else 2200):
                return number.value, gap.end() + number.end
    return None, at


def _at(folded: str, words: list[re.Match[str]], index: int) -> tuple[int, FoundDate | None]:
    """The date that begins at word `index`, and how many words it takes (1 when there is none)."""
    match = words[index]
    word = match.group()
    number = _of_month(word)
    following = words[index + 1].group() if index + 1 < len(words) else ""
    offset = 1
    if number is not None and following in ("η", "ησ", "h", "hs", "i", "is"):
        offset = 2
        following = words[index + 2].group() if index + 2 < len(words) else ""
    if number in (20, 30) or (number == 10 and ordinal_word(word)):  # «είκοσι τρεις», «δέκατη τρίτη»
        unit = _of_month(following) if following and not following.isdecimal() and not word.isdecimal() else None
        if unit is not None and 0 < unit < 10:
            number, offset = number + unit, offset + 1
            following = words[index + offset].group() if index + offset < len(words) else ""
    month = _MONTH_BY_SOUND.get(_heard(following)) if following and len(following) > 2 else None
    if number is not None and month:
        year, end = _year_after(folded, words[index + offset].end())
        value = _written(number, month, year)
        if value:
            return sum(item.start() < end for item in words[index:]), FoundDate(match.start(), end, value)
    sound = _heard(word)
    pair = f"{sound} {skeleton(words[index + 1].group())}" if index + 1 < len(words) else ""
    for size, name in ((2, _FEAST_BY_SOUND.get(pair)), (1, _FEAST_BY_SOUND.get(sound))):
        if name:
            return size, FoundDate(match.start(), words[index + size - 1].end(), name)
    value = _lone(word, sound, folded, match)
    return 1, FoundDate(match.start(), match.end(), value) if value else None


def _lone(word: str, sound: str, folded: str, match: re.Match[str]) -> str | None:
    """What one word alone means as a date: «αύριο», «Τρίτη», «τον Αύγουστο», «το σαββατοκύριακο»."""
    if sound in _RELATIVE_BY_SOUND:
        return _RELATIVE_BY_SOUND[sound][0]
    if sound in _WEEKDAY_BY_SOUND:
        return None if _COUNTED.match(folded[match.end() :].lstrip()) else _WEEKDAY_BY_SOUND[sound]
    adjective = _ADJECTIVE.fullmatch(word)
    if adjective:
        return _ADJECTIVES[adjective.group(1)]
    if _WEEKEND.fullmatch(word):
        return "σαββατοκύριακο"
    month = (
        _MONTH_BY_SOUND.get(sound)
        if len(word) > 4 or re.search(r"\b(?:τον?|του|στισ|τελη|αρχεσ|μεσα) $", folded[: match.start()])
        else None
    )
    # «του Αυγούστου» after a number that no month has is still a month; «Μάη» alone is.
    return _MONTH_NAMES[month - 1] if month and len(word) > 2 else None


def resolve_date(value: str, today: date) -> date | None:
    """The day that `value` (as `find_dates` gives it, or free text) means on `today`; weekdays and days without a year lie ahead.

    None for a stretch of days («τον Αύγουστο», «του χρόνου») and for feasts that move.
    """
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
    feast = _FEASTS.get(said)
    if said == "σαββατοκύριακο":
        return today + timedelta(days=(5 - today.weekday()) % 7)
    match = re.fullmatch(r"(\d+) (\w+)", f"{feast[0]} {_MONTHS[feast[1] - 1]}" if feast else said)
    if match is None:
        return None  # «τον Αύγουστο», «αυτή τη βδομάδα»: no one day
    day, month = match.groups()
    for year in range(today.year, today.year + 9):  # 29 February may be years ahead
        try:
            found = date(year, _MONTHS.index(month) + 1, int(day))
        except ValueError:
            continue
        if found >= today:
            return found
    return None
