"""How well the guide finds the article that answers: ``python -m bench.guide [--text-only] [--set dev|test|FILE] [--fit]``.

Prints a table and one JSON line. `--fit` learns the weights of backend/services/retrieval/score.py from the development set (and from
the articles' own questions, each left out in turn) and prints them; the test set is never looked at for that.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from backend import migrate
from backend.database import Database, UnitOfWork
from backend.services import content, guide
from backend.services.retrieval import index as article_index
from backend.services.retrieval import score
from backend.settings import Settings
from greek.embedding import Embedder, load_embedder

QUESTIONS = Path(__file__).resolve().parent.parent / "tests" / "guide"
_ABSENT = "NONE"


def read_questions(path: Path) -> list[tuple[str, str]]:
    """(question, slug or NONE) of a tab-separated file with a heading."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["question"], row["slug"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def measure(uow: UnitOfWork, questions: list[tuple[str, str]], embedder: Embedder | None) -> dict[str, Any]:
    """hit@1 counts only given answers; hit@3 the first three candidates; refusals are of questions that no article answers."""
    hits = third = refused = false_refusals = wrong = 0
    seconds: list[float] = []
    for question, slug in questions:
        started = time.perf_counter()
        found = guide.answer(uow, question, embedder=embedder)
        seconds.append(time.perf_counter() - started)
        if slug == _ABSENT:
            refused += found is None
            continue
        index = article_index.current(uow.session)
        ranked = [name for _, name in score.rank(uow.session, index, score.prepare(index, question, embedder))[:3]]
        third += slug in ranked
        hits += found is not None and found.article_slug == slug
        false_refusals += found is None
        wrong += found is not None and found.article_slug != slug
    absent = sum(slug == _ABSENT for _, slug in questions)
    present = max(1, len(questions) - absent)
    return {
        "n": len(questions),
        "absent": absent,
        "hit_at_1": round(hits / present, 3),
        "hit_at_3": round(third / present, 3),
        "refusal_when_absent": round(refused / max(1, absent), 3),
        "false_refusals": round(false_refusals / present, 3),
        "wrong_answers": round(wrong / present, 3),
        "p50_ms": round(float(np.percentile(seconds, 50)) * 1000, 1),
        "p95_ms": round(float(np.percentile(seconds, 95)) * 1000, 1),
    }


def misses(uow: UnitOfWork, questions: list[tuple[str, str]], embedder: Embedder | None) -> list[str]:
    """One line for each question answered otherwise than expected."""
    lines = []
    index = article_index.current(uow.session)
    for question, slug in questions:
        ranked = score.rank(uow.session, index, score.prepare(index, question, embedder))[:3]
        found = guide.answer(uow, question, embedder=embedder)
        got = found.article_slug if found else _ABSENT
        if got != slug:
            best = ", ".join(f"{name} {value:.2f}" for value, name in ranked)
            lines.append(f"{question} -> {got}, expected {slug} ({best})")
    return lines


def fit(uow: UnitOfWork, questions: list[tuple[str, str]], embedder: Embedder | None) -> tuple[np.ndarray, float]:
    """Weights and constant of a softmax over all articles and "none", by gradient descent with a little shrinkage."""
    index = article_index.current(uow.session)
    slugs = list(index.entries)
    rows: list[np.ndarray] = []
    targets: list[int] = []
    importance: list[float] = []
    for question, slug in questions:
        prepared = score.prepare(index, question, embedder)
        rows.append(np.array([score.features(index, prepared, index.entries[name]) for name in slugs]))
        targets.append(len(slugs) if slug == _ABSENT else slugs.index(slug))
        importance.append(1.0)
    for article in guide.list_articles(uow):
        for number, question in enumerate(article.questions[::2]):
            prepared = score.prepare(index, question, embedder)
            skipped = 1 + 2 * number
            rows.append(
                np.array(
                    [score.features(index, prepared, index.entries[name], skip=skipped if name == article.slug else None) for name in slugs]
                )
            )
            targets.append(slugs.index(article.slug))
            importance.append(0.15)
    features, wanted, weight = np.stack(rows), np.array(targets), np.array(importance)
    theta, constant = np.full(features.shape[2], 3.0), -6.0
    for step in range(3000):
        logits = np.concatenate([features @ theta + constant, np.zeros((len(wanted), 1))], axis=1)
        logits -= logits.max(axis=1, keepdims=True)
        chance = np.exp(logits)
        chance /= chance.sum(axis=1, keepdims=True)
        chance[np.arange(len(wanted)), wanted] -= 1
        slope = (chance * weight[:, None])[:, :-1]
        rate = 0.5 / (1 + step / 500)
        # Shrinkage towards 3: features that tell the same share the work, none goes negative.
        theta -= rate * (np.einsum("qa,qaf->f", slope, features) / weight.sum() + 0.002 * (theta - 3.0))
        theta = np.maximum(theta, 0.0)
        constant -= rate * 4 * slope.sum() / weight.sum()
    return theta, constant


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", default="test", help="dev, test, or a file")
    parser.add_argument("--text-only", action="store_true", help="without sentence vectors")
    parser.add_argument("--fit", action="store_true", help="learn the weights on the development set")
    parser.add_argument("--misses", action="store_true", help="list what went wrong")
    given = parser.parse_args()
    path = QUESTIONS / f"questions_{given.set}.tsv" if given.set in ("dev", "test") else Path(given.set)
    embedder = None if given.text_only else load_embedder()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, data_dir=Path(folder))
        migrate.upgrade(settings)
        database = Database(settings)
        with database.work() as uow:
            guide.load_articles(uow, content.FOLDER / "articles", embedder=embedder)
        with database.work() as uow:
            if given.fit:
                theta, constant = fit(uow, read_questions(QUESTIONS / "questions_dev.tsv"), embedder)
                print("weights", [round(float(value), 2) for value in theta], "constant", round(float(constant), 2))
                return
            questions = read_questions(path)
            result = {"set": given.set, "vectors": embedder is not None, **measure(uow, questions, embedder)}
            table = Table("measure", "value", title=f"citizen guide, {path.name}")
            for name, value in result.items():
                table.add_row(name, str(value))
            Console(width=80).print(table)
            if given.misses:
                print("\n".join(misses(uow, questions, embedder)))
            print(json.dumps(result))
        database.close()


if __name__ == "__main__":
    main()
