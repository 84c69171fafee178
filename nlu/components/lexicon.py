"""Values named by many words (kinds of certificate, of problem…), learnt from the annotated training sentences.

A phrase matches by the stems of its sounds, so that other cases, capitals, greeklish and slips of the finger match too. How far a
phrase may be trusted is learnt as well: one that the training sentences mostly leave unmarked is dropped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from greek.normal import Normalised
from greek.phonetic import skeleton, stem

# Little words that a phrase may have or lack without being another phrase.
_LITTLE = frozenset(
    skeleton(word)
    for word in (
        "ο η το τα οι του της των τον την τους τις ένα ένας μια μία μου μας σας "
        "σου και να από σε στο στη στην στον στα στους στις με για που πολύ"
    ).split()
)
_FUZZY_FROM = 6
_FUZZY_AT = 84


@dataclass(frozen=True)
class Phrase:
    """A way of naming `value`: the stems of its words that carry meaning."""

    entity: str
    value: str
    stems: tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """`value` of `entity` named at [start, end) of the normalised text."""

    entity: str
    value: str
    start: int
    end: int


def content_stems(normal: Normalised) -> list[tuple[str, int, int]]:
    """The stems of a text's words without the little ones: (stem, start, end)."""
    return [(stem(word.text), word.start, word.end) for word in normal.words if word.sound not in _LITTLE]


class Lexicon:
    """Phrases by their first stem, with fuzzy matching of long stems."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = tuple(sorted(set(phrases), key=lambda phrase: (-len(phrase.stems), -sum(map(len, phrase.stems)), phrase.value)))
        self._stems = sorted({part for phrase in self.phrases for part in phrase.stems if len(part) >= _FUZZY_FROM - 1})
        self._by_stem: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in self.phrases:
            for part in set(phrase.stems):
                self._by_stem[part].append(phrase)

    @classmethod
    def learn(
        cls,
        marked: Iterable[tuple[str, str, Normalised]],
        sentences: Iterable[tuple[Normalised, frozenset[tuple[str, str]]]],
        patience: float = 1.0,
    ) -> Lexicon:
        """From marked phrases (entity, value, text) and all sentences with the (entity, value) pairs that each holds.

        `patience`: how many times wrong for once right a phrase may be; more than one where somebody else judges what is found.
        """
        votes: dict[tuple[str, tuple[str, ...]], Counter[str]] = defaultdict(Counter)
        for entity, value, normal in marked:
            stems = tuple(part for part, _, _ in content_stems(normal))
            if stems:
                votes[entity, stems][value] += 1
        phrases = [Phrase(entity, counts.most_common(1)[0][0], stems) for (entity, stems), counts in votes.items()]
        return cls(phrases)._trusted(sentences, patience)

    def _trusted(self, sentences: Iterable[tuple[Normalised, frozenset[tuple[str, str]]]], patience: float) -> Lexicon:
        """Without the phrases that are wrong too often in the training sentences."""
        right: Counter[Phrase] = Counter()
        wrong: Counter[Phrase] = Counter()
        for normal, truth in sentences:
            words = content_stems(normal)
            present = {part for part, _, _ in words}
            for phrase in {phrase for part in present for phrase in self._by_stem.get(part, ())}:
                if present.issuperset(phrase.stems) and self._at(phrase, words, fuzzy=None) is not None:
                    (right if (phrase.entity, phrase.value) in truth else wrong)[phrase] += 1
        return Lexicon(
            phrase for phrase in self.phrases if wrong[phrase] < patience * (right[phrase] + (patience > 1)) or not wrong[phrase]
        )

    def find(self, normal: Normalised) -> list[Hit]:
        """The values named in a message; the longest phrase of an entity wins where phrases overlap."""
        words = content_stems(normal)
        fuzzy = {part: self._near(part) for part, _, _ in words}
        reachable = {near for nears in fuzzy.values() for near in nears}
        candidates = {phrase for part in reachable for phrase in self._by_stem.get(part, ()) if reachable.issuperset(phrase.stems)}
        hits: list[Hit] = []
        taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for phrase in sorted(candidates, key=lambda item: (-len(item.stems), -sum(map(len, item.stems)), item.value)):
            span = self._at(phrase, words, fuzzy)
            if span and len(phrase.stems) == 1 and phrase.value.isupper() and not self._spelled(normal, span, phrase.value):
                continue
            if span and not any(start < span[1] and span[0] < end for start, end in taken[phrase.entity]):
                hits.append(Hit(phrase.entity, phrase.value, *span))
                taken[phrase.entity].append(span)
        return sorted(hits, key=lambda hit: hit.start)

    @staticmethod
    def _spelled(normal: Normalised, span: tuple[int, int], abbreviation: str) -> bool:
        """Whether an abbreviation stands there itself: «κάποια» and «keep» share the stems of ΚΑΠΗ and ΚΕΠ."""
        said = skeleton(normal.text[span[0] : span[1]])
        return said == skeleton(abbreviation) or (len(abbreviation) > 4 and fuzz.ratio(said, skeleton(abbreviation)) >= _FUZZY_AT)

    def _near(self, part: str) -> frozenset[str]:
        near = {part}
        if len(part) >= _FUZZY_FROM:
            near |= {match for match, _, _ in process.extract(part, self._stems, scorer=fuzz.ratio, score_cutoff=_FUZZY_AT, limit=5)}
        return frozenset(near)

    @staticmethod
    def _at(phrase: Phrase, words: list[tuple[str, int, int]], fuzzy: dict[str, frozenset[str]] | None) -> tuple[int, int] | None:
        """Where the phrase stands: its stems in order with at most one other word between, or in any order when adjacent."""

        def same(part: str, word: str) -> bool:
            return part == word or (fuzzy is not None and part in fuzzy.get(word, ()))

        size = len(phrase.stems)
        for begin in range(len(words)):
            position, matched, last = begin, 0, begin
            while matched < size and position < len(words) and position - last <= 2:
                if same(phrase.stems[matched], words[position][0]):
                    matched += 1
                    last = position
                elif matched == 0:
                    break
                position += 1
            if matched == size:
                return words[begin][1], words[last][2]
            if size > 1:
                window = words[begin : begin + size]
                if len(window) == size and all(any(same(part, word[0]) for word in window) for part in phrase.stems):
                    return window[0][1], window[-1][2]
        return None

    def to_json(self) -> list[Any]:
        return [[phrase.entity, phrase.value, list(phrase.stems)] for phrase in self.phrases]

    @classmethod
    def from_json(cls, rows: list[Any]) -> Lexicon:
        return cls(Phrase(entity, value, tuple(stems)) for entity, value, stems in rows)
