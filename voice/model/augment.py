"""What a telephone does to speech: rooms, noise, band limits, codecs, lost packets, levels.

Functions take and give float64 samples in -1..1 at 8 kHz. `chance` decides, so the same seed gives the same line.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, fftconvolve, sosfilt

from voice.model.codecs import RATE, Chance, Sound, a_law, add_noise, gsm, lose_packets, mu_law, noise


def equalise(sound: Sound, chance: Chance) -> Sound:
    """A smooth random frequency response, as handsets have."""
    spectrum = np.fft.rfft(sound)
    points = chance.randint(3, 8)
    gains = np.interp(np.linspace(0, 1, len(spectrum)), np.linspace(0, 1, points), chance.randn(points) * 4)
    return np.asarray(np.fft.irfft(spectrum * 10 ** (gains / 20), len(sound)), np.float64)


def echo(sound: Sound, chance: Chance) -> Sound:
    """A room: noise that dies away in 0.08 to 0.45 s."""
    length = int(chance.uniform(0.08, 0.45) * RATE)
    tail = chance.randn(length) * np.exp(-6.9 * np.arange(length) / length) * chance.uniform(0.02, 0.12)
    tail[0] = 1.0
    return np.asarray(fftconvolve(sound, tail)[: len(sound)], np.float64)


def telephone_band(sound: Sound, chance: Chance) -> Sound:
    edges = [chance.uniform(100, 320), chance.uniform(3100, 3800)]
    return np.asarray(sosfilt(butter(chance.randint(1, 4), edges, "band", fs=RATE, output="sos"), sound), np.float64)


def by_telephone(samples: NDArray[np.int16], chance: Chance, others: NDArray[np.int16] | None = None) -> NDArray[np.float32]:
    """Speech as it might arrive over a line, as float32 in the scale of int16. `others`: speech of somebody else in the background."""
    sound = samples.astype(np.float64) / 32768
    if chance.rand() < 0.7:
        sound = equalise(sound, chance)
    if chance.rand() < 0.4:
        sound = echo(sound, chance)
    if chance.rand() < 0.8:
        sound = add_noise(sound, noise(len(sound), chance), chance.uniform(3, 32))
    if others is not None and chance.rand() < 0.2:
        sound = add_noise(sound, others.astype(np.float64), chance.uniform(10, 25))
    if chance.rand() < 0.7:
        sound = telephone_band(sound, chance)
    sound = sound / (np.abs(sound).max() + 1e-9) * 10 ** (-chance.uniform(0, 24) / 20)
    if chance.rand() < 0.12:
        sound = np.tanh(sound * chance.uniform(1, 3))
    codec = chance.rand()
    if codec < 0.5:
        sound = a_law(sound)
    elif codec < 0.8:
        sound = mu_law(sound)
    elif codec < 0.9:
        sound = gsm(np.clip(sound, -1, 1))
    if chance.rand() < 0.3:
        sound = lose_packets(sound, chance.uniform(0.005, 0.08), chance, conceal=chance.rand() < 0.5)
    return np.asarray(np.clip(sound, -1, 1) * 32767, np.float32)
