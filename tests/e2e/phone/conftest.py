"""A house with its phone line, a colleague's telephone behind the transfer, and citizens who call."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import yaml
from sqlalchemy import create_engine, text

from backend.settings import ROOT
from ops.stack import Stack
from ops.trial import free_phone_port, start_trial, trial_line
from tests.support.caller import Caller
from tests.support.telephone import Telephone

ALWAYS = "KOMOTINI_WORKING_HOURS=Mon-Sun 00:00-23:59\n"


class PhoneHouse:
    """A running house, its line's address, and where its person sits."""

    def __init__(self, stack: Stack, desk: int) -> None:
        assert stack.line is not None
        self.stack = stack
        self.settings = stack.settings
        self.url = stack.settings.public_url
        self.address = f"sip:line@{stack.line.sip}"
        self.desk = desk
        self.secret = stack.settings.rasa_secret.get_secret_value()

    def texts(self) -> list[str]:
        """SMS that have left the house, oldest first."""
        sent = sorted((self.settings.data_dir / "outbox").glob("*.txt"), key=lambda path: path.stat().st_mtime_ns)
        return [json.loads(path.read_text())["text"] for path in sent]

    def codes(self) -> list[str]:
        """One-time codes that have left the house by SMS, oldest first."""
        return [found[1] for message in self.texts() if (found := re.search(r"κωδικός σας είναι (\d{6})", message))]

    async def code_after(self, before: int) -> str:
        """The next one-time code after the first `before` ones; messages leave by themselves."""
        for _ in range(300):
            if len(codes := self.codes()) > before:
                return codes[before]
            await asyncio.sleep(0.1)
        raise AssertionError(f"no one-time code left the house; what left: {self.texts()}")

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Rows of the house's database."""
        engine = create_engine(self.settings.database_url)
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(text(query))]
        finally:
            engine.dispose()


@pytest.fixture(scope="package")
def phone_house(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PhoneHouse]:
    folder, desk = tmp_path_factory.mktemp("phone-house"), free_phone_port()
    (folder / "settings.env").write_text(ALWAYS)
    line = trial_line(transfer_to=f"person=sip:desk@127.0.0.1:{desk}")
    stack, _ = start_trial(folder, model, line=line)
    try:
        yield PhoneHouse(stack, desk)
    finally:
        stack.stop()


@pytest.fixture
async def call(phone_house: PhoneHouse, tmp_path: Path) -> AsyncIterator[Callable[..., Awaitable[Telephone]]]:
    """Call the line: returns when the greeting has been heard. `number`: the caller's; `voice`: espeak-ng's."""
    async with contextlib.AsyncExitStack() as stack:
        count = 0

        async def place(number: str = "2531012345", voice: str = "el+f2", *, hear_greeting: bool = True) -> Telephone:
            nonlocal count
            count += 1
            telephone = Telephone(tmp_path / f"phone{count}", phone_house.url, phone_house.secret, number, voice)
            await stack.enter_async_context(telephone)
            await telephone.dial(phone_house.address, hear_greeting=hear_greeting)
            return telephone

        yield place


@pytest.fixture
async def colleague(phone_house: PhoneHouse, tmp_path: Path) -> AsyncIterator[Caller]:
    """The telephone on the desk of the person to whom callers are transferred; it answers by itself."""
    phone = Caller(tmp_path / "desk", user="desk", answers=True, port=phone_house.desk)
    async with phone:
        yield phone


@pytest.fixture(scope="session")
def citizen_of_register() -> dict[str, str]:
    """The first made-up citizen of the register."""
    first: dict[str, str] = yaml.safe_load((ROOT / "backend/content/demo_citizens.yml").read_text(encoding="utf-8"))["citizens"][0]
    return first
