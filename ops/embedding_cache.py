"""Sentence vectors that were computed once: a new database over the same articles costs no second half minute."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from greek.embedding import Embedder


class CachedEmbedder:
    """An `Embedder` that remembers. `save` writes what is new to `path` (an .npz of vectors by the text's hash)."""

    def __init__(self, embedder: Embedder, path: Path) -> None:
        self.embedder = embedder
        self.path = path
        self._known: dict[str, Any] = {}
        self._new = False
        if path.exists():
            with np.load(path) as stored:
                self._known = {name: stored[name] for name in stored.files}

    def embed(self, texts: Sequence[str], *, passages: bool = False) -> Any:
        """See `Embedder.embed`."""
        keys = [hashlib.sha256(f"{passages}{text}".encode("utf-8", "replace")).hexdigest() for text in texts]
        missing = [(key, text) for key, text in dict(zip(keys, texts, strict=True)).items() if key not in self._known]
        if missing:
            vectors = self.embedder.embed([text for _, text in missing], passages=passages)
            self._known.update(zip((key for key, _ in missing), vectors, strict=True))
            self._new = True
        return np.stack([self._known[key] for key in keys]) if keys else self.embedder.embed([])

    def save(self) -> None:
        if self._new:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part = self.path.with_suffix(".part.npz")
            np.savez(part, **self._known)
            part.replace(self.path)
            self._new = False
