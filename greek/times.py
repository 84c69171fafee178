"""Times of day in Greek text: «14:30», «στις εννιά και μισή το πρωί», «το απόγευμα»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from greek.digits import number_word
from greek.folding import fold

_NUMBER = r"(?:\d{1,2}|[α-ω]+)"
_PART = r"(?:πρωι|πρωινη|μεσημερι|απογευμα|βραδυ|νυχτα|π\.?\s?μ\b\.?|μ\.?\s?μ\b\.?)"
_PARTS = {"πρωι": "πρωί", "μεσημερι": "μεσημέρι", "απογευμα": "απόγευμα", "βραδυ": "βράδυ", "νυχτα": "νύχτα"}
_CLOCK = re.compile(rf"(?<![\w:.,-])(\d{{1,2}})[:.](\d{{2}})(?![\d:.,]*\d)(?:\s*(?:το|τη)?\s*({_PART}))?")
_HOUR = re.compile(
    rf"\b(?:στισ|(?:κατα|μετα|πριν|μεχρι|ωσ|απο|γυρω)\s+(?:στισ|τισ)|στη|στην|ωρα)\s+({_NUMBER})(?!\w|[/.:-]\d)"
    rf"(?:\s+(και\s+μιση|και\s+τεταρτο|παρα\s+τεταρτο|και\s+{_NUMBER}|παρα\s+{_NUMBER}))?"
    rf"(?:\s+(?:το|τη|την|του)?\s*({_PART}))?(?:\s+ωρα)?"
)
# Greetings, habits and whole nights («κάθε βράδυ», «όλη νύχτα») are no times.
_ALONE = re.compile(
    r"(?<!καλο )(?<!καλη )(?<!καθε )(?<!ολη )(?<!ολη τη )(?<!μερα )(?<!μεσ στη )\b(πρωι|μεσημερι|απογευμα|βραδυ|νυχτα)(?!\w)"
)


@dataclass(frozen=True)
class FoundTime:
    """A time at [start, end) of the text: HH:MM, or a part of the day («πρωί»)."""

    start: int
    end: int
    value: str


def _afternoon(part: str | None, hour: int) -> int:
    if not part:
        return hour
    if part.startswith("π"):
        return 0 if hour == 12 else hour
    if part.startswith("νυχτ") and hour in (12, 1, 2, 3, 4):
        return hour % 12
    return hour + 12 if hour < 12 else hour


def find_times(text: str) -> list[FoundTime]:
    """The times in `text` (any case, Greek letters), in order, not overlapping. «στις 3» alone is 03:00: callers know opening hours."""
    folded = fold(text)
    found: list[FoundTime] = []
    for match in _CLOCK.finditer(folded):
        hour, minute = _afternoon(match.group(3), int(match.group(1))), int(match.group(2))
        if hour < 24 and minute < 60:
            found.append(FoundTime(match.start(), match.end(), f"{hour:02d}:{minute:02d}"))
    part_before = _ALONE.search(folded)
    for match in _HOUR.finditer(folded):
        # «αύριο το βράδυ, στις έντεκα»: the part of the day stands before its hour.
        part = part_before.group(1) if part_before and part_before.end() <= match.start() else None
        time = _spoken(match, part)
        if time and not _overlaps(match.span(), found):
            found.append(FoundTime(match.start(1), match.end(), time))
    for match in _ALONE.finditer(folded):
        if not any(item.start > match.end() for item in found) and not _overlaps(match.span(), found):
            found.append(FoundTime(match.start(), match.end(), _PARTS[match.group(1)]))
    return sorted(found, key=lambda item: item.start)


def _overlaps(span: tuple[int, int], found: list[FoundTime]) -> bool:
    return any(item.start < span[1] and span[0] < item.end for item in found)


def _spoken(match: re.Match[str], earlier_part: str | None) -> str | None:
    """«στις εννιά και μισή το πρωί» as 09:30; None when the word is no hour, or a bare number of something else."""
    said, minutes, part = match.groups()
    hour = int(said) if said.isdigit() else number_word(said)
    if hour is None or not 0 < hour < 24:
        return None
    sentence, end = match.string, match.end()
    if (
        not minutes
        and not part
        and re.match(r"\s+[α-ω]{3,}", sentence[end:])
        and not re.match(r"\s+(?:και|για|στ|απο|μεχρι|ωσ|ή|αυριο|σημερα)", sentence[end:])
    ):
        return None  # «στις 3 λάμπες»
    if said.isdigit() and match.group().startswith(("στη", "στην")) and said != "1":
        return None
    minute = 0
    if minutes:
        what = minutes.split()[-1]
        amount = {"μιση": 30, "τεταρτο": 15}.get(what, int(what) if what.isdigit() else number_word(what))
        if amount is None or amount >= 60:
            return None
        minute = amount
        if minutes.startswith("παρα") and amount:
            hour, minute = (hour - 1) % 24, 60 - amount
    return f"{_afternoon(part or earlier_part, hour):02d}:{minute:02d}"
