"""Photos that citizens send: checked by content, re-encoded, kept under unguessable names.

What is stored is never the file that came in: the picture is decoded and written anew, so location and camera data (EXIF), hidden
payloads and false extensions don't survive.
"""

from __future__ import annotations

import hashlib
import io
import secrets
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import select

from backend.database import UnitOfWork
from backend.errors import InvalidUpload, NotFound, UploadTooLarge
from backend.models import Attachment

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_EDGE = 2560
MAX_PIXELS = 50_000_000  # a 50-megapixel photo is 150 MB in memory; anything above is refused before it is decoded
JPEG_QUALITY = 85


@dataclass(frozen=True)
class Picture:
    """A re-encoded picture."""

    data: bytes
    media_type: str
    suffix: str


@dataclass(frozen=True)
class StoredFile:
    """`path` is absolute."""

    id: str
    conversation_id: str | None
    filename: str
    media_type: str
    size: int
    path: Path


def clean_picture(data: bytes) -> Picture:
    """Decode, turn upright, shrink to 2560 px and write anew without metadata. Raises `InvalidUpload`."""
    with warnings.catch_warnings():
        # Pillow only warns between its limit and twice its limit; here it is an error.
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise InvalidUpload("Η εικόνα έχει υπερβολικά μεγάλες διαστάσεις.")
                picture: Image.Image = ImageOps.exif_transpose(opened)
                picture.thumbnail((MAX_EDGE, MAX_EDGE))
                return _encode(picture)
        except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise InvalidUpload from error
        except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:  # what Pillow raises for broken files
            raise InvalidUpload from error


def store(uow: UnitOfWork, conversation_id: str, filename: str, picture: Picture) -> StoredFile:
    """Keep a cleaned picture for a conversation. Raises `UploadTooLarge`."""
    if len(picture.data) > uow.settings.max_upload_mb * 1024 * 1024:
        raise UploadTooLarge
    identifier = secrets.token_urlsafe(24)
    relative = Path("uploads") / identifier[:2] / f"{identifier}{picture.suffix}"
    path = uow.settings.data_dir / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(picture.data)
    row = Attachment(
        id=identifier, conversation_id=conversation_id, filename=_safe_name(filename, picture.suffix), media_type=picture.media_type,
        size=len(picture.data), sha256=hashlib.sha256(picture.data).hexdigest(), path=relative.as_posix(), created_at=uow.now(),
    )  # fmt: skip
    uow.session.add(row)
    return _stored(uow, row)


def find(uow: UnitOfWork, attachment_id: str) -> StoredFile:
    """A stored file by its id. Raises `NotFound`. The caller decides who may see it."""
    row = uow.session.get(Attachment, attachment_id)
    if row is None:
        raise NotFound("Το αρχείο δεν βρέθηκε.")
    return _stored(uow, row)


def describe(uow: UnitOfWork, conversation_id: str, attachment_id: str) -> dict[str, Any] | None:
    """The `attachment` of a message that sends this photo; None when the conversation has no such photo."""
    row = uow.session.get(Attachment, attachment_id) if attachment_id else None
    if row is None or row.conversation_id != conversation_id:
        return None
    return {"type": "image", "url": address(conversation_id, row.id), "title": row.filename}


def address(conversation_id: str, attachment_id: str) -> str:
    """The path under which the web serves the file."""
    return f"/api/chat/sessions/{conversation_id}/attachments/{attachment_id}"


def forget_unused(uow: UnitOfWork, conversation_id: str) -> list[str]:
    """Delete the rows of this conversation's files that no case holds; returns their paths relative to the data folder."""
    rows = uow.session.scalars(select(Attachment).where(Attachment.conversation_id == conversation_id)).all()
    paths = []
    for row in rows:
        if row.case_id is None:
            paths.append(row.path)
            uow.session.delete(row)
        else:
            row.conversation_id = None
    return paths


def _encode(picture: Image.Image) -> Picture:
    out = io.BytesIO()
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        Image.frombytes("RGBA", picture.size, picture.convert("RGBA").tobytes()).save(out, "PNG", optimize=True)
        return Picture(out.getvalue(), "image/png", ".png")
    # frombytes keeps pixels only: no EXIF, no comments, no colour profile.
    Image.frombytes("RGB", picture.size, picture.convert("RGB").tobytes()).save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return Picture(out.getvalue(), "image/jpeg", ".jpg")


def _safe_name(filename: str, suffix: str) -> str:
    stem = "".join(c for c in Path(filename.replace("\\", "/")).stem if c.isalnum() or c in " -_.").strip(" .")[:80]
    return f"{stem or 'photo'}{suffix}"


def _stored(uow: UnitOfWork, row: Attachment) -> StoredFile:
    return StoredFile(row.id, row.conversation_id, row.filename, row.media_type, row.size, uow.settings.data_dir / row.path)
