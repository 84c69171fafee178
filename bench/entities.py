"""Entities, measured without the intent model: learnt on four fifths of the training sentences, looked for in the last fifth.

    .venv-rasa/bin/python -m bench.entities [--folds 5] [--only 2] [--variants] [--no-intent] [--show street,date] [--test file.tsv]

An entity counts when its name and its folded value are right. The sentence's true intent is given with confidence 0.9 (none with
--no-intent). `--show` prints the sentences of the held-out fifths where those entities are wrong; `--test` measures a TSV instead (an
extractor learnt on all sentences), figures only.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import yaml

from bench.typed import ways
from nlu.components.extract import Extractor
from nlu.components.learning import learn_extractor
from nlu.evaluation import ROOT, read_examples
from nlu.sentences import Sentence, training_sentences
from nlu.tables import of_rows
from nlu.tally import Pairs, Tally, pairs


def learn(sentences: list[Sentence], synonyms: dict[str, str]) -> Extractor:
    """An extractor as `make train` would learn it."""
    places = yaml.safe_load((ROOT / "backend" / "content" / "places.yml").read_text(encoding="utf-8"))["places"]
    owner = {entity["value"]: entity["entity"] for _, entities, _ in sentences for entity in entities}
    extra = [(owner[value], value, phrase) for phrase, value in synonyms.items() if value in owner]
    return learn_extractor(sentences, extra, places)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only", type=int, help="that many of the folds")
    parser.add_argument("--nlu", type=Path, default=ROOT / "nlu", help="the folder of the training sentences")
    parser.add_argument("--variants", action="store_true")
    parser.add_argument("--no-intent", action="store_true")
    parser.add_argument("--show", default="", help="entities whose errors in held-out training sentences are printed, or 'all'")
    parser.add_argument("--test", type=Path, help="a TSV to measure instead; figures only")
    options = parser.parse_args()
    sentences, synonyms = training_sentences(options.nlu)
    tallies = {"as written": Tally(), **({name: Tally() for name in ways()} if options.variants else {})}
    times: list[float] = []

    def measure(extractor: Extractor, text: str, truth: Pairs, intent: str, tally: Tally) -> Pairs:
        began = time.perf_counter()
        found = extractor.find(text, None, "" if options.no_intent else intent, 0.0 if options.no_intent else 0.9)
        times.append(1000 * (time.perf_counter() - began))
        got = pairs((item.entity, item.value) for item in found)
        tally.add(truth, got)
        return got

    learning: list[float] = []

    def learnt(part: list[Sentence]) -> Extractor:
        began = time.process_time()
        extractor = learn(part, synonyms)
        learning.append(time.process_time() - began)
        return extractor

    others = ways() if options.variants else {}
    if options.test:
        extractor = learnt(sentences)
        for example in read_examples(options.test):
            if example.entities is not None:
                truth = pairs(example.entities)
                measure(extractor, example.text, truth, example.intent, tallies["as written"])
                for name, way in others.items():
                    measure(extractor, way(example.text), truth, example.intent, tallies[name])
    else:
        order = list(range(len(sentences)))
        random.Random(5).shuffle(order)
        wanted = set(options.show.split(","))
        for fold_number in range(options.only or options.folds):
            held = set(order[fold_number :: options.folds])
            extractor = learnt([sentence for number, sentence in enumerate(sentences) if number not in held])
            for number in sorted(held):
                text, entities, intent = sentences[number]
                truth = pairs((entity["entity"], str(entity["value"])) for entity in entities)
                got = measure(extractor, text, truth, intent, tallies["as written"])
                for name, way in others.items():
                    measure(extractor, way(text), truth, intent, tallies[name])
                wrong = {name for name, _ in (truth - got) + (got - truth)}
                if wrong and options.show and (wrong & wanted or "all" in wanted):
                    print(f"{intent}: {text}\n    missed {sorted(truth - got)}  superfluous {sorted(got - truth)}")
    times.sort()
    speed = {"find p50 ms": round(times[len(times) // 2], 2), "find p95 ms": round(times[int(len(times) * 0.95)], 2)}
    for name, tally in tallies.items():
        print(f"{name}\n{of_rows(tally.rows())}")
    overall = {name: tally.rows()[-1]["F1"] for name, tally in tallies.items()}
    print(json.dumps({"bench": "entities", "F1": overall, **speed, "learning CPU s": round(max(learning), 1)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
