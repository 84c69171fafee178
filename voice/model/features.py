"""MFCC as Kaldi computes them, for training; `MFCC_CONF` tells Vosk to compute the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SIZE = 40
LOW, HIGH = 60, 3800
# A little dither keeps digital silence (lost packets, muted phones) away from the floor of the logarithm.
DITHER = 1.0
MFCC_CONF = f"""--sample-frequency=8000
--use-energy=false
--num-mel-bins={SIZE}
--num-ceps={SIZE}
--low-freq={LOW}
--high-freq={HIGH}
--dither={DITHER}
"""


def mfcc(samples: NDArray[np.floating]) -> NDArray[np.float16]:
    """Features (frames, 40) of samples in the scale of int16 at 8 kHz, a frame each 10 ms."""
    import kaldi_native_fbank  # only here: who makes a graph alone doesn't have it

    options = kaldi_native_fbank.MfccOptions()
    options.frame_opts.samp_freq = 8000
    options.frame_opts.dither = DITHER
    options.frame_opts.snip_edges = True
    options.use_energy = False
    options.num_ceps = SIZE
    options.mel_opts.num_bins = SIZE
    options.mel_opts.low_freq = LOW
    options.mel_opts.high_freq = HIGH
    computer = kaldi_native_fbank.OnlineMfcc(options)
    computer.accept_waveform(8000, np.asarray(samples, np.float32).tolist())
    computer.input_finished()
    frames = [computer.get_frame(index) for index in range(computer.num_frames_ready)]
    return np.stack(frames).astype(np.float16) if frames else np.zeros((0, SIZE), np.float16)
