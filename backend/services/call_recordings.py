"""The sound of calls: kept only with the caller's consent, encrypted at rest, deleted after the configured days."""

from __future__ import annotations

import io
import os
import wave
from datetime import timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import select

from backend.database import UnitOfWork
from backend.errors import Conflict, InvalidInput, NotFound
from backend.models import Call
from backend.services import audit
from backend.services.call_list import require_listener
from backend.services.call_views import call_name
from backend.services.calls import locked_call
from backend.services.staff_users import StaffUserView

FOLDER = "recordings"
_NONCE = 12
# A player fetches a recording in parts, and again for each jump: within this time it is one listening.
ONE_LISTENING = timedelta(minutes=10)


def set_consent(uow: UnitOfWork, call_id: str, given: bool) -> None:
    """What the caller said about being recorded. Taken back, it deletes what was kept. Raises `NotFound`."""
    call = locked_call(uow, call_id)
    call.consent, call.consent_at = given, uow.now()
    if not given:
        _delete(uow, call)


def store(uow: UnitOfWork, call_id: str, sound: bytes) -> None:
    """Keeps the WAV file `sound`, encrypted; a second one replaces the first.

    Raises `NotFound`, `Conflict` (no consent), `InvalidInput` (no WAV file).
    """
    call = locked_call(uow, call_id)
    if not call.consent:
        raise Conflict("Η κλήση δεν ηχογραφείται χωρίς τη συγκατάθεση του πολίτη.")
    seconds = _seconds(sound)
    path = Path(FOLDER) / f"{call.id}.wav.enc"
    target = uow.settings.data_dir / path
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    nonce = os.urandom(_NONCE)
    part = target.with_suffix(".part")
    part.write_bytes(nonce + _cipher(uow).encrypt(nonce, sound, call.id.encode()))
    part.chmod(0o600)
    part.replace(target)
    call.audio_path, call.audio_seconds, call.audio_at, call.audio_deleted_at = str(path), seconds, uow.now(), None


def play(uow: UnitOfWork, user: StaffUserView, call_id: str) -> bytes:
    """The recording as a WAV file. Audited, once a listening. Raises `NotAllowed`, `NotFound` (none, deleted, or damaged)."""
    require_listener(user)
    call = uow.session.get(Call, call_id)
    if call is None or call.audio_path is None or not call.consent:
        raise NotFound("Δεν υπάρχει ηχογράφηση.")
    _note_listening(uow, user, call)
    try:
        stored = (uow.settings.data_dir / call.audio_path).read_bytes()
        return _cipher(uow).decrypt(stored[:_NONCE], stored[_NONCE:], call.id.encode())
    except (OSError, InvalidTag, ValueError) as error:
        raise NotFound("Η ηχογράφηση δεν διαβάζεται.") from error


def _note_listening(uow: UnitOfWork, user: StaffUserView, call: Call) -> None:
    action, since = "recording_played", uow.now() - ONE_LISTENING
    mine = audit.AuditFilter(actor=user.actor, action=action, object_type="call", object_id=call.id, since=since, per_page=1)
    if not audit.list_entries(uow, mine).total:
        audit.record(uow, user.actor, action, "call", call.id, call=call_name(call))


def delete_old(uow: UnitOfWork) -> int:
    """Deletes the recordings that are older than the setting says; returns how many."""
    before = uow.now() - timedelta(days=uow.settings.voice_keep_audio_days)
    old = uow.session.scalars(select(Call).where(Call.audio_path.is_not(None), Call.audio_at <= before)).all()
    for call in old:
        _delete(uow, call)
    return len(old)


def _delete(uow: UnitOfWork, call: Call) -> None:
    # The file first: should the commit fail, the row names a file that is gone, and the next round tries again.
    if call.audio_path:
        (uow.settings.data_dir / call.audio_path).unlink(missing_ok=True)
        call.audio_path, call.audio_deleted_at = None, uow.now()


def _cipher(uow: UnitOfWork) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=b"komotini call recordings").derive(uow.secret))


def _seconds(sound: bytes) -> float:
    try:
        with wave.open(io.BytesIO(sound)) as file:
            return float(file.getnframes() / file.getframerate())
    except (wave.Error, EOFError, ZeroDivisionError) as error:
        raise InvalidInput("Το αρχείο δεν είναι ήχος WAV.") from error
