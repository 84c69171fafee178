"""What a tagged phrase is called: the value that the examples give its words, else the phrase itself in the nominative."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import partial
from math import log
from typing import Any

from greek.folding import fold
from greek.inflection import name_nominative, nominative
from greek.normal import Normalised
from nlu.components.durations import lengths
from nlu.components.lexicon import content_stems

# Their values are a fixed set: a phrase that shares no word with any example of it has none.
CLOSED = frozenset({"certificate_type", "permit_type", "problem_category", "department", "language"})
# Named by any word of it («του Καζαντζάκη», «το καπλάνι»): the rarest word that a value's phrases share with what was said decides.
_BY_PART = CLOSED | {"author", "book_title", "landmark", "area", "event_kind", "place_kind"}
_PEOPLE = {"author", "name"}
# Kept in the letters typed, greeklish too: nobody but who said it knows how it is written.
_AS_TYPED = {"polling_choice", "name"}
_NEAR = 0.5


class Values:
    """Entity -> stem -> value -> how often the stem stood in a phrase of that value."""

    def __init__(self, counts: dict[str, dict[str, dict[str, int]]]) -> None:
        self._counts = counts
        self._totals = {entity: len({value for values in stems.values() for value in values}) for entity, stems in counts.items()}

    @classmethod
    def learn(cls, marked: Iterable[tuple[str, str, Normalised]]) -> Values:
        """From marked phrases (entity, value, text)."""
        counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for entity, value, normal in marked:
            if entity in _BY_PART:
                for part, _, _ in content_stems(normal):
                    counts[entity][part][value] += 1
        return cls({entity: {part: dict(found) for part, found in sorted(parts.items())} for entity, parts in sorted(counts.items())})

    def of(self, entity: str, normal: Normalised, start: int, end: int) -> str | None:
        """The value of the phrase [start, end) of the normalised text; None when nothing is known of it and nothing may be made up."""
        if entity == "days":
            return next((str(days) for days, _, _ in lengths(normal.text[start:end], sure=True)), None)
        parts = [part for part, first, last in content_stems(normal) if start < last and first < end]
        scores: Counter[str] = Counter()
        weights: list[float] = []
        known = self._counts.get(entity, {})
        total = self._totals.get(entity, 1)
        for part in parts:
            found = known.get(part, {})
            weight = log(1 + total / len(found)) if found else log(1 + total)
            weights.append(weight)
            for value, count in found.items():
                scores[value] += weight * count / sum(found.values())  # type: ignore[assignment]
        if scores:
            value, score = max(scores.items(), key=lambda item: (item[1], item[0]))
            if entity in CLOSED or score >= _NEAR * sum(weights):
                return value
        return None if entity in CLOSED else as_said(normal, start, end, name=entity in _PEOPLE, typed=entity in _AS_TYPED)

    def to_json(self) -> dict[str, Any]:
        return self._counts

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Values:
        return cls(data)


def as_said(normal: Normalised, start: int, end: int, *, name: bool = False, typed: bool = False) -> str:
    """The phrase as typed, in the nominative where the article before it shows its case: its first word, of a person's `name` every one.

    What was typed in greeklish comes in Greek letters unless it is to stay as `typed`.
    """
    words = [word for word in normal.words if start < word.end and word.start < end]
    before = [word.text for word in normal.words if word.end <= start][-1:]
    said = [(normal.original if typed else partial(in_greek, normal))(word.start, word.end) for word in words]
    in_case = name_nominative if name else nominative
    return " ".join(in_case(said, before[0] if before else ""))


def in_greek(normal: Normalised, start: int, end: int) -> str:
    """The slice [start, end) as typed, but what was typed in greeklish in Greek letters."""
    typed, read = normal.original(start, end), normal.text[start:end]
    return typed if fold(typed) == read else read
