"""Spelling correction against a list of words: slips of the finger and missing accents, for comparing and for respelling.

What is a word of the wide list stays; what isn't goes to the nearest word of the narrow one (the words that matter here), by the
number of slips between their phonetic skeletons (optimal string alignment: a letter left out, put in, exchanged, or two swapped).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from greek.folding import fold
from greek.phonetic import skeleton

# Signs of a skeleton from which one and two slips are believed. Shorter words have too many neighbours.
_ONE_FROM, _TWO_FROM = 5, 9


class Speller:
    """`words`: accented spellings that matter, commonest first. `wider`: other real words: they get accents, nothing else."""

    def __init__(self, words: Iterable[str], wider: Iterable[str] = ()) -> None:
        self._by_sound: dict[str, str] = {}
        for word in words:
            self._by_sound.setdefault(skeleton(word), word)
        self._wide: dict[str, str] = {}
        for word in wider:
            self._wide.setdefault(fold(word), word)
        self._sounds = [sound for sound in self._by_sound if len(sound) >= _ONE_FROM - 1 and not sound.isdigit()]
        self.nearest = lru_cache(maxsize=8192)(self._nearest)

    def accented(self, folded: str) -> str | None:
        """The usual spelling of a folded word of the wide list, None for other words."""
        return self._wide.get(folded)

    def _nearest(self, sound: str) -> str | None:
        """The word meant by a skeleton with slips in it: None for one that is right, a short one, or one that is near none.

        Whoever asks has seen before that `accented` doesn't know it.
        """
        if len(sound) < _ONE_FROM or sound in self._by_sound or any(sign.isdigit() for sign in sound):
            return None
        slips = 1 if len(sound) < _TWO_FROM else 2
        best = process.extractOne(sound, self._sounds, scorer=OSA.distance, score_cutoff=slips)
        return self._by_sound[best[0]] if best else None
