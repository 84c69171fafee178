"""How every measurement speaks: a table, then one JSON line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0..1) of `values` lie, by the nearest rank; NaN for none."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def show(name: str, rows: Sequence[dict[str, Any]]) -> None:
    """Print `rows` (same keys each) as a table under `name`, then the same as JSON on one line."""
    table = Table(title=name)
    for key in rows[0]:
        table.add_column(key, justify="left" if isinstance(rows[0][key], str) else "right")
    for row in rows:
        table.add_row(*(f"{value:.1f}" if isinstance(value, float) else str(value) for value in row.values()))
    Console(width=140).print(table)
    print(json.dumps({"bench": name, "rows": list(rows)}, ensure_ascii=False), flush=True)
