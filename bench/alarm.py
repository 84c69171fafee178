"""`greek.alarm` alone, without the intent model: how many dangers it raises, and what harmless sentences it raises besides.

    .venv/bin/python -m bench.alarm [--check] [--by-kind] [--show missed|raised|cried] [--only NAME]

Sets: tests/nlu/dev/danger.tsv and the part `dev` of danger2.tsv, and all training sentences (every intent but report_emergency counts as
harmless, by intent in a second table). `--check` measures the part `check` of danger2.tsv instead, figures only, whatever `--show` says:
it is worth something only as long as nobody reads it. `--show` prints sentences: dangers below +1, harmless ones from +1 or from +3.5.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from bench.report import show
from greek.alarm import alarm
from nlu.evaluation import ROOT
from nlu.sentences import training_sentences

RAISED, CRIED = 1.0, 3.5
"""Log odds: enough beside a model in doubt, and enough whatever the model thinks."""
_DANGER = "report_emergency"


@dataclass(frozen=True)
class Heard:
    """One sentence: whether it is a danger, its kind (or intent) and the log odds that `alarm` gave it."""

    text: str
    danger: bool
    kind: str
    odds: float


def judged(path: Path, part: str = "") -> list[Heard]:
    """The sentences of a TSV with the columns text, emergency (yes, no) and kind, perhaps part."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if not part or row["part"] == part]
    return [Heard(row["text"], row["emergency"] == "yes", row["kind"], alarm(row["text"])) for row in rows]


def trained() -> list[Heard]:
    """All training sentences, their intents as kinds."""
    return [Heard(text, intent == _DANGER, intent, alarm(text)) for text, _, intent in training_sentences()[0]]


def figures(name: str, heard: list[Heard]) -> dict[str, object]:
    """Recall, and the share of what is raised that is danger ("precision"), from each bar on, in per cent."""
    dangers = [one for one in heard if one.danger]
    row: dict[str, object] = {"set": name, "n": len(heard), "dangers": len(dangers)}
    for bar in (RAISED, CRIED):
        over = [one for one in heard if one.odds >= bar]
        right = sum(one.danger for one in over)
        row[f"recall {bar:+}"] = 100 * right / len(dangers) if dangers else float("nan")
        row[f"precision {bar:+}"] = 100 * right / len(over) if over else float("nan")
        row[f"misfires {bar:+}"] = len(over) - right
    row["dangers < 0"] = sum(one.odds < 0 for one in dangers)
    return row


def by_kind(heard: list[Heard]) -> list[dict[str, object]]:
    """For each kind how many sentences are on the wrong side of each bar; kinds without any left out, worst first."""
    kinds: dict[tuple[bool, str], list[Heard]] = defaultdict(list)
    for one in heard:
        kinds[one.danger, one.kind].append(one)
    rows: list[dict[str, object]] = []
    for (danger, kind), ones in kinds.items():
        wrong = [sum((one.odds >= bar) != danger for one in ones) for bar in (RAISED, CRIED)]
        if any(wrong):
            rows.append({"kind": kind, "danger": "yes" if danger else "no", "n": len(ones), "wrong +1": wrong[0], "wrong +3.5": wrong[1]})
    return sorted(rows, key=lambda row: (row["danger"], -int(str(row["wrong +3.5"])), -int(str(row["wrong +1"]))))


def _wanted(one: Heard, what: str) -> bool:
    return one.odds < RAISED if one.danger else one.odds >= (CRIED if what == "cried" else RAISED)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--by-kind", action="store_true", help="a table by kind for the dev sets too")
    parser.add_argument("--show", choices=("missed", "raised", "cried"))
    parser.add_argument("--only", help="only the set of that name")
    options = parser.parse_args()
    dev = ROOT / "tests" / "nlu" / "dev"
    if options.check:
        show("alarm, check", [figures("check", judged(dev / "danger2.tsv", "check"))])
        return
    makers = {
        "danger": lambda: judged(dev / "danger.tsv"),
        "danger2": lambda: judged(dev / "danger2.tsv", "dev"),
        "training": trained,
    }
    sets = {name: make() for name, make in makers.items() if options.only in (None, name)}
    show("alarm", [figures(name, heard) for name, heard in sets.items()])
    for name, heard in sets.items():
        rows = by_kind(heard) if options.by_kind or name == "training" else []
        if rows:
            show(f"alarm by kind, {name}", rows)
        for one in heard if options.show else ():
            if one.danger == (options.show == "missed") and _wanted(one, options.show):
                print(f"{one.odds:+.1f}\t{one.kind}\t{one.text}")


if __name__ == "__main__":
    main()
