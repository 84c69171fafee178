"""``make explain TEXT="…"``: why a sentence is understood as it is. The model is trained first if its sources changed."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from rich.console import Console

from ops.paths import RASA_ENVIRONMENT, RASA_PYTHON, ROOT
from ops.train import train_shown
from ops.training import TrainingFailed


def main() -> None:
    parser = argparse.ArgumentParser(prog="make explain")
    parser.add_argument("--text", required=True)
    options = parser.parse_args()
    try:
        model = train_shown(ROOT / "var", Console(stderr=True))
    except TrainingFailed as error:
        sys.exit(f"✗ the model could not be trained:\n{error}")
    command = [str(RASA_PYTHON), "-W", "ignore", "-m", "nlu.explain", "--text", options.text, "--model", str(model)]
    sys.exit(subprocess.run(command, cwd=ROOT, env={**os.environ, **RASA_ENVIRONMENT}).returncode)


if __name__ == "__main__":
    main()
