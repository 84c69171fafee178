"""Times of day and spans of them: "8:00-14:30" → "από τις οκτώ το πρωί έως τις δύο και μισή το μεσημέρι"."""

from __future__ import annotations

import re

from greek.numerals import F, cardinal
from greek.reader.context import ends_sentence, is_shield
from greek.reader.shield import Rule

_HALF = r"(?:π\.?\s?μ(?:\.|(?!\w))|μ\.?\s?μ(?:\.|(?!\w))|ΠΜ(?!\w)|ΜΜ(?!\w)|AM(?!\w)|PM(?!\w)|am(?!\w)|pm(?!\w))"
_HOUR = r"(?:[01]?\d|2[0-4])"


def _time(name: str, dots: str = ":.") -> str:
    return rf"(?P<{name}h>{_HOUR})[{re.escape(dots)}](?P<{name}m>[0-5]\d)(?:\s*(?P<{name}half>{_HALF}))?"


_AT = r"(?<!\w)(?<!\d από )(?P<article>[Σσ]τις|[Σσ]τη|[Σσ]την|[Ττ]ις|[Ττ]η|[Ττ]ην)\s+"
_HOURS_AFTER = r"(?:\s*(?:ώρες|ώρα)(?!\w))?"
_NOT_BEFORE = r"(?<![\w.,:/-])"
_NOT_AFTER = r"(?![\d:]|[.,]\d|\s?(?:€|ευρώ|%|τ\.?μ|χλμ|μέτρα|κιλά))"
_JOIN = r"\s*(?:-|–|—|‑|έως|εως|ως|με|μέχρι)\s*(?:και\s+)?(?:τις\s+|τη\s+|την\s+)?"
_FROM = r"(?:(?<!\w)(?P<from>[Αα]πό|[Αα]π['’])\s+)?(?:(?<!\w)(?:τις|τη|την)\s+)?"
SPAN = re.compile(_FROM + _NOT_BEFORE + _time("a") + _JOIN + _time("b") + _NOT_AFTER)
HALF_SPAN = re.compile(
    _FROM + _NOT_BEFORE + rf"(?P<ah>{_HOUR})(?:[:.](?P<am>[0-5]\d))?\s*(?P<ahalf>{_HALF})?" + _JOIN
    + rf"(?P<bh>{_HOUR})(?:[:.](?P<bm>[0-5]\d))?\s*(?P<bhalf>{_HALF})"
)  # fmt: skip
SHORT_SPAN = re.compile(r"(?<=[Α-Ωα-ωά-ώ.] )(?P<ah>[01]?\d|2[0-4])[-–](?P<bh>[01]?\d|2[0-4])(?=\s*(?:,|;|·|\.?\s*$|\)))")
AT_SPAN = re.compile(
    rf"(?:[Αα]πό|[Αα]π['’])\s+τις\s+(?P<ah>\d{{1,2}}){_JOIN}(?P<bh>\d{{1,2}})(?!\w|[.,:/]\d)(?=\s*(?P<part>το πρωί|το μεσημέρι"
    rf"|το απόγευμα|το βράδυ)?)"
)
ARTICLE_TIME = re.compile(_AT + _time("a") + _HOURS_AFTER + _NOT_AFTER)
COLON_TIME = re.compile(
    r"(?:(?<!\w)(?P<lead>[Αα]πό|[Έέ]ως|[Μμ]έχρι|[Μμ]ετά|[Ππ]ριν|[Ωω]ς|[Κκ]ατά|[Γγ]ύρω)\s+)?"
    + _NOT_BEFORE
    + _time("a", ":")
    + _HOURS_AFTER
    + _NOT_AFTER
)
HOUR_WORD_TIME = re.compile(r"(?<=ώρα )" + _time("a", ":.") + _NOT_AFTER)
HALF_TIME = re.compile(rf"(?:{_AT})?{_NOT_BEFORE}(?P<ah>{_HOUR})(?:[:.](?P<am>[0-5]\d))?\s*(?P<ahalf>{_HALF})")
AT_HOUR = re.compile(
    rf"{_AT}(?P<ah>1?\d|2[0-4])(?:η|ην)?(?![\w/%€]|[.,:]\d|\s?[-–]\s?\d)(?=(?P<hours>\s+(?:η\s+)?ώρα(?!\w))?(?P<part>\s+(?:το|τα)\s+"
    r"(?:πρωί|μεσημέρι|απόγευμα|βράδυ|ξημερώματα|μεσάνυχτα))?)(?=(?P<rest>\s+[^\W\d_]+|))"
)

