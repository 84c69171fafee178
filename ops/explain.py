"""``make explain TEXT="…"``: why a sentence is understood as it is. The model is trained first if its sources changed."""

from __future__ import annotations

import argparse

from ops.in_rasa import present_model, run_in_rasa


def main() -> None:
    parser = argparse.ArgumentParser(prog="make explain")
    parser.add_argument("--text", required=True)
    options = parser.parse_args()
    run_in_rasa("nlu.explain", "--text", options.text, "--model", str(present_model()))


if __name__ == "__main__":
    main()
