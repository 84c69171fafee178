"""A citizen on the telephone: speaks by espeak-ng, presses keys, and reads in the call's own record what the line heard and said."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx

from tests.support.caller import Caller, Turn
from tests.support.spoken import speak

PATIENCE = 60.0


class Telephone:
    """One call. `said` is all that the line has said since we last spoke; `turns` is the call's record so far."""

    def __init__(self, folder: Path, web_url: str, secret: str, number: str, voice: str) -> None:
        self.caller = Caller(folder / "phone", user=number)
        self.turns: list[dict[str, Any]] = []
        self.said = ""
        self._folder, self._voice, self._count = folder, voice, 0
        self._web = httpx.AsyncClient(base_url=web_url, headers={"Authorization": f"Bearer {secret}"}, timeout=15)

    async def __aenter__(self) -> Telephone:
        self._folder.mkdir(parents=True, exist_ok=True)
        await self.caller.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.caller.__aexit__()
        await self._web.aclose()

    async def dial(self, address: str, *, hear_greeting: bool = True) -> None:
        await self.caller.dial(address)
        if hear_greeting:
            await self.caller.wait_quiet()
            await self.wait_turns(1)

    async def record(self) -> dict[str, Any]:
        """The call as the house has noted it; {} before it has."""
        answer = await self._web.get(f"/api/voice/calls/{self.caller.call_id}")
        return dict(answer.json()) if answer.status_code == 200 else {}

    async def wait_for(self, condition: Callable[[dict[str, Any]], bool], what: str) -> dict[str, Any]:
        """Until the call's record is as `condition` wants it."""
        record: dict[str, Any] = {}
        for _ in range(int(PATIENCE / 0.1)):
            record = await self.record()
            if record and condition(record):
                return record
            await asyncio.sleep(0.1)
        raise AssertionError(f"{what} is not in the call's record: {record}")

    async def wait_turns(self, count: int) -> None:
        """Until the record has at least `count` turns; what is new is then in `said`."""
        record = await self.wait_for(lambda found: len(found["turns"]) >= count, f"turn {count}")
        self.said = " ".join(str(turn["said"]) for turn in record["turns"][len(self.turns) :])
        self.turns = record["turns"]

    async def say(self, text: str, *, barge: bool = False) -> str:
        """Say `text` and hear the answer to its end; returns what the line said."""
        self._count += 1
        wav = speak(text, self._folder / f"say{self._count}.wav", self._voice)
        self.last: Turn = await self.caller.say(wav, name=text, barge=barge)
        return await self._answered()

    async def press(self, keys: str, *, barge: bool = False) -> str:
        """Press keys and hear the answer to its end; returns what the line said."""
        self.last = await self.caller.press(keys, barge=barge)
        return await self._answered()

    async def _answered(self) -> str:
        await self.wait_turns(len(self.turns) + 1)
        return self.said

    async def until(self, wanted: str, answer: Callable[[str], Awaitable[str]], turns: int = 12) -> str:
        """Go on until the line says something that matches `wanted`: `answer` gives the next sentence, or `keys:…`, for what was said."""
        for _ in range(turns):
            if re.search(wanted, self.said):
                return self.said
            reply = await answer(self.said)
            await (self.press(reply.removeprefix("keys:")) if reply.startswith("keys:") else self.say(reply))
        if re.search(wanted, self.said):
            return self.said
        raise AssertionError(f"{wanted!r} was never said; the call: {self.turns}")