# "εννιά" is how the hour is said, where the bare number is "εννέα".
_HOURS = {1: "μία", 3: "τρεις", 4: "τέσσερις", 9: "εννιά", 7: "επτά", 8: "οκτώ"}
_DAY_BEFORE = re.compile(r"(?:Δευ|Τρ|Τε|Πέ|Πα|Σα|Σά|Κυ|Δε|Πε|καθημεριν|Καθημεριν)\w*\.?\s$")
_FOLLOWS = frozenset(
    " και με για έως ως μέχρι στο στη στην στον ακριβώς σήμερα αύριο μεθαύριο ή θα περίπου κάθε παρά που τη την κατά είναι".split(" ")
)


def part_of_day(hour: int, minute: int = 1) -> str:
    """What is added to an hour to say which half of the day it is in."""
    if hour == 0:
        return "τα μεσάνυχτα" if minute == 0 else "μετά τα μεσάνυχτα"
    if hour < 5:
        return "τα ξημερώματα"
    if hour < 12:
        return "το πρωί"
    if hour < 16:
        return "το μεσημέρι"
    return "το απόγευμα" if hour < 20 else "το βράδυ"


def _hour24(hour: int, half: str | None) -> int:
    afternoon = bool(half) and half is not None and half[0] in "μΜpP"
    if afternoon and hour < 12:
        return hour + 12
    if half and not afternoon and hour == 12:
        return 0
    return hour % 24


def hour_word(hour: int) -> str:
    """An hour of the clock (1 to 12) as it is said: "μία", "τρεις", "εννιά"."""
    return _HOURS.get(hour) or cardinal(hour, F)


def clock_words(hour: int, minute: int) -> tuple[str, bool]:
    """Words of a time without the part of the day, and whether its article is singular ("τη μία")."""
    if minute > 30:
        spoken, tail = (hour + 1) % 24, "παρά τέταρτο" if minute == 45 else f"παρά {cardinal(60 - minute)}"
    else:
        spoken = hour
        tail = {0: "", 15: "και τέταρτο", 30: "και μισή"}.get(minute, f"και {cardinal(minute)}")
    twelve = spoken % 12 or 12
    return f"{hour_word(twelve)} {tail}".strip(), twelve == 1


def say_time(hour: int, minute: int) -> tuple[str, bool]:
    """A time with its part of the day: 9:30 → ("εννιά και μισή το πρωί", False); midnight → ("δώδεκα τα μεσάνυχτα", False)."""
    words, singular = clock_words(hour % 24, minute)
    return f"{words} {part_of_day(hour % 24, minute)}", singular


def _with_article(article: str | None, words: str, singular: bool) -> str:
    if not article:
        return words
    stem = article[:2] if article[:2].lower() == "στ" else article[:1]
    return f"{stem}{'η' if singular else 'ις'} {words}"


def _end(match: re.Match[str]) -> str:
    return "." if ends_sentence(match) else ""


def _minute(match: re.Match[str], name: str) -> int:
    return int(match.groupdict().get(name) or 0)


def _from_to(match: re.Match[str], start: str, start_one: bool, end: str, end_one: bool) -> str:
    lead = match.groupdict().get("from") or ("από" if match.group()[0] not in "ΑΤ" else "Από")
    lead = "Από" if lead[0] == "Α" else "από"
    return f"{lead} {'τη' if start_one else 'τις'} {start} έως {'τη' if end_one else 'τις'} {end}"


