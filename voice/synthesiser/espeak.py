"""espeak-ng inside this process: the voice that is always there. The PyPI package `espeakng-loader` brings the library, not a program.

The library has global state (one voice, one callback), so there is one engine per process with a thread of its own. A sentence costs
some milliseconds, hence it is rendered whole and handed out in chunks.
"""

from __future__ import annotations

import asyncio
import ctypes
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import numpy as np

from voice.synthesiser.base import Resampler, SynthesisError, bounded_rate, chunks

WORDS_PER_MINUTE = 155  # espeak-ng's own 175 is quick for old ears on a telephone
_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS: sound comes by callback, no audio device is opened
_NO_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT
_UTF8 = 1  # espeakCHARS_UTF8; neither SSML nor phoneme input is switched on, so text stays text
_CHARACTERS = 1  # POS_CHARACTER
_RATE = 1  # espeakRATE
_LONGEST = 2000
_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class _Engine:
    """The library, loaded once. All its methods but `run` belong to its one thread."""

    def __init__(self) -> None:
        try:
            import espeakng_loader
        except ImportError as error:
            raise SynthesisError("espeak-ng is missing: pip install espeakng-loader (or make setup)") from error
        data = Path(espeakng_loader.get_data_path())
        self._variants = {path.name for path in (data / "voices" / "!v").iterdir()}
        try:
            self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        except OSError as error:
            raise SynthesisError(f"espeak-ng can't be loaded: {error}") from error
        self._library.espeak_Info.restype = ctypes.c_char_p
        self._library.espeak_Synth.argtypes = [
            ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p
        ]  # fmt: skip
        self.sample_rate = int(self._library.espeak_Initialize(_SYNCHRONOUS, 0, str(data).encode(), _NO_EXIT))
        if self.sample_rate <= 0:
            raise SynthesisError(f"espeak-ng finds no data in {data}: reinstall espeakng-loader")
        self.version = str(self._library.espeak_Info(None).decode().split()[0])
        self._parts: list[bytes] = []
        self._callback = _Callback(self._take)  # kept: the library holds only a pointer to it
        self._library.espeak_SetSynthCallback(self._callback)
        self._voice = ""
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="espeak")

    def _take(self, samples: object, count: int, _events: object) -> int:
        if samples and count > 0:
            self._parts.append(ctypes.string_at(samples, count * 2))  # type: ignore[arg-type]
        return 0

    def check(self, voice: str) -> None:
        """Raise SynthesisError for a voice that isn't there: espeak-ng itself falls back to another one without a word."""
        _, _, variant = voice.partition("+")
        if variant and variant not in self._variants:
            raise SynthesisError(f"espeak-ng has no voice variant {variant!r} (capitals count); it has {', '.join(sorted(self._variants))}")
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise SynthesisError(f"espeak-ng has no voice {voice!r}")
        self._voice = voice

    def render(self, text: str, voice: str, rate: float) -> bytes:
        """`text` as PCM at 8 kHz."""
        if voice != self._voice:
            self.check(voice)
        self._library.espeak_SetParameter(_RATE, round(WORDS_PER_MINUTE * bounded_rate(rate)), 0)
        self._parts.clear()
        encoded = text.encode() + b"\0"
        if self._library.espeak_Synth(encoded, len(encoded), 0, _CHARACTERS, 0, _UTF8, None, None) != 0:
            raise SynthesisError("espeak-ng could not speak")
        samples = np.frombuffer(b"".join(self._parts), np.int16).astype(np.float32) / np.float32(32768)
        self._parts.clear()
        return Resampler(self.sample_rate).feed(samples, last=True) if len(samples) else b""


@lru_cache(1)
def _engine() -> _Engine:
    return _Engine()


class EspeakSynthesizer:
    """espeak-ng, in `voice` ("el", with a variant "el+f2", or "en+f2"). Raises SynthesisError where library or voice is missing."""

    def __init__(self, voice: str = "el") -> None:
        self._engine = _engine()
        self._voice = voice
        self._engine.thread.submit(self._engine.check, voice).result()
        self.name = f"espeak-ng {self._engine.version} {voice} {WORDS_PER_MINUTE}"

    async def speak(self, text: str, *, rate: float = 1.0) -> AsyncIterator[bytes]:
        """See `Synthesizer`. Longer than 2000 characters is cut: `Voice` gives sentences."""
        if not any(map(str.isalnum, text)):
            return
        loop = asyncio.get_running_loop()
        said = " ".join(text.replace("\0", " ").split())[:_LONGEST]
        pcm = await loop.run_in_executor(self._engine.thread, self._engine.render, said, self._voice, rate)
        for chunk in chunks(pcm):
            yield chunk
