"""All entities of a message: patterns first, then places, then the learnt lexicon; spans don't overlap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from greek.normal import Normalised, normalise
from greek.places import PlaceResolver, lone_house_number
from nlu.components.lexicon import Lexicon
from nlu.components.patterns import PATTERNS, Found

# A message longer than this is searched in its beginning only: nobody names a street in the tenth thousand of characters.
_LONGEST = 1500
# What an entity may lie inside of without being dropped: the problem is described around its place and time.
_LOOSE = {"problem_category"}


@dataclass
class Extractor:
    """`places` by greek.places, `lexicon` learnt from the training sentences, `known` spells greeklish words."""

    places: PlaceResolver
    lexicon: Lexicon
    known: Callable[[str], str | None] | None = None

    def find(self, text: str) -> list[Found]:
        """The entities of one message in order; [start, end) count in the raw text."""
        normal = normalise(text[:_LONGEST], self.known)
        found: list[Found] = []
        for pattern in PATTERNS:
            for item in pattern(normal):
                self._add(found, item)
        for item in self._placed(normal):
            self._add(found, item)
        for hit in self.lexicon.find(normal):
            self._add(found, Found(hit.entity, hit.value, *normal.span(hit.start, hit.end)))
        return sorted(found, key=lambda item: (item.start, item.end))

    def _placed(self, normal: Normalised) -> list[Found]:
        items: list[Found] = []
        for place in self.places.find(normal):
            items.append(Found(place.kind, place.value, *normal.span(place.start, place.end)))
            if place.number:
                items.append(Found("street_number", place.number.value, *normal.span(place.number.start, place.number.end)))
        number = lone_house_number(normal)
        if number and not any(item.entity == "street_number" for item in items):
            items.append(Found("street_number", number.value, *normal.span(number.start, number.end)))
        return items

    @staticmethod
    def _add(found: list[Found], item: Found) -> None:
        """Keep `item` unless it overlaps what stands already; the same value of an entity counts once."""
        for other in found:
            if (other.entity, other.value) == (item.entity, item.value):
                return
            if other.start < item.end and item.start < other.end and item.entity not in _LOOSE:
                return
        found.append(item)