def span(match: re.Match[str]) -> str:
    first_half = match["ahalf"]
    ah, bh = _hour24(int(match["ah"]), first_half), _hour24(int(match["bh"]), match["bhalf"])
    return _from_to(match, *say_time(ah, _minute(match, "am")), *say_time(bh, _minute(match, "bm"))) + _end(match)


def half_span(match: re.Match[str]) -> str:
    """ "9 π.μ. - 2 μ.μ.", and "9-2 μ.μ." whose first hour lies before the second."""
    bh, bm = _hour24(int(match["bh"]), match["bhalf"]), _minute(match, "bm")
    ah, am = int(match["ah"]), _minute(match, "am")
    if match["ahalf"]:
        ah = _hour24(ah, match["ahalf"])
    else:
        later = _hour24(ah, match["bhalf"])
        ah = later if (later, am) < (bh, bm) else ah % 12
    if not match["ahalf"] and part_of_day(ah) == part_of_day(bh) and not match.groupdict().get("from"):
        start, one = clock_words(ah, am)
    else:
        start, one = say_time(ah, am)
    return _from_to(match, start, one, *say_time(bh, bm)) + _end(match)


def short_span(match: re.Match[str]) -> str | None:
    """ "Τρ-Πα 09-14": hours, since a day of the week stands before."""
    if not _DAY_BEFORE.search(match.string[: match.start()]):
        return None
    first, last = int(match["ah"]), int(match["bh"])
    if 6 <= first <= 12 and 1 <= last <= 5 and match["bh"][0] != "0":  # "8-3": in the morning and in the afternoon
        return _from_to(match, *clock_words(first, 0), *clock_words(last, 0))
    if first >= last:
        return None
    return _from_to(match, *say_time(int(match["ah"]), 0), *say_time(int(match["bh"]), 0))


def at_span(match: re.Match[str]) -> str | None:
    ah, bh = int(match["ah"]), int(match["bh"])
    if not (1 <= ah <= 24 and 1 <= bh <= 24):
        return None
    if ah > 12 or bh > 12:
        return _from_to(match, *say_time(ah, 0), *say_time(bh, 0))
    return _from_to(match, *clock_words(ah, 0), *clock_words(bh, 0))


def single(match: re.Match[str]) -> str:
    half = match.groupdict().get("ahalf")
    words, singular = say_time(_hour24(int(match["ah"]), half), _minute(match, "am"))
    lead = match.groupdict().get("lead")
    if lead:
        lead += " στ" if lead.lower() == "γύρω" else " τ"
        return f"{lead}{'η' if singular else 'ις'} {words}"
    # "24/11/2026 09:20": a pause between the year and the hour.
    pause = ", " if is_shield(match.string[max(0, match.start() - 2) : match.start()].rstrip()[-1:]) else ""
    return pause + _with_article(match.groupdict().get("article"), words, singular) + (_end(match) if half else "")


def at_hour(match: re.Match[str]) -> str | None:
    """ "στις 3", "στη 1 το μεσημέρι", "στις 18": an hour where nothing counted follows."""
    hour = int(match["ah"])
    if not 1 <= hour <= 24:
        return None
    rest = match["rest"]
    if rest.strip() and not (match["part"] or match["hours"]) and rest.strip() not in _FOLLOWS:
        return None
    if hour > 12 and not match["part"]:
        words, singular = say_time(hour, 0)
    else:
        words, singular = clock_words(hour, 0)
    return _with_article(match["article"], words, singular)


RULES: tuple[Rule, ...] = (
    (SPAN, span), (HALF_SPAN, half_span), (SHORT_SPAN, short_span), (AT_SPAN, at_span), (ARTICLE_TIME, single), (HOUR_WORD_TIME, single),
    (COLON_TIME, single), (HALF_TIME, single), (AT_HOUR, at_hour),
)  # fmt: skip
