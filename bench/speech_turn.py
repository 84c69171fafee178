"""From the end of the caller's speech to the first sound of an answer, without network and dialogue: VAD, end of utterance, Vosk, voice.

``python -m bench.speech_turn [--calls 1 16]``. Sound comes in frames of 20 ms in real time, as on a line; the callers are espeak-ng voices
through A-law (synthetic speech). The end of speech is the last sample of the recording that can be heard. What a real turn adds is the
dialogue (`make bench` measures it) and the line (`python -m bench.line`).
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import logging
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import structlog

from bench.report import percentile, show
from ops.paths import ROOT
from voice.endpointing import Endpointer, Sound, SpeechEnded, SpeechStarted
from voice.grammars import Expects, phrases, value
from voice.leg import FRAME_BYTES, FRAME_MS
from voice.model.codecs import a_law
from voice.recogniser import Recogniser
from voice.synthesiser.cache import PromptCache
from voice.synthesiser.espeak import EspeakSynthesizer
from voice.synthesiser.voice import Voice
from voice.vad import Vad

TURNS = (
    (Expects("yes_no"), "ναι"),
    (Expects("yes_no"), "όχι δεν είναι σωστό"),
    (Expects("afm"), "μηδέν εννιά τέσσερα πέντε τρία ένα δύο οκτώ έξι"),
    (Expects("code", 4), "ένα τρία τρία επτά"),
    (Expects("certificate_type"), "πιστοποιητικό γέννησης"),
    (Expects("street"), "στην ορφέως δώδεκα"),
    (Expects(), "θέλω ένα πιστοποιητικό γέννησης"),
    (Expects(), "χάλασε η λάμπα στην ορφέως"),
)
VOICES = ("el", "el+f2", "el+m3")
PROMPT = "Μάλιστα. Πείτε μου σε ποιον δρόμο είναι."
FREE = "Βρήκα την αίτησή σας με αριθμό 1 2 3, την εξετάζει το ληξιαρχείο."


@dataclass(frozen=True)
class Turn:
    """Milliseconds from the end of speech to: its end being decided, the text, the first sound of a kept prompt, of a new sentence."""

    kind: str
    ended: float
    text: float
    prompt: float
    sentence: float
    right: bool


async def recording(text: str, voice: str) -> tuple[bytes, int]:
    """PCM of a caller with silence about it, and the milliseconds at which the speech in it ends."""
    sound = b"".join([chunk async for chunk in EspeakSynthesizer(voice).speak(text)])
    samples = np.concatenate([np.zeros(4000), np.frombuffer(sound, np.int16) / 32768, np.zeros(16000)])
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    noisy = samples + np.random.default_rng(len(text)).normal(0, 0.001, len(samples))
    return (np.clip(a_law(noisy), -1, 1) * 32767).astype("<i2").tobytes(), int(loud[-1] / 8)


async def first_sound(voice: Voice, text: str) -> None:
    async for _ in voice.say(text):
        return


async def turn(recogniser: Recogniser, voice: Voice, expects: Expects, pcm: bytes, speech_end: int, meant: str | None) -> Turn:
    """One caller, in real time."""
    endpointer, stream = Endpointer(Vad(), expects), recogniser.stream(phrases(expects))
    began = time.perf_counter()
    over: SpeechEnded | None = None
    for number in itertools.count():
        due = began + (number + 1) * FRAME_MS / 1000
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        frame = pcm[number * FRAME_BYTES : (number + 1) * FRAME_BYTES]
        for event in endpointer.feed(frame):
            if isinstance(event, Sound):
                endpointer.heard(await stream.feed(event.pcm))
            elif isinstance(event, SpeechStarted):
                over = None
            else:
                over = event
        if over is not None or len(frame) < FRAME_BYTES:
            break
    ended = time.perf_counter()
    heard = await stream.result()
    texted = time.perf_counter()
    stream.close()
    await first_sound(voice, PROMPT)
    prompted = time.perf_counter()
    await first_sound(voice, FREE)
    spoken = time.perf_counter()
    decided, written, said = ((at - began) * 1000 - speech_end for at in (ended, texted, prompted))
    right = heard.text == meant or (meant is not None and value(expects, heard.text) == value(expects, meant))
    return Turn(expects.manner, decided, written, said, written + (spoken - prompted) * 1000, over is not None and right)


async def measure(calls: int, rounds: int, recogniser: Recogniser, voice: Voice) -> list[Turn]:
    """`calls` callers at once, each with its own turns."""
    recordings = {(text, name): await recording(text, name) for _, text in TURNS for name in VOICES}

    async def caller(number: int) -> list[Turn]:
        await asyncio.sleep(number * 0.137)  # callers don't begin together
        turns = []
        for step in range(rounds):
            expects, text = TURNS[(number + step) % len(TURNS)]
            pcm, end = recordings[text, VOICES[(number + step) % len(VOICES)]]
            turns.append(await turn(recogniser, voice, expects, pcm, end, text))
        return turns

    return [one for some in await asyncio.gather(*map(caller, range(calls))) for one in some]


def row(what: str, turns: list[Turn]) -> dict[str, Any]:
    def spread(times: list[float]) -> tuple[float, float]:
        return percentile(times, 0.5), percentile(times, 0.95)

    (end50, end95), (text50, text95) = spread([one.ended for one in turns]), spread([one.text for one in turns])
    (prompt50, prompt95), (said50, said95) = spread([one.prompt for one in turns]), spread([one.sentence for one in turns])
    return {
        "what": what, "turns": len(turns), "end p50 ms": end50, "p95": end95, "text p50 ms": text50, "text p95": text95,
        "prompt p50 ms": prompt50, "prompt p95": prompt95, "espeak p50 ms": said50, "espeak p95": said95,
        "understood %": 100 * sum(one.right for one in turns) / max(1, len(turns)),
    }  # fmt: skip


async def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.speech_turn", description=__doc__)
    parser.add_argument("--calls", type=int, nargs="+", default=[1, 16])
    parser.add_argument("--rounds", type=int, default=16, help="turns of each caller")
    parser.add_argument("--model", type=Path, default=ROOT / "voice" / "models" / "el-telephone")
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    recogniser, engine = Recogniser(options.model), EspeakSynthesizer()
    with tempfile.TemporaryDirectory(prefix="komotini-bench-") as folder:
        voice = Voice(engine, PromptCache(Path(folder), engine.name))
        await voice.prepare([PROMPT])
        rows = []
        for calls in options.calls:
            turns = await measure(calls, options.rounds, recogniser, voice)
            rows += [
                row(f"{calls} at once: {kind}", [one for one in turns if one.kind == kind]) for kind in dict.fromkeys(t.kind for t in turns)
            ]
            rows.append(row(f"{calls} at once: all", turns))
    show("end of speech to first sound (synthetic callers)", rows)
    recogniser.close()


if __name__ == "__main__":
    asyncio.run(main())
