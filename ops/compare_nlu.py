"""``make compare-nlu [TEST=file.tsv]``: our pipeline and the one of ``rasa init``, trained on the same sentences, measured in one run."""

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
    parser = argparse.ArgumentParser(prog="make compare-nlu")
    parser.add_argument("--test", type=Path, default=ROOT / "tests" / "nlu" / "services.tsv")
    options = parser.parse_args()
    try:
        model = train_shown(ROOT / "var", Console(stderr=True))
    except TrainingFailed as error:
        sys.exit(f"✗ the model could not be trained:\n{error}")
    command = [
        str(RASA_PYTHON),
        "-W",
        "ignore",
        "-m",
        "bench.nlu",
        "--stock",
        "--variants",
        "--test",
        str(options.test),
        "--model",
        str(model),
    ]
    sys.exit(subprocess.run(command, cwd=ROOT, env={**os.environ, **RASA_ENVIRONMENT}).returncode)


if __name__ == "__main__":
    main()
