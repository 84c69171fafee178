"""The words that the properties are tried on: of the training sentences and of the places' names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from greek.folding import fold

_ROOT = Path(__file__).resolve().parents[3]
PLACES: list[dict[str, Any]] = yaml.safe_load((_ROOT / "backend" / "content" / "places.yml").read_text(encoding="utf-8"))["places"]
_SENTENCES = "\n".join(path.read_text(encoding="utf-8").lower() for path in sorted((_ROOT / "nlu").glob("*.yml")))
_NAMES = " ".join(spelling.lower() for row in PLACES for spelling in [row["name"], *row.get("aliases", ())])
# Accented words only: a word without an accent is one of a sentence typed carelessly.
WORDS: list[str] = sorted(
    {word for word in re.findall(r"[α-ωά-ώϊϋΐΰ]{3,}", f"{_SENTENCES} {_NAMES}") if fold(word) != word.replace("ς", "σ")}
)
