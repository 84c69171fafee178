"""``make test``: the tests of Rasa's interpreter, then all others; the output ends with pytest's own closing line."""

from __future__ import annotations

import os
import subprocess
import sys

from ops.paths import APP_PYTHON, RASA_ENVIRONMENT, RASA_PYTHON, ROOT


def main() -> None:
    environment = {**os.environ, **RASA_ENVIRONMENT}
    first = subprocess.run([str(RASA_PYTHON), "-m", "pytest", "tests/rasa", "-q", "-p", "no:cacheprovider"], cwd=ROOT, env=environment)
    second = subprocess.run([str(APP_PYTHON), "-m", "pytest", *sys.argv[1:]], cwd=ROOT)
    sys.exit(first.returncode or second.returncode)


if __name__ == "__main__":
    main()
