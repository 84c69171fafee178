"""Cross-validation over the training sentences: ``make eval-nlu CV=5``. Runs inside Rasa's environment, without training a Rasa model.

The sentences of an intent are unlike one another on purpose (a test forbids near-duplicates), so a sentence held out is harder than a
citizen's: read the figures against one another, not as a promise.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import yaml

from greek.embedding import Embedder
from greek.embedding_cache import CachedEmbedder
from nlu.components.classifier import TOPICS, WORDS, greek_words, value_of, weighed
from nlu.components.entities import learn_extractor
from nlu.components.model import HybridModel
from nlu.components.vocabulary import Vocabulary
from nlu.encoder.engine import load_encoder
from nlu.evaluation import ROOT, Example, Result, measure, quiet, services
from nlu.sentences import Sentence, training_sentences


def folds(examples: list[Sentence], count: int, seed: int = 5) -> list[list[int]]:
    """Numbers of the sentences of each fold; every intent is spread evenly over them."""
    order = list(range(len(examples)))
    random.Random(seed).shuffle(order)  # noqa: S311 - a split, no secret
    order.sort(key=lambda number: examples[number][2])
    return [order[fold::count] for fold in range(count)]


def run_fold(examples: list[Sentence], held: set[int], embedder: Embedder | None, places: list[dict[str, Any]]) -> list[Result]:
    """What a model of all other sentences understands of those `held` out."""
    taught = [one for number, one in enumerate(examples) if number not in held]
    texts = [text for text, _, _ in taught]
    topics = {topic: [value_of(entities, topic) for _, entities, _ in taught] for topic in TOPICS}
    model = HybridModel(Vocabulary.learn(texts, greek_words(ROOT / WORDS)), embedder)
    model.fit(texts, [intent for _, _, intent in taught], topics=topics)
    extractor = learn_extractor(taught, [], places)
    results = []
    for number in sorted(held):
        text, entities, meant = examples[number]
        began = time.perf_counter()
        prediction = model.predict(text)
        intent, confidence = weighed(text, prediction.ranking)[0]
        found = extractor.find(text, prediction.guesses, intent, confidence)
        took = 1000 * (time.perf_counter() - began)
        example = Example(text, meant, [(entity["entity"], str(entity["value"])) for entity in entities])
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
    examples, _ = training_sentences()
    engine = load_encoder()
    # Each sentence is learnt from in all folds but one.
    embedder = CachedEmbedder(engine, None) if engine else None
    places = yaml.safe_load((ROOT / "backend/content/places.yml").read_text(encoding="utf-8"))["places"]
    results: list[Result] = []
    by_fold = []
    for held in folds(examples, options.folds)[: options.first]:
        part = run_fold(examples, set(held), embedder, places)
        results += part
        by_fold.append(measure(part, services()).intent_accuracy)
    if options.report:
        from nlu.report import write_report

        write_report(options.report, f"the training sentences, {options.folds} folds", results, services())
    print(json.dumps({**json.loads(measure(results, services()).line()), "folds": options.folds, "by_fold": by_fold}))


if __name__ == "__main__":
    main()
