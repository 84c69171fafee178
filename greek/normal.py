"""Normalised text: what a citizen typed, folded and in Greek letters, with the way back to the characters typed.

Everything that searches a message (entities, places, dates, numbers) searches `Normalised.text` and reports spans of the original.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from greek.folding import fold, fold_with_offsets
from greek.greeklish import is_english, latin_words, to_greek
from greek.phonetic import skeleton

_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Word:
    """One word of a normalised text: `text` folded, [start, end) in the normalised text, `sound` its skeleton."""

    text: str
    start: int
    end: int
    sound: str


@dataclass(frozen=True)
class Normalised:
    """`raw` as typed; `text` folded and in Greek letters; `starts[i]`/`ends[i]` the raw slice that `text[i]` came from."""

    raw: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[Word, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The slice [start, end) of `text` as a slice of `raw`; a word that was greeklish counts whole."""
        if start >= end or not self.starts:
            at = self.starts[start] if start < len(self.starts) else len(self.raw)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The slice [start, end) of `raw` as a slice of `text`: what came from it, in whole or in part."""
        first = next((index for index, at in enumerate(self.ends) if at > start), len(self.text))
        last = next((index for index in range(len(self.starts) - 1, -1, -1) if self.starts[index] < end), -1) + 1
        return first, max(first, last)

    def original(self, start: int, end: int) -> str:
        """The characters typed for the slice [start, end) of `text`."""
        first, last = self.span(start, end)
        return self.raw[first:last]


def normalise(text: str, known: Callable[[str], str | None] | None = None) -> Normalised:
    """Fold `text` and turn its greeklish into Greek. `known` (skeleton -> spelling or None) settles ambiguous greeklish words."""
    foreign = is_english(text)
    latin = {} if foreign else {start: (stop, word) for start, stop, word in latin_words(text)}
    folded = fold_with_offsets(text)
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    index = 0
    while index < len(folded.text):
        at = folded.offsets[index]
        stop, word = latin.get(at, (at, ""))
        greek = fold(to_greek(word, known)) if word else ""
        if greek and greek != fold(word):
            characters.append(greek)
            starts += [at] * len(greek)
            ends += [stop] * len(greek)
            while index < len(folded.text) and folded.offsets[index] < stop:
                index += 1
            continue
        characters.append(folded.text[index])
        starts.append(at)
        ends.append(folded.offsets[index + 1])
        index += 1
    joined = "".join(characters)
    words = tuple(Word(m.group(), m.start(), m.end(), skeleton(m.group())) for m in _WORDS.finditer(joined))
    return Normalised(text, joined, tuple(starts), tuple(ends), words)
