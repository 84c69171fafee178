"""A measurement of understanding told in full: by service, intent and style, with intervals, and the picture of what is taken for what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import sqrt
from pathlib import Path

import numpy as np

from nlu.evaluation import Result, measure
from nlu.tally import Tally, pairs

_Z = 1.96  # 95 %
_OTHER = "not understood"
_SHOWN = 25


def interval(right: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share, `right` of `n`, 0 to 1 (Wilson, Journal of the American Statistical Association 22, 1927)."""
    if n == 0:
        return 0.0, 1.0
    share, z2 = right / n, _Z * _Z
    middle, spread = share + z2 / (2 * n), _Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, (middle - spread) / (1 + z2 / n)), min(1.0, (middle + spread) / (1 + z2 / n))


def _row(name: str, results: Sequence[Result], service_of: Mapping[str, str]) -> str:
    numbers = measure(list(results), dict(service_of))
    low, high = interval(round(numbers.intent_accuracy * numbers.n), numbers.n)
    f1 = "–" if numbers.entity_f1 is None else f"{100 * numbers.entity_f1:.1f}"
    span = f"{100 * low:.0f}–{100 * high:.0f}"
    return f"| {name} | {numbers.n} | {100 * numbers.intent_accuracy:.1f} | {span} | {100 * numbers.service_accuracy:.1f} | {f1} |"


def _table(title: str, results: Sequence[Result], key: Callable[[Result], str], service_of: Mapping[str, str]) -> list[str]:
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[key(result)].append(result)
    rows = [_row(name, group, service_of) for name, group in sorted(groups.items())]
    return [f"\n## By {title}\n", f"| {title} | n | intent % | 95 % | service % | entity F1 |", "|---|---|---|---|---|---|", *rows]


def _entities(results: Sequence[Result]) -> list[str]:
    """Precision, recall and F1 of each entity."""
    tally = Tally()
    for result in results:
        if result.example.entities is not None:
            tally.add(pairs(result.example.entities), pairs(result.entities))
    *rows, _ = tally.rows()
    heads = ("entity", "n", "precision", "recall", "F1")
    lines = [f"| {' | '.join('–' if row[head] is None else str(row[head]) for head in heads)} |" for row in rows]
    return ["\n## By entity\n", f"| {' | '.join(heads)} |", "|---|---|---|---|---|", *lines] if lines else []


def write_report(folder: Path, name: str, results: Sequence[Result], service_of: Mapping[str, str]) -> None:
    """Write report.md and confusion.png into `folder`, which is made. No sentence of the test stands in them."""
    folder.mkdir(parents=True, exist_ok=True)
    service = lambda intent: service_of.get(intent, _OTHER)  # noqa: E731
    lines = [f"# Understanding of {name}\n", "| all | n | intent % | 95 % | service % | entity F1 |", "|---|---|---|---|---|---|"]
    lines.append(_row("", results, service_of))
    lines += _table("service", results, lambda result: service(result.example.intent), service_of)
    lines += _table("intent", results, lambda result: result.example.intent, service_of)
    for column in sorted({column for result in results for column in result.example.more} - {"situation"}):
        lines += _table(column, results, lambda result, column=column: result.example.more.get(column, ""), service_of)  # type: ignore[misc]
    lines += _entities(results)
    wrong = Counter((result.example.intent, result.predicted) for result in results if result.example.intent != result.predicted)
    lines += ["\n## Taken for another\n", "| intent | taken for | times |", "|---|---|---|"]
    lines += [f"| {intent} | {other} | {times} |" for (intent, other), times in wrong.most_common(_SHOWN)]
    (folder / "report.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    draw_confusion(folder / "confusion.png", results, service)


def draw_confusion(path: Path, results: Sequence[Result], service: Callable[[str], str]) -> None:
    """Which service was understood (columns) where which was meant (rows), in percent of the row."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    meant = [service(result.example.intent) for result in results]
    heard = [service(result.predicted) for result in results]
    names = sorted(set(meant) | set(heard), key=lambda name: (name == _OTHER, name))
    counts = np.zeros((len(names), len(names)))
    for one, other in zip(meant, heard, strict=True):
        counts[names.index(one), names.index(other)] += 1
    shares = 100 * counts / np.maximum(1, counts.sum(axis=1, keepdims=True))
    figure, axes = pyplot.subplots(figsize=(9, 8), layout="constrained")
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=100)
    axes.set_xticks(range(len(names)), names, rotation=60, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("understood as")
    axes.set_ylabel("meant")
    for row, column in zip(*np.nonzero(counts), strict=True):
        dark = shares[row, column] > 55
        axes.text(column, row, f"{shares[row, column]:.0f}", ha="center", va="center", fontsize=8, color="white" if dark else "black")
    axes.set_title("Service understood, percent of what was meant")
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
