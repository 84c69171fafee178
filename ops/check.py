"""``make check``: everything that can be said about the code without running it."""

from __future__ import annotations

import os
import subprocess
import sys

from rich.console import Console

from ops.paths import APP_PYTHON, RASA_ENVIRONMENT, RASA_PYTHON, ROOT

BIN = APP_PYTHON.parent
CHECKS: tuple[tuple[str, list[str]], ...] = (
    ("ruff", [str(BIN / "ruff"), "check", "."]),
    ("ruff format", [str(BIN / "ruff"), "format", "--check", "."]),
    ("mypy", [str(BIN / "mypy")]),
    ("import-linter", [str(BIN / "lint-imports")]),
    (
        "rasa data validate",
        [
            str(RASA_PYTHON),
            "-m",
            "rasa",
            "data",
            "validate",
            "--data",
            "nlu",
            "stories",
            "--domain",
            "domain.yml",
            "--config",
            "config.yml",
        ],
    ),
    ("docs against code", [str(APP_PYTHON), "-m", "pytest", "-q", "tests/unit/docs"]),
)


def run_check(console: Console, name: str, command: list[str]) -> bool:
    environment = {**os.environ, **RASA_ENVIRONMENT} if name.startswith("rasa") else {**os.environ}
    with console.status(name):
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    output = done.stdout + done.stderr
    # Rasa ends with 0 although it warned; a warning of ours is a failure all the same.
    warned = name.startswith("rasa") and any("UserWarning" in line for line in output.splitlines())
    good = done.returncode == 0 and not warned
    console.print(f"{'✓' if good else '✗'} {name}")
    if not good:
        console.print(output.strip()[-6000:], markup=False)
    return good


def main() -> None:
    console = Console(highlight=False)
    results = [run_check(console, name, command) for name, command in CHECKS]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
