"""``make compare-nlu [TEST=file.tsv]``: our pipeline and the one of ``rasa init``, trained on the same sentences, measured in one run."""

from __future__ import annotations

import argparse
from pathlib import Path

from ops.in_rasa import present_model, run_in_rasa
from ops.paths import ROOT


def main() -> None:
    parser = argparse.ArgumentParser(prog="make compare-nlu")
    parser.add_argument("--test", type=Path, default=ROOT / "tests" / "nlu" / "services.tsv")
    options = parser.parse_args()
    run_in_rasa("bench.nlu", "--stock", "--variants", "--test", str(options.test), "--model", str(present_model()))


if __name__ == "__main__":
    main()
