"""A whole house on free ports in a folder of its own, for the end-to-end tests and the benchmarks."""

from __future__ import annotations

import socket
from pathlib import Path

from backend.settings import Settings
from ops.run import prepare_database
from ops.secrets_file import ensure_secrets
from ops.stack import Stack


def free_port() -> int:
    """A loopback port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def trial_settings(data_dir: Path, database_url: str = "") -> Settings:
    """Settings of a trial: fresh secrets in the data folder, free ports, development mode."""
    settings_file = data_dir / "settings.env"
    ensure_secrets(settings_file)
    secrets = dict(line.split("=", 1) for line in settings_file.read_text().splitlines() if "=" in line and line[0] != "#")
    return Settings(
        data_dir=data_dir,
        database_url=database_url,
        secret_key=secrets["KOMOTINI_SECRET_KEY"],
        rasa_secret=secrets["KOMOTINI_RASA_SECRET"],
        web_port=free_port(),
        rasa_url=f"http://127.0.0.1:{free_port()}",
        actions_url=f"http://127.0.0.1:{free_port()}",
    )


def start_trial(data_dir: Path, model: Path, database_url: str = "") -> tuple[Stack, str]:
    """Start everything and wait until it answers; returns the stack and the first administrator's password."""
    settings = trial_settings(data_dir, database_url)
    password = prepare_database(settings)
    if password is None:
        raise RuntimeError("a new database must make its first administrator")
    stack = Stack(settings, model, data_dir / "settings.env")
    stack.start()
    try:
        stack.wait_ready()
    except BaseException:
        stack.stop()
        raise
    return stack, password
