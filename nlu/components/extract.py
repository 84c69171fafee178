"""All entities of a message: patterns first, then places, then the learnt lexicon; spans don't overlap."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from greek.greeklish import is_english, to_greek
from greek.house_numbers import number_after
from greek.normal import Normalised, normalise
from greek.places import PlaceResolver, lone_house_number
from nlu.components.found import Found
from nlu.components.lexicon import Lexicon
from nlu.components.patterns import PATTERNS
from nlu.components.tagger import Proposal, Span, Tagger, features, spans
from nlu.components.values import Values

# A message longer than this is searched in its beginning only: nobody names a street in the tenth thousand of characters.
_LONGEST = 1500
# The message attribute under which the classifier leaves {entity: (value, chance)}.
GUESSES = "guessed_values"
_SURE_GUESS = 0.5
_SURE_INTENT = 0.6
_CAPITALISED = re.compile(r"(?<!\w)[A-Z][a-z]{2,}(?:\s[A-Z][a-z]{2,})*")
# What an entity may lie inside of without being dropped: the problem is described around its place and time.
_LOOSE = {"problem_category"}
# How likely the tagger must find what a list or a form proposes (most forms need no second opinion), and what it names by itself.
_LIKELY = {"street": 0.1, "area": 0.2, "date": 0.15, "time": 0.12, "days": 0.15, "language": 0.4}
_LIKELY_ELSE = 0.3
_SURE_TAG = 0.4


@dataclass(frozen=True)
class Company:
    """Which entities belong to which intents, learnt from the examples.

    `usual`: pairs (entity, intent) where the intent's examples mostly hold the entity. `foreign`: pairs where its words occur without
    meaning it («άδεια γάμου» isn't a certificate).
    """

    usual: frozenset[tuple[str, str]] = frozenset()
    foreign: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def learn(cls, lexicon: Lexicon, sentences: Iterable[tuple[Normalised, str, frozenset[tuple[str, str]]]]) -> Company:
        """From (text, intent, the true (entity, value) pairs) of each example."""
        totals: Counter[str] = Counter()
        held: Counter[tuple[str, str]] = Counter()
        idle: Counter[tuple[str, str]] = Counter()
        for normal, intent, truth in sentences:
            totals[intent] += 1
            true = {entity for entity, _ in truth}
            held.update((entity, intent) for entity in true)
            idle.update((entity, intent) for entity in {hit.entity for hit in lexicon.find(normal)} - true)
        usual = {pair for pair, count in held.items() if count >= 0.4 * totals[pair[1]]}
        foreign = {pair for pair, count in idle.items() if count >= 3 and count > 2 * held[pair]}
        return cls(frozenset(usual), frozenset(foreign))

    def to_json(self) -> dict[str, list[list[str]]]:
        return {"usual": sorted(map(list, self.usual)), "foreign": sorted(map(list, self.foreign))}

    @classmethod
    def from_json(cls, data: dict[str, list[list[str]]]) -> Company:
        return cls(*(frozenset((entity, intent) for entity, intent in data[key]) for key in ("usual", "foreign")))


@dataclass(frozen=True)
class Candidate:
    """`found`, and where it stands in the normalised text."""

    found: Found
    start: int
    end: int


def proposals(candidates: Iterable[Candidate]) -> list[Proposal]:
    """The candidates as the tagger takes them."""
    return [Proposal(item.found.entity, item.start, item.end) for item in candidates]


@dataclass
class Extractor:
    """`places` by greek.places, `lexicon` learnt from the training sentences, `known` spells greeklish words.

    `tagger` judges what these propose and names what they can't; without one (few examples) proposals are taken as they are, but for
    those that are foreign to the intent by `company`. `values` names what the tagger finds.
    """

    places: PlaceResolver
    lexicon: Lexicon
    known: Callable[[str], str | None] | None = None
    company: Company = Company()
    values: Values | None = None
    tagger: Tagger | None = None

    def find(
        self, text: str, guesses: Mapping[str, tuple[str, float]] | None = None, intent: str = "", confidence: float = 0.0
    ) -> list[Found]:
        """The entities of one message in order; [start, end) count in the raw text.

        `guesses`: entity -> (value, chance) from the sentence as a whole, taken where nothing names that entity and the intent's
        sentences usually do. `intent`, of that confidence, decides where words may be something else.
        """
        normal = normalise(text[:_LONGEST], self.known)
        candidates = self.candidates(normal)
        sure = intent if confidence >= _SURE_INTENT else ""
        found: list[Found] = []
        if self.tagger and normal.words:
            for item in self._judged(normal, candidates, sure):
                self._add(found, item)
        else:
            for candidate in candidates:
                if (candidate.found.entity, sure) not in self.company.foreign:
                    self._add(found, candidate.found)
        for entity, (value, chance) in (guesses or {}).items():
            usual = (entity, intent) in self.company.usual
            if usual and chance >= _SURE_GUESS and not any(item.entity == entity for item in found):
                found.append(Found(entity, value, 0, len(text)))
        return sorted(found, key=lambda item: (item.start, item.end))

    def candidates(self, normal: Normalised) -> list[Candidate]:
        """What forms, lists and the lexicon propose, the surest first; they may overlap."""
        items = [item for pattern in PATTERNS for item in pattern(normal)] + self._placed(normal)
        candidates = [Candidate(item, *normal.within(item.start, item.end)) for item in items]
        for hit in self.lexicon.find(normal):
            candidates.append(Candidate(Found(hit.entity, hit.value, *normal.span(hit.start, hit.end)), hit.start, hit.end))
        return candidates

    def _judged(self, normal: Normalised, candidates: list[Candidate], intent: str) -> list[Found]:
        """The candidates that the tagger bears out, likeliest first where they contend, and what it names beside them."""
        assert self.tagger is not None
        chances = self.tagger.read(features(normal, proposals(candidates), intent))
        taken: list[tuple[float, int, Found]] = []
        for order, candidate in enumerate(candidates):
            entity = candidate.found.entity
            if entity not in self.tagger.entities:
                taken.append((2.0, order, candidate.found))
                continue
            here = [chances[index] for index, word in enumerate(normal.words) if word.start < candidate.end and candidate.start < word.end]
            chance = max((of_word.get(entity, 0.0) for of_word in here), default=0.0)
            if chance >= _LIKELY.get(entity, _LIKELY_ELSE):
                taken.append((chance, order, candidate.found))
        for span in spans(chances, _SURE_TAG):
            named = self._named(normal, span)
            if named and not any(item.entity == span.entity and item.start < named.end and named.start < item.end for _, _, item in taken):
                taken.append((span.chance, len(candidates), named))
        return [item for _, _, item in sorted(taken, key=lambda entry: (-entry[0], entry[1], entry[2].start))]

    def _named(self, normal: Normalised, span: Span) -> Found | None:
        if self.values is None:
            return None
        start, end = normal.words[span.first].start, normal.words[span.last].end
        value = self.values.of(span.entity, normal, start, end)
        return Found(span.entity, value, *normal.span(start, end)) if value else None

    def _placed(self, normal: Normalised) -> list[Found]:
        items: list[Found] = []
        for place in self.places.find(normal):
            items.append(Found(place.kind, place.value, *normal.span(place.start, place.end)))
            if place.number:
                items.append(Found("street_number", place.number.value, *normal.span(place.number.start, place.number.end)))
        items += self._latin_places(normal.raw) if is_english(normal.raw) else []
        number = lone_house_number(normal)
        if number and not any(item.entity == "street_number" for item in items):
            items.append(Found("street_number", number.value, *normal.span(number.start, number.end)))
        return items

    def _latin_places(self, raw: str) -> list[Found]:
        """Greek places in a sentence of another language: «near Orfeos 12», «hotels in Fanari»."""
        items: list[Found] = []
        for run in _CAPITALISED.finditer(raw):
            for place in self.places.find(" ".join(to_greek(word) for word in run.group().split())):
                if place.known:
                    items.append(Found(place.kind, place.value, run.start(), run.end()))
                    number = number_after(raw, run.end()) if place.kind == "street" else None
                    if number:
                        items.append(Found("street_number", number.value, number.start, number.end))
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
