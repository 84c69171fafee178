"""Kaldi's binary files, written without Kaldi: a transition model and an nnet3 network in one `final.mdl`.

Formats as Kaldi's source reads them (`TransitionModel::Read`, `Nnet::Read`): text tokens end with a blank, numbers carry their size
before them.
"""

from __future__ import annotations

import math
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from voice.model import features
from voice.model.network import CONTEXT, OFFSETS, Network
from voice.model.phones import placed_phones

BATCH_NORM_EPSILON = 1e-5
Matrix = NDArray[np.float64]


def token(text: str) -> bytes:
    return f"{text} ".encode()


def int32(value: int) -> bytes:
    return b"\x04" + struct.pack("<i", value)


def float32(value: float) -> bytes:
    return b"\x04" + struct.pack("<f", value)


def float64(value: float) -> bytes:
    return b"\x08" + struct.pack("<d", value)


def int_vector(values: list[int]) -> bytes:
    return b"\x04" + struct.pack("<i", len(values)) + np.asarray(values, "<i4").tobytes()


def vector(values: Matrix | list[float]) -> bytes:
    data = np.ascontiguousarray(values, "<f4")
    return token("FV") + int32(len(data)) + data.tobytes()


def matrix(values: Matrix) -> bytes:
    data = np.ascontiguousarray(values, "<f4")
    return token("FM") + int32(data.shape[0]) + int32(data.shape[1]) + data.tobytes()


def transition_model() -> bytes:
    """One-state phones with a pdf of their own for the first frame; the places of a phone in a word share both pdfs.

    The transitions of phone `p` are 2p - 1 (stay) and 2p (enter).
    """
    phones = placed_phones()
    count = len(phones)
    out = token("<TransitionModel>") + token("<Topology>")
    out += int_vector(list(range(1, count + 1))) + int_vector([-1] + [0] * count)
    out += int32(-1)  # the form in which the loop has a pdf of its own
    out += int32(1) + int32(2)  # one topology, two states
    out += int32(0) + int32(1) + int32(2) + int32(0) + float32(0.5) + int32(1) + float32(0.5)
    out += int32(-1) + int32(-1) + int32(0)  # the end state
    out += token("</Topology>") + token("<Tuples>") + int32(count)
    for number, phone in enumerate(phones, 1):
        out += int32(number) + int32(0) + int32(2 * phone.base) + int32(2 * phone.base + 1)
    out += token("</Tuples>") + token("<LogProbs>") + vector([0.0] + [math.log(0.5)] * (2 * count)) + token("</LogProbs>")
    return out + token("</TransitionModel>")


def _array(tensor: Tensor) -> Matrix:
    return tensor.detach().numpy().astype(np.float64)


def _affine(weights: Matrix, bias: Matrix) -> bytes:
    return (
        token("<FixedAffineComponent>") + token("<LinearParams>") + matrix(weights) + token("<BiasParams>") + vector(bias)
        + token("</FixedAffineComponent>")
    )  # fmt: skip


def _relu(size: int) -> bytes:
    return (
        token("<RectifiedLinearComponent>") + token("<Dim>") + int32(size) + token("<ValueAvg>") + vector([]) + token("<DerivAvg>") +
        vector([]) + token("<Count>") + float64(0.0) + token("</RectifiedLinearComponent>")
    )  # fmt: skip


def network(net: Network) -> bytes:
    """The network as Kaldi's components. What normalises (input, batch norms) is folded into the affine layer after it."""
    config = [f"input-node name=input dim={features.SIZE}"]
    components: list[tuple[str, bytes]] = []
    scale = 1 / _array(net.deviation)
    shift = -_array(net.mean) * scale
    before = "input"
    for index, layer in enumerate([*net.layers, net.last]):
        hidden = index < len(net.layers)
        offsets = OFFSETS[index] if hidden else (0,)
        kernel, bias = _array(layer.weight), _array(layer.bias)
        weights = np.concatenate([kernel[:, :, tap] * scale for tap in range(kernel.shape[2])], axis=1)
        bias = bias + sum(kernel[:, :, tap] @ shift for tap in range(kernel.shape[2]))
        inputs = ", ".join(before if offset == 0 else f"Offset({before}, {offset})" for offset in offsets)
        name = f"tdnn{index}.affine" if hidden else "output.affine"
        source = f"Append({inputs})" if len(offsets) > 1 else inputs
        config.append(f"component-node name={name} component={name} input={source}")
        components.append((name, _affine(weights, bias)))
        if hidden:
            before = f"tdnn{index}.relu"
            config.append(f"component-node name={before} component={before} input={name}")
            components.append((before, _relu(net.width)))
            norm = net.norms[index]
            scale = 1 / np.sqrt(_array(norm.running_var) + BATCH_NORM_EPSILON)
            shift = -_array(norm.running_mean) * scale
    config.append("output-node name=output input=output.affine objective=linear")
    out = token("<Nnet3>") + b"\n" + ("\n".join(config) + "\n\n").encode() + token("<NumComponents>") + int32(len(components))
    for name, data in components:
        out += token("<ComponentName>") + token(name) + data
    out += token("</Nnet3>")
    return out + token("<LeftContext>") + int32(CONTEXT) + token("<RightContext>") + int32(CONTEXT) + token("<Priors>") + vector([])


def write_model(net: Network, path: Path) -> None:
    """`final.mdl`: "\\0B" says that it is binary."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\0B" + transition_model() + network(net))
