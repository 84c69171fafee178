"""A house with a phone line, for tests: what is in its books, what left it, and its processes one by one."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import signal
import subprocess
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import create_engine, text

from backend.services.texts import local
from ops import line as phone
from ops.paths import APP_PYTHON, ROOT
from ops.stack import Stack
from ops.trial import trial_line

PATIENCE = 180.0
OPEN = "Mon-Sun 00:00-23:59"


def closed() -> str:
    """Working hours that are not now."""
    day = local(datetime.now(UTC) + timedelta(days=3)).strftime("%a")
    return f"{day}-{day} 00:00-00:01"


class PhoneHouse:
    """A running house, its line's address, and the port of the telephone to which it transfers (`desk`)."""

    def __init__(self, stack: Stack, desk: int, password: str) -> None:
        assert stack.line is not None
        self.stack, self.desk, self.admin_password = stack, desk, password
        self.settings = stack.settings
        self.url = stack.settings.public_url
        self.address = f"sip:line@{stack.line.sip}"
        self.secret = stack.settings.rasa_secret.get_secret_value()
        self.spool = self.settings.data_dir / "voice" / "spool"

    # -- books ----------------------------------------------------------------------------------------------------

    def rows(self, query: str, **values: object) -> list[tuple[Any, ...]]:
        """Rows of the house's database."""
        engine = create_engine(self.settings.database_url)
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(text(query), values)]
        finally:
            engine.dispose()

    def count(self, table: str) -> int:
        return int(self.rows(f'select count(*) from "{table}"')[0][0])

    def callbacks(self) -> list[tuple[str, str]]:
        """(phone, reason) of each call-back, oldest first."""
        return [(row[0], row[1]) for row in self.rows("select phone, reason from callback_request order by case_id")]

    def requests(self, service: str) -> list[dict[str, Any]]:
        """What the public register shows of one kind of problem."""
        return list(httpx.get(f"{self.url}/open311/v2/requests.json", params={"service_code": service}).json())

    def texts(self, to: str = "") -> list[str]:
        """SMS that have left the house, oldest first; only those to the number `to` where one is given."""
        sent = sorted((self.settings.data_dir / "outbox").glob("*.txt"), key=lambda path: path.stat().st_mtime_ns)
        return [row["text"] for row in (json.loads(path.read_text()) for path in sent) if to in ("", row["to"])]

    def codes(self, to: str = "") -> list[str]:
        """One-time codes that have left the house by SMS, oldest first."""
        return [found[1] for message in self.texts(to) if (found := re.search(r"κωδικός σας είναι (\d{6})", message))]

    async def code_after(self, before: int, to: str = "") -> str:
        """The newest one-time code, once there are more than `before`; messages leave by themselves."""
        await until(lambda: len(self.codes(to)) > before, lambda: f"no one-time code left the house; what left: {self.texts(to)}")
        return self.codes(to)[-1]

    # -- processes ------------------------------------------------------------------------------------------------

    def pid(self, part: str) -> int:
        return int(self.stack.control().supervisor.getProcessInfo(part)["pid"])  # type: ignore[union-attr,index,arg-type]

    def signal(self, part: str, number: signal.Signals) -> None:
        os.kill(self.pid(part), number)

    async def ready(self) -> None:
        """Until every part answers again."""
        await asyncio.to_thread(self.stack.wait_ready)

    @contextlib.asynccontextmanager
    async def without(self, part: str) -> AsyncIterator[None]:
        """With one process stopped; it runs again afterwards."""
        control = self.stack.control().supervisor
        await asyncio.to_thread(control.stopProcess, part)  # type: ignore[union-attr]
        try:
            yield
        finally:
            await asyncio.to_thread(control.startProcess, part)  # type: ignore[union-attr]
            await self.ready()

    @contextlib.asynccontextmanager
    async def working(self, hours: str) -> AsyncIterator[None]:
        """With other working hours."""
        file = self.stack.settings_file
        before = file.read_text()
        kept = "".join(row for row in before.splitlines(keepends=True) if not row.startswith("KOMOTINI_WORKING_HOURS"))
        async with self.without("web"):
            file.write_text(f"{kept}KOMOTINI_WORKING_HOURS={hours}\n")
        try:
            yield
        finally:
            async with self.without("web"):
                file.write_text(before)

    @contextlib.asynccontextmanager
    async def another_line(self, **settings: Any) -> AsyncIterator[OtherLine]:
        """A second line of the same house, with settings of its own (see `trial_line`)."""
        line = OtherLine(self.stack, **settings)
        try:
            await line.ready()
            yield line
        finally:
            await line.stop()


class OtherLine:
    """The process of another line; `address` is its SIP address."""

    def __init__(self, stack: Stack, **settings: Any) -> None:
        self.settings = trial_line(**{"rate": stack.line.rate if stack.line else 1.0, **settings})
        self.address = f"sip:{self.settings.sip_user}@{self.settings.sip}"
        self._log = stack.log_dir / f"voice-{self.settings.health_port}.log"
        environment = {name: value for name, value in stack.environment().items() if name not in phone.HIDDEN}
        own = {name: value for name, value in environment.items() if not name.startswith(phone.PREFIX)}
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [str(APP_PYTHON), "-m", "voice"], cwd=ROOT, env={**own, **phone.environment(self.settings), **self._secrets()},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    def _secrets(self) -> dict[str, str]:
        """What `ops.line.environment` leaves out, since the line of `make run` reads it in its file."""
        password = self.settings.registrar_password.get_secret_value()
        return {f"{phone.PREFIX}REGISTRAR_PASSWORD": password} if password else {}

    def log(self) -> str:
        return self._log.read_text(errors="replace")

    def state(self) -> dict[str, Any]:
        """What GET /health says."""
        return dict(httpx.get(phone.health_url(self.settings), timeout=5).json())

    async def ready(self) -> None:
        def answers() -> bool:
            assert self._process.poll() is None, self.log()
            try:
                return self.state()["status"] == "ok"
            except (httpx.HTTPError, ValueError):
                return False

        await until(answers, self.log)

    async def stop(self) -> None:
        self._process.terminate()
        await asyncio.to_thread(self._process.wait)


async def until(condition: Callable[[], Any], told: Callable[[], object]) -> None:
    """Wait for `condition`; fails with what `told` says where it never comes."""
    for _ in range(int(PATIENCE / 0.1)):
        if condition():
            return
        await asyncio.sleep(0.1)
    raise AssertionError(told())


def write_settings(folder: Path, hours: str = OPEN) -> None:
    """The file of a house that is about to be started."""
    (folder / "settings.env").write_text(f"KOMOTINI_WORKING_HOURS={hours}\n")
