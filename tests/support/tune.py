"""Music that belongs to nobody: a melody that is hummed, or sung in vowels, with chords under it and a beat; made of sines and noise."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tests.support.tracks import RATE, Samples

BEAT = 0.4  # seconds
_CHORDS = ((57, 60, 64), (53, 57, 60), (48, 52, 55), (55, 59, 62))  # notes as MIDI numbers them: a minor, F, C, G
_STEPS = (0, 3, 7, 12, 10, 7, 5, 3)


def tune(seconds: float, seed: int = 1) -> Samples:
    """`seconds` of it at 8 kHz; the same `seed` plays the same."""
    chance = np.random.default_rng(seed)
    beats = int(seconds / BEAT) + 1
    # A singer takes part in every second group of four bars: that is what is taken for a caller.
    bars = [_bar(_CHORDS[number % len(_CHORDS)], chance, sung=number % 8 >= 4) for number in range((beats + 3) // 4)]
    sound = np.concatenate(bars)[: int(seconds * RATE)]
    return (sound / max(1.0, float(np.abs(sound).max())) * 9000).astype("<i2")


def _bar(chord: Sequence[int], chance: np.random.Generator, *, sung: bool) -> NDArray[np.float64]:
    """Four beats: the chord held, a melody of eighths over it, a drum on each beat."""
    length = int(4 * BEAT * RATE)
    bar = sum((0.2 * _note(note, length) for note in chord), np.zeros(length))
    eighth = length // 8
    for step in range(8):
        note = chord[0] + 12 + int(chance.choice(_STEPS))
        bar[step * eighth : (step + 1) * eighth] += 3.0 * _sung(note - 24, eighth, chance) if sung else 0.5 * _note(note, eighth)
    for beat in range(4):
        at, drum = beat * length // 4, RATE // 12
        bar[at : at + drum] += 0.5 * chance.normal(0, 0.4, drum) * np.exp(-np.arange(drum) / (RATE / 60))
    return bar


def _note(number: int, length: int) -> NDArray[np.float64]:
    """A note of some overtones that is struck and fades."""
    t = np.arange(length) / RATE
    hertz = 440 * 2 ** ((number - 69) / 12)
    tones = sum(np.sin(2 * np.pi * hertz * over * t) / over for over in (1, 2, 3))
    return np.asarray(tones * np.exp(-1.5 * t) * np.minimum(1, t / 0.01))


_VOWELS = ((730, 1090, 2440), (530, 1840, 2480), (270, 2290, 3010), (570, 840, 2410), (300, 870, 2240))  # a e i o u: formants, Hz


def _sung(number: int, length: int, chance: np.random.Generator) -> NDArray[np.float64]:
    """A syllable: a breath of noise, then a voice with vibrato in the formants of a vowel."""
    t = np.arange(length) / RATE
    hertz = 440 * 2 ** ((number - 69) / 12) * (1 + 0.01 * np.sin(2 * np.pi * 5.5 * t))
    phase = 2 * np.pi * np.cumsum(hertz) / RATE
    formants = _VOWELS[int(chance.integers(len(_VOWELS)))]
    voice = np.zeros(length)
    for over in range(1, 40):
        if over * hertz[0] > 3600:
            break
        strength = sum(1 / (1 + ((over * hertz[0] - formant) / 90) ** 2) for formant in formants)
        voice += strength * np.sin(over * phase) / over**0.3
    breath = length // 8
    voice[:breath] = chance.normal(0, 0.3, breath)
    return voice * np.minimum(1, t / 0.02) * np.minimum(1, (length / RATE - t) / 0.03)
