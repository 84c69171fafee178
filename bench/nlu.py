"""Understanding, ours and (with --stock) Rasa's own pipeline: accuracy, time, memory, size of the model, seconds of training.

    .venv-rasa/bin/python -m bench.nlu --test tests/nlu/frozen.tsv [--model model.tar.gz] [--stock] [--variants]

Runs inside Rasa's environment. `--variants` measures the same sentences without accents, in capitals, in greeklish and with typing
errors as well. Each pipeline gets a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.typed import ways
from nlu.evaluation import ROOT, Example, load_agent, measure, newest_model, quiet, read_examples, run, services
from nlu.tables import of_rows


def variants(examples: list[Example]) -> dict[str, list[Example]]:
    """The sentences as typed in other ways; the same slips on every run."""
    return {name: [Example(way(item.text), item.intent, item.entities) for item in examples] for name, way in ways().items()}


def resident_mb() -> float:
    """This process's resident memory."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def measured(name: str, model: Path, test: Path, with_variants: bool, seconds: float | None) -> list[dict[str, Any]]:
    """Rows of one pipeline, measured in this process."""
    examples = read_examples(test)
    agent = load_agent(model)
    rows = []
    for way, sentences in {"as written": examples, **(variants(examples) if with_variants else {})}.items():
        numbers = measure(run(agent, sentences), services())
        f1 = numbers.entity_f1
        rows.append(
            {
                "pipeline": name,
                "sentences": way,
                "n": numbers.n,
                "intent %": round(100 * numbers.intent_accuracy, 1),
                "service %": round(100 * numbers.service_accuracy, 1),
                "entity F1": None if f1 is None else round(100 * f1, 1),
                "p50 ms": numbers.p50_ms,
                "p95 ms": numbers.p95_ms,
                "model MB": round(model.stat().st_size / 1e6, 1),
                "training s": None if seconds is None else round(seconds, 1),
                "RSS MB": round(resident_mb()),
            }
        )
    return rows


def in_own_process(arguments: list[str]) -> list[dict[str, Any]]:
    """The rows that `bench.nlu --rows …` prints in a new process."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bench.nlu", "--rows", *arguments], cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def train_stock(folder: Path) -> tuple[Path, float]:
    """The stock pipeline on our sentences, and how long it took."""
    began = time.monotonic()
    command = [sys.executable, "-W", "ignore", "-m", "rasa", "train", "nlu", "--nlu", "nlu", "--config", "bench/stock_config.yml", "--out"]
    subprocess.run([*command, str(folder)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return next(folder.glob("*.tar.gz")), time.monotonic() - began


def show(rows: list[dict[str, Any]]) -> None:
    """A plain table and one JSON line."""
    print(of_rows(rows))
    print(json.dumps({"bench": "understanding", "rows": rows}, ensure_ascii=False), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--test", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--stock", action="store_true", help="train and measure the stock pipeline too (minutes)")
    parser.add_argument("--variants", action="store_true")
    parser.add_argument("--rows", metavar="NAME", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    model = options.model or newest_model()
    if options.rows:
        quiet()
        print(json.dumps(measured(options.rows, model, options.test, options.variants, options.seconds), ensure_ascii=False))
        return
    common = ["--test", str(options.test), *(["--variants"] if options.variants else [])]
    rows = in_own_process(["ours", "--model", str(model), *common])
    if options.stock:
        with tempfile.TemporaryDirectory(prefix="komotini-stock-") as folder:
            stock, seconds = train_stock(Path(folder))
            rows += in_own_process(["stock", "--model", str(stock), "--seconds", str(seconds), *common])
    show(rows)


if __name__ == "__main__":
    main()
