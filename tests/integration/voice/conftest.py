"""A line on free ports, and phones to call it with."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.integration.voice.line import Line, stay
from tests.support.caller import Caller
from voice.leg import CallLeg

MakeLine = Callable[..., Awaitable[Line]]
MakeCaller = Callable[..., Awaitable[Caller]]


@pytest.fixture
async def make_line() -> AsyncIterator[MakeLine]:
    lines: list[Line] = []

    async def make(handler: Callable[[CallLeg], Awaitable[None]] = stay, **settings: object) -> Line:
        line = Line(handler, **settings)
        await line.server.start(line._on_call)
        lines.append(line)
        return line

    yield make
    for line in lines:
        await line.server.stop()


@pytest.fixture
async def make_caller(tmp_path: Path) -> AsyncIterator[MakeCaller]:
    async with contextlib.AsyncExitStack() as stack:
        count = 0

        async def make(**options: object) -> Caller:
            nonlocal count
            count += 1
            return await stack.enter_async_context(Caller(tmp_path / f"phone{count}", **options))  # type: ignore[arg-type]

        yield make
