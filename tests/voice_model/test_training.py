"""Training makes the objective better and keeps within its time."""

import math

import numpy as np
import pytest

from voice.model.train import Example, Trainer


def examples(count):
    """Utterances of two 'words' whose features are plainly different."""
    chance = np.random.RandomState(0)
    made = []
    for number in range(count):
        word = ("n", "e") if number % 2 else ("o", "ch", "i")
        sound = chance.randn(60, 40) * 0.3 + (2.0 if number % 2 else -2.0)
        made.append(Example((word,), [sound.astype(np.float16)]))
    return made


def test_the_loss_falls():
    trainer = Trainer(examples(300), 16)
    before = trainer.held_back_loss()
    seen = []
    trainer.run(12, 10.0, seen.append, peak=5e-3)
    assert trainer.held_back_loss() < before - 0.05
    assert [one.epoch for one in seen if not math.isnan(one.held_back)] == list(range(12))


def test_too_little_speech_is_said():
    with pytest.raises(ValueError, match="too little speech"):
        Trainer(examples(50), 16)


def test_impossible_utterances_are_left_out():
    short = Example((("o", "ch", "i") * 30,), [np.zeros((60, 40), np.float16)])
    assert not short.is_possible
