"""Measuring understanding on a TSV of sentences. Runs inside Rasa's environment; `make eval-nlu` and `make bench` call it.

.venv-rasa/bin/python -m nlu.evaluation --test file.tsv [--out file.tsv] [--model path.tar.gz]
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import logging
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from nlu.tally import Tally, pairs

ROOT = Path(__file__).resolve().parent.parent


class BadTestFile(ValueError):
    """The text says what is wrong with the file, and where."""


@dataclass(frozen=True)
class Example:
    """One line of the test: `entities` as (name, value) pairs, None when the file says nothing of them; `more`: its other columns."""

    text: str
    intent: str
    entities: list[tuple[str, str]] | None
    more: dict[str, str] = field(default_factory=dict)


@dataclass
class Result:
    """What was understood of one example."""

    example: Example
    predicted: str
    confidence: float
    entities: list[tuple[str, str]]
    milliseconds: float


@dataclass
class Measures:
    """The numbers of one run."""

    n: int
    intent_accuracy: float
    service_accuracy: float
    entity_f1: float | None
    p50_ms: float
    p95_ms: float
    results: list[Result] = field(default_factory=list, repr=False)

    def line(self) -> str:
        """The one JSON line."""
        keys = ("n", "intent_accuracy", "service_accuracy", "entity_f1", "p50_ms", "p95_ms")
        return json.dumps({key: getattr(self, key) for key in keys})


def _unquoted(cell: str) -> str:
    """A cell of a TSV as spreadsheets write it: in double quotes, with doubled ones inside, or bare."""
    cell = cell.strip()
    if len(cell) >= 2 and cell[0] == cell[-1] == '"':
        inner = cell[1:-1].replace('""', '"')
        return inner
    return cell


def _entities(cell: str, where: str) -> list[tuple[str, str]]:
    try:
        data = json.loads(cell) if cell else []
    except json.JSONDecodeError as error:
        raise BadTestFile(f"{where}: the entities are no JSON ({error.msg})") from None
    if isinstance(data, dict):
        data = [data] if "entity" in data else [{"entity": name, "value": value} for name, value in data.items()]
    pairs: list[tuple[str, str]] = []
    for item in data if isinstance(data, list) else [None]:
        if not isinstance(item, dict) or "entity" not in item or "value" not in item:
            raise BadTestFile(f'{where}: an entity needs "entity" and "value"')
        values = item["value"] if isinstance(item["value"], list) else [item["value"]]
        pairs += [(str(item["entity"]), str(value)) for value in values]
    return pairs


def read_examples(path: Path) -> list[Example]:
    """The lines of a TSV with a header naming text, intent and perhaps entities. Raises BadTestFile or OSError."""
    lines = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").split("\n")
    header = [_unquoted(cell).lower() for cell in lines[0].split("\t")]
    if "text" not in header or "intent" not in header:
        raise BadTestFile(f"{path}: the first line must name the columns text and intent (tab-separated)")
    examples = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        cells = [_unquoted(cell) for cell in line.split("\t")]
        row = dict(zip(header, cells, strict=False))
        if "intent" not in row:
            raise BadTestFile(f"{path}, line {number}: no intent")
        entities = _entities(row.get("entities", ""), f"{path}, line {number}") if "entities" in header else None
        more = {name: cell for name, cell in row.items() if name not in ("text", "intent", "entities")}
        examples.append(Example(row["text"], row["intent"], entities, more))
    if not examples:
        raise BadTestFile(f"{path}: no sentences")
    return examples


def services(folder: Path = ROOT / "nlu") -> dict[str, str]:
    """Intent -> service: the name of the training file (nlu/<service>.yml) that holds the intent's sentences."""
    table: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu") or []:
            if "intent" in block:
                table[block["intent"].split("/")[0]] = path.stem
    return table


