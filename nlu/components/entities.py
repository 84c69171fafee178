# ruff: noqa: UP006, UP019, UP035 - Rasa reads the annotations of components at run time
"""Rasa's door to the entity extractor."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any, Dict, List, Text

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from greek.places import PlaceName, PlaceResolver
from nlu.components.extract import GUESSES, Company, Extractor
from nlu.components.learning import BY_PATTERN, learn_extractor
from nlu.components.lexicon import Lexicon
from nlu.components.tagger import Tagger
from nlu.components.values import Values
from nlu.components.vocabulary import Vocabulary

logger = logging.getLogger(__name__)


def extractor_of(kept: dict[str, Any]) -> Extractor:
    """The extractor that a model's entities.json holds. Raises KeyError where it isn't whole."""
    resolver = PlaceResolver(PlaceName.from_mapping(row) for row in kept["places"])
    return Extractor(
        resolver,
        Lexicon.from_json(kept["lexicon"]),
        Vocabulary.from_json(kept["vocabulary"]).known,
        Company.from_json(kept["company"]),
        Values.from_json(kept["values"]),
        Tagger(kept["tagger"]) if kept["tagger"] else None,
    )


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class GreekEntityExtractor(GraphComponent, EntityExtractorMixin):
    """`Extractor` as a component of the pipeline. Setting `places`: the YAML file of place names, read at training."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {"places": "backend/content/places.yml"}

    def __init__(
        self,
        config: Dict[Text, Any],
        storage: ModelStorage,
        resource: Resource,
        extractor: Extractor | None = None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._extractor = extractor

    @classmethod
    def create(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> GreekEntityExtractor:
        """A component that isn't trained yet."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the lexicon from examples, synonyms and lookup tables, and keep it with the places."""
        path = Path(self._config["places"])
        places = yaml.safe_load(path.read_text(encoding="utf-8"))["places"] if path.is_file() else []
        if not places:
            logger.warning("no places at %s: streets and villages won't be recognised by name", path)
        examples = [
            (example.get(TEXT), example.get(ENTITIES) or [], example.get(INTENT) or "")
            for example in training_data.training_examples
            if example.get(TEXT)
        ]
        extra = [
            (table["name"], str(phrase), str(phrase))
            for table in training_data.lookup_tables
            if table["name"] not in BY_PATTERN and isinstance(table["elements"], list)
            for phrase in table["elements"]
        ]
        owner = {
            entity["value"]: entity["entity"] for _, entities, _ in examples for entity in entities if entity["entity"] not in BY_PATTERN
        }
        extra += [(owner[value], value, phrase) for phrase, value in training_data.entity_synonyms.items() if value in owner]
        self._extractor = learn_extractor(examples, extra, places)
        kept = {
            "places": places,
            "lexicon": self._extractor.lexicon.to_json(),
            "company": self._extractor.company.to_json(),
            "values": self._extractor.values.to_json() if self._extractor.values else {},
            "tagger": self._extractor.tagger.state if self._extractor.tagger else None,
            "vocabulary": Vocabulary.learn(text for text, _, _ in examples).to_json(),
        }
        with self._storage.write_to(self._resource) as folder:
            (Path(folder) / "entities.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> GreekEntityExtractor:
        """The trained component; an empty one when nothing was trained."""
        try:
            with model_storage.read_from(resource) as folder:
                kept = json.loads((Path(folder) / "entities.json").read_text(encoding="utf-8"))
        except (ValueError, OSError) as error:
            logger.warning("the entity extractor has no model: %s", error)
            return cls(config, model_storage, resource)
        return cls(config, model_storage, resource, extractor_of(kept))

    def process(self, messages: List[Message]) -> List[Message]:
        """Append this extractor's entities to each message's."""
        for message in messages:
            intent = message.get(INTENT) or {}
            confidence = float(intent.get("confidence") or 0.0)
            text = message.get(TEXT) or ""
            found = self._extractor.find(text, message.get(GUESSES), intent.get("name") or "", confidence) if self._extractor else []
            entities = [
                {"entity": item.entity, "value": item.value, "start": item.start, "end": item.end, "confidence_entity": 1.0}
                for item in found
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + self.add_extractor_name(entities), add_to_output=True)
        return messages
