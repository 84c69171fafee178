"""Calls of every sort for the tests of the console (low confidence, a recording, an attack), and the line's heartbeat."""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass
from datetime import timedelta

from backend.database import Database, UnitOfWork
from backend.services import call_recordings, callbacks, calls, line_status
from backend.services.call_views import TurnReport

SENTENCE = "Μοντέλο el-telephone: 6,3 % λάθη λέξεων σε συνθετική ομιλία."
ATTACK = "<script>document.title='hacked'</script>"


@dataclass
class Calls:
    """Ids. `lamp` has a recording and words heard with low confidence; `plain` has neither."""

    lamp: str
    plain: str
    callback: int


def wav(seconds: float = 0.5) -> bytes:
    """Silence as the line records it: 8 kHz, 16 bit."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(int(seconds * 16000)))
    return out.getvalue()


def furnish_calls(database: Database, more: int = 0) -> Calls:
    """Two calls and, for the pages of the list, `more`."""
    with database.work() as uow:
        now = uow.now()
        line_status.heartbeat(
            uow,
            address="sip:line@127.0.0.1:5080",
            mode="speech",
            model={"name": "el-telephone", "wer": 6.3, "sentence": SENTENCE},
            voice="espeak-ng el+f2",
            limit=16,
            calls=1,
        )
        lamp = _call(uow, "lamp@sip", "+306900000001")
        timings = {"speech_ms": 1900, "wait_ms": 320, "recogniser_ms": 12, "dialogue_ms": 95, "first_sound_ms": 470}
        hello = "Δήμος Κομοτηνής, είμαι ο ψηφιακός βοηθός. Η κλήση ηχογραφείται, αν συμφωνείτε."
        calls.add_turn(uow, lamp, TurnReport(0, now, "start", said=(hello, "Πώς μπορώ να σας βοηθήσω;"), timings={"first_sound_ms": 120}))
        words = (("έχει", 0.98), ("καεί", 0.41), ("μια", 0.93), ("λάμπα", 0.87), ("στην", 0.9), ("ορφέως", 0.55))
        told = tuple({"word": word, "start": 0.0, "end": 0.2, "confidence": sure} for word, sure in words)
        understanding = {"intent": "report_problem", "confidence": 0.94}
        calls.add_turn(
            uow, lamp,
            TurnReport(
                1, now, "voice", " ".join(word for word, _ in words), told, 0.5, understanding, ("Σε ποιον αριθμό;",), True, timings
            ),
        )  # fmt: skip
        calls.add_turn(uow, lamp, TurnReport(2, now, "keys", "12", said=("Σωστά, Ορφέως 12;",), timings={"dialogue_ms": 80}))
        calls.add_turn(uow, lamp, TurnReport(3, now, "silence", said=("Με ακούτε;",)))
        call_recordings.set_consent(uow, lamp, True)
        call_recordings.store(uow, lamp, wav())
        calls.end_call(uow, lamp, how="caller", ended_at=now + timedelta(seconds=125))
        plain = _call(uow, "plain@sip", "")
        calls.add_turn(uow, plain, TurnReport(1, now, "voice", ATTACK, ({"word": ATTACK, "confidence": 0.9},), 0.9, None, (ATTACK,)))
        filed = callbacks.callback_from_line(uow, call_id=plain, phone="6900000002", reason="θέλει να μιλήσει με υπάλληλο", key="k")
        calls.end_call(uow, plain, how="vanished", ended_at=now + timedelta(seconds=31))
        for number in range(more):
            _call(uow, f"more-{number}@sip", f"+302531012{number:03d}")
    return Calls(lamp, plain, filed.case_id)


def _call(uow: UnitOfWork, line_id: str, caller: str) -> str:
    opened = calls.open_call(
        uow,
        line_id=line_id, caller=caller, called="line", started_at=uow.now(), recogniser="el-telephone", voice="el+f2",
    )  # fmt: skip
    return opened.id
