"""``make eval-nlu TEST=file.tsv [OUT=file.tsv]``: how well the model understands the sentences of a file, as one JSON line."""

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
    options = parser.parse_args()
    if options.test is None:
        sys.exit("✗ which sentences? make eval-nlu TEST=file.tsv [OUT=file.tsv]")
    try:
        # Progress goes to the error channel: the output is the one line.
        model = options.model or train_shown(ROOT / "var", Console(stderr=True))
    except TrainingFailed as error:
        sys.exit(f"✗ the model could not be trained:\n{error}")
    command = [str(RASA_PYTHON), "-m", "nlu.evaluation", "--test", str(options.test), "--model", str(model)]
    command += ["--out", str(options.out)] if options.out else []
    sys.exit(subprocess.run(command, cwd=ROOT, env={**os.environ, **RASA_ENVIRONMENT}).returncode)


if __name__ == "__main__":
    main()
