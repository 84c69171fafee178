"""``make check``: everything that can be said about the code without running it."""

from __future__ import annotations

import os
import re
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


# The validator knows stories only; most of our sentences are said by actions. One that neither says is still a fault.
UNUSED = re.compile(r"The utterance '(\w+)' is not used in any story or rule")
# Rasa's own default actions say these.
SAID_BY_RASA = {"utter_default", "utter_restart"}
SUFFIXES = ("_again", "_help", "_told", "_change")


def said_by_actions(utterance: str) -> bool:
    """Whether the code of actions/ names the response, itself or as a base to which a form adds a suffix."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "actions").glob("*.py"))
    if utterance in SAID_BY_RASA:
        return True
    names = {utterance, *(utterance.removesuffix(suffix) for suffix in SUFFIXES)}
    # f"utter_{form}_change" says utter_problem_form_change; a bare f"utter_{name}" would say anything and proves nothing.
    built = [re.sub(r"\{[^}]*\}", r"\\w*", text) for text in re.findall(r'f"(utter_[^"]*)"', code)]
    return any(f'"{name}"' in code for name in names) or any(
        re.fullmatch(pattern, utterance) for pattern in built if pattern != r"utter_\w*"
    )


def rasa_warnings(output: str) -> list[str]:
    """The validator's warnings that count."""
    warnings = [line for line in output.splitlines() if "UserWarning" in line]
    return [line for line in warnings if not ((found := UNUSED.search(line)) and said_by_actions(found[1]))]


def run_check(console: Console, name: str, command: list[str]) -> bool:
    environment = (
        {**os.environ, **RASA_ENVIRONMENT, "PYTHONWARNINGS": "default::UserWarning"} if name.startswith("rasa") else {**os.environ}
    )
    with console.status(name):
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    output = done.stdout + done.stderr
    if name.startswith("rasa"):
        # Rasa ends with 0 although it warned; a warning of ours is a failure all the same.
        warnings = rasa_warnings(output)
        output = "\n".join(warnings) if done.returncode == 0 else output
        good = done.returncode == 0 and not warnings
    else:
        good = done.returncode == 0
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
