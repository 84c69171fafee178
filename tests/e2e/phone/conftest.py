"""A house with its phone line, a colleague's telephone behind the transfer, and citizens who call."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import yaml

from backend.settings import ROOT
from ops.trial import free_phone_port, start_trial, trial_line
from tests.support.caller import Caller
from tests.support.phone_house import PhoneHouse, write_settings
from tests.support.socket_phone import SocketPhone
from tests.support.telephone import Telephone

HURRY = 1.4
"""The line speaks so much faster than it does by itself, so that real calls take less of everybody's time."""
Place = Callable[..., Awaitable[Telephone]]


@pytest.fixture(scope="package")
def phone_house(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PhoneHouse]:
    folder, desk = tmp_path_factory.mktemp("phone-house"), free_phone_port()
    write_settings(folder)
    stack, password = start_trial(folder, model, line=trial_line(rate=HURRY, transfer_to=f"person=sip:desk@127.0.0.1:{desk}"))
    try:
        yield PhoneHouse(stack, desk, password)
    finally:
        stack.stop()


@pytest.fixture
async def call(phone_house: PhoneHouse, tmp_path: Path) -> AsyncIterator[Place]:
    """Call the line: returns when the greeting has been heard. `number`: the caller's; `voice`: espeak-ng's; `to`: another line;
    `socket`: its address for AudioSocket, instead of SIP."""
    async with contextlib.AsyncExitStack() as stack:
        count = 0

        async def place(
            number: str = "2531012345", voice: str = "el+f2", *, hear_greeting: bool = True, to: str = "", socket: str = ""
        ) -> Telephone:
            nonlocal count
            count += 1
            folder = tmp_path / f"phone{count}"
            caller = SocketPhone(socket) if socket else Caller(folder / "phone", user=number)
            telephone = Telephone(folder, phone_house.url, phone_house.secret, caller, voice)
            await stack.enter_async_context(telephone)
            await telephone.dial(to or phone_house.address, hear_greeting=hear_greeting)
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
