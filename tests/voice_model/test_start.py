"""A network read back from its file computes the same, also when it is made wider, and its norms stay as they are."""

import numpy as np
import pytest
import torch

from voice.model.kaldi_files import write_model
from voice.model.network import Network
from voice.model.start import NotOurNetwork, network_of


@pytest.fixture
def statistics():
    chance = np.random.RandomState(4)
    return chance.randn(40).astype(np.float32), (1 + chance.rand(40)).astype(np.float32)


@pytest.fixture
def net(statistics):
    torch.manual_seed(5)
    made = Network(16, *statistics)
    for norm in made.norms:
        norm.running_mean.copy_(torch.randn(16))
        norm.running_var.copy_(torch.rand(16) + 0.5)
    return made.eval()


@pytest.mark.parametrize("width", [None, 16, 24])
def test_it_computes_the_same(net, statistics, tmp_path, width):
    write_model(net, tmp_path / "am" / "final.mdl")
    mean, deviation = statistics
    again = network_of(tmp_path / "am" / "final.mdl", mean + 1, deviation * 2, width)
    assert again.width == (width or 16)
    frames = torch.randn(1, 60, 40)
    torch.testing.assert_close(again(frames), net(frames), atol=2e-4, rtol=1e-4)


def test_training_leaves_its_norms_alone(net, statistics, tmp_path):
    write_model(net, tmp_path / "am" / "final.mdl")
    again = network_of(tmp_path / "am" / "final.mdl", *statistics, 24)
    before = [norm.running_mean.clone() for norm in again.norms]
    again.train()
    again(torch.randn(2, 60, 40)).sum().backward()
    assert all(torch.equal(norm.running_mean, mean) for norm, mean in zip(again.norms, before, strict=True))
    assert again.layers[3].weight.grad[16:].abs().sum() == 0, "new units say nothing yet, so the units before them learn nothing from them"
    assert again.last.weight.grad[:, 16:].abs().sum() > 0, "but what listens to them learns"


def test_another_file_is_refused(tmp_path):
    (tmp_path / "final.mdl").write_bytes(b"\0B nothing of the kind")
    with pytest.raises(NotOurNetwork, match="0 layers"):
        network_of(tmp_path / "final.mdl", np.zeros(40, np.float32), np.ones(40, np.float32))
