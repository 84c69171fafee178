"""A real Rasa server and a real action server on free ports, with a database of their own, for end-to-end tests.

The model is trained once per checkout and kept under ``.rasa/e2e`` (its name is a hash of what it is made of). ``TEST_RASA_MODEL``
names a model to use as it is.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

import httpx

ROOT = Path(__file__).resolve().parents[2]
RASA_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
APP_PYTHON = ROOT / ".venv" / "bin" / "python"
SECRET = "end-to-end-secret-of-the-rasa-channel"
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "TF_CPP_MIN_LOG_LEVEL": "3", "OMP_NUM_THREADS": "1"}
_MADE_OF = ("config.yml", "domain.yml", "nlu", "stories", "greek", "backend/content/places.yml")
_READY_SECONDS = 180.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Reply:
    """What came back from one turn. `status` is the channel's HTTP status."""

    status: int
    messages: list[dict[str, Any]] = field(default_factory=list)
    understanding: dict[str, Any] = field(default_factory=dict)
    error: str | None = None
    line: dict[str, Any] = field(default_factory=dict)
    """What only the phone channel tells: expects, language, ends, transfer."""

    @property
    def text(self) -> str:
        return "\n".join(message["text"] for message in self.messages)

    @property
    def payloads(self) -> list[str]:
        return [button["payload"] for message in self.messages for button in message["buttons"]]

    def custom(self, key: str) -> Any:
        """The value of `key` in the first message that carries it, or None."""
        return next((m["custom"][key] for m in self.messages if key in (m.get("custom") or {})), None)


class RasaStack:
    """The two processes. `say` and `press` play the web process."""

    def __init__(self, folder: Path, model: Path, *, database_url: str = "", environment: dict[str, str] | None = None) -> None:
        self.folder, self.model = folder, model
        self.rasa_port, self.actions_port = free_port(), free_port()
        folder.mkdir(parents=True, exist_ok=True)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("KOMOTINI_")}
        self.environment = {
            **inherited,
            **QUIET,
            "KOMOTINI_SETTINGS_FILE": str(folder / "settings.env"),
            "KOMOTINI_DATA_DIR": str(folder),
            "KOMOTINI_DATABASE_URL": database_url or f"sqlite:///{folder / 'komotini.db'}",
            "KOMOTINI_TRACKER_URL": f"sqlite:///{folder / 'tracker.db'}",
            "KOMOTINI_SECRET_KEY": "end-to-end-secret-key-of-at-least-32-characters",
            "KOMOTINI_RASA_SECRET": SECRET,
            "KOMOTINI_RASA_URL": f"http://127.0.0.1:{self.rasa_port}",
            "KOMOTINI_ACTIONS_URL": f"http://127.0.0.1:{self.actions_port}",
            **(environment or {}),
        }
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._logs: dict[str, TextIO] = {}
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{self.rasa_port}/webhooks/web", timeout=60)
        self._line = httpx.Client(base_url=f"http://127.0.0.1:{self.rasa_port}/webhooks/phone", timeout=60)

    # The processes.

    def start(self) -> None:
        self.start_actions(wait=False)
        self.start_rasa()
        self._wait("actions", f"http://127.0.0.1:{self.actions_port}/health")

    def start_actions(self, *, wait: bool = True) -> None:
        self._spawn("actions", [str(APP_PYTHON), "-m", "actions", "--port", str(self.actions_port)])
        if wait:
            self._wait("actions", f"http://127.0.0.1:{self.actions_port}/health")

    def start_rasa(self) -> None:
        arguments = ["run", "--interface", "127.0.0.1", "--port", str(self.rasa_port), "--model", str(self.model)]
        arguments += ["--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
        self._spawn("rasa", [str(RASA_PYTHON), "-W", "ignore", "-m", "rasa", *arguments])
        self._wait("rasa", f"http://127.0.0.1:{self.rasa_port}/webhooks/web/")

    def kill(self, name: str) -> None:
        """End one of the processes at once, as a crash would."""
        process = self._processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        self._client.close()
        self._line.close()
        for name in list(self._processes):
            process = self._processes.pop(name)
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        for log in self._logs.values():
            log.close()

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def _spawn(self, name: str, command: list[str]) -> None:
        log = self._logs.setdefault(name, (self.folder / f"{name}.log").open("a"))
        self._processes[name] = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )

    def _wait(self, name: str, address: str) -> None:
        until = time.monotonic() + _READY_SECONDS
        while time.monotonic() < until:
            if self._processes[name].poll() is not None:
                raise RuntimeError(f"{name} ended while starting:\n{self.log(name)[-4000:]}")
            try:
                if httpx.get(address, timeout=5).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.2)
        raise RuntimeError(f"{name} was not ready after {_READY_SECONDS:.0f} s:\n{self.log(name)[-4000:]}")

    # A conversation.

    def say(self, sender: str, text: str, *, message_id: str | None = None, language: str = "el") -> Reply:
        return self.send({"sender_id": sender, "text": text, "message_id": message_id or uuid.uuid4().hex, "language": language})

    def press(self, sender: str, payload: str, *, message_id: str | None = None) -> Reply:
        return self.send({"sender_id": sender, "payload": payload, "message_id": message_id or uuid.uuid4().hex, "language": "el"})

    def hear(self, sender: str, text: str) -> Reply:
        """A sentence as the recogniser of the phone line hears it."""
        return self.send({"sender_id": sender, "text": text, "message_id": uuid.uuid4().hex}, by_phone=True)

    def key(self, sender: str, payload: str) -> Reply:
        """A choice of the phone line's keys."""
        return self.send({"sender_id": sender, "payload": payload, "message_id": uuid.uuid4().hex}, by_phone=True)

    def send(self, body: Any, *, secret: str = SECRET, by_phone: bool = False) -> Reply:
        client = self._line if by_phone else self._client
        answer = client.post("/messages", json=body, headers={"Authorization": f"Bearer {secret}"})
        data = answer.json()
        line = {name: data.get(name) for name in ("expects", "language", "ends", "transfer")} if by_phone else {}
        return Reply(answer.status_code, data.get("messages", []), data.get("understanding", {}), data.get("error"), line)

    def erase(self, sender: str, *, secret: str = SECRET) -> int:
        return self._client.delete(f"/conversations/{sender}", headers={"Authorization": f"Bearer {secret}"}).status_code


