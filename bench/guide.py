"""How well the guide finds the article that answers: ``python -m bench.guide [--text-only] [--set dev|FILE] [--fit]``.

Reads every frozen file of tests/guide and prints a table (shares with 95 % intervals, per file and over all) and one JSON line. `--fit`
learns the weights of backend/services/retrieval/score.py from the articles' own questions (each left out in turn) and the development
questions, and prints them with a cross-validation; the frozen files are never looked at for that, and their rows are never shown.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np

from backend import migrate
from backend.database import Database, UnitOfWork
from backend.services import content, guide
from backend.services.retrieval import index as article_index
from backend.services.retrieval import score
from backend.settings import Settings
from bench import guide_fit
from bench.guide_fit import ABSENT
from bench.report import show
from greek.embedding import Embedder, load_embedder
from greek.embedding_cache import CachedEmbedder
from ops.load_content import CACHE

QUESTIONS = Path(__file__).resolve().parent.parent / "tests" / "guide"
FROZEN = ("questions_test.tsv", "questions_more.tsv")
_Z = 1.96  # 95 %


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
        if slug == ABSENT:
            refused += found is None
            continue
        index = article_index.current(uow.session)
        ranked = [name for _, name in score.rank(uow.session, index, score.prepare(index, question, embedder))[:3]]
        third += slug in ranked
        hits += found is not None and found.article_slug == slug
        false_refusals += found is None
        wrong += found is not None and found.article_slug != slug
    absent = sum(slug == ABSENT for _, slug in questions)
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
        got = found.article_slug if found else ABSENT
        if got != slug:
            best = ", ".join(f"{name} {value:.2f}" for value, name in ranked)
            lines.append(f"{question} -> {got}, expected {slug} ({best})")
    return lines


def interval(share: float, n: int) -> str:
    """`share` of `n` in percent with its 95 % interval, as "85.9 (78-91)" (Wilson, J. of the American Statistical Association 22, 1927)."""
    if n == 0:
        return "-"
    middle, spread = share + _Z**2 / (2 * n), _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n * n))
    low, high = (100 * (middle + sign * spread) / (1 + _Z**2 / n) for sign in (-1, 1))
    return f"{100 * share:.1f} ({max(0.0, low):.0f}-{min(100.0, high):.0f})"


def row(name: str, counted: dict[str, Any]) -> dict[str, Any]:
    """One line of the table: shares in percent, each with its 95 % interval."""
    absent, present = counted["absent"], counted["n"] - counted["absent"]
    return {
        "questions": name,
        "n": counted["n"],
        "absent": absent,
        "hit@1": interval(counted["hit_at_1"], present),
        "hit@3": interval(counted["hit_at_3"], present),
        "refused when absent": interval(counted["refusal_when_absent"], absent),
        "wrongly refused": interval(counted["false_refusals"], present),
        "wrong article": interval(counted["wrong_answers"], present),
        "p50 ms": counted["p50_ms"],
        "p95 ms": counted["p95_ms"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", help="dev or a file (without: every frozen file and all together)")
    parser.add_argument("--text-only", action="store_true", help="without sentence vectors")
    parser.add_argument("--fit", action="store_true", help="learn the weights from the articles and the development questions")
    parser.add_argument("--misses", action="store_true", help="list what went wrong; never of a frozen file")
    given = parser.parse_args()
    development = sorted(QUESTIONS.glob("questions_dev*.tsv"))
    paths = [QUESTIONS / name for name in FROZEN] if given.set is None else development if given.set == "dev" else [Path(given.set)]
    if given.misses and any(path.name in FROZEN for path in paths):
        parser.error("the rows of a frozen file are not looked at: --misses --set dev")
    engine = None if given.text_only else load_embedder()
    embedder = None if engine is None else CachedEmbedder(engine, CACHE)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, data_dir=Path(folder))
        migrate.upgrade(settings)
        database = Database(settings)
        with database.work() as uow:
            guide.load_articles(uow, content.FOLDER / "articles", embedder=embedder)
        if embedder is not None:
            embedder.save()
        with database.work() as uow:
            if given.fit:
                known = guide_fit.examples(uow, [pair for path in development for pair in read_questions(path)], embedder)
                of, constant = guide_fit.learn(known)
                print("weights", of.round(2).tolist(), "constant", round(constant, 2))
                names = ("threshold", "hit@1", "wrongly refused", "refused when absent")
                show("cross-validation", [dict(zip(names, line, strict=True)) for line in guide_fit.crossvalidate(known)])
                return
            # The engine itself: what is measured in milliseconds must not come from the cache.
            sets = {path.name: read_questions(path) for path in paths}
            if len(sets) > 1:
                sets["all"] = [pair for questions in sets.values() for pair in questions]
            how = "words alone" if engine is None else "words and vectors"
            show(f"citizen guide, {how}", [row(name, measure(uow, questions, engine)) for name, questions in sets.items()])
            if given.misses:
                print("\n".join(misses(uow, sets.get("all") or next(iter(sets.values())), engine)))
        database.close()


if __name__ == "__main__":
    main()
