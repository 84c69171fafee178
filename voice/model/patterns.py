"""Sentence patterns: a small notation, and chance that picks one sentence of the many each stands for.

`(α|β|γ)` picks one, `[α]` takes or leaves, `<list>` puts in an entry of a list or what a function says. Patterns live in `sentences/*.yml`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

Filler = Sequence[str] | Callable[[random.Random], str]
_SIGN = re.compile(r"[()\[\]|]|<[^<>]+>|[^()\[\]|<>]+")
TAKEN = 0.5


class BadPattern(ValueError):
    """A pattern that can't be read; the text names it."""


class Pattern:
    """One pattern, read once. Raises BadPattern for unbalanced brackets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._signs = _SIGN.findall(text)
        self._at = 0
        self._tree = self._choice()
        if self._at != len(self._signs):
            raise BadPattern(f"unbalanced brackets in: {text}")

    def _choice(self) -> list[list[object]]:
        ways: list[list[object]] = [[]]
        while self._at < len(self._signs):
            sign = self._signs[self._at]
            if sign in ")]":
                break
            self._at += 1
            if sign == "|":
                ways.append([])
            elif sign in "([":
                inner = self._choice()
                closing = ")" if sign == "(" else "]"
                if self._at >= len(self._signs) or self._signs[self._at] != closing:
                    raise BadPattern(f"unbalanced brackets in: {self.text}")
                self._at += 1
                ways[-1].append((sign == "[", inner))
            else:
                ways[-1].append(sign)
        return ways

    def sample(self, chance: random.Random, fillers: Mapping[str, Filler]) -> str:
        """One sentence. Raises BadPattern for a list that doesn't exist. Entries of lists may be patterns themselves."""
        return " ".join(self._pick(self._tree, chance, fillers).split())

    def _pick(self, ways: list[list[object]], chance: random.Random, fillers: Mapping[str, Filler]) -> str:
        parts: list[str] = []
        for item in chance.choice(ways):
            if isinstance(item, tuple):
                optional, inner = item
                if not optional or chance.random() < TAKEN:
                    parts.append(self._pick(inner, chance, fillers))
            elif isinstance(item, str) and item.startswith("<"):
                parts.append(_filled(item[1:-1], chance, fillers, self.text))
            else:
                parts.append(str(item))
        return "".join(parts)


def _filled(name: str, chance: random.Random, fillers: Mapping[str, Filler], where: str) -> str:
    filler = fillers.get(name)
    if filler is None:
        raise BadPattern(f"there is no list <{name}> (in: {where})")
    if callable(filler):
        return filler(chance)
    entry = chance.choice(filler)
    return Pattern(entry).sample(chance, fillers) if any(sign in entry for sign in "([<") else entry
