"""Whether somebody speaks: silero-vad's network by onnxruntime, at the telephone's own 8 kHz.

Of the package `silero-vad` only the model file is used. Importing it would ask for torch, so its folder is found without importing it.
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice.hiss import hiss
from voice.leg import SAMPLE_RATE

WINDOW_MS = 32
WINDOW_SAMPLES = SAMPLE_RATE * WINDOW_MS // 1000
WINDOW_BYTES = WINDOW_SAMPLES * 2
_CONTEXT = 32  # samples of the window before that the network wants to see again
_ADVICE = "pip install --no-deps silero-vad (or make setup)"


class VadUnavailable(RuntimeError):
    """Speech can't be told from silence: package or model file is missing or broken. The text says what to do."""


def model_file() -> Path:
    """The ONNX file inside the installed package. Raises VadUnavailable."""
    spec = importlib.util.find_spec("silero_vad")
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        path = Path(folder) / "data" / "silero_vad.onnx"
        if path.is_file():
            return path
    raise VadUnavailable(f"silero-vad is missing: {_ADVICE}")


@lru_cache(4)
def _session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # A window is a third of a millisecond: threads would cost more than they bring, and every call shares the cores.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime has no common class for its errors
        raise VadUnavailable(f"{path.name} of silero-vad is broken: {_ADVICE}") from error


class Vad:
    """The ear of one call. The network is loaded once per process; what it remembers belongs to this object."""

    def __init__(self, path: Path | None = None) -> None:
        self._session = _session(path or model_file())
        self._rate = np.array(SAMPLE_RATE, np.int64)
        self.reset()

    def reset(self) -> None:
        """Forget what was heard."""
        self._state: NDArray[np.float32] = np.zeros((2, 1, 128), np.float32)
        self._hiss, self._at = hiss(4 * SAMPLE_RATE // WINDOW_SAMPLES * WINDOW_SAMPLES), 0
        self._window: NDArray[np.float32] = np.zeros((1, _CONTEXT + WINDOW_SAMPLES), np.float32)

    def speech(self, frame_8k_32ms: bytes) -> float:
        """Probability (0 to 1) that the next 32 ms, 256 samples of PCM, hold speech. ValueError for another length."""
        if len(frame_8k_32ms) != WINDOW_BYTES:
            raise ValueError(f"{len(frame_8k_32ms)} bytes: a window has {WINDOW_BYTES}")
        self._window[0, :_CONTEXT] = self._window[0, -_CONTEXT:]
        samples = np.frombuffer(frame_8k_32ms, "<i2").astype(np.float32)
        # Always another piece of it: the same one in each window would be a tone of 31 Hz.
        self._at = (self._at + WINDOW_SAMPLES) % len(self._hiss)
        self._window[0, _CONTEXT:] = (samples + self._hiss[self._at : self._at + WINDOW_SAMPLES]) / np.float32(32768)
        probability, self._state = self._session.run(None, {"input": self._window, "state": self._state, "sr": self._rate})
        return float(probability[0, 0])
