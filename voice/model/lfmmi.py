"""Lattice-free maximum mutual information, from a flat start: no alignments, no Gaussian mixtures.

A phone is two states: its first frame and every frame after. The objective of an utterance is log(paths that say its words) - log(paths
that
say anything a phone bigram allows), both summed over all times, given the network's scores. Its gradient is the difference of how much each
state is visited by the two; both come from one pass forward and one back, in numpy, ten times faster than through a thousand small tensors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from voice.model.phones import INDEX, PHONES

SILENCE_BETWEEN, SILENCE_AT_ENDS = 0.15, 0.9
STAY = 0.5
STATES = 2 * len(PHONES)
_FLOOR = 1e-20
_TINY = 1e-300

Words = Sequence[Sequence[str]]
Chain = Sequence[tuple[int, float]]
Array = NDArray[np.float64]


def chain_of(words: Words) -> list[tuple[int, float]]:
    """The utterance as a row of phones (index, probability that it is there); only silences may be missing."""
    chain = [(0, SILENCE_AT_ENDS)]
    for position, word in enumerate(words):
        if position:
            chain.append((0, SILENCE_BETWEEN))
        chain += [(INDEX[phone], 1.0) for phone in word]
    return [*chain, (0, SILENCE_AT_ENDS)]


def phone_bigram(utterances: Iterable[Words]) -> Array:
    """Probabilities (P + 1, P + 1) of the next phone; the last row is the start, the last column the end."""
    size = len(PHONES)
    counts = np.full((size + 1, size + 1), 0.3)
    for words in utterances:
        before = {size: 1.0}
        for phone, there in chain_of(words):
            for previous, share in before.items():
                counts[previous, phone] += share * there
            total = sum(before.values())
            kept = {previous: share * (1 - there) for previous, share in before.items()} if there < 1 else {}
            kept[phone] = kept.get(phone, 0.0) + there * total
            before = kept
        for previous, share in before.items():
            counts[previous, size] += share
    counts[size, size] = 0.0
    return np.asarray(counts / counts.sum(1, keepdims=True))


def _likelihoods(scores: Array) -> tuple[Array, Array]:
    """Scores (batch, frames, states) as likelihoods of at most one, and the logarithm taken out of each frame."""
    peak = scores.max(2, keepdims=True)
    return np.exp(scores - peak), peak[:, :, 0]


class Denominator:
    """Everything that could have been said, as a graph of `STATES` states."""

    def __init__(self, bigram: Array) -> None:
        size = len(PHONES)
        first, later = np.arange(size) * 2, np.arange(size) * 2 + 1
        self.moves = np.zeros((STATES, STATES))
        for state in (first, later):
            self.moves[state, later] += STAY
            self.moves[np.ix_(state, first)] += (1 - STAY) * bigram[:size, :size]
        self.start = np.full(STATES, _FLOOR)
        self.start[first] = bigram[size, :size]
        self.end = np.repeat(bigram[:size, size], 2) * (1 - STAY)

    def visits(self, scores: Array, lengths: NDArray[np.int64]) -> tuple[Array, Array]:
        """(log of the sum over all paths per utterance, share of each state in each frame) for scores (batch, frames, STATES)."""
        likely, peak = _likelihoods(scores)
        batch, frames, _ = scores.shape
        forward = np.empty_like(likely)
        scale = np.empty((batch, frames))
        alpha = self.start * likely[:, 0]
        for frame in range(frames):
            if frame:
                alpha = (forward[:, frame - 1] @ self.moves) * likely[:, frame]
            scale[:, frame] = alpha.sum(1) + _TINY
            forward[:, frame] = alpha / scale[:, frame, None]
        rows = np.arange(batch)
        last = (forward[rows, lengths - 1] * self.end).sum(1) + _TINY
        inside = np.arange(frames) < lengths[:, None]
        total = ((np.log(scale) + peak) * inside).sum(1) + np.log(last)

        shares = np.zeros_like(likely)
        beta = np.zeros((batch, STATES))
        for frame in range(frames - 1, -1, -1):
            if frame < frames - 1:
                beta = ((beta * likely[:, frame + 1]) @ self.moves.T) / scale[:, frame + 1, None]
            ends = lengths - 1 == frame
            beta[ends] = self.end / last[ends, None]
            shares[:, frame] = forward[:, frame] * beta
        return total, shares


def numerator_visits(scores: Array, lengths: NDArray[np.int64], chains: Sequence[Chain]) -> tuple[Array, Array]:
    """The same as `Denominator.visits` for the paths that say each utterance's chain."""
    batch, frames, _ = scores.shape
    sizes = np.array([len(chain) for chain in chains])
    width = int(sizes.max())
    phone = np.zeros((batch, width), np.int64)
    there, missing = np.zeros((batch, width)), np.zeros((batch, width))
    for row, chain in enumerate(chains):
        phone[row, : len(chain)] = [index for index, _ in chain]
        there[row, : len(chain)] = [share for _, share in chain]
        missing[row, : len(chain)] = [1 - share for _, share in chain]
    on_first = np.take_along_axis(scores, np.broadcast_to(2 * phone[:, None], (batch, frames, width)), 2)
    on_later = np.take_along_axis(scores, np.broadcast_to(2 * phone[:, None] + 1, (batch, frames, width)), 2)
    peak = np.maximum(on_first, on_later).max(2)
    on_first, on_later = np.exp(on_first - peak[:, :, None]), np.exp(on_later - peak[:, :, None])
    rows = np.arange(batch)
    # From one item to the next, and over one that is missing to the one after it.
    go = np.zeros((batch, width))
    go[:, :-1] = (1 - STAY) * there[:, 1:]
    jump = np.zeros((batch, width))
    jump[:, :-2] = (1 - STAY) * missing[:, 1:-1] * there[:, 2:]

    first, later = np.zeros((batch, frames, width)), np.zeros((batch, frames, width))
    scale = np.empty((batch, frames))
    entered, stayed = np.zeros((batch, width)), np.zeros((batch, width))
    entered[:, 0] = there[:, 0]
    entered[:, 1] = missing[:, 0] * there[:, 1]
    for frame in range(frames):
        if frame:
            both = first[:, frame - 1] + later[:, frame - 1]
            entered = np.zeros((batch, width))
            entered[:, 1:] = both[:, :-1] * go[:, :-1]
            entered[:, 2:] += both[:, :-2] * jump[:, :-2]
            stayed = both * STAY
        new_first, new_later = entered * on_first[:, frame], stayed * on_later[:, frame]
        scale[:, frame] = new_first.sum(1) + new_later.sum(1) + _TINY
        first[:, frame] = new_first / scale[:, frame, None]
        later[:, frame] = new_later / scale[:, frame, None]
    end = np.zeros((batch, width))
    end[rows, sizes - 1] = 1 - STAY
    end[rows, sizes - 2] = (1 - STAY) * missing[rows, sizes - 1]
    final = ((first[rows, lengths - 1] + later[rows, lengths - 1]) * end).sum(1) + _TINY
    inside = np.arange(frames) < lengths[:, None]
    total = ((np.log(scale) + peak) * inside).sum(1) + np.log(final)

    shares = np.zeros_like(scores)
    beta = np.zeros((batch, width))
    flat = rows[:, None] * STATES + 2 * phone
    for frame in range(frames - 1, -1, -1):
        if frame < frames - 1:
            after_first = beta * on_first[:, frame + 1] / scale[:, frame + 1, None]
            beta = STAY * beta * on_later[:, frame + 1] / scale[:, frame + 1, None]
            beta[:, :-1] += go[:, :-1] * after_first[:, 1:]
            beta[:, :-2] += jump[:, :-2] * after_first[:, 2:]
        ends = lengths - 1 == frame
        beta[ends] = end[ends] / final[ends, None]
        visited = np.bincount(flat.ravel(), (first[:, frame] * beta).ravel(), batch * STATES)
        visited += np.bincount(flat.ravel() + 1, (later[:, frame] * beta).ravel(), batch * STATES)
        shares[:, frame] = visited.reshape(batch, STATES)
    return total, shares


class _Objective(torch.autograd.Function):
    """Sum over the batch of log numerator - log denominator."""

    @staticmethod
    def forward(ctx: Any, scores: Tensor, lengths: Tensor, chains: Sequence[Chain], denominator: Denominator) -> Tensor:  # type: ignore[override]
        values, counts = scores.detach().numpy().astype(np.float64), lengths.numpy()
        said, said_shares = numerator_visits(values, counts, chains)
        anything, any_shares = denominator.visits(values, counts)
        ctx.save_for_backward(torch.from_numpy((said_shares - any_shares).astype(np.float32)))
        return torch.tensor(float((said - anything).sum()))

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None, None, None]:  # type: ignore[override]
        (difference,) = ctx.saved_tensors
        return difference * gradient, None, None, None


def objective(scores: Tensor, lengths: Tensor, chains: Sequence[Chain], denominator: Denominator) -> Tensor:
    """What training makes larger, summed over the batch: scores (batch, frames, STATES), lengths (batch,)."""
    return _Objective.apply(scores, lengths, chains, denominator)  # type: ignore[no-any-return]
