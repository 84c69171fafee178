"""``make eval-nlu TEST=file.tsv [OUT=file.tsv] [REPORT=folder]`` or ``CV=5``: how well sentences are understood, as one JSON line."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from ops.paths import RASA_ENVIRONMENT, RASA_PYTHON, ROOT
from ops.train import train_shown
from ops.training import TrainingFailed


def main() -> None:
    parser = argparse.ArgumentParser(prog="make eval-nlu")
    parser.add_argument("--test", type=Path, help="TSV with the columns text, intent and perhaps entities (JSON)")
    parser.add_argument("--out", type=Path, help="where to write one row per sentence")
    parser.add_argument("--model", type=Path, help="another model than the one of the present sources")
    parser.add_argument("--report", type=Path, help="folder for the tables by service, intent and style, and the picture of confusions")
    parser.add_argument("--cv", type=int, help="cross-validation over the training sentences in so many folds, instead of a file")
    options = parser.parse_args()
    if (options.test is None) == (options.cv is None):
        sys.exit("✗ which sentences? make eval-nlu TEST=file.tsv [OUT=file.tsv] [REPORT=folder], or make eval-nlu CV=5 [REPORT=folder]")
    report = ["--report", str(options.report)] if options.report else []
    environment = {**os.environ, **RASA_ENVIRONMENT}
    if options.cv is not None:
        command = [str(RASA_PYTHON), "-m", "nlu.crossval", "--folds", str(options.cv), *report]
        sys.exit(subprocess.run(command, cwd=ROOT, env=environment).returncode)
    try:
        # Progress goes to the error channel: the output is the one line.
        model = options.model or train_shown(ROOT / "var", Console(stderr=True))
    except TrainingFailed as error:
        sys.exit(f"✗ the model could not be trained:\n{error}")
    command = [str(RASA_PYTHON), "-m", "nlu.evaluation", "--test", str(options.test), "--model", str(model)]
    command += [*(["--out", str(options.out)] if options.out else []), *report]
    sys.exit(subprocess.run(command, cwd=ROOT, env=environment).returncode)


if __name__ == "__main__":
    main()
