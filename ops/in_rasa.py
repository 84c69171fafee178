"""Programs of nlu/ and bench/ that run inside Rasa's environment, on the model of the present sources."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from rich.console import Console

from ops.paths import RASA_ENVIRONMENT, RASA_PYTHON, ROOT
from ops.train import train_shown
from ops.training import TrainingFailed


def present_model() -> Path:
    """The model of the present sources, trained first where it isn't there. Ends with a plain word where that fails."""
    try:
        # Progress goes to the error channel: the output is the program's.
        return train_shown(ROOT / "var", Console(stderr=True))
    except TrainingFailed as error:
        sys.exit(f"✗ the model could not be trained:\n{error}")


def run_in_rasa(module: str, *arguments: str) -> NoReturn:
    """Run ``python -m module arguments`` there, and end as it ends."""
    command = [str(RASA_PYTHON), "-W", "ignore", "-m", module, *arguments]
    sys.exit(subprocess.run(command, cwd=ROOT, env={**os.environ, **RASA_ENVIRONMENT}).returncode)
