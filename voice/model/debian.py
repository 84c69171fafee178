"""The telephone prompts and spoken names of stamps that Debian packages: fetched by apt into a cache folder, nothing installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from voice.model.speech import GREEK_STAMPS, PROMPT_SETS


class PromptsMissing(RuntimeError):
    """The packages can't be had here; the text says what to do."""


def fetch_prompts(cache: Path) -> Path:
    """Folder in which the prompt packages lie unpacked; fetched on the first call. Raises PromptsMissing."""
    unpacked = cache / "debian-prompts"
    done = unpacked / ".complete"
    if done.exists():
        return unpacked
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise PromptsMissing(
            "The prompts come as Debian packages and this isn't Debian: give a folder of recordings (--speech), or --no-prompts."
        )
    unpacked.mkdir(parents=True, exist_ok=True)
    names = [*(name for prompts in PROMPT_SETS for name in prompts.packages), *GREEK_STAMPS.packages]
    fetched = subprocess.run(["apt-get", "download", *names], cwd=unpacked, capture_output=True, text=True)
    if fetched.returncode != 0:
        reason = (fetched.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise PromptsMissing(f"apt-get download failed ({reason}). Run apt-get update, or build with --no-prompts.")
    for package in unpacked.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", str(package), str(unpacked)], check=True, capture_output=True)
        package.unlink()
    done.touch()
    return unpacked
