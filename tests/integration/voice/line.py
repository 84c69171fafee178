"""A running SIP line for the tests, and what it may do with a call."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from tests.support.caller import free_port
from voice.leg import CallLeg
from voice.sip import SipServer, SipSettings


class Line:
    """A running SIP line. `legs` are the calls so far, oldest first; each is handled by `handler`."""

    def __init__(self, handler: Callable[[CallLeg], Awaitable[None]], **settings: object) -> None:
        self.port = free_port()
        self.address = f"sip:line@127.0.0.1:{self.port}"
        self.legs: list[CallLeg] = []
        self._handler = handler
        self.server = SipServer(SipSettings(listen=f"127.0.0.1:{self.port}", **settings))  # type: ignore[arg-type]
        self._changed = asyncio.Event()

    async def _on_call(self, leg: CallLeg) -> None:
        self.legs.append(leg)
        self._changed.set()
        await self._handler(leg)

    async def leg(self, count: int = 1, seconds: float = 10) -> CallLeg:
        """The `count`-th call, once it has come in."""
        async with asyncio.timeout(seconds):
            while len(self.legs) < count:
                self._changed.clear()
                await self._changed.wait()
        return self.legs[count - 1]

    async def ended(self, leg: CallLeg, seconds: float = 15) -> None:
        """Until the call is over; frames that nobody took are passed over."""
        async with asyncio.timeout(seconds):
            while await leg.read() is not None:
                pass


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Wait for something that has no event of its own."""
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"it did not come true within {seconds} s")


async def echo(leg: CallLeg) -> None:
    """Say what the caller says."""
    await leg.answer()
    while (frame := await leg.read()) is not None:
        leg.write(frame)


async def stay(leg: CallLeg) -> None:
    """Answer and leave the rest to the test."""
    await leg.answer()
    await asyncio.Event().wait()
