"""A real PostgreSQL server for the tests: started by them, reachable only through a socket, stopped by its own process id."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import psycopg
import pytest

from backend import migrate
from backend.settings import Settings

TEMPLATE = "template_of_tests"
MISSING = "PostgreSQL is missing: apt-get install -y postgresql-15"
# A crash loses nothing that matters here, so it needn't wait for the disk.
OPTIONS = (
    "listen_addresses= fsync=off synchronous_commit=off full_page_writes=off max_connections=80 shared_buffers=32MB autovacuum=off".split()
)


class PostgresServer:
    """``with PostgresServer() as server: with server.fresh_database() as url: …``"""

    def __enter__(self) -> PostgresServer:
        programs = _programs()
        self._count = 0
        self._folder = Path(tempfile.mkdtemp(prefix="komotini-pg-"))
        # The server refuses to run as root.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self._folder, self._user, self._user)
        self._run(programs / "initdb", "-D", self._folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        settings = [part for option in OPTIONS for part in ("-c", option)]
        self._command = [programs / "postgres", "-D", self._folder / "data", "-k", self._folder, *settings]
        try:
            self.start()
            self._execute(f"CREATE DATABASE {TEMPLATE}")
            migrate.upgrade(Settings(_env_file=None, data_dir=self._folder, database_url=self.url(TEMPLATE)))
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop()

    def start(self) -> None:
        """Start the server (again, after `halt`); returns when it answers."""
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(self._command, user=self._user, group=self._user, stdout=log, stderr=log, cwd=self._folder)
        self._wait_until_ready()

    def halt(self) -> None:
        """Stop the server and cut its connections, as an administrator in a hurry would; its databases stay."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait()

    @property
    def halted(self) -> bool:
        return self._process.poll() is not None

    def url(self, name: str) -> str:
        """SQLAlchemy address of a database of this server."""
        return f"postgresql+psycopg://postgres@/{name}?host={self._folder}"

    @contextmanager
    def fresh_database(self, *, migrated: bool = True) -> Iterator[str]:
        """The address of a new database, dropped afterwards."""
        self._count += 1
        name = f"test_{self._count}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE if migrated else 'template0'} STRATEGY file_copy")
        try:
            yield self.url(name)
        finally:
            self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        with psycopg.connect(host=str(self._folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, *command: object) -> None:
        done = subprocess.run(
            [str(part) for part in command], user=self._user, group=self._user, capture_output=True, text=True, cwd=self._folder
        )
        if done.returncode:
            pytest.fail(f"{command[0]} failed: {done.stderr.strip()}")

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + 60
        while True:
            try:
                return self._execute("SELECT 1")
            except psycopg.OperationalError as error:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"PostgreSQL did not start ({error}): {(self._folder / 'log').read_text()[-2000:]}")
                time.sleep(0.02)

    def _stop(self) -> None:
        self.halt()
        shutil.rmtree(self._folder, ignore_errors=True)


def _programs() -> Path:
    """The newest installed server's folder."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    if on_path := shutil.which("postgres"):
        return Path(on_path).resolve().parent
    pytest.fail(f"{MISSING} (looked in /usr/lib/postgresql/*/bin and PATH, as {getpass.getuser()})")
