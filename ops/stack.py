"""The running processes under supervisord: started together, restarted when one dies, stopped without a trace.

`make run`, the end-to-end tests and the benchmarks all use this one class.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xmlrpc.client import Fault, ServerProxy

import httpx
import psutil
from supervisor.xmlrpc import SupervisorTransport

from backend.settings import Settings
from ops import line as phone
from ops.paths import APP_PYTHON, RASA_ENVIRONMENT, RASA_PYTHON, ROOT
from voice.settings import VoiceSettings

# Every process that we start carries this variable with the data folder's hash: that is how `make stop` knows its own.
MARK = "ASSISTANT_STACK"
# What the Rasa process must not be given: it needs neither the key of PINs nor the municipality's database.
HIDDEN_FROM_RASA = (
    "KOMOTINI_SECRET_KEY", "KOMOTINI_DATABASE_URL", "KOMOTINI_SMTP_URL", "KOMOTINI_SMS_URL", "KOMOTINI_SETTINGS_FILE",
    "KOMOTINI_VOICE_REGISTRAR_PASSWORD",
)  # fmt: skip


class StackFailed(Exception):
    """A part did not come up; the text says which, and the end of its log."""


def port_of(url: str) -> int:
    return urlsplit(url).port or 80


def busy_ports(settings: Settings, line: VoiceSettings | None = None) -> list[tuple[str, int]]:
    """Which of the ports that we need are taken, as (setting to change, port)."""
    wanted = [
        ("KOMOTINI_WEB_PORT", settings.web_host, settings.web_port),
        ("KOMOTINI_RASA_URL", "127.0.0.1", port_of(settings.rasa_url)),
        ("KOMOTINI_ACTIONS_URL", "127.0.0.1", port_of(settings.actions_url)),
    ]
    if line is not None and phone.is_on(line):
        wanted += phone.wanted_ports(line)
    return [(name, port) for name, host, port in wanted if is_taken(host, port, socket.SOCK_STREAM)] + [
        (name, port) for name, host, port in wanted if name == "KOMOTINI_VOICE_SIP" and is_taken(host, port, socket.SOCK_DGRAM)
    ]


def is_taken(host: str, port: int, kind: socket.SocketKind) -> bool:
    """Whether something holds the port (TCP or UDP) already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, kind) as probe:
        if kind == socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


