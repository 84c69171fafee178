"""Folding: the form in which Greek text is compared (no accents, no dialytika, lower case, ς written σ).

Everything that matches citizens' text with something known folds both sides first, so that ΟΡΦΈΩΣ, Ορφέως and ορφεως are one.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letter variants that decomposition leaves alone: final sigma, the symbol forms of Greek letters, the micro sign.
_VARIANTS = str.maketrans("ςϐϑϕϖϰϱϲµ", "σβθφπκρσμ")


def _bare(character: str) -> str:
    """`character` without its marks; itself when taking them off would leave more than one letter (Hangul, for one)."""
    left = [part for part in unicodedata.normalize("NFD", character) if not unicodedata.combining(part)]
    return left[0] if len(left) == 1 else ("" if not left else character)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """The folded form of one character: one character, or nothing for a lone combining mark."""
    bare = _bare(character)
    lowered = bare.lower()
    if len(lowered) > 1:  # İ lowers to i and a combining dot
        lowered = "".join(part for part in lowered if not unicodedata.combining(part))[:1]
    return _bare(lowered).translate(_VARIANTS) if lowered else ""


class _FoldTable(dict[int, str]):
    """A table for `str.translate` that fills itself."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(self) < 8192:
            self[code] = folded
        return folded


_TABLE = _FoldTable()


@dataclass(frozen=True)
class Folded:
    """A folded text that remembers where each of its characters stood.

    `offsets` has one more item than `text`: `offsets[i]` is the index in the original of the character that became `text[i]`, and
    the last item is the original's length.
    """

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The slice [start, end) of `text` as a slice of the original, trailing combining marks included."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end]


def fold(text: str) -> str:
    """`text` without accents and dialytika, in lower case, with σ for ς.

    As long as the input, except that separate combining marks (decomposed input) disappear. Folding twice changes nothing.
    """
    return text.translate(_TABLE)


def fold_with_offsets(text: str) -> Folded:
    """`fold(text)` together with the way back to the original's indices."""
    folded: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        piece = _TABLE[ord(character)]
        if piece:
            folded.append(piece)
            offsets.append(index)
    offsets.append(len(text))
    return Folded("".join(folded), tuple(offsets))


@lru_cache(maxsize=4096)
def _is_accented(character: str) -> bool:
    return "\u0301" in unicodedata.normalize("NFD", character)


def has_accents(text: str) -> bool:
    """Whether any letter of `text` carries an accent; where none does, it was typed without, and nothing follows from its absence."""
    return any(_is_accented(character) for character in text)
