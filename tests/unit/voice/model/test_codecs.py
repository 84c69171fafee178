"""The telephone line: close to what went in, and as bad as it says."""

import numpy as np
import pytest

from voice.model.codecs import PACKET, a_law, add_noise, gsm, lose_packets, mu_law, noise


@pytest.fixture
def tone():
    return 0.4 * np.sin(2 * np.pi * 440 * np.arange(16000) / 8000)


@pytest.mark.parametrize("codec", [a_law, mu_law])
def test_g711_keeps_speech(codec, tone):
    back = codec(tone)
    assert 10 * np.log10((tone**2).mean() / ((back - tone) ** 2).mean()) > 28
    assert np.allclose(codec(-tone), -back)


def test_gsm_keeps_length_and_most_of_the_sound(tone):
    back = gsm(tone)
    assert back.shape == tone.shape
    assert np.corrcoef(back[800:-800], tone[800:-800])[0, 1] > 0.8


def test_noise_has_the_level_asked_for(tone):
    chance = np.random.RandomState(1)
    added = add_noise(tone, noise(5000, chance), 10.0) - tone
    assert 10 * np.log10((tone**2).mean() / (added**2).mean()) == pytest.approx(10.0, abs=0.3)


def test_lost_packets_are_whole_packets(tone):
    lost = lose_packets(tone, 0.25, np.random.RandomState(2))
    gone = [not lost[start : start + PACKET].any() for start in range(0, len(lost), PACKET)]
    assert 0.1 < np.mean(gone) < 0.4
    assert np.array_equal(lose_packets(tone, 0.0, np.random.RandomState(2)), tone)


def test_concealment_is_never_silent(tone):
    lost = lose_packets(tone, 0.3, np.random.RandomState(2), conceal=True)
    assert all(lost[start : start + PACKET].any() for start in range(PACKET, len(lost), PACKET))
