"""Sentence vectors of an article as the table keeps them: a fingerprint of the texts, then float32 rows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from greek.embedding import DIMENSIONS

_FINGERPRINT = 16


def _fingerprint(texts: Sequence[str]) -> bytes:
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "replace")).digest()[:_FINGERPRINT]


def pack(texts: Sequence[str], rows: Any) -> bytes:
    """`rows` (len(texts), 384) as bytes that say which texts they belong to."""
    return _fingerprint(texts) + np.ascontiguousarray(rows, dtype="<f4").tobytes()


def unpack(texts: Sequence[str], packed: bytes | None) -> Any | None:
    """Array (len(texts), 384), or None when there are no vectors or they belong to an older wording."""
    if packed is None or packed[:_FINGERPRINT] != _fingerprint(texts):
        return None
    return np.frombuffer(packed, dtype="<f4", offset=_FINGERPRINT).reshape(-1, DIMENSIONS)
