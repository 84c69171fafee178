"""``make run``: everything from the database to the processes, then the addresses."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError
from rich.console import Console
from rich.panel import Panel
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from backend.settings import ROOT, Settings
from ops import line as phone
from ops.load_content import load_content
from ops.secrets_file import ensure_secrets
from ops.stack import Stack, StackFailed, busy_ports, end_marked, mark_of
from ops.train import train_shown
from ops.training import TrainingFailed
from voice.settings import VoiceSettings


def settings_file() -> Path:
    return Path(os.environ.get("KOMOTINI_SETTINGS_FILE", ROOT / "var" / "settings.env"))


def read_settings() -> tuple[Settings, VoiceSettings]:
    """The settings of the house and of its phone line, or one line about the first that is wrong."""
    prefix = "KOMOTINI_"
    try:
        settings = Settings(_env_file=settings_file())  # type: ignore[call-arg]
        prefix = phone.PREFIX
        line = VoiceSettings(_env_file=settings_file())  # type: ignore[call-arg]
        line.targets()
    except ValidationError as error:
        first = error.errors()[0]
        if first["loc"]:
            sys.exit(f"✗ {prefix}{str(first['loc'][0]).upper()}: {first['msg'].removeprefix('Value error, ')}")
        sys.exit(f"✗ {first['msg'].removeprefix('Value error, ')}")
    except ValueError as error:
        sys.exit(f"✗ {error}")
    if unknown := phone.unknown_names():
        sys.exit(f"✗ unknown settings in the environment: {', '.join(unknown)} (docs/settings.md lists them)")
    return settings, line


def prepare_database(settings: Settings, on_articles: Callable[[int], None] = lambda done: None) -> None:
    """Migrate and load the content."""
    from backend import migrate
    from backend.database import Database

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    migrate.upgrade(settings)
    database = Database(settings)
    try:
        load_content(database, on_articles=on_articles)
    finally:
        database.close()


def first_password(settings: Settings) -> str | None:
    """The first administrator's password, once: made when everything is up, so that a start that fails doesn't lose it."""
    from backend.database import Database
    from backend.services import staff

    database = Database(settings)
    try:
        with database.work() as uow:
            return staff.ensure_first_administrator(uow)
    finally:
        database.close()


def refuse_busy_ports(settings: Settings, line: VoiceSettings) -> None:
    busy = busy_ports(settings, line)
    if busy:
        name, port = busy[0]
        sys.exit(f"✗ Port {port} is taken. Is the assistant already running (make stop ends it)? Or choose another: {name}=… make run")


def addresses(settings: Settings, password: str | None, line: list[str]) -> Panel:
    lines = [
        f"Portal and widget   {settings.public_url}/",
        f"Staff               {settings.public_url}/staff/",
        f"Open311             {settings.public_url}/open311/v2/services.json",
        f"API description     {settings.public_url}/docs",
        *line,
    ]
    if password:
        lines += ["", f"First sign-in       admin / {password}", "                    (shown once; you are asked to change it)"]
    if settings.mode == "development":
        lines += ["", f"Outgoing mail and SMS are written to {settings.data_dir / 'outbox'}"]
    return Panel("\n".join(lines), title="Ο βοηθός του Δήμου Κομοτηνής τρέχει", subtitle="Ctrl-C or make stop ends it")


def line_told(stack: Stack) -> list[str]:
    """The panel's lines about the phone line."""
    if stack.line is None:
        return ["Phone line          off (KOMOTINI_VOICE_SIP is empty)"]
    if "voice" in stack.without:
        return ["Phone line          does not start; everything else works. The end of log/voice.log:", stack.log_tail("voice", 3)]
    return phone.told(stack.line)


def start_shown(stack: Stack, console: Console) -> None:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("starting", total=None)
        waiting = list(stack.commands())

        def on_change(part: str) -> None:
            waiting.remove(part)
            console.print(f"  {part}: ready")
            progress.update(task, description=f"waiting for {', '.join(waiting)}")

        progress.update(task, description=f"waiting for {', '.join(waiting)}")
        stack.wait_ready(on_change=on_change)


class Stopped(Exception):
    """A signal asked us to end."""


def run(console: Console) -> int:
    started = time.monotonic()
    ensure_secrets(settings_file())
    settings, line = read_settings()
    refuse_busy_ports(settings, line)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    # Leftovers of a start that was killed hard would answer in place of the new processes.
    end_marked(mark_of(settings.data_dir))
    (settings.data_dir / "run").mkdir(exist_ok=True)
    pid_file = settings.data_dir / "run" / "run.pid"
    pid_file.write_text(str(os.getpid()))
    stack: Stack | None = None
    try:
        with console.status("database and content") as status:
            prepare_database(settings, lambda done: status.update(f"database and content: {done} articles indexed"))
        console.print("  database: migrated, content loaded")
        model = train_shown(settings.data_dir, console)
        stack = Stack(settings, model, settings_file(), line)
        stack.start()
        start_shown(stack, console)
        console.print(addresses(settings, first_password(settings), line_told(stack)))
        console.print(f"  up after {time.monotonic() - started:.0f} s")
        assert stack.process is not None
        return stack.process.wait()
    finally:
        # A second Ctrl-C in the middle of the stopping would leave processes behind.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        if stack is not None:
            with console.status("stopping"):
                stack.stop()
        pid_file.unlink(missing_ok=True)


def main() -> None:
    console = Console(highlight=False)

    def stop(_number: int, _frame: object) -> None:
        raise Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        code = run(console)
        sys.exit(f"✗ The supervisor ended by itself (code {code}); its log is in log/supervisord.log of the data folder.")
    except (Stopped, KeyboardInterrupt):
        console.print("stopped")
    except TrainingFailed as error:
        sys.exit(f"✗ Training failed (log/training.log of the data folder has it all):\n{error}")
    except StackFailed as error:
        sys.exit(f"✗ {error}")
    except (OSError, subprocess.SubprocessError) as error:
        if getattr(error, "errno", None) == errno.ENOSPC:
            sys.exit("✗ The disk is full. Free some space and run this again; nothing that was filed is lost.")
        raise


if __name__ == "__main__":
    main()
