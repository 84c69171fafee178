"""``make stop``: end what ``make run`` started, in order, and whatever was left of it."""

from __future__ import annotations

import os
import signal
import time

import psutil

from backend.settings import get_settings
from ops.stack import end_marked, mark_of


def wait_gone(process: psutil.Process, patience: float = 60.0) -> None:
    """Wait until a process has ended; one that its parent hasn't collected yet (a zombie) has."""
    deadline = time.monotonic() + patience
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE and time.monotonic() < deadline:
        time.sleep(0.1)


def main() -> None:
    data_dir = get_settings().data_dir
    pid_file = data_dir / "run" / "run.pid"
    ended = 0
    if pid_file.exists():
        try:
            process = psutil.Process(int(pid_file.read_text()))
            # The number may by now belong to somebody else's process.
            if any("ops.run" in part for part in process.cmdline()):
                os.kill(process.pid, signal.SIGTERM)
                ended += 1
                wait_gone(process)
        except (psutil.Error, ValueError):
            pass
        pid_file.unlink(missing_ok=True)
    ended += end_marked(mark_of(data_dir))
    print("stopped" if ended else "nothing was running")


if __name__ == "__main__":
    main()
