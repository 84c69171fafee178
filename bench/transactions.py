"""Whole transactions by telephone, by the state of the line: how many callers get what they wanted; and what a dead assistant is like.

``python -m bench.transactions [--callers 6] [--at-once 3] [--only "5 % loss"]`` on a house of its own. Callers are synthetic voices who
behave as people do: who isn't understood says it again, in other words, and a wrong read-back is corrected. ``completed`` counts rows in
the books that are what the caller wanted; nothing less does. The one-time codes are keyed.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import io
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bench.house_calls import call
from bench.phone import VOICES, WEATHERS, Weather
from bench.report import percentile, show
from ops.paths import ROOT
from ops.training import model_path
from ops.trial import start_trial, trial_line
from tests.support.citizens import certificate_answers, lamp_answers
from tests.support.phone_house import OPEN, PhoneHouse, write_settings
from voice.manners import prompts

STREETS = ("Ορφέως", "Βενιζέλου", "Δημοκρίτου", "Φιλίππου", "Ερμού", "Κανάρη", "Μαραθώνος", "Θησέως")
NUMBERS = (("δώδεκα", "12"), ("τρία", "3"), ("είκοσι", "20"), ("επτά", "7"), ("τριάντα", "30"), ("σαράντα ένα", "41"))


@dataclass(frozen=True)
class Outcome:
    """One caller's call."""

    what: str
    done: bool
    turns: int
    seconds: float
    trouble: str = ""


def citizens() -> list[dict[str, Any]]:
    """Those of the register who have a birth to certify and a telephone."""
    rows = yaml.safe_load((ROOT / "backend/content/demo_citizens.yml").read_text(encoding="utf-8"))["citizens"]
    return [row for row in rows if row.get("phone") and any(record["type"] == "γέννησης" for record in row["records"])]


def filed(house: PhoneHouse, line_id: str, kind: str) -> list[str]:
    """Titles of what was filed in a call."""
    query = (
        'select c.title from "case" c join call on call.conversation_id = c.conversation_id where call.line_id = :id and c.service = :kind'
    )
    return [str(row[0]) for row in house.rows(query, id=line_id, kind=kind)]


async def report(house: PhoneHouse, weather: Weather, folder: Path, number: int) -> Outcome:
    """A lamp is reported by voice alone."""
    street, (said, written) = STREETS[number % len(STREETS)], NUMBERS[number % len(NUMBERS)]
    async with call(house, weather, folder, number, VOICES[number % len(VOICES)]) as (telephone, rough):
        began, trouble = time.time(), ""
        try:
            await telephone.say(f"χάλασε η λάμπα στην οδό {street}")
            await telephone.until("problem_filed*", lamp_answers(street, said, written))
        except AssertionError as error:
            trouble = str(error)
        titles = filed(house, rough.call_id, "problems")
    return Outcome(
        "problem by voice", len(titles) == 1 and f"{street} {written}" in titles[0], len(telephone.turns), time.time() - began, trouble
    )


async def certificate(house: PhoneHouse, weather: Weather, folder: Path, number: int) -> Outcome:
    """A birth certificate: ΑΦΜ and one-time code by keys, the rest by voice."""
    everybody = citizens()
    async with call(house, weather, folder, number, VOICES[number % len(VOICES)]) as (telephone, rough):
        began, trouble = time.time(), ""
        try:
            await telephone.say("θέλω ένα πιστοποιητικό γέννησης")
            await telephone.until("certificate_filed", certificate_answers(house, everybody[number % len(everybody)]))
        except AssertionError as error:
            trouble = str(error)
        titles = filed(house, rough.call_id, "certificates")
    return Outcome("certificate", len(titles) == 1 and "γέννησης" in titles[0], len(telephone.turns), time.time() - began, trouble)