def trained_model(*, config: Path | None = None) -> Path:
    """The path of a model of this checkout, trained now if there is none yet."""
    given = os.environ.get("TEST_RASA_MODEL")
    if given:
        return Path(given)
    if not RASA_PYTHON.exists():
        raise RuntimeError("the Rasa environment is missing: run `make env`")
    chosen = config or ROOT / "config.yml"
    digest = hashlib.sha256(chosen.read_bytes())
    for part in _MADE_OF:
        for file in sorted(path for path in (ROOT / part, *(ROOT / part).rglob("*")) if path.is_file() and "__pycache__" not in path.parts):
            digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    folder = ROOT / ".rasa" / "e2e" / digest.hexdigest()[:16]
    finished = folder / "model.tar.gz"
    if not finished.exists():
        command = [str(RASA_PYTHON), "-W", "ignore", "-m", "rasa", "train", "--data", "nlu", "stories", "--domain", "domain.yml"]
        command += ["--config", str(chosen), "--out", str(folder), "--fixed-model-name", "training"]
        result = subprocess.run(command, cwd=ROOT, env={**os.environ, **QUIET}, capture_output=True, text=True)
        if result.returncode or not (folder / "training.tar.gz").exists():
            raise RuntimeError(f"training failed:\n{result.stdout[-4000:]}\n{result.stderr[-4000:]}")
        shutil.move(folder / "training.tar.gz", finished)
    return finished


@contextmanager
def running_stack(folder: Path, *, database_url: str = "", environment: dict[str, str] | None = None) -> Iterator[RasaStack]:
    """The stack, started and stopped around a block. The database must exist (migrated) before the first dialogue."""
    stack = RasaStack(folder, trained_model(), database_url=database_url, environment=environment)
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()
