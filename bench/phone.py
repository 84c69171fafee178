"""Whole calls to a whole house: from the end of the caller's speech to the first sound of the answer, dialogue included.

``python -m bench.phone [--calls 1 16] [--turns 6]`` on a house of its own. The callers are hand-made SIP peers in this process, one packet
each 20 ms; they speak by espeak-ng (synthetic speech) through A-law: clean, with 10 dB of noise, or losing 1 to 5 % of the packets
that they send. The end of speech is the last sample of the recording that can be heard; the answer's first sound is the first packet that
isn't silence, by the kernel's stamp. ``answered`` is the share of turns that brought an answer at all. Then others speak into what the
line says (``--barge-in``).
"""

from __future__ import annotations

import argparse
import asyncio
import io
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from bench.report import percentile, show
from ops.paths import ROOT
from ops.training import model_path
from ops.trial import start_trial, trial_line
from tests.support import tracks
from tests.support.sip_peer import PCMA_SILENCE, SipPeer
from tests.support.spoken import speak

SENTENCES = (
    "χάλασε η λάμπα στην οδό Ορφέως",
    "όχι",
    "θέλω ένα πιστοποιητικό γέννησης",
    "ακύρωση",
    "ναι",
    "τι ώρες λειτουργεί το δημαρχείο",
)
VOICES = ("el", "el+f2", "el+m3")
FRAME = 0.02
QUIET = 1.2  # seconds of silence after which the line has finished speaking
PATIENCE = 12.0
SEED = 20260


@dataclass(frozen=True)
class Weather:
    """What happens to the caller's sound on its way."""

    name: str
    snr_db: float | None = None
    loss: float = 0.0


WEATHERS = (
    Weather("clean"), Weather("noise 10 dB", snr_db=10.0), Weather("1 % loss", loss=0.01), Weather("2 % loss", loss=0.02),
    Weather("5 % loss", loss=0.05),
)  # fmt: skip


def noisy(samples: tracks.Samples, snr_db: float, rng: np.random.Generator) -> tracks.Samples:
    """`samples` with white noise, `snr_db` below the speech's own power."""
    power = float(np.mean(samples.astype(np.float64) ** 2))
    noise = rng.normal(0.0, np.sqrt(power / 10 ** (snr_db / 10)), len(samples))
    return np.clip(samples + noise, -32768, 32767).astype("<i2")


def encoded(samples: tracks.Samples) -> list[bytes]:
    """A-law packets of 20 ms."""
    file = io.BytesIO()
    soundfile.write(file, samples, tracks.RATE, format="RAW", subtype="ALAW")
    body = file.getvalue()
    return [body[at : at + 160].ljust(160, b"\xd5") for at in range(0, len(body), 160)]


def levels() -> np.ndarray[Any, np.dtype[np.float64]]:
    """What each A-law byte means, as a sample."""
    table, _ = soundfile.read(io.BytesIO(bytes(range(256))), dtype="int16", format="RAW", subtype="ALAW", samplerate=8000, channels=1)
    return table.astype(np.float64)


LEVELS = levels()


def is_loud(payload: bytes) -> bool:
    """Whether a packet holds sound, by the same measure as everywhere in the tests."""
    return len(payload) == 160 and float(np.sqrt(np.mean(LEVELS[np.frombuffer(payload, np.uint8)] ** 2))) > tracks.LOUD


