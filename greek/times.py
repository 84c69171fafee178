"""Times of day in Greek text: «14:30», «στις εννιά και μισή το πρωί», «το απόγευμα»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from greek.digits import number_word
from greek.folding import fold
from greek.phonetic import skeleton

_NUMBER = r"(?:\d{1,2}|[α-ω]+)"
# Minutes of two words («και είκοσι πέντε»), with or without «λεπτά» after them.
_UNIT = r"(?:εν[αο]|μια|δυο|τρια|τρεισ|τεσσ?ερα|τεσσ?ερ[ιη]σ|πεντε|εξι|ε[φπ]τα|ο[χκ]τ[ωο]|ενν?ια|ενν?εα)"
_MINUTES = rf"(?:(?:εικοσι|τριαντα|σαραντα|πενηντα)\s+{_UNIT}(?!\w)|{_NUMBER})(?:\s+λεπτα)?"
# As written by the book and by ear («προι», «απογεφμα»): greeklish comes back in either.
_MORNING, _NOON, _AFTERNOON, _EVENING, _NIGHT = "πρ[ωο]ι", "μεσ[ηιυ]μερ[ιηυ]", "απογε[υφβ]μα", "βραδ[υιη]", "ν[υιη]χτα"
_DAYTIME = f"{_MORNING}|{_NOON}|{_AFTERNOON}|{_EVENING}|{_NIGHT}"
_PART = rf"(?:πρωινη|{_DAYTIME}|μεσαν[υιη]χτα|χαραματα|ξημερωματα|π\.?\s?μ\b\.?|μ\.?\s?μ\b\.?|am\b|pm\b)"
# An hour that no part of the day goes with is an office's: «στις τρεις» is in the afternoon.
_OFFICE_FROM = 7
_PARTS = {"π": "πρωί", "μ": "μεσημέρι", "α": "απόγευμα", "β": "βράδυ", "ν": "νύχτα"}  # by their first letter
_CLOCK = re.compile(rf"(?<![\w:.,-])(\d{{1,2}})[:.](\d{{2}})(?![\d:.,]*\d)(?:\s*(?:το|τη|τι|τα)?\s*({_PART}))?")
_HOUR = re.compile(
    r"\b(?:στ[ιηυ]σ|(?:κατα|μετα|πριν|μεχρι|ε?ωσ|απο|γ[υι]ρ[ωο]|για|προσ|ισαμε|πριν απο)\s+(?:στ[ιηυ]σ|τ[ιηυ]σ|τη|την)|στη|στην|ωρα|at)"
    rf"\s+({_NUMBER})(?!\w|[/.:-]\d)"
    rf"(?:\s+(και\s+μιση|και\s+τεταρτο|παρα\s+τεταρτο|και\s+{_MINUTES}|παρα\s+{_MINUTES}))?"
    rf"(?:\s+(?:το|τη|τι|την|του|τα)?\s*({_PART}))?(?:\s+ωρα)?"
)
# «είναι πέντε και τέταρτο», «δέκα το πρωί»: no preposition, but nothing else is said so.
_BARE = re.compile(
    rf"\b({_NUMBER})\s+(και\s+μιση|και\s+τεταρτο|παρα\s+τεταρτο)(?!\w)(?:\s+(?:το|τη|τι|την|του|τα)?\s*({_PART}))?"
    rf"|\b({_NUMBER})\s+(?:η\s+ωρα\s+)?(?:το|τη|τι|την|του)\s+({_DAYTIME})(?!\w)"
)
_MIDNIGHT = re.compile(r"(?<!\w)μεσανυχτα(?!\w)")
# «εννιάμισι» is one word: the hour's name and a half.
_HALVES = {
    skeleton(word): hour
    for hour, words in {
        1: "μιάμιση", 2: "δυόμισι", 3: "τρεισήμισι", 4: "τεσσερισήμισι τεσσεράμισι", 5: "πεντέμισι", 6: "εξίμισι εξήμισι",
        7: "εφτάμισι επτάμισι", 8: "οχτώμισι οκτώμισι", 9: "εννιάμισι", 10: "δεκάμισι", 11: "εντεκάμισι", 12: "δωδεκάμισι",
    }.items()
    for word in words.split()
}  # fmt: skip
_NOUN = re.compile(r"\s+(?:[α-ω]*ε[ισ]?σ\b|πρωτ|τελευται)")
_AFTER_ONE = re.compile(
    r"\s*(?:$|[^α-ω\s]|(?:και|για|στ\w*|απο|μεχρι|ωσ|η|αυριο|σημερα|ακριβωσ|θα|να|αν|που|γιατι|με|δεν|ειναι|το|περιπου)\b)"
)
# Greetings, habits and whole nights («κάθε βράδυ», «όλη νύχτα») are no times.
_ALONE = re.compile(
    r"(?<!καλο )(?<!καλη )(?<!καθε )(?<!ολη )(?<!ολη τη )(?<!ολη τι )(?<!\bμερα )(?<!μεσ στη )\b"
    rf"({_DAYTIME})(?!\w)"
)


@dataclass(frozen=True)
class FoundTime:
    """A time at [start, end) of the text: HH:MM, or a part of the day («πρωί»)."""

    start: int
    end: int
    value: str


def _of_day(part: str | None, hour: int) -> int:
    """The hour of 24 that `hour` means with that part of the day; without one, in an office's day."""
    if not part:
        return hour + 12 if 0 < hour < _OFFICE_FROM else hour
    if part.startswith(("π", "a", "χαραμ", "ξημερ")):
        return 0 if hour == 12 else hour
    if re.match("ν[υιη]χτ|μεσαν", part) and hour in (12, 1, 2, 3, 4):
        return hour % 12
    if part.startswith("βραδ") and hour == 12:
        return 0
    return hour + 12 if hour < 12 and not (part.startswith("μεσημ") and hour == 11) else hour


