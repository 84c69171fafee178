"""Word lists written as running text."""

from __future__ import annotations

from greek.folding import fold


def word_list(text: str) -> tuple[str, ...]:
    """The folded words of `text`, in order."""
    return tuple(fold(text).split())