class Phone:
    """A caller who never stops sending: silence, or what is to be said."""

    def __init__(self, peer: SipPeer, weather: Weather, chance: random.Random) -> None:
        self.peer, self.weather, self.chance = peer, weather, chance
        self._queue: list[bytes] = []
        self._seen = 0
        self._loud: list[float] = []
        self._noise = noise_packets(weather, chance)

    async def send(self) -> None:
        """One packet each 20 ms, without end."""
        assert self.peer.remote is not None
        due = time.perf_counter()
        while True:
            payload = self._queue.pop(0) if self._queue else self._noise[self.chance.randrange(len(self._noise))]
            if self.chance.random() < self.weather.loss:
                self.peer.rtp.sequence += 1  # on its way, and never there
            else:
                self.peer.rtp.send(payload, self.peer.remote)
            due += FRAME
            await asyncio.sleep(max(0.0, due - time.perf_counter()))

    def queue(self, packets: list[bytes]) -> None:
        """To be said, after what waits already."""
        self._queue += packets

    @property
    def waiting(self) -> int:
        """Packets that have not gone out yet."""
        return len(self._queue)

    def loud(self) -> list[float]:
        """When each packet of sound came, by the kernel."""
        arrivals = self.peer.rtp.arrivals
        while self._seen < len(arrivals):
            at, _, payload = arrivals[self._seen]
            if is_loud(payload):
                self._loud.append(at)
            self._seen += 1
        return self._loud

    async def quiet(self, since: float) -> bool:
        """Until the line has said something after `since` and has finished; False where it says nothing for a long time."""
        while True:
            after = [at for at in self.loud()[-500:] if at > since]
            now = time.time()
            if after and now - after[-1] > QUIET:
                return True
            if not after and now - since > PATIENCE:
                return False
            await asyncio.sleep(0.05)

    async def say(self, packets: list[bytes], end: int) -> float | None:
        """Milliseconds from the end of our speech (packet `end`) to the answer's first sound; None without an answer."""
        self._queue += packets
        while len(self._queue) > len(packets) - end:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        ended = time.time()
        answered = await self.quiet(ended)
        after = [at for at in self.loud() if at > ended]
        return (after[0] - ended) * 1000 if answered else None


def noise_packets(weather: Weather, chance: random.Random) -> list[bytes]:
    """What a caller's line carries while nobody speaks."""
    if weather.snr_db is None:
        return [PCMA_SILENCE]
    hiss = np.random.default_rng(chance.randrange(2**32)).normal(0, 3000 / 10 ** (weather.snr_db / 20), 160 * 100)
    return encoded(hiss.astype("<i2"))


def recording(folder: Path, text: str, voice: str, weather: Weather) -> tuple[list[bytes], int]:
    """Packets of a sentence, and the packet in which its last sound is."""
    path = folder / f"{abs(hash((text, voice)))}.wav"
    samples = tracks.read_wav(path if path.exists() else speak(text, path, voice))
    end = tracks.end_of_speech(samples)
    power = float(np.sqrt(np.mean(samples[:end].astype(np.float64) ** 2)))
    # All of it is sent: the weak end of a last «ς» lies below what counts as sound, and belongs to the word.
    samples = (samples * (3000 / power)).clip(-32768, 32767).astype("<i2")
    if weather.snr_db is not None:
        samples = noisy(samples, weather.snr_db, np.random.default_rng(len(text)))
    return encoded(samples), (end + 159) // 160


async def caller(number: int, port: int, turns: int, weather: Weather, folder: Path) -> list[float | None]:
    """One call: the greeting, then `turns` sentences. Times of the answers; None where there was none."""
    await asyncio.sleep(number * 0.37)  # callers don't begin together
    chance = random.Random(SEED + number)
    with SipPeer(port) as peer:
        started = time.time()
        response = await peer.invite()
        if peer.remote is None:
            print(f"a call was refused: {response.status}", file=sys.stderr)
            return [None] * turns
        phone = Phone(peer, weather, chance)
        sending = asyncio.create_task(phone.send())
        times: list[float | None] = []
        try:
            await phone.quiet(started)
            for step in range(turns):
                text, voice = SENTENCES[(number + step) % len(SENTENCES)], VOICES[number % len(VOICES)]
                times.append(await phone.say(*recording(folder, text, voice, weather)))
            await peer.bye()
        except TimeoutError:
            times += [None] * (turns - len(times))
        finally:
            sending.cancel()
    return times


