"""Text to words for any synthesiser: what a speech engine would read wrongly is written out in Greek.

`read` is pure and total: any text in; text without a digit, a Latin letter, a bracket or a picture out. The rules run in a fixed order,
since a phone number must be known before a number is, and none sees what an earlier one wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from greek.reader import abbreviations, addresses, calendar, clock, codes, compounds, initials, laws, money, numbers
from greek.reader.latin import without_latin
from greek.reader.shield import Rule, Shielded
from greek.reader.signs import cleaned, spoken_signs

_RULES: tuple[Rule, ...] = (
    *addresses.RULES, *codes.FIRST, *calendar.RULES, *clock.RULES, *laws.RULES, *numbers.SPECIAL, *calendar.LATE_RULES, *money.RULES,
    *codes.RULES, *compounds.RULES, *numbers.ORDINALS, *numbers.RULES, *abbreviations.RULES, *initials.RULES,
)  # fmt: skip
_DIGIT = re.compile(r"[0-9]{1,12}")
_NUMBERED = re.compile(r"^(\s*)(\d{1,2})[.)]\s+(?=\S)")
_LETTERED = re.compile(r"^(\s*)([α-ωΑ-Ω])\)\s+(?=\S)")


def read(text: str) -> str:
    """`text` as it is to be spoken.

    >>> read("Στις 9:30 στο ΚΕΠ, 4 γυναίκες, 20 €.")
    'Στις εννιά και μισή το πρωί στο κεπ, τέσσερις γυναίκες, είκοσι ευρώ.'
    """
    return spoken_signs("\n".join(_line(line) for line in cleaned(text).split("\n")))


def _line(line: str) -> str:
    line = _LETTERED.sub(lambda match: f"{match[1]}{match[2]}΄: ", _NUMBERED.sub(r"\1\2: ", line))
    shielded = Shielded(line)
    for rule in _RULES:
        shielded.apply(rule)
    said = calendar.day_spans(without_latin(shielded.plain()))
    return _DIGIT.sub(lambda match: f" {numbers.say(match.group())} ", said)


_SENTENCE_END = re.compile(r"(?<=[.;!·])\s+|\n+")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text that `read` has already written out (so that no abbreviation's dot is left in it)."""
    for part in _SENTENCE_END.split(text):
        if part.strip():
            yield part.strip()
