"""``make call``: place a real SIP call to the running line, say something turn by turn, and print one JSON line.

``make call WAV=a.wav,b.wav`` plays files, ``make call SAY="πρώτο|δεύτερο" VOICE=el+f2`` speaks texts; a part of the
form ``keys:090000045#`` presses keys instead, and ``KEYS=…`` presses keys as a last turn.
It calls the house of these settings, or ``TO=sip:…``. Each turn waits until the line has finished speaking. The JSON line
holds::

    {"to", "call_id", "ended", "answered_ms", "greeting_ms",
     "turns": [{"turn", "answer_ms", "answer_seconds", "silenced_ms", "heard", "said"}],
     "sent": path, "received": path}

``answer_ms`` is the time from the end of the caller's speech to the first sound of the answer, read off the two
recordings. ``heard`` (what the line understood) and ``said`` (its answer in words) come from the line's own call
record; null where there is none.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
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


def call_record(web_url: str, secret: str, call_id: str) -> list[dict[str, Any]] | None:
    """What the line noted of a call, one entry per turn: ``[{"heard": text | None, "said": text}, …]``; None without a record.

    The first entry is the greeting: its ``heard`` is null. Where the line asked again by itself, that belongs to the turn before.
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
    if "turns" not in record:
        return None
    turns: list[dict[str, Any]] = []
    for turn in record["turns"]:
        if turn.get("by") == "silence" and turns:
            turns[-1] = {**turns[-1], "said": f"{turns[-1]['said']} {turn['said']}".strip()}
        else:
            turns.append(dict(turn))
    return turns


def parts_of(options: argparse.Namespace, folder: Path) -> list[tuple[str, Path | None, str]]:
    """The turns asked for, as (name, WAV file or None, keys)."""
    parts: list[tuple[str, Path | None, str]] = []
    for number, text in enumerate(filter(None, (piece.strip() for piece in (options.say or "").split("|")))):
        keys = text.removeprefix("keys:") if text.startswith("keys:") else ""
        parts.append((text, None if keys else speak(text, folder / f"say-{number}.wav", options.voice), keys))
    for name in filter(None, (piece.strip() for piece in (options.wav or "").split(","))):
        keys = name.removeprefix("keys:") if name.startswith("keys:") else ""
        if not keys and not Path(name).is_file():
            raise CallFailed(f"no such file: {name}")
        parts.append((name, None if keys else Path(name), keys))
    if options.keys:
        parts.append((f"keys:{options.keys}", None, options.keys))
    return parts


async def place(to: str, parts: list[tuple[str, Path | None, str]], folder: Path, patience_s: float) -> dict[str, Any]:
    """Call `to`, go through `parts` and hang up; returns what `make call` prints, without the call record."""
    async with Caller(folder / "phone") as caller:
        started = time.perf_counter()
        await caller.dial(to)
        answered_ms = (time.perf_counter() - started) * 1000
        await caller.wait_quiet(patience_s=patience_s)
        greeting = tracks.first_sound(caller.received())
        turns: list[Turn] = []
        for name, wav, keys in parts:
            if caller.over:
                break
            turn = await (caller.press(keys, patience_s=patience_s) if wav is None else caller.say(wav, patience_s=patience_s))
            turn.name = name
            turns.append(turn)
        ended = "line" if caller.over else "caller"
        call_id = caller.call_id
        sent, received = caller.save(folder)
    return {
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
        "sent": str(sent),
        "received": str(received),
    }


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
    options = parser.parse_args()
    folder = options.out or Path(tempfile.mkdtemp(prefix="komotini-call-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        result = asyncio.run(place(options.to, parts_of(options, folder), folder, options.patience))
    except AssertionError as error:
        print(json.dumps({"to": options.to, "error": str(error)}, ensure_ascii=False))
        sys.exit(1)
    record = call_record(options.web, options.secret, result["call_id"]) if options.secret and result["call_id"] else None
    for turn, noted in zip(result["turns"], (record or [])[1:], strict=False):
        turn["heard"], turn["said"] = noted.get("heard"), noted.get("said")
    print(json.dumps(result, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