async def interrupter(port: int, folder: Path, number: int) -> list[float]:
    """One call that speaks into the greeting and into the answer to that. Milliseconds from its first sound to the line's last."""
    text, voice, weather = "τι ώρες λειτουργεί το δημαρχείο", VOICES[number % len(VOICES)], WEATHERS[0]
    packets, end = recording(folder, text, voice, weather)
    first = next(at for at, packet in enumerate(packets) if is_loud(packet))
    times = []
    with SipPeer(port) as peer:
        await peer.invite()
        phone = Phone(peer, weather, random.Random(SEED + number))
        sending = asyncio.create_task(phone.send())
        since = time.time()
        try:
            for _ in range(2):
                while not (loud := [at for at in phone.loud() if at > since]) or time.time() - loud[0] < 1.0 + 0.013 * number:  # noqa: ASYNC110
                    await asyncio.sleep(0.005)
                phone._queue += packets
                while len(phone._queue) > len(packets) - first:  # noqa: ASYNC110
                    await asyncio.sleep(0.001)
                began = time.time()
                while len(phone._queue) > len(packets) - end:  # noqa: ASYNC110
                    await asyncio.sleep(0.005)
                since = time.time()
                # Answers come half a second after we end: what is loud before that is what was being said.
                last = [at for at in phone.loud() if at < since]
                times.append(max(0.0, (last[-1] - began) * 1000))
            await peer.bye()
        finally:
            sending.cancel()
    return times


def row(calls: int, weather: Weather, times: list[float | None]) -> dict[str, Any]:
    answered = [one for one in times if one is not None]
    return {
        "calls at once": calls, "line": weather.name, "turns": len(times), "answered %": 100 * len(answered) / max(1, len(times)),
        "p50 ms": percentile(answered, 0.5), "p95 ms": percentile(answered, 0.95), "max ms": max(answered, default=float("nan")),
    }  # fmt: skip


async def measure(port: int, calls: list[int], turns: int, folder: Path, weathers: list[Weather]) -> list[dict[str, Any]]:
    rows = []
    for weather in weathers:
        for count in calls:
            found = await asyncio.gather(*(caller(number, port, turns, weather, folder) for number in range(count)))
            rows.append(row(count, weather, [one for some in found for one in some]))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.phone")
    parser.add_argument("--calls", type=int, nargs="+", default=[1, 16])
    parser.add_argument("--turns", type=int, default=8, help="sentences of each caller")
    parser.add_argument("--port", type=int, help="SIP port of a line that runs already; without it a house is started")
    parser.add_argument("--only", choices=[weather.name for weather in WEATHERS], help="one kind of line")
    parser.add_argument("--coqui", default="", help="folder of a Coqui voice that speaks in place of espeak-ng")
    parser.add_argument("--barge-in", type=int, default=15, help="calls that interrupt the line, twice each")
    options = parser.parse_args()
    weathers = [weather for weather in WEATHERS if options.only in (None, weather.name)]
    with tempfile.TemporaryDirectory(prefix="komotini-bench-") as name:
        folder = Path(name)
        stack = None
        if options.port is None:
            stack, _ = start_trial(
                folder / "house", model_path(ROOT / "var"), line=trial_line(calls=max(options.calls), coqui=options.coqui)
            )
            assert stack.line is not None
        port = options.port or int(stack.line.sip.rpartition(":")[2])  # type: ignore[union-attr]
        try:
            speaker = "Coqui speaks" if options.coqui else "espeak-ng speaks"
            show(f"end of speech to first sound of the answer, whole calls (synthetic callers, {speaker})",
                 asyncio.run(measure(port, options.calls, options.turns, folder, weathers)))  # fmt: skip
            times = [one for number in range(options.barge_in) for one in asyncio.run(interrupter(port, folder, number))]
            if times:
                found = {"p50 ms": percentile(times, 0.5), "p95 ms": percentile(times, 0.95), "max ms": max(times)}
                show("caller's first sound to silence on the wire (barge-in by voice)", [{"times": len(times), **found}])
        finally:
            if stack is not None:
                stack.stop()


if __name__ == "__main__":
    main()
