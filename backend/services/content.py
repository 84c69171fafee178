"""Reads the municipality's facts from `backend/content/*.yml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "content"


@lru_cache
def read(name: str) -> Any:
    """The parsed content file `name` (without `.yml`), read once per process. Callers must not change what they get."""
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
