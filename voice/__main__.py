"""``python -m voice``: the phone line. Ends with code 1 where it can't start or its SIP side has died; the supervisor starts it anew."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from pathlib import Path

import structlog

from voice.audiosocket import AudioSocketServer, AudioSocketSettings
from voice.grammars import Expects, phrases
from voice.health import Health
from voice.leg import CallServer, LineError
from voice.line import Line
from voice.manners import prompts
from voice.mouth import SLOW
from voice.rasa_client import RasaClient
from voice.recogniser import ModelUnavailable, Recogniser
from voice.register_client import RegisterClient
from voice.session import Manner
from voice.settings import HouseSettings, VoiceSettings
from voice.sip import Registration, SipServer, SipSettings
from voice.spool import Spool
from voice.synthesiser.base import SynthesisError, Synthesizer
from voice.synthesiser.cache import PromptCache
from voice.synthesiser.espeak import EspeakSynthesizer
from voice.synthesiser.voice import Voice
from voice.vad import Vad, VadUnavailable

WARM = ("yes_no", "afm", "place", "certificate_type", "problem_category")
_log = structlog.get_logger(__name__)


def ears(settings: VoiceSettings) -> Recogniser | None:
    """The recogniser, ready; None where the line can't hear, which is said plainly."""
    try:
        Vad()
        recogniser = Recogniser(settings.model_folder())
    except (ModelUnavailable, VadUnavailable) as error:
        _log.error("line_works_by_keys", reason=str(error))
        return None
    for kind in WARM:  # the lists are long; the first caller shall not wait for them
        recogniser.stream(phrases(Expects(kind))).close()
    return recogniser


def deaf_because(settings: VoiceSettings) -> str:
    """For staff, in Greek: why the line doesn't hear, and who mends it. The log has the rest."""
    folder = settings.model_folder()
    why = "Το μοντέλο αναγνώρισης δεν ανοίγει" if folder.is_dir() else f"Δεν υπάρχει ο φάκελος του μοντέλου ({folder.name})"
    mend = "διορθώνει τη ρύθμιση KOMOTINI_VOICE_MODEL" if settings.model else "φέρνει μοντέλο με την εντολή make voice-model-official"
    return f"{why}. Ο διαχειριστής του συστήματος {mend}."


async def synthesizers(settings: VoiceSettings) -> tuple[Synthesizer, Synthesizer | None]:
    """The voice that is set and the one behind it: espeak-ng, which speaks alone where Coqui can't start."""
    espeak = EspeakSynthesizer(settings.voice)
    if settings.coqui:
        from voice.synthesiser.coqui import CoquiSynthesizer

        try:
            engine = CoquiSynthesizer(Path(settings.coqui), workers=settings.coqui_workers)
            await engine.start()
            return engine, espeak
        except (SynthesisError, OSError) as error:
            _log.error("coqui_not_used", reason=str(error))
    return espeak, None


def servers(settings: VoiceSettings) -> list[CallServer]:
    """Where calls come in."""
    made: list[CallServer] = []
    if settings.sip:
        registration = None
        if settings.registrar:
            registration = Registration(settings.registrar, settings.registrar_user, settings.registrar_password.get_secret_value())
        srtp = "offered" if settings.srtp == "optional" else settings.srtp
        made.append(SipServer(SipSettings(settings.sip, settings.calls, targets=settings.targets(), registration=registration, srtp=srtp)))
    if settings.audiosocket:
        made.append(AudioSocketServer(AudioSocketSettings(settings.audiosocket, settings.calls)))
    return made


async def run(settings: VoiceSettings, house: HouseSettings) -> int:
    """Serve until told to stop; returns the process's exit code."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    secret = house.rasa_secret.get_secret_value()
    recogniser = await asyncio.to_thread(ears, settings)
    engine, reserve = await synthesizers(settings)
    variant = settings.voice.partition("+")[1:]
    english = EspeakSynthesizer("".join(("en", *variant)))
    voice = Voice(engine, PromptCache(house.data_dir / "voice" / "prompts", engine.name), reserve, english)
    await voice.prepare([*prompts.FIXED, prompts.hello(9), prompts.hello(20)], [settings.rate, settings.rate * SLOW])
    rasa = RasaClient(house.rasa_url, secret)
    register = RegisterClient(house.web_url(), secret, Spool(house.data_dir / "voice" / "spool"))
    target = next(iter(settings.targets()), None)
    line = Line(
        rasa, register, voice, recogniser, recogniser.card if recogniser else None,
        Manner(settings.rasa_timeout, target=target, ask_recording=settings.record == "ask"),
        limit=settings.calls, rate=settings.rate, silence_s=settings.silence,
    )  # fmt: skip
    line.deaf_because = "" if recogniser else deaf_because(settings)
    doors = servers(settings)
    if not doors:
        raise LineError("neither KOMOTINI_VOICE_SIP nor KOMOTINI_VOICE_AUDIOSOCKET is set: no call could come in")
    health = Health(settings.health_port, line.state)
    tasks: set[asyncio.Task[object]] = {asyncio.create_task(stop.wait())}
    try:
        for door in doors:
            await door.start(line.on_call)
            if isinstance(door, SipServer):
                tasks.add(asyncio.create_task(door.dead.wait()))
        line.address = doors[0].address
        await health.start()
        said = recogniser.card.sentence() if recogniser else "Η γραμμή λειτουργεί μόνο με πλήκτρα."
        _log.info("line_ready", address=", ".join(door.address for door in doors), model=said, voice=engine.name)
        tasks.add(asyncio.create_task(line.heartbeat()))
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if not stop.is_set():
            _log.error("line_died", reason="the SIP side has ended")
        return 0 if stop.is_set() else 1
    finally:
        for task in tasks:
            task.cancel()
        await health.stop()
        for door in doors:
            await door.stop()
        await line.settle()
        await rasa.close()
        await register.close()
        if recogniser is not None:
            recogniser.close()


def main() -> None:
    house = HouseSettings()
    logging.basicConfig(level=house.log_level, format="%(message)s", stream=sys.stdout)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars, structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(house.log_level)),
    )  # fmt: skip
    try:
        code = asyncio.run(run(VoiceSettings(), house))
    except (LineError, SynthesisError, OSError, ValueError) as error:
        _log.error("line_not_started", reason=str(error))
        code = 1
    # The SIP library's own threads must not keep a finished process.
    sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
