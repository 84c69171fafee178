"""Counting entities: right, superfluous, missed. Values are compared folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from greek.folding import fold

Pairs = Counter[tuple[str, str]]


def pairs(items: Iterable[tuple[str, str]]) -> Pairs:
    """(entity, folded value) with how often each occurs."""
    return Counter((name, " ".join(fold(value).split())) for name, value in items)


class Tally:
    """Right, superfluous and missed entities by name, and those found with another value."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.extra: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.other_value: Counter[str] = Counter()

    def add(self, truth: Pairs, got: Pairs) -> None:
        """One sentence's entities, the true and the found ones."""
        for counter, items in ((self.right, truth & got), (self.extra, got - truth), (self.missed, truth - got)):
            for (name, _), count in items.items():
                counter[name] += count
        missed, extra = Counter(name for name, _ in truth - got), Counter(name for name, _ in got - truth)
        self.other_value += missed & extra

    def f1(self) -> float:
        """Micro F1 over all entities, 0 to 1; 1 where there are none and none were found."""
        right = self.right.total()
        whole = 2 * right + self.extra.total() + self.missed.total()
        return 2 * right / whole if whole else 1.0

    def rows(self) -> list[dict[str, Any]]:
        """One row per entity and one for all, in percent."""
        names = sorted(self.right | self.extra | self.missed)
        rows = [self._row(name, self.right[name], self.extra[name], self.missed[name], self.other_value[name]) for name in names]
        return [*rows, self._row("all", self.right.total(), self.extra.total(), self.missed.total(), self.other_value.total())]

    @staticmethod
    def _row(name: str, right: int, extra: int, missed: int, other_value: int) -> dict[str, Any]:
        share = lambda part, whole: round(100 * part / whole, 1) if whole else None  # noqa: E731
        return {
            "entity": name,
            "n": right + missed,
            "precision": share(right, right + extra),
            "recall": share(right, right + missed),
            "F1": share(2 * right, 2 * right + extra + missed),
            "found, other value": other_value,
        }
