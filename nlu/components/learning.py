"""An extractor learnt from marked sentences."""

from __future__ import annotations

from typing import Any

from greek.normal import Normalised, normalise
from greek.places import PlaceName, PlaceResolver
from nlu.components.extract import Company, Extractor
from nlu.components.lexicon import Lexicon
from nlu.components.vocabulary import Vocabulary

# Found by patterns or by the list of places, never from examples: one extractor per entity.
BY_PATTERN = frozenset(
    "street street_number area landmark protocol_number "
    "date time phone email afm amount square_metres days name book_title author polling_choice".split()
)


def learn_extractor(
    examples: list[tuple[str, list[dict[str, Any]], str]], extra: list[tuple[str, str, str]], places: list[dict[str, Any]]
) -> Extractor:
    """An extractor learnt from examples.

    `examples`: (text, entities with start, end, entity and value, intent or ""). `extra`: (entity, value, phrase) of lookup tables and
    synonyms. `places`: rows of places.yml.
    """
    vocabulary = Vocabulary.learn(text for text, _, _ in examples)
    known = vocabulary.known
    marked: list[tuple[str, str, Normalised]] = [(entity, value, normalise(phrase, known)) for entity, value, phrase in extra]
    sentences = []
    for text, entities, *_ in examples:
        mine = [entity for entity in entities if entity["entity"] not in BY_PATTERN]
        marked += [(entity["entity"], str(entity["value"]), normalise(text[entity["start"] : entity["end"]], known)) for entity in mine]
        sentences.append((normalise(text, known), frozenset((entity["entity"], str(entity["value"])) for entity in mine)))
    resolver = PlaceResolver(PlaceName.from_mapping(row) for row in places)
    lexicon = Lexicon.learn(marked, sentences)
    with_intents = [(normal, intent, truth) for (normal, truth), (_, _, intent) in zip(sentences, examples, strict=True) if intent]
    return Extractor(resolver, lexicon, known, Company.learn(lexicon, with_intents))
