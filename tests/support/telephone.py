"""A citizen on the telephone: speaks by espeak-ng, presses keys, and reads in the call's own record what the line heard and said.

Nothing here waits for a time: what is waited for stands in the record, or is silence on the wire. The talk is printed, for whoever has to
find out why a test failed.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import httpx

from greek import spoken
from tests.support.caller import Turn
from tests.support.spoken import speak
from tests.support.wording import heard_in, question_in
from voice.evaluation import load_model, transcribe
from voice.settings import SHIPPED_MODEL

PATIENCE = 120.0
"""Seconds after which something that has to come will not come any more, on a machine however busy."""
QUIET_MS = 900
Answer = str | Callable[[str], str | Awaitable[str]]
"""What is answered: words, `keys:…`, or what makes them of what the line has said."""


class Speaks(Protocol):
    """The caller's side of a call; `tests.support.caller.Caller` and its like."""

    @property
    def call_id(self) -> str | None: ...
    @property
    def over(self) -> bool: ...
    async def __aenter__(self) -> Any: ...
    async def __aexit__(self, *_: object) -> None: ...
    async def dial(self, address: str) -> None: ...
    async def wait_quiet(self, quiet_ms: int = ..., patience_s: float = ..., *, anew: bool = ...) -> None: ...
    async def say(self, wav: Path, *, name: str = ..., wait: bool = ..., barge: bool = ...) -> Turn: ...
    async def keys(self, keys: str) -> None: ...
    async def hangup(self) -> None: ...


class Telephone:
    """One call. `said` is all that the line has said since we last spoke; `turns` is the call's record so far."""

    def __init__(self, folder: Path, web_url: str, secret: str, caller: Any, voice: str = "el+f2") -> None:
        self.caller = caller  # see `Speaks`
        self.turns: list[dict[str, Any]] = []
        self.said = ""
        self.last: Turn | None = None
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
        """Call; returns when the greeting has begun, and the line listens."""
        await self.caller.dial(address)
        if hear_greeting:
            await self.hear(1)

    # -- the record -----------------------------------------------------------------------------------------------

    async def record(self) -> dict[str, Any]:
        """The call as the house has noted it; {} before it has, or while it can't be asked."""
        try:
            answer = await self._web.get(f"/api/voice/calls/{self.caller.call_id}")
        except httpx.HTTPError:
            return {}
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

    async def end(self) -> dict[str, Any]:
        """The record once the call is over."""
        return await self.wait_for(lambda found: found["how"] is not None, "the end")

    async def hear(self, count: int = 0) -> str:
        """Until the record has `count` turns, or the call is over; what is new is then in `said`, although it may still be sounding."""
        record = await self.wait_for(lambda found: len(found["turns"]) >= count or found["how"] is not None, f"turn {count}")
        self.said = " ".join(str(turn["said"]) for turn in record["turns"][len(self.turns) :])
        for turn in record["turns"][len(self.turns) :]:
            print(f"[{turn['by']}] {turn['heard'] or ''}\n    {turn['said']}")
        self.turns = record["turns"]
        return self.said

    async def listen(self) -> None:
        """Hear the line out."""
        await self.caller.wait_quiet(QUIET_MS, PATIENCE, anew=True)

    # -- the caller -----------------------------------------------------------------------------------------------

    async def say(self, text: str) -> str:
        """Say `text` and wait for an answer; returns what the line says."""
        await self.speak(text)
        return await self._answered()

    async def speak(self, text: str) -> None:
        """Say `text`, without waiting for an answer. Callers are in a hurry: only for a word or two they let the line finish."""
        print(f"> {text}")
        self._count += 1
        wav = speak(text, self._folder / f"say{self._count}.wav", self._voice)
        if len(text.split()) <= 2:
            await self.listen()
        self.last = await self.caller.say(wav, name=text, wait=False, barge=True)

    async def press(self, keys: str) -> str:
        """Press keys and wait for an answer; returns what the line says."""
        print(f"> keys {keys}")
        await self.caller.keys(keys)
        return await self._answered()

    async def _answered(self) -> str:
        """Until there is a turn: ours, or one of silence where the line has not heard us."""
        return await self.hear(len(self.turns) + 1)

    async def do(self, answer: str) -> str:
        """Say it, or press it."""
        return await (self.press(answer.removeprefix("keys:")) if answer.startswith("keys:") else self.say(answer))

    async def until(self, wanted: str, answers: Mapping[str, Answer | Sequence[Answer]], turns: int = 25) -> str:
        """Go on until the line says `wanted` (a name of `tests.support.wording`; with an asterisk, how it begins).

        `answers`: by the name of the question. A question that comes again was answered by something that wasn't understood: the next
        of several answers is given then, the last one again and again.
        """
        asked, times = "", dict.fromkeys(answers, 0)
        for _ in range(turns):
            if self.has_heard(wanted):
                return self.said
            assert not self.caller.over, f"the line hung up: {self.turns}"
            found = question_in(self.said)
            asked = found if found in answers else asked
            assert asked, f"nobody knows what to answer to {self.said!r}"
            ways = answers[asked]
            several = [ways] if isinstance(ways, str) or callable(ways) else ways
            reply = several[min(times[asked], len(several) - 1)]
            times[asked] += 1
            if callable(reply):
                made = reply(self.said)
                reply = made if isinstance(made, str) else await made
            await self.do(reply)
        if self.has_heard(wanted):
            return self.said
        raise AssertionError(f"{wanted!r} was never said; the call: {self.turns}")

    async def ask(self, wanted: str, *ways: str) -> str:
        """Say the same thing in other words until what the line says has `wanted` (a regular expression) in it."""
        for way in ways:
            if re.search(wanted, await self.do(way)):
                return self.said
        raise AssertionError(f"{wanted!r} was never said; the call: {self.turns}")

    def has_heard(self, wanted: str) -> bool:
        """Whether the line has just said it; `wanted` as in `until`."""
        return any(fnmatch(name, wanted) for name in heard_in(self.said))

    def ear(self) -> str:
        """What somebody understands who listens to all that the line has said: by the recogniser, on the sound that came over the wire."""
        return transcribe(_recogniser(), self.caller.received()).text

    async def told_code(self) -> str:
        """The code for resuming the call, which stands in no record: whoever wants it has to listen."""
        await self.listen()
        heard = self.ear()
        after = (rest.split()[:6] for rest in heard.split("κωδικό")[1:])
        code = next((code for words in after if (code := spoken.digits(" ".join(words), 6))), None)
        assert code, f"no code was heard in {heard!r}"
        return code


@lru_cache
def _recogniser() -> Any:
    return load_model(SHIPPED_MODEL)