async def some(house: PhoneHouse, weather: Weather, folder: Path, callers: int, at_once: int, first: int) -> list[Outcome]:
    """Both transactions by `callers` callers each, so many `at_once`."""
    gate = asyncio.Semaphore(at_once)

    async def one(place: int) -> Outcome:
        work = certificate if place % 2 else report
        async with gate:
            return await work(house, weather, folder / f"{weather.name}-{place}".replace(" ", "-"), first + place // 2)

    return list(await asyncio.gather(*(one(place) for place in range(2 * callers))))


def rows_of(weather: Weather, outcomes: list[Outcome]) -> list[dict[str, Any]]:
    rows = []
    for what in dict.fromkeys(outcome.what for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.what == what]
        done = [outcome for outcome in own if outcome.done]
        rows.append({
            "line": weather.name, "transaction": what, "calls": len(own), "completed %": 100 * len(done) / len(own),
            "turns p50": percentile([outcome.turns for outcome in done], 0.5), "seconds p50": percentile([o.seconds for o in done], 0.5),
        })  # fmt: skip
    return rows


async def honest(house: PhoneHouse, folder: Path, fault: str, number: int) -> float | None:
    """Milliseconds from the end of the caller's words to the first sound of the answer, with the assistant hung or gone."""
    async with call(house, WEATHERS[0], folder / f"{fault}-{number}", number, VOICES[number % len(VOICES)]) as (telephone, rough):
        await telephone.listen()
        if fault == "hangs":
            house.signal("rasa", signal.SIGSTOP)
        try:
            await telephone.speak("πού είναι το δημαρχείο")
            heard = await telephone.hear(2)
            ended = rough.end_of_speech
            assert heard.startswith(prompts.ONE_MOMENT if fault == "hangs" else prompts.DOWN), heard
            await telephone.listen()
        finally:
            if fault == "hangs":
                house.signal("rasa", signal.SIGCONT)
        first = rough.first_sound_after(ended)
    return None if first is None else (first - ended) * 1000


async def faults(house: PhoneHouse, folder: Path, times: int) -> list[dict[str, Any]]:
    rows = []
    for fault in ("hangs", "is gone"):
        async with contextlib.AsyncExitStack() as stack:
            if fault == "is gone":
                await stack.enter_async_context(house.without("rasa"))
            found = [await honest(house, folder, fault, number) for number in range(times)]
        came = [one for one in found if one is not None]
        rows.append({
            "the assistant": fault, "calls": times, "answered": len(came), "p50 ms": percentile(came, 0.5),
            "max ms": max(came, default=float("nan")),
        })  # fmt: skip
    return rows


async def measure(house: PhoneHouse, folder: Path, weathers: list[Weather], callers: int, at_once: int) -> None:
    rows: list[dict[str, Any]] = []
    for place, weather in enumerate(weathers):
        with contextlib.redirect_stdout(io.StringIO()) as talk:
            outcomes = await some(house, weather, folder, callers, at_once, place * callers)
        rows += rows_of(weather, outcomes)
        for outcome in outcomes:
            if not outcome.done:
                print(f"{weather.name}, {outcome.what}: {outcome.trouble[:2000]}", file=sys.stderr)
        (folder / f"talk-{place}.txt").write_text(talk.getvalue(), encoding="utf-8")
    show("whole transactions by telephone (synthetic callers)", rows)
    with contextlib.redirect_stdout(io.StringIO()):
        down = await faults(house, folder, 5)
    show("assistant down: end of the caller's words to the first sound of an honest sentence (wanted: 2000 ms)", down)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.transactions")
    parser.add_argument("--callers", type=int, default=6, help="callers of each transaction and kind of line")
    parser.add_argument("--at-once", type=int, default=3)
    parser.add_argument("--only", choices=[weather.name for weather in WEATHERS], help="one kind of line")
    options = parser.parse_args()
    weathers = [weather for weather in WEATHERS if options.only in (None, weather.name)]
    with tempfile.TemporaryDirectory(prefix="komotini-bench-") as name:
        folder = Path(name)
        (folder / "house").mkdir()
        write_settings(folder / "house", OPEN)
        stack, password = start_trial(folder / "house", model_path(ROOT / "var"), line=trial_line())
        try:
            asyncio.run(measure(PhoneHouse(stack, 0, password), folder, weathers, options.callers, options.at_once))
        finally:
            stack.stop()


if __name__ == "__main__":
    main()
