"""Cutting text into the encoder's pieces, as the engine does it, and choosing the pieces that a Greek town needs."""

from __future__ import annotations

import re
import struct
from functools import lru_cache

from nlu.encoder.packed import Packed

PREFIX = "query: "  # e5 was taught with it before every question; the engine puts it there too
SPACE = "▁"
_UNKNOWN_PENALTY = 10.0
_SPECIAL = 4  # <s>, <pad>, </s>, <unk> come first
_LATIN = 20_000
_REMEMBERED = 50_000  # words whose pieces are kept
# Greek with and without accents, Latin letters, digits, what stands between them.
_OURS = re.compile(r"[▁!-~ -ÿͰ-Ͽἀ-῿–—‘-„…€]+")
_GREEK = re.compile(r"[Ͱ-Ͽἀ-῿]")


class Pieces:
    """The likeliest cutting of a sentence into pieces (unigram model, Kudo 2018), `<s>` before and `</s>` behind it."""

    def __init__(self, packed: Packed) -> None:
        self.start, self.end, _, self.unknown = packed.specials
        self._numbers = {piece.decode("utf-8", "replace"): number for number, piece in enumerate(packed.pieces) if piece}
        self._scores = packed.scores.tolist()
        self._unknown_score = min(self._scores) - _UNKNOWN_PENALTY
        self._longest = max(map(len, self._numbers))
        self._normalised = _table(packed.normalised, packed.normalised_count)
        self._of = lru_cache(_REMEMBERED)(self._cut_word)

    def cut(self, text: str) -> list[int]:
        """Numbers of the pieces of `text`."""
        normal = re.sub(" {2,}", " ", "".join(self._normalised.get(sign, sign) for sign in text))
        marked = (normal if normal.startswith(" ") else " " + normal).replace(" ", SPACE)
        # No piece reaches over a blank, so each word is cut by itself.
        words = (SPACE + word for word in marked.split(SPACE)[1:])
        return [self.start, *(number for word in words for number in self._of(word)), self.end]

    def _cut_word(self, word: str) -> tuple[int, ...]:
        best = [0.0] + [float("-inf")] * len(word)
        back = [(0, self.unknown)] * (len(word) + 1)
        for begin in range(len(word)):
            for end in range(begin + 1, min(begin + self._longest, len(word)) + 1):
                number = self._numbers.get(word[begin:end])
                if number is not None and number != self.unknown and best[begin] + self._scores[number] > best[end]:
                    best[end], back[end] = best[begin] + self._scores[number], (begin, number)
            if best[begin] + self._unknown_score > best[begin + 1]:
                best[begin + 1], back[begin + 1] = best[begin] + self._unknown_score, (begin, self.unknown)
        numbers, at = [], len(word)
        while at:
            at, number = back[at]
            numbers.append(number)
        return tuple(reversed(numbers))


def _table(raw: bytes, count: int) -> dict[str, str]:
    table, at = {}, 0
    for _ in range(count):
        sign, length = struct.unpack_from("<IB", raw, at)
        at += 5
        table[chr(sign)] = "".join(map(chr, struct.unpack_from(f"<{length}I", raw, at)))
        at += 4 * length
    return table


def needed(pieces: list[bytes]) -> list[int]:
    """Numbers of the pieces that a Greek town needs, in order.

    The special ones, all Greek ones, single signs, and the commonest of the rest that are written with our signs (pieces are numbered
    from common to rare).
    """
    keep, left = set(range(_SPECIAL)), _LATIN
    for number, piece in enumerate(pieces):
        letters = piece.decode("utf-8", "replace")
        if not _OURS.fullmatch(letters):
            continue
        if _GREEK.search(letters) or len(letters) <= 2:
            keep.add(number)
        elif left:
            keep.add(number)
            left -= 1
    return sorted(keep)
