"""Dates as they are said: «πρώτη Ιουνίου», «την επόμενη Τρίτη», «δεκαπέντε του μηνός», «σε δύο εβδομάδες»."""

from __future__ import annotations

import calendar
import datetime

from greek.dates import month_number, resolve_date, weekday_number
from greek.folding import fold
from greek.spoken.tokens import Token, cardinal_at, ordinal_at, tokens

_RELATIVE = {
    "σημερα": 0,
    "αποψε": 0,
    "αυριο": 1,
    "μεθαυριο": 2,
    "αντιμεθαυριο": 3,
    "χθεσ": -1,
    "χτεσ": -1,
    "εχθεσ": -1,
    "εχτεσ": -1,
    "ψεσ": -1,
    "προχθεσ": -2,
    "προχτεσ": -2,
    "αντιπροχθεσ": -3,
}
_NEXT_WEEK = frozenset("επομενη επομενο αλλη αλλο παραλλη".split())
_COMING = frozenset("ερχομενη ερχομενο αυτη αυτο προσεχη".split())
_PAST = frozenset("περασμενη περασμενο προηγουμενη προηγουμενο".split())
_FEASTS = {
    "πρωτοχρονια": (1, 1),
    "θεοφανια": (6, 1),
    "θεοφανεια": (6, 1),
    "πρωτομαγια": (1, 5),
    "δεκαπενταυγουστοσ": (15, 8),
    "δεκαπενταυγουστο": (15, 8),
    "χριστουγεννα": (25, 12),
    "παραμονη πρωτοχρονιασ": (31, 12),
}
_UNITS = {"μερα": 1, "μερεσ": 1, "ημερα": 1, "ημερεσ": 1, "εβδομαδα": 7, "εβδομαδεσ": 7, "βδομαδα": 7, "βδομαδεσ": 7}
_MONTHS = frozenset({"μηνα", "μηνεσ", "μηνοσ"})
_MONTH_ORDINALS = {number: stem for number, stem in enumerate("πρωτου δευτερου τριτου τεταρτου πεμπτου εκτου εβδομου ογδοου ενατου δεκατου "
                                                                 "ενδεκατου δωδεκατου".split(), 1)}  # fmt: skip
_NUMBER_OF_MONTH = {word: number for number, word in _MONTH_ORDINALS.items()} | {"εντεκατου": 11, "τετερτου": 4}


def _word(words: list[Token], at: int) -> str:
    return words[at].fold if 0 <= at < len(words) else ""


def _day_at(words: list[Token], at: int) -> tuple[int, int] | None:
    """A day of the month at word `at`: «τρεις», «πρώτη», «εικοστή ογδόη», "28" or "28η"."""
    if not (found := ordinal_at(words, at)):
        cardinal = cardinal_at(words, at)
        if not cardinal or not 1 <= cardinal[0] <= 31:
            return None
        after = cardinal[1]
        return cardinal[0], after + (_word(words, after) in ("η", "ησ") and words[at].text.isdecimal())
    number, ending, after = found
    return (number, after) if 1 <= number <= 31 and ending in ("η", "ησ", "ην") else None


def _year_at(words: list[Token], at: int) -> tuple[int, int] | None:
    index = at + (_word(words, at) == "του")
    found = cardinal_at(words, index)
    return found if found and 1800 <= found[0] <= 2199 and not words[index].pause else None


def date_at(words: list[Token], at: int) -> tuple[int, int, int | None, int] | None:
    """A day with its month at word `at`: (day, month, year or None, index after). The month is named, or counted («τρεις του πέμπτου»)."""
    day = _day_at(words, at)
    if not day:
        return None
    index = day[1]
    month = month_number(words[index].fold) if index < len(words) and not words[index].pause else None
    if month is None:
        counted = index + (_word(words, index) == "του")
        month = _NUMBER_OF_MONTH.get(_word(words, counted))
        if month is None:
            return None
        index = counted
        if _word(words, index + 1) in ("οροφου", "μηνα", "αιωνα", "ετουσ"):
            return None
    index += 1
    year = _year_at(words, index)
    if not _exists(day[0], month, year[0] if year else 2024):
        return None
    return day[0], month, (year[0] if year else None), (year[1] if year else index)


def _exists(day: int, month: int, year: int) -> bool:
    return 1 <= day <= calendar.monthrange(year, month)[1]


def _ahead(day: int, month: int, today: datetime.date) -> datetime.date | None:
    """The next such day, today included; 29 February may be years ahead."""
    for year in range(today.year, today.year + 9):
        if _exists(day, month, year) and (found := datetime.date(year, month, day)) >= today:
            return found
    return None


