"""Cross-validation over the training sentences: ``make eval-nlu CV=5``. Runs inside Rasa's environment, without training a Rasa model.

The sentences of an intent are unlike one another on purpose (a test forbids near-duplicates), so a sentence held out is harder than a
citizen's: read the figures against one another, not as a promise.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from pathlib import Path
from typing import Any

import yaml

from greek.embedding import load_embedder
from greek.embedding_cache import CachedEmbedder
from nlu.components.classifier import TOPICS, WORDS, greek_words, with_danger
from nlu.components.entities import learn_extractor
from nlu.components.model import HybridModel
from nlu.components.vocabulary import Vocabulary
from nlu.evaluation import ROOT, Example, Result, measure, quiet, services

Sentence = dict[str, Any]


def sentences() -> list[Sentence]:
    """The training sentences: ``{"text", "intent", "entities": [{"start", "end", "entity", "value"}]}``."""
    from rasa.shared.nlu.training_data.loading import load_data

    found = [one for path in sorted((ROOT / "nlu").glob("*.yml")) for one in load_data(str(path)).intent_examples]
    return [
        {"text": one.get("text"), "intent": one.get("intent"), "entities": one.get("entities") or []} for one in found if one.get("text")
    ]


def folds(examples: list[Sentence], count: int, seed: int = 5) -> list[list[int]]:
    """Numbers of the sentences of each fold; every intent is spread evenly over them."""
    order = list(range(len(examples)))
    random.Random(seed).shuffle(order)  # noqa: S311 - a split, no secret
    order.sort(key=lambda number: examples[number]["intent"])
    return [order[fold::count] for fold in range(count)]


def run_fold(examples: list[Sentence], held: set[int], embedder: CachedEmbedder | None, places: list[dict[str, Any]]) -> list[Result]:
    """What a model of all other sentences understands of those `held` out."""
    taught = [one for number, one in enumerate(examples) if number not in held]
    texts = [one["text"] for one in taught]
    topics = {topic: [next((str(e["value"]) for e in one["entities"] if e["entity"] == topic), "") for one in taught] for topic in TOPICS}
    model = HybridModel(Vocabulary.learn(texts, greek_words(ROOT / WORDS)), embedder)
    model.fit(texts, [one["intent"] for one in taught], topics=topics)
    extractor = learn_extractor([(one["text"], one["entities"], one["intent"]) for one in taught], [], places)
    results = []
    for number in sorted(held):
        one = examples[number]
        began = time.perf_counter()
        prediction = model.predict(one["text"])
        intent, confidence = with_danger(one["text"], prediction.ranking)[0]
        found = extractor.find(one["text"], prediction.guesses, intent, confidence)
        took = 1000 * (time.perf_counter() - began)
        truth = [(e["entity"], str(e["value"])) for e in one["entities"]]
        example = Example(one["text"], one["intent"], truth)
        results.append(Result(example, intent, confidence, [(item.entity, item.value) for item in found], took))
    return results


def main() -> None:
    parser = argparse.ArgumentParser(prog="make eval-nlu CV=5")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--first", type=int, help="only so many of them")
    parser.add_argument("--report", type=Path, help="folder for report.md and confusion.png")
    options = parser.parse_args()
    if options.folds < 2:
        parser.error("two folds at least")
    quiet()
    examples = sentences()
    engine = load_embedder()
    cache = Path(os.environ.get("ASSISTANT_VECTOR_CACHE") or ROOT / "var" / "cache" / "training-vectors.npz")
    embedder = CachedEmbedder(engine, cache) if engine else None
    places = yaml.safe_load((ROOT / "backend/content/places.yml").read_text(encoding="utf-8"))["places"]
    results: list[Result] = []
    by_fold = []
    for held in folds(examples, options.folds)[: options.first]:
        part = run_fold(examples, set(held), embedder, places)
        if embedder:
            embedder.save()
        results += part
        by_fold.append(measure(part, services()).intent_accuracy)
    if options.report:
        from nlu.report import write_report

        write_report(options.report, f"the training sentences, {options.folds} folds", results, services())
    print(json.dumps({**json.loads(measure(results, services()).line()), "folds": options.folds, "by_fold": by_fold}))


if __name__ == "__main__":
    main()
