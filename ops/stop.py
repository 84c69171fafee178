"""``make stop``: end what ``make run`` started, in order, and whatever was left of it."""

from __future__ import annotations

import os
import signal

import psutil

from backend.settings import get_settings
from ops.stack import end_marked, mark_of


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
                process.wait(60)
                ended += 1
        except (psutil.Error, ValueError):
            pass
        pid_file.unlink(missing_ok=True)
    ended += end_marked(mark_of(data_dir))
    print("stopped" if ended else "nothing was running")


if __name__ == "__main__":
    main()
