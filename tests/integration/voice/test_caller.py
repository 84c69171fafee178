"""The telephone of the tests measures what it says it measures: against a line whose times are known."""

from __future__ import annotations

import asyncio
import json
import os
import sys

import numpy as np
import pytest

from ops.paths import ROOT
from tests.support import tracks
from tests.support.spoken import speak
from voice.leg import CallLeg, CallOver

REPLY = tracks.tone(660, 800).tobytes()


def loud(frame: bytes) -> bool:
    return bool(np.sqrt(np.mean(np.frombuffer(frame, dtype="<i2").astype(float) ** 2)) > 300)


def answering_after(quiet_frames: int, greeting_ms: int = 600):
    """A line that greets, and answers with a tone after so many frames of silence (or # or 0)."""

    async def keys(leg: CallLeg) -> None:
        try:
            while True:
                if await leg.dtmf() in "#0":
                    leg.flush()
                    leg.write(REPLY)
        except CallOver:
            return

    async def handle(leg: CallLeg) -> None:
        await leg.answer()
        leg.write(tracks.tone(440, greeting_ms).tobytes())
        pressing = asyncio.create_task(keys(leg))
        quiet, spoken = 0, 0
        while (frame := await leg.read()) is not None:
            if loud(frame):
                spoken, quiet = spoken + 1, 0
                if spoken == 10 and leg.pending_ms() > 0:
                    leg.flush()
            elif spoken >= 10:
                quiet += 1
                if quiet == quiet_frames:
                    spoken = 0
                    leg.write(REPLY)
        await pressing

    return handle


@pytest.mark.parametrize("quiet_frames", [10, 40])
async def test_answer_time_is_from_the_end_of_speech(make_line, make_caller, quiet_frames):
    line = await make_line(answering_after(quiet_frames))
    caller = await make_caller()
    await caller.dial(line.address)
    sentence = np.concatenate([tracks.silence(150), tracks.tone(500, 700), tracks.silence(900)])
    turns = [await caller.say(sentence, quiet_ms=400) for _ in range(3)]
    for turn in turns:
        # Two frames of the line's buffer and ours, and what a busy machine adds; silence after the words is not counted as speech.
        assert quiet_frames * 20 - 40 <= turn.answer_ms <= quiet_frames * 20 + 250
        assert turn.answer_seconds == pytest.approx(0.8, abs=0.1)
        assert tracks.pitch(turn.answer[int(turn.answer_ms * 8) + 800 :][:3200]) == pytest.approx(660, abs=8)
        assert turn.silenced_ms is None


async def test_barge_in_is_from_the_first_sound_to_silence(make_line, make_caller):
    line = await make_line(answering_after(10, greeting_ms=20_000))
    caller = await make_caller()
    await caller.dial(line.address)
    await caller.until(lambda: tracks.first_sound(caller.received()) is not None, 5, "the greeting")
    turn = await caller.say(tracks.tone(500, 700), quiet_ms=400, barge=True)
    # Ten loud frames, then the flush.
    assert 180 <= turn.silenced_ms <= 500
    assert turn.answer_ms is not None


async def test_keys_are_a_turn(make_line, make_caller):
    line = await make_line(answering_after(10))
    caller = await make_caller()
    await caller.dial(line.address)
    turn = await caller.press("12#", quiet_ms=400)
    assert turn.name == "keys 12#"
    assert turn.answer_ms is not None and turn.answer_seconds == pytest.approx(0.8, abs=0.1)


async def test_no_answer_is_no_time(make_line, make_caller):
    line = await make_line()
    caller = await make_caller()
    await caller.dial(line.address)
    turn = await caller.say(tracks.tone(500, 300), patience_s=1, quiet_ms=300)
    assert turn.answer_ms is None and turn.answer_seconds == 0


async def test_make_call_prints_one_json_line(make_line, tmp_path):
    line = await make_line(answering_after(15))
    wav = await asyncio.to_thread(speak, "Θέλω μια βεβαίωση", tmp_path / "wish.wav", "el+f2")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "ops.call", "--to", line.address, "--wav", f"{wav},keys:5#", "--keys", "0", "--out", str(tmp_path / "out"),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await asyncio.wait_for(process.communicate(), 90)
    assert process.returncode == 0, err.decode()
    (text,) = out.decode().strip().splitlines()
    result = json.loads(text)
    assert result["call_id"] == line.legs[0].info.id and result["ended"] == "caller"
    assert [turn["turn"] for turn in result["turns"]] == [str(wav), "keys:5#", "keys:0"]
    assert all(turn["answer_ms"] is not None and turn["heard"] is None for turn in result["turns"])
    received = await asyncio.to_thread(tracks.read_wav, tmp_path / "out" / "received.wav")
    assert tracks.pitch(received[tracks.first_sound(received) + 800 :][:2400]) == pytest.approx(440, abs=8)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--wav", "none.wav"], "no such file"),
        ([], "nothing to say"),
        (["--keys", "1", "--to", "sip:line@127.0.0.1:9"], "no line answers at sip:"),
    ],
)
async def test_make_call_says_what_is_wrong_and_leaves_nothing_behind(tmp_path, arguments, told):
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "ops.call", *arguments, cwd=ROOT, env={**os.environ, "TMPDIR": str(tmp_path)}, stdout=asyncio.subprocess.PIPE
    )  # fmt: skip
    out, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 1 and told in json.loads(out)["error"]
    assert not any(tmp_path.iterdir())
