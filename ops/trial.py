"""A whole house on free ports in a folder of its own, for the end-to-end tests and the benchmarks."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

from backend.settings import Settings
from ops.run import first_password, prepare_database
from ops.secrets_file import ensure_secrets
from ops.stack import Stack, StackFailed
from voice.settings import VoiceSettings


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


def free_phone_port() -> int:
    """A loopback port that is free for UDP and TCP."""
    while True:
        port = free_port()
        with socket.socket(type=socket.SOCK_DGRAM) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


def trial_line(**settings: Any) -> VoiceSettings:
    """A phone line on free ports; `settings` are the line's own, by their names in voice/settings.py."""
    return VoiceSettings(**{"sip": f"127.0.0.1:{free_phone_port()}", "health_port": free_port(), **settings})


def start_trial(data_dir: Path, model: Path, database_url: str = "", line: VoiceSettings | None = None) -> tuple[Stack, str]:
    """Start everything and wait until it answers; returns the stack and the first administrator's password.

    `line` brings the phone line up too (see `trial_line`). Raises StackFailed when something, the line included, does not come up.
    """
    settings = trial_settings(data_dir, database_url)
    prepare_database(settings)
    password = first_password(settings)
    if password is None:
        raise RuntimeError("a new database must make its first administrator")
    stack = Stack(settings, model, data_dir / "settings.env", line)
    stack.start()
    try:
        stack.wait_ready()
        if stack.without:
            raise StackFailed(f"the phone line does not start.\n{stack.log_tail('voice')}")
    except BaseException:
        stack.stop()
        raise
    return stack, password
