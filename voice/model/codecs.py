"""Codecs, lost packets and noise of a telephone line, with numpy and libsndfile alone, so that measuring needs no more than that.

Functions take and give float64 samples in -1..1 at 8 kHz. `chance` decides, so the same seed gives the same line.
"""

from __future__ import annotations

import io

import numpy as np
import soundfile
from numpy.typing import NDArray

RATE = 8000
PACKET = RATE // 50
Sound = NDArray[np.float64]
Chance = np.random.RandomState


def mu_law(sound: Sound) -> Sound:
    """There and back through G.711 µ-law (by its formula, 8 bits)."""
    small = np.sign(sound) * np.log1p(255 * np.abs(sound)) / np.log(256)
    coded = np.round(small * 127) / 127
    return np.sign(coded) * (np.power(256.0, np.abs(coded)) - 1) / 255


def a_law(sound: Sound) -> Sound:
    """There and back through G.711 A-law (by its formula, 8 bits)."""
    law, scale, size = 87.6, 1 + np.log(87.6), np.abs(sound)
    small = np.where(size < 1 / law, law * size / scale, (1 + np.log(np.maximum(law * size, 1e-12))) / scale)
    coded = np.round(small * 127) / 127
    back = np.where(coded < 1 / scale, coded * scale / law, np.exp(coded * scale - 1) / law)
    return np.sign(sound) * back


def gsm(sound: Sound) -> Sound:
    """There and back through GSM 06.10 full rate, the real codec."""
    file = io.BytesIO()
    soundfile.write(file, sound, RATE, format="WAV", subtype="GSM610")
    file.seek(0)
    back, _rate = soundfile.read(file, dtype="float64")
    return np.asarray(np.resize(back, len(sound)) if len(back) < len(sound) else back[: len(sound)], np.float64)


def lose_packets(sound: Sound, share: float, chance: Chance, *, conceal: bool = False) -> Sound:
    """20 ms packets lost at random. `conceal` says the one before again, quieter, as many phones do; else silence."""
    out = sound.copy()
    for start in range(0, len(out), PACKET):
        if chance.rand() < share:
            end = min(start + PACKET, len(out))
            before = out[max(0, start - PACKET) : max(0, start - PACKET) + end - start]
            out[start:end] = before * 0.7 if conceal and len(before) == end - start and start else 0.0
    return out


def noise(length: int, chance: Chance) -> Sound:
    """Noise of one of four colours, of power 1, perhaps swelling: hiss, street, wind, a machine's hum."""
    spectrum = np.fft.rfft(chance.randn(length))
    place = np.arange(1, len(spectrum) + 1)
    colour = chance.randint(4)
    if colour == 1:
        spectrum = spectrum / np.sqrt(place)
    elif colour == 2:
        spectrum = spectrum / place**0.8
    elif colour == 3:
        centre = chance.uniform(0.05, 0.9) * len(spectrum)
        spectrum = spectrum * np.exp(-(((place - centre) / (0.2 * len(spectrum))) ** 2))
    sound = np.fft.irfft(spectrum, length)
    if chance.rand() < 0.4:
        sound = sound * (1 + 0.8 * np.sin(np.arange(length) * 2 * np.pi * chance.uniform(0.3, 4) / RATE + chance.rand() * 6))
    return np.asarray(sound / (sound.std() + 1e-9), np.float64)


def add_noise(sound: Sound, other: Sound, decibels: float) -> Sound:
    """`other` (any power, any length) under `sound` at the given signal-to-noise ratio."""
    under = np.resize(other, len(sound))
    level = np.sqrt((sound**2).mean()) * 10 ** (-decibels / 20)
    return sound + under / (under.std() + 1e-9) * level
