"""Plain tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def aligned(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lines of aligned columns, the heads first."""
    cells = [list(heads), *map(list, rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells)


def of_rows(rows: Sequence[Mapping[str, Any]]) -> str:
    """`aligned` for rows of the same keys; None is shown as a dash."""
    keys = list(rows[0])
    return aligned(keys, [["–" if row[key] is None else str(row[key]) for key in keys] for row in rows])