def find_times(text: str) -> list[FoundTime]:
    """The times in `text` (any case, Greek letters), in order, not overlapping. «στις 3» alone is 15:00, «στις 9» 09:00."""
    folded = fold(text)
    found: list[FoundTime] = []
    for match in _CLOCK.finditer(folded):
        hour, minute = int(match.group(1)), int(match.group(2))
        hour = _of_day(match.group(3), hour) if match.group(3) else hour
        if hour < 24 and minute < 60:
            found.append(FoundTime(match.start(), match.end(), f"{hour:02d}:{minute:02d}"))
    part_before = re.search(rf"\b(?:({_DAYTIME})|(αποψε))(?!\w)", folded)
    used = 0
    for match in _HOUR.finditer(folded):
        # «αύριο το βράδυ, στις έντεκα»: the part of the day stands before its hour.
        part = None
        if part_before and part_before.end() <= match.start() and not re.search(r"[;.!]", folded[part_before.end() : match.start()]):
            part = part_before.group(1) or "βραδυ"
            used = part_before.end() if part_before.group(1) else 0
        time = _spoken(match, part)
        if time and not _overlaps(match.span(), found):
            found.append(FoundTime(match.start(1), match.end(), time))
        else:
            used = 0
    for match in _BARE.finditer(folded):
        said, minutes, part, other, other_part = match.groups()
        time = _read(said or other, minutes, part or other_part)
        if time and not _overlaps(match.span(), found):
            found.append(FoundTime(match.start(), match.end(), time))
    for match in _MIDNIGHT.finditer(folded):
        if not _overlaps(match.span(), found):
            found.append(FoundTime(match.start(), match.end(), "00:00"))
    for match in _ALONE.finditer(folded):
        if match.end() != used and not _overlaps(match.span(), found):
            found.append(FoundTime(match.start(), match.end(), _PARTS[match.group(1)[0]]))
    return sorted(found, key=lambda item: item.start)


def _overlaps(span: tuple[int, int], found: list[FoundTime]) -> bool:
    return any(item.start < span[1] and span[0] < item.end for item in found)


def _spoken(match: re.Match[str], earlier_part: str | None) -> str | None:
    """«στις εννιά και μισή το πρωί» as 09:30; None when the word is no hour, or a bare number of something else."""
    said, minutes, part = match.groups()
    rest = match.string[match.end() :]
    one = number_word(said) == 1 or said == "1"
    if not minutes and not part and (not _AFTER_ONE.match(rest) if one else _NOUN.match(rest)):
        return None  # «στις 3 λάμπες», «στη μία πλευρά»
    singular = re.search(r"\b(?:στη|στην|τη|την)\s+\S+$", match.string[match.start() : match.end(1)]) is not None
    if singular and not one and skeleton(said) not in _HALVES:
        return None
    return _read(said, minutes, part or earlier_part)


def _read(said: str, minutes: str | None, part: str | None) -> str | None:
    """HH:MM of an hour in digits or words, what stands after it, and the part of the day."""
    half = _HALVES.get(skeleton(said))
    hour = half or (int(said) if said.isdecimal() else number_word(said))
    if hour is None or not 0 < hour < 24:
        return None
    minute = 30 if half else 0
    back = 0
    if minutes:
        amount = _minutes(minutes.split()[1:])
        if amount is None:
            return f"{_of_day(part, hour):02d}:{minute:02d}"  # «στις έντεκα και μετά»
        if amount >= 60:
            return None
        minute = amount
        if minutes.startswith("παρα") and amount:
            back, minute = 1, 60 - amount
    return f"{(_of_day(part, hour) - back) % 24:02d}:{minute:02d}"


def _minutes(words: list[str]) -> int | None:
    """The minutes that «μισή», «τέταρτο», «είκοσι πέντε (λεπτά)» say; None for words that say none."""
    if words[0] in ("μιση", "τεταρτο"):
        return 30 if words[0] == "μιση" else 15
    values = [int(word) if word.isdecimal() else number_word(word) for word in words if word != "λεπτα"]
    return None if not values or None in values else sum(value for value in values if value is not None)
