"""Environments for what is made rarely: one folder each, made at first and again when its requirements change."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from ops.paths import ROOT


class SetupFailed(RuntimeError):
    """Only the operator can mend it; the text says how."""


def stamp(requirements: Path) -> str:
    """What changes when `requirements`, or a file that they name by ``-r``, changes."""
    content = requirements.read_bytes()
    for line in content.decode().splitlines():
        if line.startswith("-r "):
            content += (requirements.parent / line[3:].strip()).read_bytes()
    return hashlib.sha256(content).hexdigest()


def is_made(environment: Path, requirements: Path) -> bool:
    """Whether the environment is there, for these requirements."""
    mark = environment / ".requirements"
    return (environment / "bin" / "python").exists() and mark.exists() and mark.read_text() == stamp(requirements)


def made(console: Console, environment: Path, requirements: Path, needed_gb: float) -> Path:
    """The environment's Python, made first where need be. Raises SetupFailed."""
    python = environment / "bin" / "python"
    if is_made(environment, requirements):
        return python
    with console.status(f"environment for the model ({environment.name}), some minutes"):
        make(environment, needed_gb)
        # pip, not uv: torch's CPU build may come from a local folder that only pip's settings name.
        call(
            [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(requirements)],
            "installing its packages",
        )
    (environment / ".requirements").write_text(stamp(requirements))
    return python


def make(environment: Path, needed_gb: float) -> None:
    """An empty environment. Raises SetupFailed, also where less than `needed_gb` is free for what will go into it."""
    free = shutil.disk_usage(ROOT).free / 1e9
    if free < needed_gb:
        raise SetupFailed(f"The disk of {ROOT} has {free:.1f} GB free; {needed_gb:.0f} GB are needed.")
    call([shutil.which("python3.11") or sys.executable, "-m", "venv", str(environment)], f"making {environment.name}")


def call(command: list[str], what: str) -> None:
    """Run `command`. Raises SetupFailed with the end of its output where it fails while doing `what`."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-10:])
        raise SetupFailed(f"It failed while {what}:\n{tail}")
