"""Coqui TTS, where it is installed (`make coqui`): a VITS voice in worker processes, so that its torch stays out of the line's own process.

A worker computes on one thread; several workers speak for several calls at once.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import struct
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import structlog

from voice.synthesiser.base import SynthesisError
from voice.synthesiser.coqui_worker import FAILED

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-coqui" / "bin" / "python"
START_SECONDS = 120
_log = structlog.get_logger(__name__)


def installed(python: Path = PYTHON) -> bool:
    """Whether `make coqui` has been run."""
    return python.exists()


def _fingerprint(folder: Path) -> str:
    files = sorted((path.name, path.stat().st_size) for path in folder.iterdir() if path.is_file())
    config = (folder / "config.json").read_bytes() if (folder / "config.json").is_file() else b""
    return hashlib.sha256(config + repr(files).encode()).hexdigest()[:8]


class CoquiSynthesizer:
    """A Coqui VITS voice from `folder`. `start` it before use and `stop` it afterwards."""

    def __init__(self, folder: Path, *, workers: int = 1, python: Path = PYTHON) -> None:
        if not installed(python):
            raise SynthesisError(f"Coqui TTS is not installed ({python} is missing): make coqui")
        if not folder.is_dir():
            raise SynthesisError(f"there is no Coqui voice in {folder}: make coqui says how to get one")
        self.name = f"coqui vits {folder.name} {_fingerprint(folder)}"
        self._command = (str(python), "-m", "voice.synthesiser.coqui_worker", str(folder.resolve()))
        self._wanted = workers
        self._processes: list[Process] = []
        self._idle: asyncio.Queue[Process] = asyncio.Queue()
        self._readers: set[asyncio.Task[str]] = set()

    async def start(self) -> None:
        """Load the voice in every worker. Raises SynthesisError with the worker's own reason."""
        try:
            for process in await asyncio.gather(*(self._worker() for _ in range(self._wanted))):
                self._idle.put_nowait(process)
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """End the workers."""
        for process in self._processes:
            if process.returncode is None:
                process.kill()
            await process.wait()
        self._processes.clear()

    async def speak(self, text: str, *, rate: float = 1.0) -> AsyncIterator[bytes]:
        """See `Synthesizer`. The first chunk comes when a third of a second of speech is decoded."""
        if not any(map(str.isalnum, text)):
            return
        worker = await self._idle.get()
        settled = False
        try:
            request: dict[str, Any] = {"say": text, "rate": rate}
            while True:
                settled = False
                chunk = await self._ask(worker, request)
                settled = True
                if not chunk:
                    return
                yield chunk
                request = {"next": True}
        except SynthesisError:
            settled = worker.returncode is None
            raise
        except (OSError, EOFError) as error:
            raise SynthesisError("the Coqui worker has ended; espeak-ng speaks until it is back") from error
        finally:
            # Left in the middle of an answer, a worker's next words would belong to nobody: another takes its place.
            if settled and worker.returncode is None:
                self._idle.put_nowait(worker)
            else:
                await asyncio.shield(self._replace(worker))

    async def _ask(self, worker: Process, request: dict[str, Any]) -> bytes:
        assert worker.stdin is not None and worker.stdout is not None
        worker.stdin.write(json.dumps(request).encode() + b"\n")
        await worker.stdin.drain()
        (length,) = struct.unpack("<I", await worker.stdout.readexactly(4))
        if length != FAILED:
            return await worker.stdout.readexactly(length)
        (length,) = struct.unpack("<I", await worker.stdout.readexactly(4))
        raise SynthesisError(f"Coqui could not speak: {(await worker.stdout.readexactly(length)).decode(errors='replace')}")

    async def _replace(self, worker: Process) -> None:
        if worker.returncode is None:
            worker.kill()
        await worker.wait()
        if worker not in self._processes:  # stopped meanwhile
            return
        self._processes.remove(worker)
        try:
            self._idle.put_nowait(await self._worker())
        except SynthesisError as error:
            _log.error("coqui_worker_lost", reason=str(error))

    async def _worker(self) -> Process:
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive", "PYTHONPATH": str(ROOT)}
        process = await asyncio.create_subprocess_exec(*self._command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment, cwd=ROOT)
        self._processes.append(process)
        assert process.stdout is not None and process.stderr is not None
        complaints = asyncio.create_task(_last_line(process.stderr))
        try:
            await asyncio.wait_for(process.stdout.readexactly(4), START_SECONDS)
        except (TimeoutError, asyncio.IncompleteReadError) as error:
            if process.returncode is None:
                process.kill()
            raise SynthesisError(f"the Coqui voice does not start: {await complaints or 'no reason given'}") from error
        # Goes on emptying the error channel, which would block the worker when full.
        self._readers.add(complaints)
        complaints.add_done_callback(self._readers.discard)
        return process


async def _last_line(stream: asyncio.StreamReader) -> str:
    last = ""
    while line := await stream.readline():
        last = line.decode(errors="replace").strip() or last
    return last[:300]
