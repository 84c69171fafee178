"""Recordings: only with consent, unreadable on disk, gone in time."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.database import Database
from backend.models import Call
from backend.services import call_recordings
from backend.web import voice_audio
from tests.fakes import FakeClock
from tests.support.staff_calls import wav

SECRET = {"authorization": "Bearer a-rasa-secret-only-for-tests"}


@pytest.fixture
def line(site: Any) -> Any:
    with httpx.Client(base_url=site.url, headers=SECRET, timeout=30, trust_env=False) as client:
        yield client


@pytest.fixture
def call(line: httpx.Client) -> str:
    answer = line.post("/api/voice/calls", json={"line_id": "one", "caller": "", "called": "", "started_at": "2026-03-03T07:30:05+00:00"})
    found: str = answer.json()["id"]
    return found


def agree(line: httpx.Client, call: str, given: bool) -> None:
    assert line.post(f"/api/voice/calls/{call}/consent", json={"given": given}).status_code == 204


def put(line: httpx.Client, call: str, sound: bytes) -> httpx.Response:
    return line.put(f"/api/voice/calls/{call}/audio", content=sound, headers={"content-type": "audio/wav"})


def kept(database: Database) -> list[Path]:
    return [path for path in (database.settings.data_dir / call_recordings.FOLDER).rglob("*") if path.is_file()]


def test_nothing_is_kept_without_consent(line: httpx.Client, call: str, database: Database) -> None:
    assert put(line, call, wav()).status_code == 409
    agree(line, call, False)
    assert put(line, call, wav()).status_code == 409
    assert kept(database) == []


def test_it_is_encrypted_and_taken_back_with_the_consent(line: httpx.Client, call: str, database: Database) -> None:
    agree(line, call, True)
    assert put(line, call, b"no sound at all").status_code == 422
    assert put(line, call, wav()).status_code == 204
    (path,) = kept(database)
    stored = path.read_bytes()
    assert b"RIFF" not in stored and bytes(64) not in stored
    assert os.stat(path).st_mode & 0o077 == 0
    agree(line, call, False)
    assert kept(database) == []


def test_a_file_moved_to_another_call_can_not_be_played(line: httpx.Client, call: str, database: Database) -> None:
    agree(line, call, True)
    put(line, call, wav())
    with database.work() as uow:
        sound = (database.settings.data_dir / str(uow.session.get_one(Call, call).audio_path)).read_bytes()
        cipher = call_recordings._cipher(uow)
        assert cipher.decrypt(sound[:12], sound[12:], call.encode()) == wav()
        with pytest.raises(call_recordings.InvalidTag):
            cipher.decrypt(sound[:12], sound[12:], b"another")


def test_old_ones_are_deleted_by_the_web_process(
    start_site: Callable[..., Any], sqlite_database: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    deleted = threading.Event()
    real = call_recordings.delete_old

    def noted(uow: Any) -> int:
        count = real(uow)
        if count:
            deleted.set()
        return count

    monkeypatch.setattr(voice_audio.call_recordings, "delete_old", noted)
    site = start_site(sqlite_database, background=False)
    with httpx.Client(base_url=site.url, headers=SECRET, timeout=30, trust_env=False) as line:
        body = {"line_id": "one", "caller": "", "called": "", "started_at": "2026-03-03T07:30:05+00:00"}
        call = line.post("/api/voice/calls", json=body).json()["id"]
        agree(line, call, True)
        put(line, call, wav())
    clock.advance(days=29, hours=23)
    with sqlite_database.work() as uow:
        assert real(uow) == 0
    assert len(kept(sqlite_database)) == 1
    clock.advance(hours=1)

    async def start() -> asyncio.Task[None]:
        return asyncio.create_task(voice_audio.delete_old_recordings(sqlite_database, site.app.ctx.parts.workers))

    task = site.run(start())
    deleted.wait()
    site.loop.call_soon_threadsafe(task.cancel)
    assert kept(sqlite_database) == []
