"""The whole house on free ports, for the end-to-end tests: real Rasa, real actions, real web, one SQLite file."""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.settings import ROOT, Settings
from ops.run import prepare_database
from ops.secrets_file import ensure_secrets
from ops.stack import Stack
from ops.training import model_path, train


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def model() -> Path:
    """The model of the present sources; trained once and kept in var/models, as `make run` does."""
    path = model_path(ROOT / "var")
    return path if path.exists() else train(ROOT / "var")[0]


class House:
    """A running stack and what a test needs to know of it."""

    def __init__(self, stack: Stack, password: str) -> None:
        self.stack = stack
        self.settings = stack.settings
        self.url = stack.settings.public_url
        self.admin_password = password

    def outbox(self) -> list[Path]:
        """Outgoing messages so far, oldest first."""
        return sorted((self.settings.data_dir / "outbox").glob("*"), key=lambda path: path.stat().st_mtime_ns)

    def sms(self) -> list[dict[str, str]]:
        return [json.loads(path.read_text()) for path in self.outbox() if path.suffix in (".txt", ".json")]

    def part(self, name: str, running: bool) -> None:
        """Stop or start one process through the supervisor; returns when that is done and, on a start, when it answers."""
        control = self.stack.control().supervisor
        if running:
            control.startProcess(name)
            self.stack.wait_ready()
        else:
            control.stopProcess(name)


def start_house(data_dir: Path, model: Path) -> tuple[Stack, str]:
    settings_file = data_dir / "settings.env"
    ensure_secrets(settings_file)
    secrets = dict(line.split("=", 1) for line in settings_file.read_text().splitlines() if "=" in line and line[0] != "#")
    settings = Settings(
        data_dir=data_dir,
        secret_key=secrets["KOMOTINI_SECRET_KEY"],
        rasa_secret=secrets["KOMOTINI_RASA_SECRET"],
        web_port=free_port(),
        rasa_url=f"http://127.0.0.1:{free_port()}",
        actions_url=f"http://127.0.0.1:{free_port()}",
    )
    password = prepare_database(settings)
    assert password is not None, "a new database must make its first administrator"
    stack = Stack(settings, model, settings_file)
    stack.start()
    try:
        stack.wait_ready()
    except BaseException:
        stack.stop()
        raise
    return stack, password


@pytest.fixture(scope="session")
def house(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    data_dir = tmp_path_factory.mktemp("house")
    stack, password = start_house(data_dir, model)
    try:
        yield House(stack, password)
    finally:
        stack.stop()
        shutil.rmtree(data_dir / "models", ignore_errors=True)
