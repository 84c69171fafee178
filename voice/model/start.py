"""A trained network read back from Kaldi's `final.mdl`, to go on training from it: with people added it gets better in minutes.

Its normalisations were folded into the layers when it was written; they stay as they are ("settled") while training goes on.
"""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from voice.model.kaldi_files import BATCH_NORM_EPSILON
from voice.model.network import OFFSETS, Network

_LAYER = b"<FixedAffineComponent> <LinearParams> FM "
_BIAS = b"<BiasParams> FV "
Array = NDArray[np.float32]


class NotOurNetwork(ValueError):
    """The file holds no network of this recipe; the text names it."""


def layers_of(mdl: Path) -> list[tuple[Array, Array]]:
    """Weights and biases of every layer. Raises NotOurNetwork."""
    data = mdl.read_bytes()
    found: list[tuple[Array, Array]] = []
    at = data.find(_LAYER)
    while at >= 0:
        at += len(_LAYER)
        _, rows, _, columns = struct.unpack_from("<bibi", data, at)
        at += 10
        weights = np.frombuffer(data, "<f4", rows * columns, at).reshape(rows, columns)
        at = data.index(_BIAS, at + 4 * rows * columns) + len(_BIAS)
        bias = np.frombuffer(data, "<f4", rows, at + 5)
        found.append((weights, bias))
        at = data.find(_LAYER, at + 5 + 4 * rows)
    if len(found) != len(OFFSETS) + 1:
        raise NotOurNetwork(f"{mdl} has {len(found)} layers, not the {len(OFFSETS) + 1} of this recipe")
    return found


def network_of(mdl: Path, mean: Array, deviation: Array, width: int | None = None, seed: int = 1) -> Network:
    """The network of `mdl`, settled. A larger `width` adds units that change nothing until they are trained: nothing comes out of them yet.

    Raises NotOurNetwork.
    """
    layers = layers_of(mdl)
    old = len(layers[0][1])
    width = max(old, width or old)
    chance = np.random.RandomState(seed)
    network = Network(width, mean, deviation)
    with torch.no_grad():
        for index, (layer, (weights, bias)) in enumerate(zip([*network.layers, network.last], layers, strict=True)):
            taps = len(OFFSETS[index]) if index < len(OFFSETS) else 1
            kernel = weights.reshape(len(bias), taps, -1).transpose(0, 2, 1)
            if index == 0:  # the file has the first normalisation folded in
                bias = bias + np.einsum("oit,i->o", kernel, mean)
                kernel = kernel * deviation[None, :, None]
            full, full_bias = np.zeros(tuple(layer.weight.shape), np.float32), np.zeros(len(layer.bias), np.float32)
            full[: kernel.shape[0], : kernel.shape[1]] = kernel
            full_bias[: len(bias)] = bias
            grown = full.shape[0] - kernel.shape[0]
            if grown:  # new units hear something at random, as loud as the others
                like = chance.randint(kernel.shape[0], size=grown)
                full[kernel.shape[0] :, : kernel.shape[1]] = (
                    chance.randn(grown, *kernel.shape[1:]) * kernel.std(axis=(1, 2))[like, None, None]
                )
                full_bias[kernel.shape[0] :] = bias[like]
            layer.weight.copy_(torch.from_numpy(full))
            layer.bias.copy_(torch.from_numpy(full_bias))
        for norm in network.norms:
            norm.running_mean.zero_()
            norm.running_var.fill_(1 - BATCH_NORM_EPSILON)
    network.settled = True
    return network.eval()
