"""Words that the model must know: the grammars of the phone, its wording, the lists of the municipality, names, digits.

They join the vocabulary of the language model whether or not a sentence of the sources holds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from greek.reader import read
from voice.grammars import COMMANDS, Expects, phrases
from voice.model.text import ROOT, WORD, is_sayable, is_well_written

WORDS = Path(__file__).parent / "words.yml"
KINDS = ("yes_no", "digits", "afm", "code", "pin", "phone", "number", "certificate_type", "problem_category", "street", "place", "choice")
"""Everything that the dialogue may ask for with a grammar."""
_ADDRESS = re.compile(r"\{[^}]*\}|\S*[A-Za-z]\S*")
_CONTENT = ("certificate_types", "problem_categories", "services", "places")
_NO_WORDS = frozenset({"source", "sources", "slug", "code", "page", "kind", "en", "url", "updated", "datatype", "article"})


def grammar_words() -> frozenset[str]:
    """Every word of every grammar that the line sets. None may be unknown: the recogniser drops phrases it doesn't know."""
    said = [*COMMANDS, *(phrase for kind in KINDS for phrase in phrases(Expects(kind)) or ())]
    return frozenset(word for phrase in said for word in phrase.split())


def place_words(root: Path = ROOT) -> frozenset[str]:
    """Every word of the streets, villages and landmarks as they are written in places.yml."""
    places = _yaml(root / "backend" / "content" / "places.yml")["places"]
    return frozenset(_words(name for place in places for name in (place["name"], *place.get("aliases", ()))))


def answer_words(root: Path = ROOT) -> frozenset[str]:
    """Words of what the assistant says on the phone (people answer in its words) and of every button's title."""
    variants = [variant for group in _yaml(root / "domain.yml").get("responses", {}).values() for variant in group]
    texts = [variant.get("text", "") for variant in variants if variant.get("channel") == "phone"]
    texts += [button.get("title", "") for variant in variants for button in variant.get("buttons", ())]
    return frozenset(_words(texts))


def content_words(root: Path = ROOT) -> frozenset[str]:
    """Words of the municipality's lists: certificates, problems, the fourteen services."""
    return frozenset(_words(text for name in _CONTENT for text in _texts(_yaml(root / "backend" / "content" / f"{name}.yml"))))


@lru_cache(1)
def listed_words() -> frozenset[str]:
    """Words of words.yml: services, commands, digits in their variants, names of people."""
    return frozenset(word for lines in _yaml(WORDS).values() for line in lines for word in line.split())


def required_words(root: Path = ROOT) -> frozenset[str]:
    """All of them, without what can't be said as a word."""
    everything = grammar_words() | place_words(root) | answer_words(root) | content_words(root) | listed_words()
    return frozenset(word for word in everything if is_sayable(word))


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        text = _ADDRESS.sub(" ", text)
        for word in WORD.findall(read(text).lower()):
            # Capital letters and slips have no accents: they would teach a second spelling.
            if is_sayable(word) and is_well_written(word):
                yield word


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            if key not in _NO_WORDS:
                yield from _texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from _texts(item)


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
