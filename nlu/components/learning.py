"""An extractor learnt from marked sentences."""

from __future__ import annotations

import re
from typing import Any

from greek.folding import fold
from greek.normal import Normalised, Word, normalise
from greek.phonetic import skeleton
from greek.places import PlaceName, PlaceResolver
from nlu.components.books import BOOKS
from nlu.components.extract import Company, Extractor, proposals
from nlu.components.kinds import KINDS
from nlu.components.lexicon import Lexicon
from nlu.components.tagger import Proposal, Tagger, features, tags
from nlu.components.values import Values
from nlu.components.vocabulary import Vocabulary

# Found by patterns or by the list of places: their words say nothing about other sentences.
BY_PATTERN = frozenset(
    "street street_number area protocol_number date time phone email afm amount square_metres days name polling_choice".split()
)
# With fewer sentences there is nothing to learn about the words around an entity.
_ENOUGH = 300
_PARTS = 4
# Neither learnt nor judged by the words around them: their form says what they are.
_BY_FORM = frozenset("phone email afm protocol_number amount square_metres street_number".split())

Example = tuple[str, list[dict[str, Any]], str]


def learn_extractor(examples: list[Example], extra: list[tuple[str, str, str]], places: list[dict[str, Any]]) -> Extractor:
    """An extractor learnt from examples.

    `examples`: (text, entities with start, end, entity and value, intent or ""). `extra`: (entity, value, phrase) of lookup tables and
    synonyms. `places`: rows of places.yml.
    """
    vocabulary = Vocabulary.learn(text for text, _, _ in examples)
    known = vocabulary.known
    normals = [normalise(text, known) for text, _, _ in examples]
    marked = [
        (entity, value, form)
        for entity, value, phrase in [*extra, *KINDS, *BOOKS]
        for form in ((normalise(phrase, known), _untouched(phrase)) if phrase.isascii() else (normalise(phrase, known),))
    ]
    # Of what there are many (a school, a bank) the list of places takes only what stands beside «κοντά στο»; the tagger sees further.
    marked += [
        ("landmark", row["name"], normalise(phrase, known))
        for row in places
        if row["kind"] == "landmark" and row.get("generic") and len(examples) >= _ENOUGH
        for phrase in (row["name"], *row.get("aliases", ()))
    ]
    phrases = [
        [(entity["entity"], str(entity["value"]), _part(normal, *normal.within(entity["start"], entity["end"]))) for entity in entities]
        for (_, entities, _), normal in zip(examples, normals, strict=True)
    ]
    truths = [frozenset((entity, value) for entity, value, _ in found) for found in phrases]

    def lexicon_of(numbers: list[int]) -> Lexicon:
        mine = [item for number in numbers for item in phrases[number] if item[0] not in BY_PATTERN]
        return Lexicon.learn([*marked, *mine], [(normals[number], truths[number]) for number in numbers], patience)

    # The tagger knows better than a count when a phrase is meant.
    patience = 12.0 if len(examples) >= _ENOUGH else 1.0
    everything = list(range(len(examples)))
    lexicon = lexicon_of(everything)
    extractor = Extractor(
        PlaceResolver(PlaceName.from_mapping(row) for row in places),
        lexicon,
        known,
        Company.learn(lexicon, [(normals[number], examples[number][2], truths[number]) for number in everything if examples[number][2]]),
        values=Values.learn([*marked, *(item for found in phrases for item in found)]),
    )
    if len(examples) >= _ENOUGH:
        # A phrase's own sentence must not vouch for it: what the lexicon proposes is judged in sentences that it wasn't learnt from.
        lessons = []
        for part in range(_PARTS):
            of_others = Extractor(extractor.places, lexicon_of([number for number in everything if number % _PARTS != part]), known)
            for number in everything[part::_PARTS]:
                lessons += _lessons(examples[number], normals[number], of_others)
        extractor.tagger = Tagger.learn(lessons)
    return extractor


def _lessons(example: Example, normal: Normalised, finder: Extractor) -> list[tuple[list[list[str]], list[str]]]:
    """One sentence as the tagger sees it: with its intent, and as heard on a phone with the intent in doubt."""
    _, entities, intent = example
    proposed = proposals(finder.candidates(normal))
    marks = [
        Proposal(entity["entity"], *normal.within(entity["start"], entity["end"]))
        for entity in entities
        if entity["entity"] not in _BY_FORM
    ]
    truth = tags(normal, marks)
    with_intent = (features(normal, proposed, intent), truth)
    # Of the many sentences in which nothing is and nothing is proposed, once is enough.
    return [with_intent, (features(normal, proposed, "", capitals=False), truth)] if marks or proposed else [with_intent]


def _untouched(phrase: str) -> Normalised:
    """A phrase of another language, folded only: alone it might be taken for greeklish."""
    text = fold(phrase)
    words = tuple(Word(match.group(), match.start(), match.end(), skeleton(match.group())) for match in re.finditer(r"[^\W_]+", text))
    return Normalised(phrase, text, tuple(range(len(text))), tuple(range(1, len(text) + 1)), words)


def _part(normal: Normalised, start: int, end: int) -> Normalised:
    """The slice [start, end) of a normalised text, whose words were read in their sentence."""
    words = tuple(
        Word(word.text, word.start - start, word.end - start, word.sound) for word in normal.words if start < word.end and word.start < end
    )
    return Normalised(normal.raw, normal.text[start:end], normal.starts[start:end], normal.ends[start:end], words)
