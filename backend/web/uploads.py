"""Photos in the chat: taken in, checked by content, given back to whoever holds the session's token."""

from __future__ import annotations

import asyncio
import hmac

from sanic import Blueprint, HTTPResponse, Request
from sanic.response import file, json

from backend.errors import NotFound, UploadTooLarge
from backend.services import uploads
from backend.web.chat import authenticated
from backend.web.errors import BadRequest
from backend.web.parts import parts
from backend.web.work import in_view, in_work

blueprint = Blueprint("uploads", url_prefix="/api/chat/sessions")


@blueprint.post("/<session_id:str>/attachments", name="upload")
async def upload(request: Request, session_id: str) -> HTTPResponse:
    """Takes a photo in, checked and without its hidden data."""
    own = parts(request)
    await authenticated(request, session_id)
    own.limiter.check("upload_session", session_id)
    own.limiter.check("upload_address", request.client_ip)
    sent = request.files.get("file") if request.files else None
    if sent is None:
        raise BadRequest("Λείπει το αρχείο (πεδίο file).")
    if len(sent.body) > own.settings.max_upload_mb * 1024 * 1024:
        raise UploadTooLarge(f"Το αρχείο είναι πολύ μεγάλο. Το όριο είναι {own.settings.max_upload_mb} MB.")
    # One picture at a time: decoding takes memory and a whole core.
    async with own.picture_lock:
        picture = await asyncio.get_running_loop().run_in_executor(own.workers, uploads.clean_picture, sent.body)
    stored = await in_work(request, uploads.store, session_id, sent.name or "photo", picture)
    url = uploads.address(session_id, stored.id)
    return json({"id": stored.id, "url": url, "media_type": stored.media_type, "size": stored.size}, status=201)


@blueprint.get("/<session_id:str>/attachments/<attachment_id:str>", name="attachment")
async def attachment(request: Request, session_id: str, attachment_id: str) -> HTTPResponse:
    """A photo of the conversation."""
    await authenticated(request, session_id)
    stored = await in_view(request, uploads.find, attachment_id)
    if not hmac.compare_digest(stored.conversation_id or "", session_id) or not stored.path.is_file():
        raise NotFound("Το αρχείο δεν βρέθηκε.")
    headers = {"cache-control": "private, no-store", "content-disposition": "inline"}
    return await file(stored.path, mime_type=stored.media_type, headers=headers)
