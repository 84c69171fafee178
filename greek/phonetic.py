"""The phonetic skeleton: what a Greek word sounds like, spelled one way only.

Whoever writes by ear, in capitals or in greeklish arrives at the same skeleton as whoever spells by the book: «ποιστοπιητηκό» and
«πιστοποιητικό» are one. It is for comparing, never for showing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from greek.folding import fold

_UNVOICED = "θκξπστφχψ"
# Order matters: digraphs before the letters they are made of. ου, μπ, ντ, γκ become one sign each, so that they can't be split.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        (r"ου", "u"),
        (r"αι", "ε"),
        (r"(?:ει|οι|υι)", "ι"),
        (rf"([αεη])[υβ](?=[{_UNVOICED}]|\b)", r"\1φ"),
        (r"([αεη])υ", r"\1β"),
        (r"[ηυ]", "ι"),
        (r"ω", "ο"),
        (r"μ+π+", "b"),
        (r"ν+τ+", "d"),
        (r"γ[γκ]+", "g"),
        (r"κσ", "ξ"),
        (r"πσ", "ψ"),
        (r"ζ(?=[βγδμνλρ])", "σ"),
        (r"([^\W\d_])\1+", r"\1"),
    )
)


@lru_cache(maxsize=16384)
def skeleton(text: str) -> str:
    """The skeleton of `text` (folded here): sounds as single signs, doubled letters once; digits and blanks stay."""
    result = fold(text)
    for pattern, sign in _RULES:
        result = pattern.sub(sign, result)
    return result


# A skeleton's signs as letters; vowels that stand apart are written so that they aren't read as one.
_LETTERS = (("οι", "ωι"), ("αι", "αη"), ("ει", "εη"), ("u", "ου"), ("b", "μπ"), ("d", "ντ"), ("g", "γκ"))


def letters(sound: str) -> str:
    """One spelling (folded) of the word whose skeleton is `sound`: `skeleton(letters(skeleton(word))) == skeleton(word)`."""
    for signs, spelled in _LETTERS:
        sound = sound.replace(signs, spelled)
    return sound


def _longest_first(endings: str) -> tuple[str, ...]:
    return tuple(sorted(set(endings.split()), key=len, reverse=True))


# Endings of nouns, adjectives and verbs as they stand in a skeleton, longest first. Cutting them makes cases and numbers meet.
_ENDINGS = _longest_first(
    "σεοσ ματοσ ματον ματα αδεσ αδον ιδεσ ιδον ομε ετε ετε uσαν ουν uνε uν εισ εοσ εον ιον ιασ ιεσ ια ιu ιο ιι "
    "uσ οσ οι ον οσ εσ ασ ισ αν ιν ιο α ε ι ο u σ ν"
)


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A light stem of one word's skeleton: the commonest ending off, at least three signs left."""
    base = skeleton(word)
    for ending in _ENDINGS:
        if base.endswith(ending) and len(base) - len(ending) >= 3:
            return base[: -len(ending)]
    return base
