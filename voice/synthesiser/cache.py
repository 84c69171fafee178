"""Prompts rendered once per voice and speed, kept as files and in memory.

A file is a WAV that any player plays, followed by the SHA-256 of all before it: what a crash or a full disk left behind is noticed
and rendered anew. Files are made beside their place and moved there, so that nobody reads half a one.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
import wave
from collections import OrderedDict
from pathlib import Path

import structlog

from voice.leg import SAMPLE_RATE
from voice.synthesiser.base import bounded_rate

IN_MEMORY = 16 * 1024 * 1024  # bytes; a prompt is some 50 kB
_DIGEST = hashlib.sha256().digest_size
_log = structlog.get_logger(__name__)


class PromptCache:
    """Sound by text, for one voice. `folder` may be shared by many voices and processes.

    Losing it only costs time: a folder that can't be written is reported once and then done without.
    """

    def __init__(self, folder: Path, voice: str, *, in_memory: int = IN_MEMORY) -> None:
        readable = re.sub(r"[^A-Za-z0-9.-]+", "-", voice)[:60]
        self.folder = folder / f"{readable}-{hashlib.sha256(voice.encode()).hexdigest()[:8]}"
        self._limit = in_memory
        self._held: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._complained = False

    def _key(self, text: str, rate: float) -> str:
        return hashlib.sha256(f"{bounded_rate(rate):.3f}\n{text}".encode()).hexdigest()

    def path(self, text: str, rate: float = 1.0) -> Path:
        """Where the sound of `text` is kept."""
        return self.folder / f"{self._key(text, rate)}.wav"

    def get(self, text: str, rate: float = 1.0) -> bytes | None:
        """PCM of `text`, or None where it isn't kept or its file is damaged (which is then deleted)."""
        key = self._key(text, rate)
        if (held := self._held.get(key)) is not None:
            self._held.move_to_end(key)
            return held
        path = self.path(text, rate)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        pcm = _unpacked(content)
        if pcm is None:
            _log.warning("prompt_damaged", file=path.name)
            path.unlink(missing_ok=True)
            return None
        self._hold(key, pcm)
        return pcm

    def put(self, text: str, rate: float, pcm: bytes) -> None:
        """Keep `pcm` as the sound of `text`."""
        self._hold(self._key(text, rate), pcm)
        path = self.path(text, rate)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".part", delete=False) as file:
                part = Path(file.name)
                try:
                    file.write(_packed(pcm))
                    file.flush()
                    os.fsync(file.fileno())
                    os.replace(part, path)
                except OSError:
                    part.unlink(missing_ok=True)
                    raise
        except OSError as error:
            if not self._complained:
                _log.warning("prompts_not_kept", folder=str(self.folder), reason=error.strerror)
                self._complained = True

    def _hold(self, key: str, pcm: bytes) -> None:
        self._size += len(pcm) - len(self._held.pop(key, b""))
        self._held[key] = pcm
        while self._size > self._limit:
            self._size -= len(self._held.popitem(last=False)[1])


def _packed(pcm: bytes) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes(pcm)
    content = buffer.getvalue()
    return content + hashlib.sha256(content).digest()


def _unpacked(content: bytes) -> bytes | None:
    body, digest = content[:-_DIGEST], content[-_DIGEST:]
    if hashlib.sha256(body).digest() != digest:
        return None
    with wave.open(io.BytesIO(body)) as file:
        pcm: bytes = file.readframes(file.getnframes())
        return pcm
