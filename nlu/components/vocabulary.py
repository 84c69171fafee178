"""The words of the training sentences, to spell what citizens type without accents, in capitals, in greeklish or with slips."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from greek.folding import fold, has_accents
from greek.normal import Normalised
from greek.phonetic import skeleton
from greek.spelling import Speller

_GREEK_WORD = re.compile(r"[Ͱ-Ͽἀ-῿]+")


class Meant(NamedTuple):
    """A word as it was meant: folded `text`, its `sound`, and its `spelling` where it is known."""

    text: str
    sound: str
    spelling: str | None = None


class Vocabulary:
    """Folded form -> usual accented spelling, and skeleton -> spelling, of every Greek word seen in training.

    `wider`: other real words of the language in their usual spelling. They get their accents back, and are never taken for a slip.
    """

    def __init__(self, by_fold: dict[str, str], wider: Sequence[str] = ()) -> None:
        self._by_fold = by_fold
        self._by_sound: dict[str, str] = {}
        for folded, spelled in by_fold.items():  # commonest first: the first spelling of a sound stays
            self._by_sound.setdefault(skeleton(folded), spelled)
        self._wider = list(wider)
        self._speller = Speller(by_fold.values(), wider)

    @classmethod
    def learn(cls, texts: Iterable[str], wider: Sequence[str] = ()) -> Vocabulary:
        """Count the spellings in `texts`; sentences without any accent only add words that no accented sentence has."""
        counts: Counter[str] = Counter()
        bare: Counter[str] = Counter()
        for text in texts:
            (counts if has_accents(text) else bare).update(word.lower() for word in _GREEK_WORD.findall(text))
        by_fold: dict[str, str] = {}
        for spelled, _ in [*counts.most_common(), *bare.most_common()]:
            by_fold.setdefault(fold(spelled), spelled)
        return cls(by_fold, wider)

    def known(self, sound: str) -> str | None:
        """The spelling of the word that sounds like the skeleton `sound`, None when no such word was seen."""
        return self._by_sound.get(sound)

    def meant(self, normal: Normalised) -> list[Meant]:
        """The message's words, slips of the finger mended where the word meant is near one that is known."""
        words = []
        for word in normal.words:
            spelling = self._by_fold.get(word.text) or self._by_sound.get(word.sound) or self._speller.accented(word.text)
            if spelling is None and (nearest := self._speller.nearest(word.sound)):
                words.append(Meant(fold(nearest), skeleton(nearest), nearest))
            else:
                words.append(Meant(word.text, word.sound, spelling))
        return words

    def spell(self, normal: Normalised, meant: Sequence[Meant] | None = None) -> str:
        """The message in ordinary spelling, as far as it is known: accents put back, greeklish, slips and by-ear words respelled."""
        accented = has_accents(normal.raw)
        pieces: list[str] = []
        end = 0
        for word, as_meant in zip(normal.words, meant or self.meant(normal), strict=True):
            pieces.append(normal.text[end : word.start])
            original = normal.original(word.start, word.end)
            if accented and fold(original) in self._by_fold and fold(original) == word.text:
                pieces.append(original)
            else:
                pieces.append(as_meant.spelling or _as_typed(original, word.text))
            end = word.end
        return "".join([*pieces, normal.text[end:]])

    def to_json(self) -> dict[str, Any]:
        return {"by_fold": self._by_fold, "wider": self._wider}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Vocabulary:
        return cls(dict(data["by_fold"]), data.get("wider", ()))


def _as_typed(original: str, folded: str) -> str:
    """An unknown word: as typed when it is in Greek letters, else its transliteration; capitals lowered."""
    word = original if fold(original) == folded else folded
    return word.lower() if word.isupper() and len(word) > 4 else word
