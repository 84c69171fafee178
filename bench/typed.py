"""Sentences as hurried people type them: without accents, in capitals, in greeklish by somebody's convention, with typing errors."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from greek.folding import fold

_DIGRAPHS: dict[str, tuple[str, ...]] = {
    "ου": ("ou", "oy", "u"), "αυ": ("au", "av", "af", "ay"), "ευ": ("eu", "ev", "ef", "ey"), "μπ": ("mp", "b"),
    "ντ": ("nt", "d"), "γκ": ("gk", "g"), "γγ": ("gg", "ng"), "τζ": ("tz",), "αι": ("ai", "e"), "ει": ("ei", "i"), "οι": ("oi", "i"),
}  # fmt: skip
_LETTERS: dict[str, tuple[str, ...]] = {
    "α": ("a",), "β": ("v", "b"), "γ": ("g",), "δ": ("d",), "ε": ("e",), "ζ": ("z",), "η": ("h", "i"), "θ": ("th", "8", "u"),
    "ι": ("i",), "κ": ("k",), "λ": ("l",), "μ": ("m",), "ν": ("n",), "ξ": ("ks", "x", "3"), "ο": ("o",), "π": ("p",), "ρ": ("r",),
    "σ": ("s",), "τ": ("t",), "υ": ("y", "u", "i"), "φ": ("f", "ph"), "χ": ("x", "ch", "h"), "ψ": ("ps", "4"), "ω": ("w", "o"),
}  # fmt: skip
_ROWS = ("ερτυθιοπ", "ασδφγηξκλ", "ζχψωβνμ")
_UNIT = re.compile("|".join(_DIGRAPHS) + "|.", re.DOTALL)


def greeklish(text: str, random_: random.Random) -> str:
    """`text` in greeklish by one randomly chosen convention: each writer picks one rendering per letter and keeps to it."""
    habits: dict[str, str] = {}

    def render(match: re.Match[str]) -> str:
        unit = match.group()
        options = _DIGRAPHS.get(unit) or _LETTERS.get(unit)
        if options is None:
            return unit
        return habits.setdefault(unit, random_.choice(options))

    return _UNIT.sub(render, fold(text))


def typo(text: str, random_: random.Random, edits: int = 1) -> str:
    """`text` with `edits` slips of the finger: a letter left out, doubled, swapped with the next or hit beside its key."""
    characters = list(text)
    for _ in range(edits):
        places = [index for index, character in enumerate(characters) if character.isalpha()]
        if len(places) < 4:
            break
        index = random_.choice(places)
        kind = random_.randrange(4)
        if kind == 0:
            del characters[index]
        elif kind == 1:
            characters.insert(index, characters[index])
        elif kind == 2 and index + 1 < len(characters):
            characters[index], characters[index + 1] = characters[index + 1], characters[index]
        else:
            characters[index] = _beside(fold(characters[index]), random_)
    return "".join(characters)


def _beside(letter: str, random_: random.Random) -> str:
    for row in _ROWS:
        at = row.find(letter)
        if at >= 0 and letter:
            return row[at - 1] if at and (random_.random() < 0.5 or at + 1 == len(row)) else row[at + 1]
    return letter


def ways(seed: int = 11) -> dict[str, Callable[[str], str]]:
    """Ways of typing the same sentences, by name; the same slips on every run."""
    random_ = random.Random(seed)
    return {
        "no accents": fold,
        "capitals": lambda text: fold(text).upper(),
        "greeklish": lambda text: greeklish(text, random_),
        "typos": lambda text: typo(text, random_, 2),
    }
