"""Ordinals said as words, one at a time: «τρίτη», «εικοστού»."""

from __future__ import annotations

import re

_ORDINALS = {
    stem: number
    for number, stem in enumerate(
        "πρωτ δευτερ τριτ τεταρτ πεμπτ εκτ εβδομ ογδο ενατ δεκατ ενδεκατ δωδεκατ".split(), 1
    )
} | {"εντεκατ": 11}  # fmt: skip
_TENS_AND_MORE = {
    "εικοστ": 20, "τριακοστ": 30, "τεσσαρακοστ": 40, "πεντηκοστ": 50, "εξηκοστ": 60, "εβδομηκοστ": 70, "ογδοηκοστ": 80, "ενενηκοστ": 90,
    "εκατοστ": 100, "διακοσιοστ": 200, "τριακοσιοστ": 300, "τετρακοσιοστ": 400, "πεντακοσιοστ": 500, "εξακοσιοστ": 600,
    "επτακοσιοστ": 700, "εφτακοσιοστ": 700, "οκτακοσιοστ": 800, "οχτακοσιοστ": 800, "εννιακοσιοστ": 900, "χιλιοστ": 1000,
}  # fmt: skip
_VALUES = _ORDINALS | _TENS_AND_MORE
_WORD = re.compile(rf"({'|'.join(sorted(_VALUES, key=len, reverse=True))})(οσ|η|ο|ου|ησ|ον|ην|οι|εσ|α|ων|ουσ)")


def ordinal_word(word: str) -> tuple[int, str] | None:
    """The value of one ordinal word (folded) and its ending: «τριτησ» → (3, "ησ"); None for other words."""
    match = _WORD.fullmatch(word)
    return (_VALUES[match[1]], match[2]) if match else None
