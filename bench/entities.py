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
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import yaml

from greek.folding import fold
from nlu.components.augment import greeklish, typo
from nlu.components.extract import Extractor
from nlu.components.learning import learn_extractor
from nlu.evaluation import ROOT, read_examples

Sentence = tuple[str, list[dict[str, Any]], str]
Pairs = Counter[tuple[str, str]]
_MARK = re.compile(r"\[([^\]]+)\](?:\((\w+)\)|(\{[^}]*\}))")


def unmarked(line: str) -> tuple[str, list[dict[str, Any]]]:
    """A training sentence without its marks, and the entities (entity, value, start, end) that they name."""
    text, entities, end = "", [], 0
    for match in _MARK.finditer(line):
        text += line[end : match.start()]
        said = match.group(1)
        named = {"entity": match.group(2), "value": said} if match.group(2) else {"value": said, **json.loads(match.group(3))}
        entities.append({**named, "start": len(text), "end": len(text) + len(said)})
        text += said
        end = match.end()
    return text + line[end:], entities


def training_sentences(folder: Path = ROOT / "nlu") -> tuple[list[Sentence], dict[str, str]]:
    """All sentences as (text, entities, intent), and the synonyms as phrase -> value."""
    sentences: list[Sentence] = []
    synonyms: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu") or []:
            lines = [line[2:].strip() for line in str(block.get("examples") or "").splitlines() if line.startswith("- ")]
            if "intent" in block:
                sentences += [(*unmarked(line), block["intent"]) for line in lines]
            elif "synonym" in block:
                synonyms |= dict.fromkeys(lines, str(block["synonym"]))
    return sentences, synonyms


def learn(sentences: list[Sentence], synonyms: dict[str, str]) -> Extractor:
    """An extractor as `make train` would learn it."""
    places = yaml.safe_load((ROOT / "backend" / "content" / "places.yml").read_text(encoding="utf-8"))["places"]
    owner = {entity["value"]: entity["entity"] for _, entities, _ in sentences for entity in entities}
    extra = [(owner[value], value, phrase) for phrase, value in synonyms.items() if value in owner]
    return learn_extractor(sentences, extra, places)


def pairs(items: Iterable[tuple[str, str]]) -> Pairs:
    """(entity, folded value) with how often each occurs."""
    return Counter((name, " ".join(fold(value).split())) for name, value in items)


class Tally:
    """Right, superfluous and missed entities by name."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.extra: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.other_value: Counter[str] = Counter()

    def add(self, truth: Pairs, got: Pairs) -> None:
        for counter, items in ((self.right, truth & got), (self.extra, got - truth), (self.missed, truth - got)):
            for (name, _), count in items.items():
                counter[name] += count
        missed, extra = Counter(name for name, _ in truth - got), Counter(name for name, _ in got - truth)
        self.other_value += missed & extra

    def rows(self) -> list[dict[str, Any]]:
        """One row per entity and one for all, in percent."""
        names = sorted(self.right | self.extra | self.missed)
        rows = [self._row(name, self.right[name], self.extra[name], self.missed[name], self.other_value[name]) for name in names]
        return [*rows, self._row("all", self.right.total(), self.extra.total(), self.missed.total(), self.other_value.total())]

    @staticmethod
    def _row(name: str, right: int, extra: int, missed: int, other_value: int) -> dict[str, Any]:
        share = lambda part, whole: round(100 * part / whole, 1) if whole else None  # noqa: E731
        return {
            "entity": name,
            "n": right + missed,
            "precision": share(right, right + extra),
            "recall": share(right, right + missed),
            "F1": share(2 * right, 2 * right + extra + missed),
            "found, other value": other_value,
        }


def ways() -> dict[str, Callable[[str], str]]:
    """The same sentences as typed in other ways."""
    random_ = random.Random(11)
    return {
        "no accents": fold,
        "capitals": lambda text: fold(text).upper(),
        "greeklish": lambda text: greeklish(text, random_),
        "typos": lambda text: typo(text, random_, 2),
    }


def show(title: str, rows: list[dict[str, Any]]) -> None:
    """A plain table."""
    keys = list(rows[0])
    cells = [keys, *[["–" if row[key] is None else str(row[key]) for key in keys] for row in rows]]
    widths = [max(len(line[index]) for line in cells) for index in range(len(keys))]
    print(title)
    for line in cells:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))


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
        show(name, tally.rows())
    overall = {name: tally.rows()[-1]["F1"] for name, tally in tallies.items()}
    print(json.dumps({"bench": "entities", "F1": overall, **speed, "learning CPU s": round(max(learning), 1)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
