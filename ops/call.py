"""``make call``: place a real SIP call to the running line, say something turn by turn, and print one JSON line.

``make call WAV=a.wav,b.wav`` plays files, ``make call SAY="πρώτο|δεύτερο" VOICE=el+f2`` speaks texts; a part of the
form ``keys:090000045#`` presses keys instead, ``code:`` keys the one-time code that the house has sent since the call began
(read in its outbox folder, so in development only), and ``KEYS=…`` presses keys as a last turn.
It calls the house of these settings, or ``TO=sip:…``. Each turn waits until the line has finished speaking. The JSON line
holds::

    {"to", "call_id", "ended", "answered_ms", "greeting_ms",
     "turns": [{"turn", "answer_ms", "answer_seconds", "silenced_ms", "heard", "said"}],
     "sent": path, "received": path}

``answer_ms`` is the time from the end of the caller's speech to the first sound of the answer, read off the two
recordings. ``heard`` (what the line understood; several things are separated by |) and ``said`` (its answers in words) come from the
line's own call record, by time; null where there is none. Without ``OUT=folder`` no recording is kept, and the paths are null.
"""

from __future__ import annotations

import argparse
import asyncio
import email
import email.policy
import json
import re
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from backend.settings import get_settings
from ops.stack import connectable
from tests.support import tracks
from tests.support.caller import Caller, CallFailed, Turn
from tests.support.spoken import speak
from voice.settings import VoiceSettings

RECORD_SECONDS = 5
CODE_SECONDS = 20
_CODE = re.compile(r"ο κωδικός σας είναι (\d{6})\. Ισχύει")


@dataclass(frozen=True)
class Part:
    """One thing to do in the call: play `wav`, or press `keys`, or (neither) key the one-time code."""

    name: str
    wav: Path | None = None
    keys: str = ""


def call_record(web_url: str, secret: str, call_id: str) -> list[dict[str, Any]] | None:
    """What the line noted of a call, one entry per turn: ``[{"at", "heard": text | None, "said": text}, …]``; None without a record.

    The last turn is noted when its answer has begun to sound, so the end of the call is waited for.
    """
    deadline = time.monotonic() + RECORD_SECONDS
    while True:
        try:
            answer = httpx.get(f"{web_url}/api/voice/calls/{call_id}", headers={"Authorization": f"Bearer {secret}"}, timeout=5)
            record = answer.json() if answer.status_code == 200 else {}
        except (httpx.HTTPError, ValueError):
            return None
        if record.get("how") or time.monotonic() > deadline:
            break
        time.sleep(0.1)
    return list(record["turns"]) if "turns" in record else None


def paired(began: Sequence[datetime], noted: Sequence[Mapping[str, Any]]) -> list[tuple[str | None, str | None]]:
    """(heard, said) of each thing that the caller did from `began` on: all that was noted until the next one began.

    Keys pressed one by one make several turns of the record, a silence makes one that nobody has said; the greeting belongs to none.
    """
    pairs: list[tuple[str | None, str | None]] = []
    for number, start in enumerate(began):
        end = began[number + 1] if number + 1 < len(began) else datetime.max.replace(tzinfo=UTC)
        mine = [turn for turn in noted if start <= datetime.fromisoformat(turn["at"]) < end]
        heard, said = ([str(turn[name]) for turn in mine if turn.get(name)] for name in ("heard", "said"))
        pairs.append((" | ".join(heard) or None, " ".join(said) or None))
    return pairs


def parts_of(options: argparse.Namespace, folder: Path) -> list[Part]:
    """The turns asked for. Raises CallFailed where there are none."""
    parts: list[Part] = []
    for number, text in enumerate(filter(None, (piece.strip() for piece in (options.say or "").split("|")))):
        parts.append(_part_by_keys(text) or Part(text, speak(text, folder / f"say-{number}.wav", options.voice)))
    for name in filter(None, (piece.strip() for piece in (options.wav or "").split(","))):
        part = _part_by_keys(name) or Part(name, Path(name))
        if part.wav is not None and not part.wav.is_file():
            raise CallFailed(f"no such file: {name}")
        parts.append(part)
    if options.keys:
        parts.append(Part(f"keys:{options.keys}", keys=options.keys))
    if not parts:
        raise CallFailed('nothing to say: make call SAY="…|…", WAV=a.wav,b.wav or KEYS=…')
    return parts


def _part_by_keys(text: str) -> Part | None:
    kind, colon, keys = text.partition(":")
    if not colon or kind not in ("keys", "code"):
        return None
    if kind == "keys" and not re.fullmatch(r"[0-9*#]+", keys):
        raise CallFailed(f"{text!r}: keys are 0 to 9, * and #")
    return Part(text, keys=keys if kind == "keys" else "")


def code_in(outbox: Path, since: float, seen: set[Path]) -> str | None:
    """The newest one-time code that has left the house after `since` (time.time), in a file not `seen`; it and those before it are then."""
    fresh = [(path.stat().st_mtime, path) for path in outbox.glob("*") if path.suffix in (".txt", ".eml") and path not in seen]
    codes = [found[1] for at, path in sorted(fresh, reverse=True) if at >= since and (found := _CODE.search(_text_of(path)))]
    if codes:
        seen.update(path for _, path in fresh)
    return next(iter(codes), None)


