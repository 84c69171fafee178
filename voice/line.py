"""The running line: ears, voice and servers put together, one `Session` per call, and a heartbeat."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog

from voice.ears import Ears, Listener
from voice.endpointing import Endpointer, SpeechProbability
from voice.leg import CallLeg, CallOver
from voice.mouth import Mouth, Speaker
from voice.rasa_client import RasaClient
from voice.recogniser import ModelCard
from voice.recording import Recorder
from voice.register_client import RegisterClient
from voice.session import Manner, Session, serve
from voice.talk import Talk
from voice.vad import Vad

HEARTBEAT_SECONDS = 30.0
_log = structlog.get_logger(__name__)


@dataclass
class Line:
    """What all calls share. `recogniser` None: the line works by keys."""

    rasa: RasaClient
    register: RegisterClient
    voice: Speaker
    recogniser: Listener | None = None
    card: ModelCard | None = None
    manner: Manner = field(default_factory=Manner)
    address: str = ""
    limit: int = 16
    rate: float = 1.0
    silence_s: float = 7.0
    vad: Callable[[], SpeechProbability] = Vad
    deaf_because: str = ""
    """For staff: why there is no recogniser."""

    def __post_init__(self) -> None:
        self.calls = 0
        self._finishing: set[asyncio.Task[None]] = set()

    @property
    def mode(self) -> str:
        return "keys" if self.recogniser is None else "speech"

    def state(self) -> dict[str, Any]:
        """For GET /health."""
        return {"status": "ok", "address": self.address, "mode": self.mode, "calls": self.calls}

    def status(self) -> dict[str, Any]:
        """For staff; the model's word error rate in per cent."""
        card = self.card
        model: dict[str, Any] | None = {"name": "", "wer": None, "sentence": self.deaf_because} if self.deaf_because else None
        if card is not None:
            model = {"name": card.name, "wer": None if card.wer is None else round(card.wer * 100, 2), "sentence": card.sentence()}
        return {
            "address": self.address, "mode": self.mode, "model": model, "voice": self.voice.name, "limit": self.limit, "calls": self.calls,
        }  # fmt: skip

    async def heartbeat(self) -> None:
        """Tell how the line does, and send again what could not be sent; without end."""
        while True:
            await self.register.status(self.status())
            await self.register.line()
            with contextlib.suppress(Exception):
                await self.register.send_spooled()
            await asyncio.sleep(HEARTBEAT_SECONDS)

    async def on_call(self, leg: CallLeg) -> None:
        """Serve a call."""
        self.calls += 1
        try:
            await self._serve(leg)
        finally:
            self.calls -= 1

    async def settle(self) -> None:
        """Until the records of ended calls have been sent or spooled."""
        if self._finishing:
            await asyncio.wait(self._finishing, timeout=5)

    async def _serve(self, leg: CallLeg) -> None:
        info = leg.info
        record = self.register.call(
            {
                "line_id": info.id, "caller": info.caller, "called": info.called, "started_at": info.started_at.isoformat(),
                "recogniser": self.card.name if self.card else None, "voice": self.voice.name,
            }
        )  # fmt: skip
        recorder = Recorder()
        mouth = Mouth(leg, self.voice, self.rate, recorder.said)
        mouth.on_flush = recorder.silenced
        endpointer = Endpointer(self.vad()) if self.recogniser is not None else None
        ears = Ears(leg, self.recogniser, endpointer, silence_s=self.silence_s, line_speaks=lambda: mouth.speaking, tap=recorder.heard)
        talk = Talk(ears, mouth, lambda turn: record.turn(turn.body()), deaf=self.recogniser is None)
        how, hearing = "failed", None
        try:
            await leg.answer()
            hearing = asyncio.create_task(ears.run())
            how = await serve(Session(leg, talk, record, self.rasa, self.register, self.manner, recorder), leg)
            await leg.hangup()
        except CallOver:
            how = leg.ended.value if leg.ended is not None else "caller"
        finally:
            mouth.stop()
            if hearing is not None:
                hearing.cancel()
                await asyncio.gather(hearing, return_exceptions=True)
            _log.info("call_ended", how=how, turns=talk.turn.seq)
            task = asyncio.create_task(record.finish(how, recorder.wav()))
            self._finishing.add(task)
            task.add_done_callback(self._finishing.discard)
