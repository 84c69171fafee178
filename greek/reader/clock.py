"""Times of day and spans of them: "8:00-14:30" → "από τις οκτώ το πρωί έως τις δύο και μισή το μεσημέρι"."""

from __future__ import annotations

import re

from greek.numerals import F, cardinal

_TIME = r"(?P<{0}h>[01]?\d|2[0-4])(?::|\.)(?P<{0}m>[0-5]\d)(?:\s*(?P<{0}half>π\.?\s?μ\.?|μ\.?\s?μ\.?)(?!\w))?"
_PREPOSITION = r"(?:(?P<article>στις|στη|στην|τις|την|τη|μετά τις|πριν τις|έως τις|μέχρι τις)\s+)?"
_SPAN_JOIN = r"\s*(?:-|–|—|έως|ως|με|μέχρι)\s*"
SPAN = re.compile(
    r"(?:(?P<from>από|από τις|από τη|απ' τις)\s+)?" + _TIME.format("a") + _SPAN_JOIN + r"(?:τις\s+|τη\s+)?" + _TIME.format("b")
)
WHOLE_SPAN = re.compile(r"(?P<ah>\d{1,2})\s*(?:-|–)\s*(?P<bh>\d{1,2})\s*(?P<half>π\.?\s?μ\.?|μ\.?\s?μ\.?)(?!\w)")
WHOLE = re.compile(_PREPOSITION + r"(?P<ah>\d{1,2})\s*(?P<ahalf>π\.?\s?μ\.?|μ\.?\s?μ\.?)(?!\w)")

# "εννιά" is how the hour is said, where the bare number is "εννέα".
_HOURS = {1: "μία", 3: "τρεις", 4: "τέσσερις", 9: "εννιά", 7: "επτά", 8: "οκτώ"}


def part_of_day(hour: int) -> str:
    if hour < 5:
        return "τα ξημερώματα"
    if hour < 12:
        return "το πρωί"
    if hour < 16:
        return "το μεσημέρι"
    return "το απόγευμα" if hour < 20 else "το βράδυ"


def _hour24(hour: int, half: str | None) -> int:
    if half and half.startswith("μ") and hour < 12:
        return hour + 12
    if half and half.startswith("π") and hour == 12:
        return 0
    return hour % 24


def clock_words(hour: int, minute: int) -> tuple[str, bool]:
    """Words of a time without the part of the day, and whether its article is singular ("τη μία")."""
    if minute > 30:
        spoken, tail = (hour + 1) % 24, "παρά τέταρτο" if minute == 45 else f"παρά {cardinal(60 - minute)}"
    else:
        spoken = hour
        tail = {0: "", 15: "και τέταρτο", 30: "και μισή"}.get(minute, f"και {cardinal(minute)}")
    twelve = spoken % 12 or 12
    word = _HOURS.get(twelve) or cardinal(twelve, F)
    return f"{word} {tail}".strip(), twelve == 1


def say_time(hour: int, minute: int) -> tuple[str, bool]:
    """A time with its part of the day: 9:30 → ("εννιά και μισή το πρωί", False); midnight → ("δώδεκα τα μεσάνυχτα", False)."""
    if hour % 24 == 0 and minute == 0:
        return "δώδεκα τα μεσάνυχτα", False
    words, singular = clock_words(hour % 24, minute)
    return f"{words} {part_of_day(hour % 24)}", singular


def _with_article(article: str | None, words: str, singular: bool) -> str:
    if not article:
        return words
    *lead, last = article.split()
    stem = "στ" if last.startswith("στ") else "τ"
    return " ".join([*lead, f"{stem}η" if singular else f"{stem}ις", words])


def span(match: re.Match[str]) -> str:
    ah, bh = _hour24(int(match["ah"]), match["ahalf"]), _hour24(int(match["bh"]), match["bhalf"])
    start, start_one = say_time(ah, int(match["am"]))
    end, end_one = say_time(bh, int(match["bm"]))
    return f"από {'τη' if start_one else 'τις'} {start} έως {'τη' if end_one else 'τις'} {end}"


def whole_span(match: re.Match[str]) -> str:
    ah, bh = _hour24(int(match["ah"]), match["half"]), _hour24(int(match["bh"]), match["half"])
    start, start_one = clock_words(ah, 0)
    end, end_one = say_time(bh, 0)
    return f"από {'τη' if start_one else 'τις'} {start} έως {'τη' if end_one else 'τις'} {end}"


def single(match: re.Match[str]) -> str:
    minute = int(match["am"]) if "am" in match.groupdict() else 0
    words, singular = say_time(_hour24(int(match["ah"]), match["ahalf"]), minute)
    return _with_article(match["article"], words, singular)


# A dotted time is only one where a preposition or a half of the day says so: "3.15" alone is a number.
_COLON_SINGLE = re.compile(_PREPOSITION + _TIME.format("a").replace(r"(?::|\.)", ":"))
_DOT_SINGLE = re.compile(_PREPOSITION.removesuffix("?") + _TIME.format("a").replace(r"(?::|\.)", r"\."))
_COLON_SPAN = re.compile(SPAN.pattern.replace(r"(?::|\.)", ":"))
RULES = ((_COLON_SPAN, span), (_COLON_SINGLE, single), (_DOT_SINGLE, single), (WHOLE_SPAN, whole_span), (WHOLE, single))
