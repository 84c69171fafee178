"""espeak-ng as a program: voices, speech to a WAV file, IPA."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


class EspeakMissing(RuntimeError):
    """espeak-ng isn't installed; the text says how to get it."""


def _program() -> str:
    found = shutil.which("espeak-ng")
    if found is None:
        raise EspeakMissing("espeak-ng is missing: apt-get install espeak-ng, then run this again.")
    return found


def voice_variants() -> set[str]:
    """Names of the installed voice variants, spelt as files are: an unknown name would silently give the default voice."""
    version = subprocess.run([_program(), "--version"], capture_output=True, text=True, check=True).stdout
    folder = Path(version.rsplit("Data at:", 1)[-1].strip()) / "voices" / "!v"
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def ipa(text: str, language: str = "el") -> str:
    """IPA of `text`, words apart by blanks; "(en)" and the like mark what was read in another language."""
    done = subprocess.run([_program(), "-v", language, "--ipa", "-q"], input=text, capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def ipa_of_words(words: list[str]) -> list[str]:
    """IPA of each word alone, in order. A full stop after each keeps espeak-ng from joining them."""
    lines: list[str] = []
    for start in range(0, len(words), 500):
        part = words[start : start + 500]
        text = "\n".join(f"{word}." for word in part)
        done = subprocess.run([_program(), "-v", "el", "--ipa", "-q"], input=text, capture_output=True, text=True, check=True)
        found = done.stdout.strip("\n").split("\n")
        if len(found) != len(part):
            raise RuntimeError(f"espeak-ng gave {len(found)} readings for {len(part)} words")
        lines += [line.strip().replace(" ", "") for line in found]
    return lines


def speak(text: str, wav: Path, *, variant: str, speed: int = 160, pitch: int = 50, gap: int = 0) -> str:
    """Write `text` spoken by the Greek voice in `variant` to `wav` (22 050 Hz mono) and return the IPA of what it said."""
    command = [_program(), "-v", f"el+{variant}", "-s", str(speed), "-p", str(pitch), "-g", str(gap), "--ipa", "-w", str(wav), text]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())
