"""``make licences``: the licence of every package in both environments, from the packages' own metadata."""

from __future__ import annotations

import subprocess
import sys

from ops.paths import APP_PYTHON, RASA_PYTHON, ROOT


def main() -> None:
    for name, python in ((".venv", APP_PYTHON), (".venv-rasa", RASA_PYTHON)):
        if not python.exists():
            continue
        print(f"== {name}", flush=True)
        command = [str(APP_PYTHON.parent / "pip-licenses"), f"--python={python}", "--from=mixed", "--format=markdown"]
        code = subprocess.run(command, cwd=ROOT).returncode
        if code:
            sys.exit(code)


if __name__ == "__main__":
    main()
