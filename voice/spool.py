"""What could not be told to the web process is kept in files and sent later: a call-back that a caller was promised is never lost.

A file holds the requests of one call in order; only the owner may read it, since it holds what was said.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import structlog

_log = structlog.get_logger(__name__)
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Spool:
    """Requests that wait in `folder`, as JSON."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: dict[str, Any]) -> Path | None:
        """Keep `content`; None where even that fails (which is logged)."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, part = tempfile.mkstemp(dir=self.folder, suffix=".part")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(content, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            path = self.folder / f"{time.time_ns()}-{uuid.uuid4().hex[:6]}.json"
            os.replace(part, path)
        except OSError as error:
            _log.error("spool_failed", reason=error.strerror)
            return None
        _log.warning("spooled", file=path.name)
        return path

    def waiting(self) -> list[Path]:
        """The files, oldest first."""
        return sorted(self.folder.glob("*.json"))

    async def flush(self, send: Send) -> int:
        """Give each file to `send`, oldest first, and delete what it took; stops where it raises OSError. Returns how many were taken."""
        taken = 0
        for path in self.waiting():
            try:
                content = json.loads(path.read_text(encoding="utf-8"))
            except ValueError:
                _log.error("spool_file_damaged", file=path.name)
                path.rename(path.with_suffix(".damaged"))
                continue
            try:
                await send(content)
            except OSError:
                break
            path.unlink(missing_ok=True)
            taken += 1
        return taken
