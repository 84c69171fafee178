"""The whole house on free ports, for the end-to-end tests: real Rasa, real actions, real web, one SQLite file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.settings import ROOT
from ops.stack import Stack
from ops.training import model_path, train
from ops.trial import start_trial


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

    def part(self, name: str, *, running: bool) -> None:
        """Stop or start one process through the supervisor; returns when that is done and, on a start, when it answers."""
        control = self.stack.control().supervisor
        if running:
            control.startProcess(name)
            self.stack.wait_ready()
        else:
            control.stopProcess(name)


@pytest.fixture(scope="session")
def house(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    stack, password = start_trial(tmp_path_factory.mktemp("house"), model)
    try:
        yield House(stack, password)
    finally:
        stack.stop()
