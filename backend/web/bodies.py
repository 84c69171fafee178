"""What callers send: JSON bodies as pydantic models, and text made safe to store and to show."""

from __future__ import annotations

import re
import unicodedata
import uuid
from typing import Annotated, TypeVar
from urllib.parse import unquote

import pydantic
from pydantic import BaseModel, ConfigDict, Field
from sanic import Request

from backend.errors import InvalidInput
from backend.web.errors import BadRequest

MAX_TEXT = 2000
MAX_BODY = 256 * 1024
_KEPT = {"\n", "\t", "\u200d", "\u200c"}  # joiners hold emoji and some scripts together
_PAYLOAD = re.compile(r"/[a-z_]{1,60}(\{.{0,1900}\})?", re.DOTALL)
_KEY = re.compile(r"[\x21-\x7e]{1,80}")

Model = TypeVar("Model", bound=BaseModel)


class SessionBody(BaseModel):
    model_config = ConfigDict(strict=True)
    language: Annotated[str, Field(pattern="^(el|en)$")] = "el"


class MessageBody(BaseModel):
    model_config = ConfigDict(strict=True)
    text: str | None = None
    payload: str | None = None


class EmailBody(BaseModel):
    model_config = ConfigDict(strict=True)
    email: Annotated[str, Field(min_length=1, max_length=254)]


def read_json(request: Request, model: type[Model], *, optional: bool = False) -> Model:
    """The request's JSON as `model`. Raises `BadRequest` (not JSON, too long) or `InvalidInput` (JSON of another shape)."""
    body = request.body or b""
    if not body.strip() and optional:
        return model()
    if len(body) > MAX_BODY:
        raise InvalidInput("Το μήνυμα είναι πολύ μεγάλο.")
    try:
        return model.model_validate_json(body)
    except pydantic.ValidationError as error:
        if any(part["type"] == "json_invalid" for part in error.errors()):
            raise BadRequest("Το αίτημα δεν είναι έγκυρο JSON.") from error
        field = ".".join(str(part) for part in error.errors()[0]["loc"]) or None
        raise InvalidInput("Το αίτημα δεν έχει τα στοιχεία που χρειάζονται.", field=field) from error


def clean_text(text: str) -> str:
    """Normalised (NFC), without control and direction-changing characters or half surrogates; spaces at the ends cut."""
    kept = (c for c in text if c in _KEPT or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def message_of(body: MessageBody) -> tuple[str, str | None]:
    """(text, payload) of a message; one of them is given. Raises `InvalidInput` with a sentence for the citizen."""
    if body.payload is not None:
        payload = clean_text(body.payload)
        if not _PAYLOAD.fullmatch(payload):
            raise InvalidInput("Αυτή η επιλογή δεν είναι έγκυρη.", field="payload")
        return "", payload
    # Bounded before the per-character work.
    if len(body.text or "") > 20 * MAX_TEXT or len(text := clean_text(body.text or "")) > MAX_TEXT:
        raise InvalidInput(f"Το μήνυμα είναι πολύ μεγάλο. Γράψτε το σε έως {MAX_TEXT} χαρακτήρες.", field="text")
    if not text.strip("\u200d\u200c\n\t "):
        raise InvalidInput("Το μήνυμα είναι κενό. Γράψτε μου τι χρειάζεστε.", field="text")
    return text, None


def key_of(request: Request) -> str:
    """The Idempotency-Key; made up when there is none. Raises `InvalidInput` for one that can't be kept."""
    key: str | None = request.headers.get("idempotency-key")
    if key is None:
        return f"made-{uuid.uuid4().hex}"
    if not _KEY.fullmatch(key):
        raise InvalidInput("Το Idempotency-Key έχει από 1 έως 80 χαρακτήρες, χωρίς κενά.", field="Idempotency-Key")
    return key


def path_text(value: str) -> str:
    """What stands in a path, decoded and cleaned: the router hands it over as it came, percent-encoded."""
    return clean_text(unquote(value, errors="replace"))[:200]


def form_value(request: Request, name: str) -> str:
    """A field of a form, cleaned; empty when absent."""
    value = request.form.get(name) if request.form else None
    return clean_text(value) if isinstance(value, str) else ""


def bearer_of(request: Request) -> str | None:
    """The session's token: Authorization header, WebSocket subprotocol `bearer, <token>`, or `?token=`."""
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and value.strip():
        return value.strip()
    offered = [part.strip() for part in request.headers.get("sec-websocket-protocol", "").split(",")]
    if len(offered) == 2 and offered[0].lower() == "bearer":
        return offered[1]
    token: str | None = request.args.get("token")
    return token


def whole_number(request: Request, name: str, default: int = 0) -> int:
    """A query parameter that is a number ≥ 0. Raises `InvalidInput`."""
    value = request.args.get(name)
    if value is None:
        return default
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise InvalidInput(f"Η παράμετρος {name} πρέπει να είναι αριθμός.", field=name)
    return int(value)
