"""The line's recordings: consent, the sound itself, and the round that deletes old ones."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import structlog
from sanic import Blueprint, HTTPResponse, Request
from sanic.response import empty
from sqlalchemy.exc import SQLAlchemyError

from backend.database import Database
from backend.services import call_recordings
from backend.web.bodies import path_text, read_json
from backend.web.voice_api import check_secret
from backend.web.voice_bodies import ConsentBody
from backend.web.work import in_work, run_in_work

blueprint = Blueprint("voice_audio", url_prefix="/api/voice/calls")
log = structlog.get_logger(__name__)
EVERY_SECONDS = 3600.0


@blueprint.on_request
async def guard(request: Request) -> None:
    check_secret(request)


@blueprint.post("/<call_id:str>/consent", name="consent")
async def consent(request: Request, call_id: str) -> HTTPResponse:
    """Whether the caller agrees to be recorded."""
    body = read_json(request, ConsentBody)
    await in_work(request, call_recordings.set_consent, path_text(call_id), body.given)
    return empty(204)


@blueprint.put("/<call_id:str>/audio", name="audio")
async def audio(request: Request, call_id: str) -> HTTPResponse:
    """The recording of a call (WAV); 409 without consent."""
    await in_work(request, call_recordings.store, path_text(call_id), request.body or b"")
    return empty(204)


async def delete_old_recordings(database: Database, workers: ThreadPoolExecutor, every_seconds: float = EVERY_SECONDS) -> None:
    """Rounds until cancelled, the first at once."""
    while True:
        try:
            if count := await run_in_work(workers, database, call_recordings.delete_old):
                log.info("recordings_deleted", count=count)
        except (OSError, SQLAlchemyError) as error:
            log.warning("recordings_round_failed", error=type(error).__name__)
        await asyncio.sleep(every_seconds)
