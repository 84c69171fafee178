"""Text to words for any synthesiser: what a speech engine would read wrongly is written out in Greek.

`read` is pure and total: any text in, text without a digit out. The rules run in a fixed order, since a phone number must be known
before a number is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from greek.reader import abbreviations, addresses, calendar, clock, codes, quantities
from greek.reader.letters import latin_word

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
_RULES: tuple[Rule, ...] = (
    *addresses.RULES, *codes.RULES, *calendar.RULES, *clock.RULES, *quantities.RULES, *abbreviations.RULES,
)  # fmt: skip
_LATIN = re.compile(r"(?<![^\W\d_])[A-Za-z](?:[A-Za-z'-]*[A-Za-z])?(?![^\W\d_])")
_SIGNS = str.maketrans(
    {"&": " και ", "+": " συν ", "=": " ίσον ", "#": " ", "*": " ", "_": " ", "«": "", "»": "", "“": "", "”": "", '"': "", "€": " ευρώ"}
)
_LEFT_LATIN = re.compile(r"[A-Za-z]+")
_DIGIT = re.compile(r"[0-9]")
_SPACES = re.compile(r"[ \t]+")
# Emoji and other pictures say nothing; they are left out rather than described.
_PICTURES = re.compile("[\U0001f000-\U0001faff☀-➿️‍]+")


def read(text: str) -> str:
    """`text` as it is to be spoken.

    >>> read("Στις 9:30 στο ΚΕΠ, 4 γυναίκες, 20 €.")
    'Στις εννιά και μισή το πρωί στο κεπ, τέσσερις γυναίκες, είκοσι ευρώ.'
    """
    # Digits of other scripts become our own before any rule looks at them.
    text = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in _PICTURES.sub("", text))
    for pattern, replace in _RULES:
        text = pattern.sub(replace, text)
    text = text.translate(_SIGNS)
    text = _LATIN.sub(lambda match: latin_word(match.group()), text)
    text = _LEFT_LATIN.sub(lambda match: f" {latin_word(match.group())} ", text)
    text = _DIGIT.sub(lambda match: f" {quantities.say(match.group())} ", text)
    return _SPACES.sub(" ", text).strip()


_SENTENCE_END = re.compile(r"(?<=[.;!·])\s+|\n+")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text that `read` has already written out (so that no abbreviation's dot is left in it)."""
    for part in _SENTENCE_END.split(text):
        if part.strip():
            yield part.strip()