def _months_on(start: datetime.date, count: int) -> datetime.date:
    month = start.month - 1 + count
    year, month = start.year + month // 12, month % 12 + 1
    return datetime.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def _weekday_at(words: list[Token], at: int, today: datetime.date) -> tuple[datetime.date, int] | None:
    """«(την) επόμενη Τρίτη», «Τρίτη», «την Τρίτη που μας έρχεται» at word `at`.

    A bare day is the nearest ahead, today included. «επόμενη» and «άλλη» mean next week's (weeks begin on Monday), «ερχόμενη» the nearest
    after today, «περασμένη» the last before today.
    """
    word = _word(words, at)
    modifier, index = "", at
    if word in _NEXT_WEEK | _COMING | _PAST and at + 1 < len(words):
        modifier = word
        index += 1 + (_word(words, at + 1) == "την")
    wanted = weekday_number(words[index].fold) if index < len(words) and words[index].fold not in ("τριτο", "τριτοσ") else None
    if wanted is None:
        return None
    index += 1
    if _word(words, index) == "που":
        if _word(words, index + 1) in ("περασε", "μασ") and "περασε" in (_word(words, index + 1), _word(words, index + 2)):
            modifier, index = "περασμενη", index + 2
        elif _word(words, index + 1) in ("ερχεται", "μασ"):
            modifier, index = "ερχομενη", index + 2 + (_word(words, index + 1) == "μασ")
    gap = (wanted - today.weekday()) % 7
    if modifier in _NEXT_WEEK:
        return today + datetime.timedelta(days=7 - today.weekday() + wanted), index
    if modifier in _PAST:
        return today - datetime.timedelta(days=(today.weekday() - wanted) % 7 or 7), index
    return today + datetime.timedelta(days=(gap or 7) if modifier in _COMING and modifier != "αυτη" else gap), index


def _of_month_at(words: list[Token], at: int, today: datetime.date) -> tuple[datetime.date, int] | None:
    """«δεκαπέντε του μηνός», «δεκαπέντε του επόμενου μήνα»; a day that is past this month is meant in the next."""
    day = _day_at(words, at)
    if not day or _word(words, day[1]) not in ("του", "τουτου", "αυτου"):
        return None
    index = day[1] + 1
    later = _word(words, index) in ("επομενου", "αλλου", "ερχομενου")
    index += later
    if _word(words, index) not in _MONTHS and _word(words, index) != "μηνα":
        return None
    start = today.replace(day=1)
    for ahead in range(1 if later else 0, 14):
        month = _months_on(start, ahead)
        if _exists(day[0], month.month, month.year) and (later or month.replace(day=day[0]) >= today):
            return month.replace(day=day[0]), index + 1
    return None


def _distance_at(words: list[Token], at: int, today: datetime.date) -> tuple[datetime.date, int] | None:
    """«σε δύο μέρες», «πριν από μία εβδομάδα», «σε έναν μήνα»."""
    word = _word(words, at)
    if word not in ("σε", "πριν", "μετα"):
        return None
    index = at + 1 + (_word(words, at + 1) == "απο")
    count = cardinal_at(words, index)
    if not count:
        return None
    sign = -1 if word == "πριν" else 1
    unit = _word(words, count[1])
    if unit in _UNITS:
        return today + datetime.timedelta(days=sign * count[0] * _UNITS[unit]), count[1] + 1
    if unit in _MONTHS:
        return _months_on(today, sign * count[0]), count[1] + 1
    if unit in ("χρονο", "χρονια", "ετοσ", "ετη"):
        return _months_on(today, sign * 12 * count[0]), count[1] + 1
    return None


def resolved_at(words: list[Token], at: int, today: datetime.date) -> tuple[datetime.date, int] | None:
    """Any date that begins at word `at`, as a day: (day, index after)."""
    word = _word(words, at)
    full = date_at(words, at)
    if full:
        day, month, year, index = full
        found = datetime.date(year, month, day) if year else _ahead(day, month, today)
        return (found, index) if found else None
    if word in _RELATIVE:
        return today + datetime.timedelta(days=_RELATIVE[word]), at + 1
    if word in _FEASTS:
        found = _ahead(*_FEASTS[word], today)
        return (found, at + 1) if found else None
    if (named := _weekday_at(words, at, today)) is not None:
        inner = date_at(words, named[1] + (_word(words, named[1]) in ("στισ", "τισ", "την")))
        if inner:  # «Τρίτη τρεις Μαρτίου»: the date counts
            return resolved_at(words, named[1] + (_word(words, named[1]) in ("στισ", "τισ", "την")), today)
        return named
    return _of_month_at(words, at, today) or _distance_at(words, at, today)


def date(text: str, today: datetime.date) -> datetime.date | None:
    """The day that is said in `text`, seen from `today`; days without a year lie ahead. None when none is said.

    >>> date("την επόμενη Τρίτη", datetime.date(2026, 11, 23))
    datetime.date(2026, 12, 1)
    """
    words = tokens(text)
    if any(sign in text for sign in "/-.") and any(character.isdecimal() for character in text) and (written := resolve_date(text, today)):
        return written
    for at in range(len(words)):
        found = resolved_at(words, at, today)
        if found and not _counted(words, at, found[1]):
            return found[0]
    return None


def _counted(words: list[Token], at: int, index: int) -> bool:
    """«τρίτη φορά», «τρίτη τάξη» are no weekdays."""
    return index == at + 1 and fold(_word(words, index)) in ("φορα", "ταξη", "λαμπα", "πορτα", "κολονα", "σειρα", "θεση", "μερα", "οροφο")
