"""``make bench``: the measurements of docs/benchmarks.md, one after the other, on a house of their own."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil

from bench.report import show
from ops.paths import APP_PYTHON, RASA_ENVIRONMENT, RASA_PYTHON, ROOT
from ops.stack import Stack, marked_processes
from ops.training import model_path, train
from ops.trial import start_trial, trial_line

PARTS = ("connectors.server", "-m actions", "backend.web", "-m voice", "supervisord")
FROZEN = ROOT / "tests" / "nlu" / "frozen.tsv"


def memory(stack: Stack) -> None:
    """Resident memory per process at rest, MB. Shared pages count in each, so the sum is an upper bound."""
    parts: dict[str, float] = {}
    for process in marked_processes(stack.mark):
        try:
            line = " ".join(process.cmdline())
            name = next((part for part in PARTS if part in line), "other")
            parts[name] = parts.get(name, 0.0) + process.memory_info().rss / 1e6
        except psutil.Error:
            continue
    rows = [{"process": name, "RSS MB": value} for name, value in sorted(parts.items())]
    show("memory at rest", [*rows, {"process": "together", "RSS MB": sum(parts.values())}])


def part(name: str, command: list[str]) -> None:
    print(f"\n== {name}", flush=True)
    code = subprocess.run(command, cwd=ROOT, env={**os.environ, **RASA_ENVIRONMENT}).returncode
    if code != 0:
        sys.exit(f"✗ {name} failed (code {code})")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=30, help="length of each load")
    parser.add_argument("--retrain", action="store_true", help="train anew, to measure it")
    parser.add_argument("--stock", action="store_true", help="also train and measure the stock pipeline (some minutes)")
    options = parser.parse_args()
    model = model_path(ROOT / "var")
    if options.retrain or not model.exists():
        model, seconds = train(ROOT / "var")
        show("training", [{"model": model.name, "seconds": seconds, "MB": model.stat().st_size / 1e6}])
    part("understanding", [str(RASA_PYTHON), "-m", "bench.nlu", "--test", str(FROZEN), *(["--stock"] if options.stock else [])])
    part("guide", [str(APP_PYTHON), "-m", "bench.guide"])
    part("the wire", [str(APP_PYTHON), "-m", "bench.line"])
    part("hearing and speaking", [str(APP_PYTHON), "-m", "bench.speech_turn"])
    with tempfile.TemporaryDirectory(prefix="komotini-bench-") as folder:
        stack, _password = start_trial(Path(folder), model, line=trial_line())
        try:
            memory(stack)
            part("turns", [str(APP_PYTHON), "-m", "bench.turns", "--url", stack.settings.public_url, "--seconds", str(options.seconds)])
            assert stack.line is not None
            part("whole calls", [str(APP_PYTHON), "-m", "bench.phone", "--port", stack.line.sip.rpartition(":")[2]])
        finally:
            stack.stop()
    part("whole transactions by telephone", [str(APP_PYTHON), "-m", "bench.transactions"])


if __name__ == "__main__":
    main()
