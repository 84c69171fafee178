"""Lattice-free maximum mutual information, from a flat start: no alignments, no Gaussian mixtures.

A phone is two states: its first frame and every frame after. The objective of an utterance is log(paths that say its words) - log(paths that
say anything a phone bigram allows), both summed over all times, given the network's scores. Gradients come by autograd through both recursions.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
import torch
from torch import Tensor

from voice.model.phones import INDEX, PHONES

SILENCE_BETWEEN, SILENCE_AT_ENDS = 0.15, 0.9
STAY = 0.5
STATES = 2 * len(PHONES)
_NEVER = -1e30
_FLOOR = 1e-20

Words = Sequence[Sequence[str]]


def chain_of(words: Words) -> list[tuple[int, float]]:
    """The utterance as a row of phones (index, probability that it is there); only silences may be missing."""
    chain = [(0, SILENCE_AT_ENDS)]
    for position, word in enumerate(words):
        if position:
            chain.append((0, SILENCE_BETWEEN))
        chain += [(INDEX[phone], 1.0) for phone in word]
    return [*chain, (0, SILENCE_AT_ENDS)]


def phone_bigram(utterances: Iterable[Words]) -> np.ndarray:
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


class Denominator:
    """Everything that could have been said, as a graph of `STATES` states."""

    def __init__(self, bigram: np.ndarray) -> None:
        size = len(PHONES)
        first, later = np.arange(size) * 2, np.arange(size) * 2 + 1
        moves = np.zeros((STATES, STATES))
        for state in (first, later):
            moves[state, later] += STAY
            moves[np.ix_(state, first)] += (1 - STAY) * bigram[:size, :size]
        start = np.full(STATES, _FLOOR)
        start[first] = bigram[size, :size]
        self.moves = torch.tensor(moves, dtype=torch.float32)
        self.start = torch.tensor(np.log(start), dtype=torch.float32)
        self.end = torch.tensor(np.log(np.repeat(bigram[:size, size], 2) * (1 - STAY)), dtype=torch.float32)

    def __call__(self, scores: Tensor, lengths: Tensor) -> Tensor:
        """Log of the sum over all paths for scores (batch, frames, STATES); shape (batch,)."""
        alpha = self.start + scores[:, 0]
        history = [alpha]
        for frame in range(1, scores.shape[1]):
            peak = alpha.max(1, keepdim=True).values.detach()
            alpha = ((alpha - peak).exp() @ self.moves).clamp_min(_FLOOR).log() + peak + scores[:, frame]
            history.append(alpha)
        last = torch.stack(history, 1)[torch.arange(len(scores)), lengths - 1]
        return torch.logsumexp(last + self.end, 1)


def numerator(scores: Tensor, lengths: Tensor, chains: Sequence[Sequence[tuple[int, float]]]) -> Tensor:
    """Log of the sum over the paths that say each utterance's chain; shape (batch,)."""
    batch, frames, _states = scores.shape
    sizes = torch.tensor([len(chain) for chain in chains])
    width = int(sizes.max())
    phone = torch.zeros(batch, width, dtype=torch.long)
    there = torch.full((batch, width), _NEVER)
    missing = torch.full((batch, width), _NEVER)
    for row, chain in enumerate(chains):
        phone[row, : len(chain)] = torch.tensor([index for index, _ in chain])
        there[row, : len(chain)] = torch.tensor([math.log(share) for _, share in chain])
        missing[row, : len(chain)] = torch.tensor([math.log(1 - share) if share < 1 else _NEVER for _, share in chain])
    on_first = scores.gather(2, (2 * phone)[:, None].expand(batch, frames, width))
    on_later = scores.gather(2, (2 * phone + 1)[:, None].expand(batch, frames, width))
    log_stay, log_go = math.log(STAY), math.log(1 - STAY)
    none = torch.full((batch, 1), _NEVER)
    skip = torch.cat([none, missing[:, :-1]], 1)

    start = torch.full((batch, width), _NEVER)
    start[:, 0] = there[:, 0]
    start[:, 1] = missing[:, 0] + there[:, 1]
    first, later = start + on_first[:, 0], torch.full((batch, width), _NEVER)
    both = torch.logaddexp(first, later)
    history = [both]
    for frame in range(1, frames):
        from_last = torch.cat([none, both[:, :-1]], 1)
        over_last = torch.cat([none, from_last[:, :-1]], 1) + skip
        first, later = (
            (torch.logaddexp(from_last, over_last) + there + log_go + on_first[:, frame]).clamp_min(_NEVER),
            (both + log_stay + on_later[:, frame]).clamp_min(_NEVER),
        )
        both = torch.logaddexp(first, later)
        history.append(both)
    rows = torch.arange(batch)
    last = torch.stack(history, 1)[rows, lengths - 1]
    return torch.logaddexp(last[rows, sizes - 1], last[rows, sizes - 2] + missing[rows, sizes - 1]) + log_go
