"""Training: features of utterances in, a network out, within a given time."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from voice.model.lfmmi import Denominator, chain_of, objective, phone_bigram
from voice.model.network import Network, outputs_for, padded

Features = NDArray[np.float16]
HELD_BACK = 100
FRAMES_PER_BATCH = 1600
LEARNING_RATE = 1.2e-3
WARM_UP = 100
TALLEST = 450


def _half_is_fast() -> bool:
    """Whether this processor multiplies bfloat16 itself; others imitate it, ten times slower than float32."""
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


HALF_IS_FAST = _half_is_fast()


@dataclass
class Example:
    """One utterance to learn from: `copies` are features of the same speech through different lines."""

    words: tuple[tuple[str, ...], ...]
    copies: list[Features]

    @property
    def outputs(self) -> int:
        return outputs_for(len(self.copies[0]))

    @property
    def is_possible(self) -> bool:
        """Long enough for its phones, and not so long that it fills a batch."""
        return sum(map(len, self.words)) * 1.05 + 1 <= self.outputs < TALLEST


@dataclass(frozen=True)
class Progress:
    """How training stands. Losses are per output frame (the lower the better); `share` is the part of the whole that is done."""

    epoch: int
    share: float
    loss: float
    held_back: float
    seconds: float


def _batches(examples: Sequence[Example], chance: np.random.RandomState) -> list[list[int]]:
    """Indices of examples of like length, so that little is padding; in random order."""
    order = sorted(range(len(examples)), key=lambda index: examples[index].outputs + chance.rand() * 8)
    batches: list[list[int]] = [[]]
    for index in order:
        batches[-1].append(index)
        if examples[index].outputs * len(batches[-1]) > FRAMES_PER_BATCH:
            batches.append([])
    batches = [batch for batch in batches if batch]
    chance.shuffle(batches)  # type: ignore[arg-type]
    return batches


def _inputs(features: Sequence[Features]) -> tuple[Tensor, Tensor]:
    rows = [padded(one.astype(np.float32)) for one in features]
    longest = max(map(len, rows))
    stacked = np.stack([np.concatenate([row, np.repeat(row[-1:], longest - len(row), 0)]) for row in rows])
    return torch.from_numpy(stacked), torch.tensor([outputs_for(len(one)) for one in features])


def _perturbed(inputs: Tensor, deviation: NDArray[np.float32], chance: np.random.RandomState) -> Tensor:
    """Another channel for each utterance (a constant shift of the cepstrum), and short gaps in time."""
    inputs = inputs + torch.from_numpy((chance.randn(len(inputs), 1, len(deviation)) * deviation * 0.25).astype(np.float32))
    for row in range(len(inputs)):
        for _ in range(2):
            if chance.rand() < 0.5:
                width = chance.randint(1, 8)
                start = chance.randint(0, max(1, inputs.shape[1] - width))
                inputs[row, start : start + width] = inputs[row, start].clone()
    return inputs


def statistics(examples: Sequence[Example]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Mean and deviation of each coefficient."""
    sample = np.concatenate([example.copies[0].astype(np.float32) for example in examples[:500]])
    return sample.mean(0), sample.std(0)


class Trainer:
    """`examples` are shuffled and some are held back to watch. `start` goes on from another network (adding people to synthetic voices)."""

    def __init__(self, examples: Sequence[Example], width: int, *, start: Network | None = None, seed: int = 0) -> None:
        self.chance = np.random.RandomState(seed)
        torch.manual_seed(seed)
        possible = [example for example in examples if example.is_possible]
        if len(possible) < 2 * HELD_BACK:
            raise ValueError(f"too little speech to learn from: {len(possible)} usable utterances, at least {2 * HELD_BACK} are needed")
        order = self.chance.permutation(len(possible))
        self.held_back = [possible[index] for index in order[:HELD_BACK]]
        self.examples = [possible[index] for index in order[HELD_BACK:]]
        self.network = start or Network(width, *statistics(self.examples))
        self.deviation = self.network.deviation.numpy()
        self.denominator = Denominator(phone_bigram(example.words for example in possible))

    def _loss(self, features: Sequence[Features], examples: Sequence[Example], *, perturb: bool) -> tuple[Tensor, Tensor, int]:
        inputs, lengths = _inputs(features)
        if perturb:
            inputs = _perturbed(inputs, self.deviation, self.chance)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=perturb and HALF_IS_FAST):
            scores = self.network(inputs)
        scores = scores.float()[:, : int(lengths.max())]
        gain = objective(scores, lengths, [chain_of(example.words) for example in examples], self.denominator)
        frames = int(lengths.sum())
        return -gain / frames, (scores**2).mean(), frames

    @torch.no_grad()
    def held_back_loss(self) -> float:
        self.network.eval()
        return float(self._loss([example.copies[0] for example in self.held_back], self.held_back, perturb=False)[0])

    def run(self, epochs: int, minutes: float, report: Callable[[Progress], None], *, peak: float = LEARNING_RATE) -> Network:
        """Train for `epochs` or `minutes`, whichever ends first; the learning rate falls with whichever is further."""
        optimiser = torch.optim.AdamW(self.network.parameters(), peak, weight_decay=1e-2)
        total = epochs * len(_batches(self.examples, self.chance))
        began, step = time.monotonic(), 0
        for epoch in range(epochs):
            self.network.train()
            summed, frames = 0.0, 0
            for batch in _batches(self.examples, self.chance):
                done = max(step / total, (time.monotonic() - began) / 60 / minutes)
                if done >= 1 and step:
                    break
                rate = peak * min(1.0, (step + 1) / WARM_UP) * max(0.02, 0.5 * (1 + math.cos(math.pi * min(1.0, done))))
                for group in optimiser.param_groups:
                    group["lr"] = rate
                chosen = [self.examples[index] for index in batch]
                features = [example.copies[(epoch + index) % len(example.copies)] for index, example in zip(batch, chosen, strict=True)]
                loss, size, count = self._loss(features, chosen, perturb=True)
                optimiser.zero_grad()
                (loss + 3e-4 * size).backward()
                nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
                optimiser.step()
                step += 1
                summed, frames = summed + loss.item() * count, frames + count
                if step % 10 == 0:
                    report(Progress(epoch, min(1.0, done), summed / frames, math.nan, time.monotonic() - began))
            if frames == 0:
                break
            share = max(step / total, (time.monotonic() - began) / 60 / minutes)
            report(Progress(epoch, min(1.0, share), summed / frames, self.held_back_loss(), time.monotonic() - began))
        self.network.eval()
        return self.network
