"""The encoder as an ONNX graph with 8-bit weights.

Sentences of one length at a time, so no mask is needed. Weights are 8 bits with a step for each output; what comes in is brought to
8 bits as it comes (DynamicQuantizeLinear), so the products are of whole numbers, which processors do several times faster.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from nlu.encoder.packed import Packed

OPSET = 17
_LEVELS = 127


class _Graph:
    """Nodes and weights as they are added."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []
        self._count = 0

    def weight(self, name: str, values: Any) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, kind: str, *inputs: str, **options: Any) -> str:
        return self.many(kind, inputs, 1, **options)[0]

    def many(self, kind: str, inputs: tuple[str, ...], outputs: int, **options: Any) -> list[str]:
        names = [f"t{self._count + number}" for number in range(outputs)]
        self._count += outputs
        self.nodes.append(helper.make_node(kind, list(inputs), names, **options))
        return names


def eight_bits(weights: Any) -> tuple[Any, Any]:
    """Rows of `weights` (outputs, inputs) as int8, and the step (outputs) of each."""
    steps = np.maximum(np.abs(weights).max(axis=1), 1e-12) / _LEVELS
    return np.rint(weights / steps[:, None]).astype(np.int8), steps.astype(np.float32)


def build(packed: Packed) -> bytes:
    """The graph, serialised. In: `pieces` (batch, length) int64, `places` (length) int64; out: `vectors` (batch, hidden), of length 1."""
    graph, sizes = _Graph(), packed.sizes
    hidden, heads = sizes["hidden"], sizes["heads"]
    tensors = packed.tensors
    words, steps = eight_bits(tensors["emb.word"].reshape(-1, hidden))
    codes = graph.add("Cast", graph.add("Gather", graph.weight("words", words), "pieces"), to=TensorProto.FLOAT)
    step = graph.add("Gather", graph.weight("word_steps", steps[:, None]), "pieces")
    places = tensors["emb.pos"].reshape(-1, hidden) + tensors["emb.type"].reshape(-1, hidden)[0]
    where = graph.add("Gather", graph.weight("place_table", places.astype(np.float32)), "places")
    x = graph.add("Add", graph.add("Mul", codes, step), where)

    def normal(x: str, name: str) -> str:
        scale, bias = (graph.weight(f"{name}.{part}", tensors[f"{name}.{part}"]) for part in ("w", "b"))
        return graph.add("LayerNormalization", x, scale, bias, axis=-1, epsilon=packed.epsilon)

    def quantised(x: str) -> list[str]:
        return graph.many("DynamicQuantizeLinear", (x,), 3)

    zero = graph.weight("zero", np.array(0, dtype=np.int8))

    def linear(x: list[str], name: str) -> str:
        bias = tensors[f"{name}.b"]
        codes, steps = eight_bits(tensors[f"{name}.w"].reshape(len(bias), -1))
        product = graph.add("MatMulInteger", x[0], graph.weight(f"{name}.w", codes.T), x[2], zero)
        scale = graph.add("Mul", x[1], graph.weight(f"{name}.step", steps))
        scaled = graph.add("Mul", graph.add("Cast", product, to=TensorProto.FLOAT), scale)
        return graph.add("Add", scaled, graph.weight(f"{name}.b", bias))

    split = graph.weight("split", np.array([0, 0, heads, hidden // heads], dtype=np.int64))
    whole = graph.weight("whole", np.array([0, 0, hidden], dtype=np.int64))
    narrow = graph.weight("narrow", np.array((hidden // heads) ** -0.5, dtype=np.float32))
    half, one, root = (graph.weight(n, np.array(v, dtype=np.float32)) for n, v in (("half", 0.5), ("one", 1.0), ("root", 2**-0.5)))

    def by_head(x: str, *, turned: bool = False) -> str:
        return graph.add("Transpose", graph.add("Reshape", x, split), perm=[0, 2, 3, 1] if turned else [0, 2, 1, 3])

    x = normal(x, "emb.ln")
    for number in range(sizes["layers"]):
        name = f"l{number}"
        seen = quantised(x)
        query, key, value = (linear(seen, f"{name}.{part}") for part in "qkv")
        match = graph.add("Mul", graph.add("MatMul", by_head(query), by_head(key, turned=True)), narrow)
        mixed = graph.add("MatMul", graph.add("Softmax", match, axis=-1), by_head(value))
        mixed = graph.add("Reshape", graph.add("Transpose", mixed, perm=[0, 2, 1, 3]), whole)
        x = normal(graph.add("Add", x, linear(quantised(mixed), f"{name}.ao")), f"{name}.aln")
        inner = linear(quantised(x), f"{name}.fi")
        bent = graph.add("Add", graph.add("Erf", graph.add("Mul", inner, root)), one)
        inner = graph.add("Mul", graph.add("Mul", inner, bent), half)
        x = normal(graph.add("Add", x, linear(quantised(inner), f"{name}.fo")), f"{name}.oln")
    mean = graph.add("ReduceMean", x, axes=[1], keepdims=0)
    graph.nodes.append(helper.make_node("LpNormalization", [mean], ["vectors"], axis=-1, p=2))
    made = helper.make_graph(
        graph.nodes,
        "encoder",
        [
            helper.make_tensor_value_info("pieces", TensorProto.INT64, ["batch", "length"]),
            helper.make_tensor_value_info("places", TensorProto.INT64, ["length"]),
        ],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", hidden])],
        graph.weights,
    )
    model: bytes = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8).SerializeToString()
    return model
