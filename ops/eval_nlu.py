"""``make eval-nlu TEST=file.tsv [OUT=file.tsv] [REPORT=folder]`` or ``CV=5``: how well sentences are understood, as one JSON line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ops.in_rasa import present_model, run_in_rasa


def main() -> None:
    parser = argparse.ArgumentParser(prog="make eval-nlu")
    parser.add_argument("--test", type=Path, help="TSV with the columns text, intent and perhaps entities (JSON)")
    parser.add_argument("--out", type=Path, help="where to write one row per sentence")
    parser.add_argument("--model", type=Path, help="another model than the one of the present sources")
    parser.add_argument("--report", type=Path, help="folder for the tables by service, intent and style, and the picture of confusions")
    parser.add_argument("--cv", type=int, help="cross-validation over the training sentences in so many folds, instead of a file")
    options = parser.parse_args()
    if (options.test is None) == (options.cv is None):
        sys.exit("✗ which sentences? make eval-nlu TEST=file.tsv [OUT=file.tsv] [REPORT=folder], or make eval-nlu CV=5 [REPORT=folder]")
    report = ["--report", str(options.report)] if options.report else []
    if options.cv is not None:
        run_in_rasa("nlu.crossval", "--folds", str(options.cv), *report)
    out = ["--out", str(options.out)] if options.out else []
    run_in_rasa("nlu.evaluation", "--test", str(options.test), "--model", str(options.model or present_model()), *out, *report)


if __name__ == "__main__":
    main()
