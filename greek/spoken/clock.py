"""Times of day as they are said: «δώδεκα και μισή», «εννιά παρά τέταρτο το πρωί»."""

from __future__ import annotations

import re

from greek.spoken.tokens import Token, cardinal_at, half, tokens

_WRITTEN = re.compile(r"(?<![\w:.])([01]?\d|2[0-3])[:.]([0-5]\d)(?![\w:])")
_LEADS = frozenset("στισ στη στην ωρα".split())
_ARTICLES = frozenset("τισ τη την".split())
_BEFORE_ARTICLE = frozenset("απο εωσ μεχρι μετα πριν κατα γυρω ωσ".split())
_PARTS = {
    "πρωι": "morning",
    "πρωινη": "morning",
    "πρωινησ": "morning",
    "πρωινεσ": "morning",
    "μεσημερι": "noon",
    "απογευμα": "afternoon",
    "απογευματινη": "afternoon",
    "βραδυ": "evening",
    "βραδινη": "evening",
    "βραδακι": "evening",
    "νυχτα": "night",
    "ξημερωματα": "dawn",
    "μεσανυχτα": "midnight",
    "απογευματακι": "afternoon",
    "χαραματα": "dawn",
    "βραδι": "evening",
    "μεσημερακι": "noon",
}
_THINGS = frozenset(
    "ωρεσ ωρα λεπτα λεπτο μερεσ ημερεσ μηνεσ χρονια εβδομαδεσ βδομαδεσ κιλα μετρα ευρω χιλιομετρα λαμπεσ κιλομετρα ετη φορεσ ατομα "
    "τετραγωνικα "
    "στρεμματα λιτρα δευτερολεπτα".split()
)
_AFTER_HOUR = frozenset(
    "και με για εωσ ωσ μεχρι στο στη στην στον ακριβωσ σημερα αυριο μεθαυριο ή η θα περιπου καθε που τη την κατα ειναι "
    "παρακαλω μονο".split()
)


def _minutes(words: list[Token], at: int) -> tuple[int, int] | None:
    """«και μισή», «παρά τέταρτο», «και είκοσι πέντε (λεπτά)» at word `at`: (minutes, index after)."""
    if at + 1 >= len(words) or words[at].fold not in ("και", "κι", "παρα"):
        return None
    sign = -1 if words[at].fold == "παρα" else 1
    word = words[at + 1].fold
    if word in ("μιση", "μισι", "μισυ"):
        return 30 * sign, at + 2
    if word in ("τεταρτο", "τεταρτα"):
        return 15 * sign, at + 2
    found = cardinal_at(words, at + 1)
    if found and 0 < found[0] < 60:
        after = found[1]
        if after < len(words) and words[after].fold in ("λεπτα", "λεπτο"):
            after += 1
        return found[0] * sign, after
    return None


def _part(words: list[Token], at: int) -> tuple[str, int] | None:
    """The part of the day at word `at`, its article or «μετά τα» included: (part, index after)."""
    index = at
    if index < len(words) and words[index].fold == "μετα" and index + 2 < len(words) and words[index + 2].fold == "μεσανυχτα":
        return "dawn", index + 3
    if index < len(words) and words[index].fold in ("το", "τα", "τη", "την", "του", "τησ") and index + 1 < len(words):
        index += 1
    part = _PARTS.get(words[index].fold) if index < len(words) else None
    if part:
        after = index + 1
        return part, after + (after < len(words) and words[after].fold == "ωρα")
    if at + 1 < len(words) and words[at + 1].fold == "μ" and words[at].fold in ("π", "μ"):
        return ("morning" if words[at].fold == "π" else "afternoon"), at + 2
    return None


def _on_the_day(hour: int, part: str | None) -> int:
    """The hour of the day (0 to 24) that is meant by `hour` of the clock in a part of the day."""
    if part is None or hour > 12:
        return hour
    if part == "morning":
        return hour
    if part == "noon":
        return hour + 12 if hour < 10 else hour
    if part == "afternoon":
        return hour + 12 if hour < 12 else hour
    if part == "dawn":
        return hour % 12
    if part == "midnight":
        return 24 if hour == 12 else hour
    return 24 if hour == 12 else hour + 12 if hour > 4 else hour


def time_at(words: list[Token], at: int) -> tuple[int, int, bool, int] | None:
    """A time whose hour is word `at`: (hour, minute, whether it was said in a way that only times are, index after)."""
    found = cardinal_at(words, at)
    compound = half(words[at])
    if compound is not None:
        hour, index, minute, sure = compound, at + 1, 30, False
    elif found and 0 <= found[0] <= 24:
        hour, index, minute, sure = found[0], found[1], 0, False
        exact = _minutes(words, index)
        if exact and not (words[index].pause):
            minute, index = exact
            sure = words[index - 1].fold in ("μιση", "τεταρτο", "μισι") or minute < 0
        elif index < len(words) and not words[index].pause:
            bare = cardinal_at(words, index)
            if bare and 0 < bare[0] < 60 and hour and found[0] < 24 and _part(words, bare[1]):
                minute, index = bare[0], bare[1]
    else:
        return None
    if index < len(words) and words[index].fold in ("ωρα", "ακριβωσ"):
        index += 1
    part = _part(words, index)
    if part:
        index = part[1]
    if index < len(words) and not words[index].pause and words[index].fold in _THINGS:
        return None
    if hour == 0 and not part and not sure:
        return None
    total = _on_the_day(hour, part[0] if part else None) * 60 + minute
    total %= 24 * 60
    return total // 60, total % 60, sure or part is not None, index


def lead_before(words: list[Token], at: int) -> int:
    """How many words before word `at` say that a time follows: «στις» 1, «από τις» 1 (the article only); 0 for none."""
    if at and words[at - 1].fold in _LEADS:
        return 1
    return 1 if at > 1 and words[at - 1].fold in _ARTICLES and words[at - 2].fold in _BEFORE_ARTICLE else 0


def ends_well(words: list[Token], index: int) -> bool:
    """Whether what follows lets a bare hour be one: nothing, a pause or a small word, not something counted."""
    return index >= len(words) or words[index].pause or words[index].fold in _AFTER_HOUR


def time(text: str, by_day: bool = True) -> tuple[int, int] | None:
    """The time said in `text` as (hour, minute). With `by_day`, an hour from 1 to 6 without a part of the day is in the afternoon.

    >>> time("δώδεκα και μισή")
    (12, 30)
    """
    written = _WRITTEN.search(text)
    if written:
        return int(written[1]), int(written[2])
    words = tokens(text)
    found: tuple[int, int, bool, int] | None = None
    begins = 0
    for at in range(len(words)):
        here = time_at(words, at)
        if here and (here[2] or lead_before(words, at) or found is None):
            found, begins = here, at
            if here[2] or lead_before(words, at):
                break
    if found is None:
        return None
    hour, minute, _, index = found
    said = _part(words, index - 2) or _part(words, index - 1)
    named = (hour + 1) % 24 if any(word.fold == "παρα" for word in words[begins:index]) else hour  # «μία παρά είκοσι» is of the afternoon
    if by_day and 1 <= named <= 6 and said is None:
        hour = (hour + 12) % 24
    return hour, minute
