"""Learns the weights of backend/services/retrieval/score.py: a softmax over all articles and "no article answers this".

What it learns from: the articles' own questions, each compared with what is left when it is taken out, and the development questions.
Cross-validation leaves whole fifths of both out and tells, for each threshold, what would be answered, wrongly refused and refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from backend.database import UnitOfWork
from backend.services import guide
from backend.services.retrieval import index as article_index
from backend.services.retrieval import score
from greek.embedding import Embedder
from greek.folding import fold

ABSENT = "NONE"
_FOLDS = 5
_STEPS = 300
# Articles compared with the right one: the rest are so far off that they teach nothing.
_RIVALS = 12
_RATE = 0.05
_SHRINKAGE = 0.002


@dataclass(frozen=True)
class Examples:
    """`near` (n, `_RIVALS`, features), `wanted` (n,): the right article's row, or `_RIVALS` for none."""

    near: Any
    wanted: Any

    def part(self, rows: Any) -> Examples:
        """Only `rows`."""
        return Examples(self.near[rows], self.wanted[rows])


def _without(index: article_index.Index, question: score.Question, passage: article_index.Passage) -> score.Question:
    """`question` as it would be if no article held `passage`: words that stand nowhere else are as rare as can be."""
    lone = {heard for heard in question.weights if heard in passage.sounds and index.places.get(heard, 0) <= 1}
    weights = {heard: index.rarest if heard in lone else weight for heard, weight in question.weights.items()}
    return replace(question, weights=weights)


def _rivals(rows: Any, right: int | None) -> tuple[Any, int]:
    """The `_RIVALS` likeliest of `rows`, the right one first if there is one, and its row's number or `_RIVALS`."""
    order = [int(number) for number in np.argsort(-rows.sum(axis=1)) if number != right]
    kept = order if right is None else [right, *order]
    return rows[kept[:_RIVALS]], _RIVALS if right is None else 0


def examples(uow: UnitOfWork, questions: Sequence[tuple[str, str]], embedder: Embedder | None) -> Examples:
    """Everything there is to learn from; a development question that an article already asks counts once, as the article's."""
    index = article_index.current(uow.session)
    slugs = list(index.entries)
    near: list[Any] = []
    wanted: list[int] = []
    asked: set[str] = set()

    def add(question: score.Question, right: str, skip: int | None = None) -> None:
        rows = np.array([score.features(index, question, index.entries[name], skip=skip if name == right else None) for name in slugs])
        kept, place = _rivals(rows, None if right == ABSENT else slugs.index(right))
        near.append(kept)
        wanted.append(place)

    for article in guide.list_articles(uow):
        for number, text in enumerate(article.questions, start=1):
            asked.add(fold(text).strip(" ;?."))
            prepared = _without(index, score.prepare(index, text, embedder), index.entries[article.slug].passages[number])
            add(prepared, article.slug, number)
    for text, slug in questions:
        if fold(text).strip(" ;?.") not in asked:
            add(score.prepare(index, text, embedder), slug)
    return Examples(np.array(near, dtype=np.float32), np.array(wanted))


def learn(known: Examples) -> tuple[Any, float]:
    """Weights of the features (none below 0) and the constant. Adam (Kingma and Ba, 2015), a little shrinkage."""
    articles, count = known.near.shape[1], known.near.shape[2]
    scale = known.near.reshape(-1, count).std(axis=0) + 1e-6
    near, rows = known.near / scale, np.arange(len(known.wanted))
    # "None" is rarer here than among what citizens ask: both count alike together.
    absent = known.wanted == articles
    weight = np.where(absent, 0.5 * len(absent) / max(1, absent.sum()), 0.5 * len(absent) / max(1, (~absent).sum()))
    point = np.concatenate([np.full(count, 0.3), [-4.0]])
    mean, spread = np.zeros_like(point), np.zeros_like(point)
    for step in range(1, _STEPS + 1):
        logits = near @ point[:count] + point[-1]
        chance = np.exp(np.concatenate([logits, np.zeros((len(rows), 1))], axis=1) - logits.max(axis=1, initial=0.0, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        chance[rows, known.wanted] -= 1
        slope = chance[:, :-1] * weight[:, None]
        grade = np.concatenate([np.einsum("qa,qaf->f", slope, near), [slope.sum()]]) / weight.sum()
        grade[:-1] += _SHRINKAGE * point[:-1]
        mean, spread = 0.9 * mean + 0.1 * grade, 0.999 * spread + 0.001 * grade**2
        point = point - _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
        point[:count] = np.maximum(point[:count], 0.0)
    return point[:count] / scale, float(point[-1])


def crossvalidate(known: Examples) -> list[tuple[float, float, float, float]]:
    """(threshold, hit@1, wrongly refused, refused when absent), 0 to 1, each question scored by weights that it did not teach."""
    order = np.random.default_rng(1).permutation(len(known.wanted))
    best, place = np.zeros(len(order)), np.zeros(len(order), dtype=int)
    for fold_number in range(_FOLDS):
        held = order[fold_number::_FOLDS]
        of, constant = learn(known.part(np.setdiff1d(order, held)))
        logits = known.near[held] @ of + constant
        best[held], place[held] = logits.max(axis=1), logits.argmax(axis=1)
    absent = known.wanted == known.near.shape[1]
    right = (place == known.wanted)[~absent]
    return [
        (
            float(least),
            float((right & (best[~absent] >= least)).mean()),
            float((best[~absent] < least).mean()),
            float((best[absent] < least).mean()),
        )
        for least in np.arange(-3.0, 2.01, 0.25)
    ]
