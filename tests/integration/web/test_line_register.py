"""The line's own client against the web process: a call noted from its beginning to its recording, and a call-back."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import pytest

from voice.ears import Heard
from voice.notes import Turn
from voice.recogniser import Word
from voice.recording import Recorder
from voice.register_client import Refused, RegisterClient
from voice.spool import Spool


async def test_a_call_as_the_line_tells_it(quick_site: Any, tmp_path: Any) -> None:
    register = RegisterClient(quick_site.url, "a-rasa-secret-only-for-tests", Spool(tmp_path / "spool"), timeout_s=20)
    await register.request(
        "PUT",
        "/api/voice/status",
        {"address": "sip:line@127.0.0.1:5080", "mode": "keys", "model": None, "voice": "v", "limit": 16, "calls": 1},
    )
    assert (await register.line()).hours
    started = datetime.now(UTC).isoformat()
    record = register.call({"line_id": "l-1", "caller": None, "called": None, "started_at": started, "recogniser": None, "voice": "v"})
    await record.opened()
    assert record.id and record.conversation and len(record.resume_code or "") == 6
    record.turn(Turn(0, "start", time.monotonic(), said=["Καλημέρα σας."], timings={"first_sound_ms": None}).body())
    heard = Heard("ναι", (Word("ναι", 0.1, 0.4, 0.9),), 0.9, 300, 256, 12, time.monotonic())
    record.turn(Turn.of_voice(1, heard, True).body())
    record.consent(True)
    with pytest.raises(Refused) as refused:
        await record.resume("000000")
    assert refused.value.status == 404
    filed = await record.call_back("2531012345", "Ζήτησε υπάλληλο.", "key-1")
    assert filed.protocol and await record.call_back("2531012345", "Ζήτησε υπάλληλο.", "key-1") == filed
    recorder = Recorder()
    recorder.start()
    recorder.heard(bytes(3200))
    await record.finish("caller", recorder.wav())
    noted = await register.request("GET", "/api/voice/calls/l-1")
    assert noted["how"] == "caller" and [turn["heard"] for turn in noted["turns"]] == [None, "ναι"]
    assert not (tmp_path / "spool").exists()
    await register.close()
