"""How well each article fits a question: a few features, one weighted sum, one decision.

The weights and the constant were fitted on tests/guide/questions_dev.tsv and the articles' own questions, before those were doubled;
`python -m bench.guide --fit` fits anew (docs/guide.md tells what that gave). A score is the log odds against "no article answers this",
so 0 is the even chance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from backend.services.retrieval import store
from backend.services.retrieval.index import Entry, Index, centre
from backend.services.retrieval.text import clean_question, sound, stems, trigrams
from greek.embedding import Embedder

FEATURES = ("asked", "everything", "passage", "grams", "dense_asked", "dense_body")
_DENSE_CANDIDATES = 15


@dataclass(frozen=True)
class Question:
    """A question made ready: `weights` says how much each of its sounds counts; `vector` is centred and unit, or None."""

    text: str
    weights: dict[str, float]
    stems: list[str]
    grams: frozenset[str]
    vector: Any | None


@dataclass(frozen=True)
class Weights:
    """Of `FEATURES`, with the constant; `threshold` is the least score that counts as an answer."""

    of: tuple[float, ...]
    constant: float
    threshold: float = 0.0


WITH_VECTORS = Weights((2.53, 1.74, 3.07, 3.06, 6.05, 7.72), -7.65, 0.75)
TEXT_ONLY = Weights((3.35, 2.65, 5.05, 5.44, 0.0, 0.0), -6.25, 1.0)


def prepare(index: Index, question: str, embedder: Embedder | None) -> Question:
    """`question` as it is compared with the articles of `index`."""
    text = clean_question(question)
    weights: dict[str, float] = {}
    search: list[str] = []
    for stem in stems(text):
        known = index.known_sound(sound(stem))
        heard = known or sound(stem)
        weights[heard] = index.idf.get(heard, index.rarest)
        search += [stem, *index.spellings.get(heard, ())]
    vector = None
    if embedder is not None and index.mean is not None and text:
        vector = centre(embedder.embed([text])[0], index.mean)
    return Question(text, weights, search, trigrams(text), vector)


def _share(weights: dict[str, float], found: frozenset[str]) -> float:
    total = sum(weights.values())
    return sum(weight for heard, weight in weights.items() if heard in found) / total if total else 0.0


def _dice(left: frozenset[str], right: frozenset[str]) -> float:
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def _likeness(question: Question, sounds: frozenset[str], idf: dict[str, float]) -> float:
    """Dice of two sets of sounds, rare ones counting more."""
    common = sum(weight for heard, weight in question.weights.items() if heard in sounds)
    total = sum(question.weights.values()) + sum(idf[heard] for heard in sounds)
    return 2 * common / total if total else 0.0


def features(index: Index, question: Question, entry: Entry, *, skip: int | None = None) -> list[float]:
    """The values of `FEATURES`, each between 0 and 1 or so; `skip` leaves out one passage (for fitting)."""
    kept = [passage for number, passage in enumerate(entry.passages) if number != skip]
    dense_asked = dense_body = 0.0
    if question.vector is not None and entry.vectors is not None:
        near = entry.vectors @ question.vector
        if skip is not None:
            near[skip] = -1.0
        dense_asked = float(near[: len(entry.passages)].max())
        dense_body = float(near[len(entry.passages) :].max(initial=0.0))
    asked = entry.asked if skip is None else frozenset().union(*(passage.sounds for passage in kept))
    return [
        _share(question.weights, asked),
        _share(question.weights, entry.everything if skip is None else asked),
        max((_likeness(question, passage.sounds, index.idf) for passage in kept), default=0.0),
        max((_dice(question.grams, passage.grams) for passage in kept), default=0.0),
        dense_asked,
        dense_body,
    ]


def candidates(session: Session, index: Index, question: Question) -> Iterable[Entry]:
    """Articles worth comparing: what the database's full text finds and what stands nearest by vector."""
    slugs = dict.fromkeys(store.search(session, question.stems, question.text))
    if question.vector is not None:
        dense = [
            (float((entry.vectors @ question.vector).max()), slug) for slug, entry in index.entries.items() if entry.vectors is not None
        ]
        slugs.update(dict.fromkeys(slug for _, slug in sorted(dense, reverse=True)[:_DENSE_CANDIDATES]))
    return [index.entries[slug] for slug in slugs if slug in index.entries]


def weights_for(question: Question) -> Weights:
    """Which weights hold: with vectors or text alone."""
    return TEXT_ONLY if question.vector is None else WITH_VECTORS


def rank(session: Session, index: Index, question: Question) -> list[tuple[float, str]]:
    """(score, slug) of the candidates, best first. A question without a word that counts has none."""
    if not question.weights:
        return []
    weights = weights_for(question)
    scored = [
        (float(np.dot(weights.of, features(index, question, entry))) + weights.constant, entry.slug)
        for entry in candidates(session, index, question)
    ]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1]))
