"""Music and silence on the wire for as long as you like, with ordinary callers beside them: does the line survive, and do they notice?

``python -m bench.soak [--minutes 10]`` in real time, on a house of its own. One caller plays music (a made-up tune), another says nothing;
whenever the line has had enough of one of them, they call again. Each minute an ordinary caller asks the guide.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

from bench.house_calls import RoughPhone, call
from bench.phone import VOICES, WEATHERS
from bench.report import percentile, show
from ops import line as phone
from ops.paths import ROOT
from ops.training import model_path
from ops.trial import start_trial, trial_line
from tests.support.phone_house import PhoneHouse, write_settings
from tests.support.tune import tune

CLEAN = WEATHERS[0]
QUESTION, ANSWER = "πού είναι το δημαρχείο", "Πλατεία Βιζυηνού"


@dataclass
class Kind:
    """One kind of caller: the calls they made, and the milliseconds between the packets that came to them."""

    name: str
    calls: list[str] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    served: int = 0
    seconds: list[float] = field(default_factory=list)

    def note(self, rough: RoughPhone, began: float) -> None:
        self.calls.append(rough.call_id)
        self.gaps += rough.gaps()
        self.seconds.append(time.monotonic() - began)


async def stubborn(house: PhoneHouse, kind: Kind, until: float, begin: Callable[[RoughPhone], None]) -> None:
    """Call, do what `begin` does, and call again when the line hangs up."""
    assert house.stack.line is not None
    port = int(house.stack.line.sip.rpartition(":")[2])
    while time.monotonic() < until:
        began = time.monotonic()
        async with RoughPhone(port, CLEAN, len(kind.calls)) as rough:
            await rough.dial()
            begin(rough)
            while not rough.over and time.monotonic() < until:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
            kind.note(rough, began)


async def ordinary(house: PhoneHouse, kind: Kind, until: float, folder: Path) -> None:
    """A question each minute."""
    number = 0
    while time.monotonic() < until:
        began = time.monotonic()
        async with call(house, CLEAN, folder / f"ordinary{number}", number, VOICES[number % len(VOICES)]) as (telephone, rough):
            with contextlib.suppress(AssertionError):
                await telephone.ask(ANSWER, QUESTION, QUESTION)
                await telephone.listen()
                kind.served += 1
            kind.note(rough, began)
        number += 1
        await asyncio.sleep(max(0.0, min(until, began + 60) - time.monotonic()))


def row(house: PhoneHouse, kind: Kind) -> dict[str, Any]:
    ways: Counter[str] = Counter()
    for line_id in kind.calls:
        ways.update(str(found[0]) for found in house.rows("select how from call where line_id = :id", id=line_id))
    return {
        "caller": kind.name, "calls": len(kind.calls), "ended": ", ".join(f"{how} {count}" for how, count in sorted(ways.items())),
        "answered": kind.served, "longest s": max(kind.seconds, default=0.0), "gap p50 ms": percentile(kind.gaps, 0.5),
        "gap p99 ms": percentile(kind.gaps, 0.99), "gap max ms": max(kind.gaps, default=float("nan")),
    }  # fmt: skip


async def soak(house: PhoneHouse, folder: Path, minutes: float) -> None:
    music = tune(minutes * 60 + 1)
    line = psutil.Process(house.pid("voice"))
    kinds = [Kind("music"), Kind("silence"), Kind("ordinary")]
    await ordinary(house, Kind("first"), time.monotonic() + 1, folder / "first")  # what is loaded at the first call is no growth
    before, files = line.memory_info().rss / 1e6, line.num_fds()
    cpu, until = sum(line.cpu_times()[:2]), time.monotonic() + minutes * 60
    await asyncio.gather(
        stubborn(house, kinds[0], until, lambda rough: rough.play(music)),
        stubborn(house, kinds[1], until, lambda rough: None),
        ordinary(house, kinds[2], until, folder),
    )
    async with httpx.AsyncClient() as web:
        while (await web.get(phone.health_url(house.stack.line))).json()["calls"]:  # noqa: ASYNC110  # type: ignore[arg-type]
            await asyncio.sleep(0.1)
    survived = house.pid("voice") == line.pid
    cpu = sum(line.cpu_times()[:2]) - cpu
    show(f"{minutes:g} minutes of music and of silence, a question each minute beside them", [row(house, kind) for kind in kinds])
    show("the line meanwhile", [{
        "survived": "yes" if survived else "no", "MB before": before, "MB after": line.memory_info().rss / 1e6, "descriptors before": files,
        "descriptors after": line.num_fds(), "CPU % of a core": 100 * cpu / (minutes * 60),
    }])  # fmt: skip
    if not survived:
        sys.exit("✗ the line's process did not survive")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.soak")
    parser.add_argument("--minutes", type=float, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="komotini-bench-") as name:
        folder = Path(name)
        (folder / "house").mkdir()
        write_settings(folder / "house")
        stack, password = start_trial(folder / "house", model_path(ROOT / "var"), line=trial_line())
        try:
            asyncio.run(soak(PhoneHouse(stack, 0, password), folder, options.minutes))
        finally:
            stack.stop()


if __name__ == "__main__":
    main()
