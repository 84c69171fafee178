"""Sentences for the telephone, spoken by Debian's espeak-ng in a voice of choice (`el`, `el+f2`, `el+m3`, …)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def speak(text: str, path: Path, voice: str = "el", words_per_minute: int = 150) -> Path:
    """Write `text` as a WAV file (22 kHz) and return its path. Raises AssertionError where the program or voice is missing."""
    program = shutil.which("espeak-ng")
    if program is None:
        raise AssertionError("espeak-ng is missing: apt-get install espeak-ng")
    path.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [program, "-v", voice, "-s", str(words_per_minute), "-w", str(path), "--", text], capture_output=True, text=True
    )  # fmt: skip
    if done.returncode != 0 or not path.exists():
        raise AssertionError(f"espeak-ng could not speak with voice {voice}: {done.stderr.strip()}")
    return path
