"""The acoustic network: a time-delay network of seven layers that sees 0.37 s and answers each 30 ms."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from voice.model import features
from voice.model.lfmmi import STATES

SUBSAMPLING = 3
CONTEXT = 18
# Frames that each layer looks at, as Kaldi writes them. The second layer takes every third frame: those after it step in threes.
OFFSETS = ((-2, -1, 0, 1, 2), (-1, 0, 1), *((-3, 0, 3),) * 5)
DROPOUT = 0.1


class Network(nn.Module):
    """(batch, frames + 2 * CONTEXT, 40) → (batch, frames / 3, STATES). `mean`, `deviation`: of the training features, per coefficient."""

    def __init__(self, width: int, mean: NDArray[np.float32] | None = None, deviation: NDArray[np.float32] | None = None) -> None:
        super().__init__()
        self.width = width
        self.register_buffer("mean", torch.zeros(features.SIZE) if mean is None else torch.as_tensor(mean))
        self.register_buffer("deviation", torch.ones(features.SIZE) if deviation is None else torch.as_tensor(deviation))
        self.layers = nn.ModuleList()
        for index, offsets in enumerate(OFFSETS):
            inputs = width if index else features.SIZE
            self.layers.append(nn.Conv1d(inputs, width, len(offsets), stride=SUBSAMPLING if index == 1 else 1))
        self.norms = nn.ModuleList(nn.BatchNorm1d(width, affine=False) for _ in OFFSETS)
        self.drop = nn.Dropout(DROPOUT)
        self.last = nn.Conv1d(width, STATES, 1)
        self.settled = False

    def train(self, mode: bool = True) -> Network:
        """As torch has it; but the norms of a `settled` network (one read back from its file) no longer follow the batches."""
        super().train(mode)
        if self.settled:
            self.norms.eval()
        return self

    def forward(self, inputs: Tensor) -> Tensor:
        hidden = ((inputs - self.mean) / self.deviation).transpose(1, 2)
        for index, (layer, norm) in enumerate(zip(self.layers, self.norms, strict=True)):
            hidden = norm(torch.relu(layer(hidden)))
            if index > 1:
                hidden = self.drop(hidden)
        return self.last(hidden).transpose(1, 2)


def outputs_for(frames: int) -> int:
    """How many answers the network gives for so many frames."""
    return (frames + SUBSAMPLING - 1) // SUBSAMPLING


def padded(frames: NDArray[np.float32]) -> NDArray[np.float32]:
    """Features with their first and last frame repeated, so that each answer has its context."""
    after = (outputs_for(len(frames)) - 1) * SUBSAMPLING + 1 + CONTEXT - len(frames)
    return np.concatenate([np.repeat(frames[:1], CONTEXT, 0), frames, np.repeat(frames[-1:], after, 0)])
