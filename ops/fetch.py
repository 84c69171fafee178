"""Fetching a large file: with progress, going on where it was broken off, and checked against a hash before anything uses it."""

from __future__ import annotations

import hashlib
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path

import httpx
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

BLOCK = 1 << 20


class FetchFailed(RuntimeError):
    """The file can't be had or isn't what it should be; the text says why and what to do."""


@dataclass(frozen=True)
class Checksum:
    """`algorithm` as hashlib names it; `origin` says in words who vouches for the value."""

    algorithm: str
    value: str
    origin: str


def digest_of(path: Path, algorithm: str) -> str:
    digest = hashlib.new(algorithm, usedforsecurity=False) if algorithm == "md5" else hashlib.new(algorithm)
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def fetch(url: str, target: Path, checksum: Checksum, console: Console) -> None:
    """Bring `url` to `target`. A part left by an earlier try is gone on with.

    Raises FetchFailed; a file that fails the check is deleted.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    have = part.stat().st_size if part.exists() else 0
    try:
        with httpx.stream("GET", url, headers={"Range": f"bytes={have}-"} if have else {}, follow_redirects=True, timeout=30) as answer:
            if answer.status_code == 416:  # the part is already the whole
                answer.close()
            elif answer.status_code not in (200, 206):
                raise FetchFailed(f"{url} answered {answer.status_code}. Is the address right? Give another with URL=…")
            else:
                _receive(answer, part, have if answer.status_code == 206 else 0, console)
    except httpx.HTTPError as error:
        raise FetchFailed(
            f"{url} can't be reached ({error or type(error).__name__}). Run the same again to go on; what came so far is kept."
        ) from error
    except OSError as error:
        raise FetchFailed(f"writing {part} failed: {error.strerror}. Is the disk full?") from error
    found = digest_of(part, checksum.algorithm)
    if found != checksum.value.lower():
        part.unlink()
        raise FetchFailed(
            f"{target.name} is damaged or was changed: its {checksum.algorithm} is {found}, "
            f"{checksum.origin} says {checksum.value}. It was deleted."
        )
    os.replace(part, target)


def _receive(answer: httpx.Response, part: Path, have: int, console: Console) -> None:
    size = answer.headers.get("content-length")
    total = have + int(size) if size else None
    with Progress(
        "{task.description}", BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn(), console=console
    ) as bar:
        task = bar.add_task("fetching", total=total, completed=have)
        with part.open("ab" if have else "wb") as file:
            for block in answer.iter_bytes(BLOCK):
                file.write(block)
                bar.advance(task, len(block))


def unpack(archive: Path, folder: Path) -> list[str]:
    """Unpack a zip into `folder` and return its top names. Raises FetchFailed for a broken archive or one that reaches outside."""
    try:
        with zipfile.ZipFile(archive) as content:
            names = content.namelist()
            for name in names:
                if not (folder / name).resolve().is_relative_to(folder.resolve()):
                    raise FetchFailed(f"{archive.name} holds a path that leads outside its folder ({name}): not unpacked")
            content.extractall(folder)
    except zipfile.BadZipFile as error:
        raise FetchFailed(f"{archive.name} is no zip archive: {error}") from error
    except OSError as error:
        raise FetchFailed(f"unpacking {archive.name} failed: {error.strerror}. Is the disk full?") from error
    return sorted({name.split("/", 1)[0] for name in names})
