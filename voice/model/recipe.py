"""What goes into a model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

_SPOKEN = ("utterances", "prompts", "stamps", "speech", "seed")
_HEARD = (*_SPOKEN, "copies")
_TRAINED = (*_HEARD, "width", "epochs", "minutes", "start")


@dataclass(frozen=True)
class Recipe:
    """`minutes` bounds the training. `words`: how many frequent words join those of the services; `forms`: how many inflected forms of
    known words do. `start`: folder of a model to go on from."""

    utterances: int = 6500
    minutes: float = 42.0
    epochs: int = 14
    width: int = 256
    start: str = ""
    copies: int = 2
    words: int = 40000
    forms: int = 50000
    sentences: int = 10000
    prompts: bool = True
    stamps: bool = True
    grammars: bool = True
    speech: tuple[str, ...] = field(default=())
    seed: int = 7

    def key(self, *names: str) -> str:
        """A short name for the chosen settings, for the files of a stage."""
        chosen = {name: value for name, value in asdict(self).items() if name in names}
        return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()[:10]

    @property
    def spoken(self) -> str:
        """A short name for what is spoken, for the files of that stage."""
        return self.key(*_SPOKEN)

    @property
    def heard(self) -> str:
        """The same for what arrives through the lines."""
        return self.key(*_HEARD)

    @property
    def trained(self) -> str:
        """The same for the network."""
        return self.key(*_TRAINED)


SMALL = Recipe(utterances=1200, minutes=4.0, epochs=12, width=128, words=8000, forms=0)


def recipe_of(facts: Mapping[str, Any]) -> Recipe:
    """The recipe that a model's papers name; what they don't name is as it is now, but no stamps were in the older ones."""
    known = {name: value for name, value in facts.get("recipe", {}).items() if name in Recipe.__dataclass_fields__}
    known.setdefault("stamps", False)
    return Recipe(**{**known, "speech": tuple(known.get("speech", ()))})
