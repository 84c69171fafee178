"""From sentences to the search graph: vocabulary, language model, lexicon, graph. Needs no network and no torch."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voice.model.inflections import forms_of_known
from voice.model.ngram import NGram, estimate
from voice.model.package import write_package
from voice.model.recipe import Recipe
from voice.model.text import Sentence, TextSources, frequent_words, is_well_written
from voice.model.vocabulary import required_words

if TYPE_CHECKING:
    from voice.model.network import Network

# Tuned on tests/guide/questions_dev.tsv (perplexity 494 before, 170 after); the measured sentences had no part in it.
OPENNESS = 3.0
LEAST = (0, 1, 1, 1)


@dataclass(frozen=True)
class Language:
    """Sentences of the language model, the share of every word, and the words of the services themselves."""

    sentences: list[Sentence]
    vocabulary: dict[str, float]
    own: set[str]

    def model(self) -> NGram:
        counted = ((sentence.words, sentence.weight) for sentence in self.sentences)
        return estimate(counted, self.vocabulary, least=LEAST, openness=OPENNESS)


def language(recipe: Recipe, text: TextSources) -> Language:
    sentences = text.written() + text.sampled(recipe.sentences, recipe.seed + 2)
    own = {word for sentence in sentences for word in sentence.words if is_well_written(word)} | required_words()
    frequent = frequent_words(recipe.words)
    least = min(frequent.values(), default=1e-7)
    known = {**dict.fromkeys(own, least), **frequent}
    return Language(sentences, {**forms_of_known(known, recipe.forms), **known}, own)


def write_model(folder: Path, recipe: Recipe, text: TextSources, network: Network | None = None) -> dict[str, Any]:
    """Write the model to `folder`, around the network that lies there where none is given; returns what its papers say of it."""
    spoken = language(recipe, text)
    model = spoken.model()
    words = sorted(spoken.vocabulary)
    states = write_package(folder, network, model, words, spoken.own, grammars=recipe.grammars)
    return {
        "made": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "words": len(words),
        "ngrams": {str(size): len(grams) for size, grams in model.probability.items()},
        "states": states,
        "grammars": recipe.grammars,
        "recipe": asdict(recipe),
    }
