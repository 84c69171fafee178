"""House numbers as people write and say them: «12», «12Α», «12-14», «αρ. 12», «δώδεκα»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from greek.digits import find_numbers

_LABEL = r"(?:(?:στο|στον|στου|το)\s+)?(?:(?:αριθμοσ|αριθμο|αριθ|αρ|νουμερο|νουμ|νο|no|ν)\b\.?:?\s*)?"
_NUMBER = r"(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?(?:\s?([α-δa-d])(?![\w΄']))?"
# «Ορφέως είπα, 21»: what stands between when somebody puts it right.
_SAID = r"(?:(?:ειπα|λεω|εννοω|ειναι|μενω)\b\s*,?\s*)?"
_AFTER = re.compile(rf"\s*,?\s*{_SAID}{_LABEL}{_NUMBER}(?![\w:/])(?![.,]\d)")
_LABELLED = re.compile(
    rf"(?:\b(?:αριθμοσ|αριθμο|αρ\.|νουμερο|νουμ\.|νο\.)\s*(?:ειναι\s+)?(?:το\s+)?|^(?:οχι,?\s*)?(?:ειναι\s+)?(?:στο|στον|σε)\s+){_NUMBER}(?![\w:/])(?![.,]\d)"
)
_UNITS = re.compile(
    r"\s*(?:τ\.?\s?μ|τετραγων|μετρ|ημερ|μερ(?:α|εσ)|βδομαδ|εβδομαδ|μην|χρον|ετ(?:η|ων)\b|ευρω|€|%|φορ(?:α|εσ)|ωρ(?:α|εσ)|λεπτ|κιλ|ατομ|η\s+ωρα|π\.?μ|μ\.?μ\b|ιανουαρ"
    r"|φεβρουαρ|μαρτ|απριλ|μαι|ιουν|ιουλ|αυγουστ|σεπτεμβρ|οκτωβρ|νοεμβρ|δεκεμβρ)"
)
_SPOKEN_GAP = re.compile(rf"\s*,?\s*{_SAID}{_LABEL}")
_ENDS = re.compile(
    r"\s*(?:$|[.,;!?]|(?:και|στο|στη|στην|μπροστα|εξω|διπλα|απεναντι|κοντα|πισω|πανω|κατω|μεσα|πριν|μετα|μεχρι|εχει|εχουμε|ειναι|ηταν|υπαρχει|γωνια|δεν|που|με|απο|απ|για|σε|στα|στον|στισ|να|θα|παρακαλω|ευχαριστω|"
    r"σημερα|αυριο|χθεσ|χτεσ|ισογειο|κομοτηνη|α|β)\b)"
)


@dataclass(frozen=True)
class HouseNumber:
    """`value` in digits («12», «12Α», «12-14») at [start, end) of the text."""

    value: str
    start: int
    end: int


def _built(match: re.Match[str]) -> HouseNumber | None:
    if _UNITS.match(match.string[match.end() :]):
        return None
    first, last, letter = match.groups()
    value = str(int(first)) + (f"-{int(last)}" if last else "")
    if letter:
        value += {"a": "Α", "b": "Β", "c": "Γ", "d": "Δ"}.get(letter, letter.upper())
    return HouseNumber(value, match.start(1), match.end())


def number_after(text: str, end: int) -> HouseNumber | None:
    """The house number right after position `end` of the folded `text` (where a street name ends), None when there is none."""
    match = _AFTER.match(text, end)
    if match:
        return _built(match)
    gap = _SPOKEN_GAP.match(text, end)
    if gap is None or gap.end() == end:
        return None
    for number in find_numbers(text[gap.end() : gap.end() + 40])[:1]:
        stop = gap.end() + number.end
        if number.start == 0 and number.value < 1000 and _ENDS.match(text[stop:]):
            return HouseNumber(number.digits, gap.end(), stop)
    return None


def lone_number(text: str) -> HouseNumber | None:
    """A house number without its street: after «νούμερο», «αριθμός», or a whole message like «στο 12»."""
    match = _LABELLED.search(text)
    if match:
        return _built(match)
    label = re.search(r"\b(?:(νουμερο|αριθμοσ?)|^στον?(?!\s+(?:νουμερο|αριθμο)))\s+(?:ειναι\s+)?(?:το\s+)?(?=[α-ω])", text)
    if label:
        for number in find_numbers(text[label.end() :])[:1]:
            stop = label.end() + number.end
            if number.start == 0 and number.value < 1000 and (label[1] or not number.article) and _ENDS.match(text[stop:]):
                return HouseNumber(number.digits, label.end(), stop)
    return None