class Stack:
    """The processes of one installation. `model` is the trained model's file; `settings_file` holds the secrets.

    `line`: the phone line's settings; None, or no address in them, leaves the line out. `without` names the parts that
    did not come up although the house did: only the line may, since everything else works without it.
    """

    def __init__(self, settings: Settings, model: Path, settings_file: Path, line: VoiceSettings | None = None) -> None:
        self.settings = settings
        self.line = line if phone.is_on(line) else None
        self.without: set[str] = set()
        self.model = model
        self.settings_file = settings_file
        self.log_dir = settings.data_dir / "log"
        self.run_dir = settings.data_dir / "run"
        self.mark = mark_of(settings.data_dir)
        self.process: subprocess.Popen[bytes] | None = None

    # -- start and stop -------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the supervisor and its processes; returns at once (see `wait_ready`)."""
        self.log_dir.mkdir(parents=True, exist_ok=True)
        self.run_dir.mkdir(parents=True, exist_ok=True)
        config = self.run_dir / "supervisord.conf"
        config.write_text(self._config())
        config.chmod(0o600)
        # A session of its own: Ctrl-C in the terminal reaches us alone, and we take the processes down in order.
        self.process = subprocess.Popen(
            [str(APP_PYTHON), "-m", "supervisor.supervisord", "--nodaemon", "-c", str(config)],
            cwd=ROOT, env=self.environment(), start_new_session=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=(self.log_dir / "supervisord.err").open("wb"),
        )  # fmt: skip

    def stop(self, patience: float = 30.0) -> None:
        """End the supervisor and everything that it started; processes that don't listen are killed after `patience` seconds."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                self.process.kill()
        end_marked(self.mark)

    def control(self) -> ServerProxy:
        """The supervisor's own interface (`startProcess("rasa")`, `stopProcess("rasa")`, …)."""
        return ServerProxy("http://127.0.0.1", transport=SupervisorTransport(serverurl=f"unix://{self._socket()}"))

    # -- readiness ------------------------------------------------------------------------------------------------

    def wait_ready(self, timeout: float = 180.0, on_change: Callable[[str], None] = lambda part: None) -> None:
        """Wait until every part truly answers (Rasa: the model is loaded). Raises StackFailed."""
        checks = self._checks()
        deadline = time.monotonic() + timeout
        waiting = dict(checks)
        while waiting:
            for part, (url, headers) in list(waiting.items()):
                if self._answers(url, headers):
                    del waiting[part]
                    on_change(part)
            self._raise_if_dead(waiting)
            if waiting.keys() == {"voice"} and time.monotonic() > deadline:
                self._go_without(waiting)
            if waiting and time.monotonic() > deadline:
                raise StackFailed(f"{', '.join(waiting)} did not answer within {timeout:.0f} s.\n{self.log_tail(next(iter(waiting)))}")
            time.sleep(0.5)

    def _checks(self) -> dict[str, tuple[str, dict[str, str]]]:
        web = f"http://{connectable(self.settings.web_host)}:{self.settings.web_port}"
        token = self.settings.rasa_secret.get_secret_value()
        checks: dict[str, tuple[str, dict[str, str]]] = {
            "actions": (f"{self.settings.actions_url}/health", {}),
            "rasa": (f"{self.settings.rasa_url}/status?token={token}", {}),
            "web": (f"{web}/ready", {}),
        }
        if self.line is not None:
            checks["voice"] = (phone.health_url(self.line), {})
        return checks

    @staticmethod
    def _answers(url: str, headers: dict[str, str]) -> bool:
        try:
            return httpx.get(url, headers=headers, timeout=5.0).status_code == 200
        except httpx.HTTPError:
            return False

    def _raise_if_dead(self, waiting: dict[str, tuple[str, dict[str, str]]]) -> None:
        if self.process is not None and self.process.poll() is not None:
            raise StackFailed(f"The supervisor ended: {(self.log_dir / 'supervisord.err').read_text(errors='replace')[-2000:]}")
        try:
            states = {info["name"]: info["statename"] for info in self.control().supervisor.getAllProcessInfo()}  # type: ignore[union-attr,index]
        except (OSError, Fault):
            return  # the supervisor is not up yet
        if states.get("voice") == "FATAL" and "voice" in waiting:
            self._go_without(waiting)
        for part in waiting:
            if states.get(part) == "FATAL":
                raise StackFailed(f"{part} does not start.\n{self.log_tail(part)}")

    def _go_without(self, waiting: dict[str, tuple[str, dict[str, str]]]) -> None:
        del waiting["voice"]
        self.without.add("voice")

    def log_tail(self, part: str, lines: int = 15) -> str:
        log = self.log_dir / f"{part}.log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else "(no log yet)"

    # -- configuration ----------------------------------------------------------------------------------------------

    def environment(self) -> dict[str, str]:
        """What every process is given."""
        settings = self.settings
        return {
            **os.environ,
            MARK: self.mark,
            "OMP_NUM_THREADS": "1",
            "KOMOTINI_SETTINGS_FILE": str(self.settings_file),
            "KOMOTINI_DATA_DIR": str(settings.data_dir),
            "KOMOTINI_DATABASE_URL": settings.database_url,
            "KOMOTINI_TRACKER_URL": settings.tracker_url,
            "KOMOTINI_RASA_URL": settings.rasa_url,
            "KOMOTINI_RASA_SECRET": settings.rasa_secret.get_secret_value(),
            "KOMOTINI_ACTIONS_URL": settings.actions_url,
            "KOMOTINI_WEB_HOST": settings.web_host,
            "KOMOTINI_WEB_PORT": str(settings.web_port),
            "KOMOTINI_PUBLIC_URL": settings.public_url,
            **(phone.environment(self.line) if self.line is not None else {}),
        }

    def _socket(self) -> Path:
        # Not in the data folder: a socket's path may have 107 characters at the most.
        return Path(tempfile.gettempdir()) / f"komotini-{self.mark}.sock"

    def commands(self) -> dict[str, str]:
        """The command line of each process."""
        rasa = [
            "env", *(f"--unset={name}" for name in HIDDEN_FROM_RASA), str(RASA_PYTHON), "-m", "connectors.server",
            "--model", str(self.model), "--port", str(port_of(self.settings.rasa_url)),
        ]  # fmt: skip
        actions = [str(APP_PYTHON), "-m", "actions", "--port", str(port_of(self.settings.actions_url))]
        web = [str(APP_PYTHON), "-m", "backend.web"]
        commands = {"actions": " ".join(actions), "rasa": " ".join(rasa), "web": " ".join(web)}
        if self.line is not None:
            commands["voice"] = " ".join(["env", *(f"--unset={name}" for name in phone.HIDDEN), str(APP_PYTHON), "-m", "voice"])
        return commands

    def _config(self) -> str:
        rasa_environment = ",".join(f'{name}="{value}"' for name, value in RASA_ENVIRONMENT.items())
        parts = [
            f"[supervisord]\nlogfile={self.log_dir}/supervisord.log\npidfile={self.run_dir}/supervisord.pid\nnodaemon=true\n"
            f"logfile_maxbytes=5MB\nloglevel=info\nsilent=true\n{'user=root' if os.getuid() == 0 else ''}",
            f"[unix_http_server]\nfile={self._socket()}\nchmod=0700",
            "[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface",
        ]
        for name, command in self.commands().items():
            environment = f"\nenvironment={rasa_environment}" if name == "rasa" else ""
            parts.append(
                f"[program:{name}]\ncommand={command}\ndirectory={ROOT}\nautorestart=true\nstartsecs=2\nstartretries=5\n"
                f"stopasgroup=true\nkillasgroup=true\nstopwaitsecs=10\nredirect_stderr=true\n"
                f"stdout_logfile={self.log_dir}/{name}.log\nstdout_logfile_maxbytes=20MB\nstdout_logfile_backups=3{environment}"
            )
        return "\n\n".join(parts) + "\n"


def connectable(host: str) -> str:
    """An address to reach a listener by: the loopback for one that listens everywhere."""
    return "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104


def mark_of(data_dir: Path) -> str:
    return hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:16]


def marked_processes(mark: str) -> Iterator[psutil.Process]:
    """Processes of this installation that are alive, wherever they hang in the process tree."""
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and process.environ().get(MARK) == mark:
                yield process
        except psutil.Error:
            continue


def end_marked(mark: str, patience: float = 10.0) -> int:
    """End whatever is left of an installation; returns how many processes there were."""
    left = list(marked_processes(mark))
    for process in left:
        ignoring_gone(process.terminate)
    _, alive = psutil.wait_procs(left, timeout=patience)
    for process in alive:
        ignoring_gone(process.kill)
    psutil.wait_procs(alive, timeout=patience)
    return len(left)


def ignoring_gone(call: Callable[[], object]) -> None:
    with contextlib.suppress(psutil.Error):
        call()


if __name__ == "__main__":
    sys.exit("This module is used by make run, make stop and the tests.")
