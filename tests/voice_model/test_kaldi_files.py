"""What is written for Kaldi says the same as the network in torch, and real Vosk loads it."""

import json
import shutil
import struct

import numpy as np
import pytest
import torch
import vosk

from voice.model.kaldi_files import network as kaldi_network
from voice.model.kaldi_files import write_model
from voice.model.network import CONTEXT, OFFSETS, Network, outputs_for, padded
from voice.model.ngram import estimate
from voice.model.package import write_package

WORDS = {"ναι": 1.0, "όχι": 1.0, "ίσως": 0.5}


@pytest.fixture
def net():
    torch.manual_seed(3)
    chance = np.random.RandomState(3)
    made = Network(16, chance.randn(40).astype(np.float32), (1 + chance.rand(40)).astype(np.float32))
    for norm in made.norms:
        norm.running_mean.copy_(torch.randn(16))
        norm.running_var.copy_(torch.rand(16) + 0.5)
    return made.eval()


def read_back(data):
    """The affine layers of an nnet3 file: [(matrix, bias)] in order."""
    layers, at = [], 0
    while (at := data.find(b"<LinearParams> FM ", at)) >= 0:
        at += len(b"<LinearParams> FM ")
        rows, columns = struct.unpack("<xixi", data[at : at + 10])
        weights = np.frombuffer(data, "<f4", rows * columns, at + 10).reshape(rows, columns)
        at = data.find(b"<BiasParams> FV ", at + 10 + weights.nbytes) + len(b"<BiasParams> FV ")
        (size,) = struct.unpack("<xi", data[at : at + 5])
        layers.append((weights, np.frombuffer(data, "<f4", size, at + 5)))
    return layers


def as_kaldi_computes(layers, frames):
    """Splice, multiply, rectify, at every frame, as nnet3 does; then each third answer."""
    hidden, first = frames, 0
    for index, ((weights, bias), offsets) in enumerate(zip(layers, [*OFFSETS, (0,)], strict=True)):
        left, right = -min(offsets), max(offsets)
        count = len(hidden) - left - right
        spliced = np.concatenate([hidden[left + offset : left + offset + count] for offset in offsets], 1)
        hidden = spliced @ weights.T + bias
        first += left
        if index < len(OFFSETS):
            hidden = np.maximum(hidden, 0)
    assert first == CONTEXT
    return hidden[::3]


def test_the_written_network_computes_the_same(net):
    frames = np.random.RandomState(1).randn(50, 40).astype(np.float32)
    with torch.no_grad():
        expected = net(torch.from_numpy(padded(frames))[None])[0].numpy()
    assert len(expected) == outputs_for(50)
    found = as_kaldi_computes(read_back(kaldi_network(net)), padded(frames))
    assert found[: len(expected)] == pytest.approx(expected, abs=1e-4)


def test_the_file_is_binary(net, tmp_path):
    write_model(net, tmp_path / "am" / "final.mdl")
    assert (tmp_path / "am" / "final.mdl").read_bytes().startswith(b"\0B<TransitionModel> <Topology> ")


@pytest.mark.parametrize("grammars", [True, False])
def test_vosk_loads_and_listens(net, tmp_path, grammars):
    if shutil.which("fstconvert") is None or shutil.which("espeak-ng") is None:
        pytest.fail("fstconvert and espeak-ng are missing: apt-get install libfst-tools espeak-ng")
    language = estimate([(["ναι"], 2), (["όχι"], 1), (["ίσως", "ναι"], 1)], WORDS, 3, (0, 1, 1, 1))
    states = write_package(tmp_path, net, language, sorted(WORDS), {"ναι"}, grammars=grammars)
    assert states > 10
    vosk.SetLogLevel(-1)
    model = vosk.Model(str(tmp_path))
    assert all(model.vosk_model_find_word(word) >= 0 for word in WORDS)
    recogniser = vosk.KaldiRecognizer(model, 8000, *(['["ναι"]'] if grammars else []))
    recogniser.AcceptWaveform((np.random.RandomState(2).randn(8000) * 2000).astype(np.int16).tobytes())
    heard = json.loads(recogniser.FinalResult())["text"].split()
    assert set(heard) <= ({"ναι"} if grammars else set(WORDS))