def measure(results: list[Result], service_of: dict[str, str]) -> Measures:
    """Accuracy of intent and service, micro F1 of entities (name and folded value), times. F1 is None without entity annotations."""
    right = sum(result.predicted == result.example.intent for result in results)
    same = sum(
        result.predicted == result.example.intent
        or (result.predicted in service_of and service_of[result.predicted] == service_of.get(result.example.intent))
        for result in results
    )
    annotated = [result for result in results if result.example.entities is not None]
    tally = Tally()
    for result in annotated:
        tally.add(pairs(result.example.entities or []), pairs(result.entities))
    times = sorted(result.milliseconds for result in results)
    rank = lambda share: round(times[min(len(times) - 1, round(share * (len(times) - 1)))], 2)  # noqa: E731
    return Measures(
        len(results),
        round(right / len(results), 4),
        round(same / len(results), 4),
        round(tally.f1(), 4) if annotated else None,
        rank(0.5),
        rank(0.95),
        results,
    )


def newest_model(folder: Path = ROOT / "var" / "models") -> Path:
    """The model written last. Raises FileNotFoundError when there is none."""
    models = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise FileNotFoundError(f"no model in {folder}: run `make train` first")
    return models[-1]


def quiet() -> None:
    """No user's sentence and no library chatter in any log of this process."""
    import warnings

    warnings.filterwarnings("ignore")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.CRITICAL)
    logging.disable(logging.ERROR)


def load_agent(model: Path) -> Any:
    """Rasa's agent with `model`. Raises RuntimeError when the model doesn't load."""
    from rasa.core.agent import Agent

    agent = Agent.load(model_path=str(model))
    if agent.processor is None:
        raise RuntimeError(f"{model} is no model that this Rasa can load")
    return agent


def run(agent: Any, examples: list[Example]) -> list[Result]:
    """Parse every example, one after the other, timing each."""

    async def parse_all() -> list[Result]:
        await agent.parse_message("καλημέρα")  # the first message warms caches up
        results = []
        for example in examples:
            began = time.perf_counter()
            parsed = await agent.parse_message(example.text)
            took = (time.perf_counter() - began) * 1000
            intent = parsed.get("intent") or {}
            entities = [(str(item["entity"]), str(item["value"])) for item in parsed.get("entities") or []]
            results.append(Result(example, intent.get("name") or "nlu_fallback", float(intent.get("confidence") or 0.0), entities, took))
        return results

    return asyncio.run(parse_all())


def write_results(path: Path, results: list[Result]) -> None:
    """One TSV row per sentence, in the order of the test."""

    def as_json(entities: list[tuple[str, str]] | None) -> str:
        return json.dumps([{"entity": name, "value": value} for name, value in entities or []], ensure_ascii=False)

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
        writer.writerow(["text", "intent", "predicted", "confidence", "entities", "predicted_entities"])
        for result in results:
            example = result.example
            row = [example.text, example.intent, result.predicted, f"{result.confidence:.4f}"]
            writer.writerow([*row, as_json(example.entities), as_json(result.entities)])


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure understanding on a TSV (text, intent, entities).")
    parser.add_argument("--test", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--report", type=Path, help="folder for report.md and confusion.png")
    options = parser.parse_args()
    # Libraries print to both channels while they load; only our one line and our errors may come out.
    real_out, real_err = os.dup(1), os.dup(2)
    hidden = os.open(os.devnull, os.O_WRONLY)
    os.dup2(hidden, 1)
    os.dup2(hidden, 2)
    try:
        examples = read_examples(options.test)
        quiet()
        results = run(load_agent(options.model or newest_model()), examples)
        measures = measure(results, services())
        if options.out:
            write_results(options.out, results)
        if options.report:
            from nlu.report import write_report

            write_report(options.report, options.test.name, results, services())
    except (BadTestFile, OSError, RuntimeError) as error:
        os.write(real_err, f"✗ {error}\n".encode())
        sys.exit(1)
    except BaseException as error:
        os.write(real_err, f"✗ {type(error).__name__}: {error}\n".encode())
        raise
    os.write(real_out, (measures.line() + "\n").encode())


if __name__ == "__main__":
    main()
