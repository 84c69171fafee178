"""``make test``: the tests of Rasa's interpreter, then all others; the output ends with pytest's own closing line."""

from __future__ import annotations

import os
import subprocess
import sys

from rich.console import Console

from ops.coqui import SetupFailed, make_environment
from ops.paths import APP_PYTHON, RASA_ENVIRONMENT, RASA_PYTHON, ROOT
from ops.train import train_shown
from ops.training import TrainingFailed

# Real calls take real time, and most are judged by ear: `make test-line` runs all of them, `make test` the whole transactions.
ESSENTIAL = "test_transactions.py"
LINE_APART = (
    "--ignore=tests/integration/voice",
    *(f"--ignore={path.relative_to(ROOT)}" for path in sorted((ROOT / "tests/e2e/phone").glob("test_*.py")) if path.name != ESSENTIAL),
)


def main() -> None:
    try:
        # One model for all: the end-to-end tests use the one that `make run` would.
        model = train_shown(ROOT / "var", Console())
    except TrainingFailed as error:
        sys.exit(f"✗ Training failed:\n{error}")
    if any("voice" in argument or "phone" in argument for argument in sys.argv[1:]):
        try:
            make_environment(Console(stderr=True))  # the real Coqui code speaks in these tests, on a small voice that they build
        except SetupFailed as error:
            sys.exit(f"✗ {error}")
    environment = {**os.environ, "TEST_RASA_MODEL": str(model)}
    rasa = [str(RASA_PYTHON), "-m", "pytest", "tests/rasa", "-q", "-p", "no:cacheprovider"]
    first = subprocess.run(rasa, cwd=ROOT, env={**environment, **RASA_ENVIRONMENT})
    second = subprocess.run([str(APP_PYTHON), "-m", "pytest", *(sys.argv[1:] or LINE_APART)], cwd=ROOT, env=environment)
    sys.exit(first.returncode or second.returncode)


if __name__ == "__main__":
    main()