def _text_of(path: Path) -> str:
    if path.suffix == ".txt":
        return str(json.loads(path.read_text(encoding="utf-8")).get("text"))
    body = email.message_from_bytes(path.read_bytes(), policy=email.policy.default).get_body(("plain",))
    return "" if body is None else str(body.get_content())


async def code_of_call(outbox: Path, since: float, seen: set[Path], seconds: float = CODE_SECONDS) -> str:
    """As `code_in`, once it has come. Raises CallFailed."""
    for _ in range(int(seconds / 0.1)):
        if (code := code_in(outbox, since, seen)) is not None:
            return code
        await asyncio.sleep(0.1)
    raise CallFailed(
        f"no one-time code of this call lies in {outbox} after {seconds:.0f} s: did the line take the ΑΦΜ, of a citizen whom the register "
        "has, and fewer than five times within the hour? (docs/phone.md)"
    )


async def dial(caller: Caller, to: str) -> None:
    """Call `to`. Raises CallFailed with a plain word."""
    try:
        await caller.dial(to)
    except CallFailed as error:
        if re.match(r"[3-6]\d\d ", str(error)):  # a SIP status: somebody is there, and says no
            raise CallFailed(f"the line at {to} does not take the call: {error}") from error
        raise CallFailed(f"no line answers at {to}: is `make run` running?") from error


async def place(
    to: str, parts: list[Part], folder: Path, patience_s: float, outbox: Path, keep: bool
) -> tuple[dict[str, Any], list[datetime]]:
    """Call `to`, go through `parts` and hang up; returns what `make call` prints, without the call record, and when each turn began."""
    async with Caller(folder / "phone") as caller:
        started, since, seen = time.perf_counter(), time.time(), set[Path]()
        await dial(caller, to)
        answered_ms = (time.perf_counter() - started) * 1000
        await caller.wait_quiet(patience_s=patience_s)
        greeting = tracks.first_sound(caller.received())
        turns: list[Turn] = []
        began: list[datetime] = []
        for part in parts:
            await caller.wait_quiet(patience_s=patience_s)
            if caller.over:
                break
            keys = part.keys if part.wav or part.keys else await code_of_call(outbox, since, seen)
            began.append(datetime.now(UTC))
            turn = await (caller.press(keys, patience_s=patience_s) if part.wav is None else caller.say(part.wav, patience_s=patience_s))
            turn.name = part.name
            turns.append(turn)
        ended = "line" if caller.over else "caller"
        call_id = caller.call_id
        sent, received = caller.save(folder)
    result = {
        "to": to,
        "call_id": call_id,
        "ended": ended,
        "answered_ms": round(answered_ms, 1),
        "greeting_ms": None if greeting is None else round(greeting * 1000 / tracks.RATE),
        "turns": [
            {
                "turn": turn.name,
                "answer_ms": None if turn.answer_ms is None else round(turn.answer_ms),
                "answer_seconds": round(turn.answer_seconds, 2),
                "silenced_ms": None if turn.silenced_ms is None else round(turn.silenced_ms),
                "heard": None,
                "said": None,
            }
            for turn in turns
        ],
        "sent": str(sent) if keep else None,
        "received": str(received) if keep else None,
    }
    return result, began


def main() -> None:
    parser = argparse.ArgumentParser(description="place a call to the running line")
    parser.add_argument("--wav", help="files, separated by commas")
    parser.add_argument("--say", help="texts, separated by |")
    parser.add_argument("--voice", default="el", help="espeak-ng voice of --say, for instance el+f2")
    parser.add_argument("--keys", help="keys to press at the end")
    house, line = get_settings(), VoiceSettings()
    parser.add_argument("--to", default=f"sip:{line.sip_user}@{line.sip}", help="SIP address")
    parser.add_argument("--patience", type=float, default=15, help="seconds to wait for an answer")
    parser.add_argument("--out", type=Path, help="folder of the recordings")
    web = f"http://{connectable(house.web_host)}:{house.web_port}"
    parser.add_argument("--web", default=web, help="where the call record is read")
    parser.add_argument("--secret", default=house.rasa_secret.get_secret_value(), help="secret of the call record")
    parser.add_argument("--outbox", type=Path, default=house.data_dir / "outbox", help="where the house's messages lie, for code:")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = options.out or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="komotini-call-")))
        folder.mkdir(parents=True, exist_ok=True)
        try:
            work = place(options.to, parts_of(options, folder), folder, options.patience, options.outbox, keep=options.out is not None)
            result, began = asyncio.run(work)
        except AssertionError as error:
            print(json.dumps({"to": options.to, "error": str(error)}, ensure_ascii=False))
            sys.exit(1)
    record = call_record(options.web, options.secret, result["call_id"]) if options.secret and result["call_id"] else None
    for turn, (heard, said) in zip(result["turns"], paired(began, record or []), strict=True):
        turn["heard"], turn["said"] = heard, said
    print(json.dumps(result, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
