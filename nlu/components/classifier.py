# ruff: noqa: UP006, UP019, UP035 - Rasa reads the annotations of components at run time
"""Rasa's door to the intent model."""

from __future__ import annotations

import logging
import math
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from greek.alarm import alarm
from greek.danger import is_figure, must_be_urgent
from greek.embedding import Embedder
from nlu.components.extract import GUESSES
from nlu.components.model import HybridModel, Prediction
from nlu.components.vocabulary import Vocabulary
from nlu.encoder.engine import load_encoder

logger = logging.getLogger(__name__)
RANKING_LENGTH = 10
DANGER = "report_emergency"
_SURE_OF_DANGER = 0.95
# Entities whose value the whole sentence may give away, and the list of Greek words (see `get_default_config`).
TOPICS = ("problem_category", "permit_type")
WORDS = "voice/models/el-telephone/graph/words.txt"
OUT_OF_SCOPE = "out_of_scope"
# What is no business of a municipality can be anything at all, so the training sentences hold too little of it: its odds count so many
# times. Chosen between 1 and 4 by the figures (not the sentences) of tests/nlu/out_of_scope.tsv.
_ANYTHING_AT_ALL = 4.0
# The model isn't believed when it is all but certain: what it never saw it can't rule out, nor rule in.
_LEAST, _MOST = 0.01, 0.995
_NEGLIGIBLE = 0.05
_GREEK = re.compile(r"[Ͱ-Ͽἀ-῿]+")


def value_of(entities: Iterable[Mapping[str, Any]], entity: str) -> str:
    """The first value of `entity` among a sentence's marked entities, "" for none."""
    return next((str(item["value"]) for item in entities if item["entity"] == entity), "")


def weighed(text: str, ranking: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    """The model's ranking with what it can't know by itself: how much there is that isn't ours, and the signs of danger."""
    return with_danger(text, with_anything(ranking))


def with_anything(ranking: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    """The ranking (likeliest first, summing to 1) with the odds of out_of_scope raised."""
    raised = [(intent, share * (_ANYTHING_AT_ALL if intent == OUT_OF_SCOPE else 1)) for intent, share in ranking]
    whole = sum(share for _, share in raised) or 1.0
    return tuple(sorted(((intent, share / whole) for intent, share in raised), key=lambda pair: -pair[1]))


def with_danger(text: str, ranking: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    """The ranking (likeliest first, summing to 1) once danger was looked for by name too.

    What `alarm` hears is added, in log odds, to what the model thinks of report_emergency; the other intents share what is left as
    before. What can be nothing else comes first whatever the model thinks; a mere figure of speech is no danger at all.
    """
    others = tuple((intent, share) for intent, share in ranking if intent != DANGER)
    left = sum(share for _, share in others)
    if not left:
        return ranking
    if is_figure(text):
        return tuple((intent, share / left) for intent, share in others)
    chance = dict(ranking).get(DANGER, 0.0)
    doubted = min(max(chance, _LEAST), _MOST)
    sure = 1 / (1 + math.exp(-math.log(doubted / (1 - doubted)) - alarm(text)))
    if must_be_urgent(text):
        sure = max(sure, _SURE_OF_DANGER)
    elif max(sure, chance) < _NEGLIGIBLE:
        return ranking
    mixed = ((DANGER, sure), *((intent, share / left * (1 - sure)) for intent, share in others))
    return tuple(sorted(mixed, key=lambda pair: -pair[1]))


def greek_words(path: Path) -> list[str]:
    """The Greek words of a list, in its order; none (and a warning) where there is no file."""
    if not path.is_file():
        logger.warning("no list of Greek words at %s: accents and slips are mended by the training sentences alone", path)
        return []
    words = (line.split(" ", 1)[0] for line in path.read_text(encoding="utf-8").splitlines())
    return [word for word in words if len(word) > 1 and _GREEK.fullmatch(word)]


def _embedder(config: dict[str, Any], threads: int = 1) -> Embedder | None:
    return load_encoder(threads=threads) if config["embedding"] else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HybridIntentClassifier(GraphComponent, IntentClassifier):
    """`HybridModel` as a component of the pipeline. Works without an embedder too, on sounds alone."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`embedding`: use the sentence embedder when it is there. `words`: a list of Greek words in usual spelling, one
        a line (what follows a blank is not read), by which accents are put back and real words are told from slips.

        `topics`: entities whose value the whole sentence may give away though no known phrase names it; left in the message under
        GUESSES for the entity extractor.
        """
        return {"embedding": True, "words": WORDS, "topics": list(TOPICS)}

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource, model: HybridModel | None = None) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> HybridIntentClassifier:
        """A component that isn't trained yet."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the sentences that have an intent, and keep the result."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        if len({example.get(INTENT) for example in examples}) < 2:
            logger.warning("fewer than two intents: the intent classifier stays untrained")
            return self._resource
        texts = [example.get(TEXT) for example in examples]
        embedder = _embedder(self._config, threads=os.cpu_count() or 1)
        model = HybridModel(Vocabulary.learn(texts, greek_words(Path(self._config["words"]))), embedder)
        self._model = model.fit(
            texts,
            [example.get(INTENT) for example in examples],
            topics={topic: [value_of(example.get(ENTITIES) or (), topic) for example in examples] for topic in self._config["topics"]},
        )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(Path(folder))
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> HybridIntentClassifier:
        """The trained component; an empty one (every message unknown) when nothing was trained."""
        try:
            with model_storage.read_from(resource) as folder:
                model = HybridModel.load(Path(folder), _embedder(config))
        except (ValueError, OSError, KeyError) as error:
            logger.warning("the intent classifier has no model: %s", error)
            return cls(config, model_storage, resource)
        return cls(config, model_storage, resource, model)

    def process(self, messages: List[Message]) -> List[Message]:
        """Set intent and intent_ranking of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            prediction = self._model.predict(text) if self._model and text.strip() else Prediction((("nlu_fallback", 0.0),))
            as_dicts = [{"name": name, "confidence": confidence} for name, confidence in weighed(text, prediction.ranking)[:RANKING_LENGTH]]
            message.set(GUESSES, prediction.guesses)
            message.set("intent", as_dicts[0], add_to_output=True)
            message.set("intent_ranking", as_dicts, add_to_output=True)
        return messages
