"""A telephone: Debian's baresip, driven over its control socket, so that a test or `make call` places a real SIP call.

Each turn's WAV is played with silence after it, since the program hangs up where a file ends. Both directions are recorded by the program
itself; times are read off those two tracks. The tracks start at different moments, so their lengths are compared again and again
while a turn lasts, and the mean difference aligns them (to about half a frame, 10 ms, however late we look).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from tests.support import tracks
from tests.support.tracks import RATE, Samples

MODULES = Path("/usr/lib/baresip/modules")
TAIL_MS = 120_000  # what follows each WAV, so that the line has two minutes to answer
POLL = 0.02


class CallFailed(AssertionError):
    """The call did not come about, or not to where the caller wanted it."""


@dataclass
class Turn:
    """One thing said by the caller. Times in ms; None where it didn't happen.

    `answer_ms`: from the end of the caller's speech to the first sound of the answer. `silenced_ms`: where the line was speaking when the
    caller began (barge-in), from the caller's first sound to silence. `answer`: what came, from the caller's end of speech on.
    """

    name: str
    answer_ms: float | None = None
    answer_seconds: float = 0.0
    silenced_ms: float | None = None
    answer: Samples = field(default_factory=lambda: np.zeros(0, dtype="<i2"), repr=False)


def free_port() -> int:
    """A port of this machine that is free for UDP and TCP."""
    while True:
        with socket.socket(type=socket.SOCK_STREAM) as stream, socket.socket(type=socket.SOCK_DGRAM) as datagram:
            stream.bind(("127.0.0.1", 0))
            port = int(stream.getsockname()[1])
            try:
                datagram.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def program() -> str:
    path = shutil.which("baresip")
    if path is None:
        raise CallFailed("baresip is missing: apt-get install baresip-core")
    return path


class Caller:
    """One phone with one call at a time. Use as an async context manager; `folder` takes its configuration and recordings."""

    def __init__(
        self, folder: Path, *, user: str = "2531012345", codecs: str = "pcma,pcmu", srtp: str | None = None,
        answers: bool = False, key_mode: str = "rtpevent", port: int = 0,
    ) -> None:  # fmt: skip
        self.folder = folder
        self.port = port or free_port()
        self.address = f"sip:{user}@127.0.0.1:{self.port}"
        self.events: list[dict[str, Any]] = []
        self.turns: list[Turn] = []
        self.closed_reason: str | None = None
        self._user, self._codecs, self._srtp, self._answers, self._key_mode = user, codecs, srtp, answers, key_mode
        self._process: asyncio.subprocess.Process | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._listener: asyncio.Task[None] | None = None
        self._answered = False
        self._files = 0
        self._gaps: list[int] = []

    # -- the program ----------------------------------------------------------------------------------------------

    async def __aenter__(self) -> Caller:
        self.folder.mkdir(parents=True, exist_ok=True)
        control = free_port()
        modules = ["g711", "g722", "aufile", "aubridge", "sndfile", "srtp"]
        account = [f"<sip:{self._user}@127.0.0.1:{self.port}>", "regint=0", f"audio_codecs={self._codecs}", f"dtmfmode={self._key_mode}"]
        if self._srtp:
            account.append(f"mediaenc={self._srtp}")
        if self._answers:
            account.append("answermode=auto")
        lines = [
            "poll_method epoll", f"sip_listen 127.0.0.1:{self.port}", "net_interface 127.0.0.1", "call_max_calls 4",
            f"audio_source aufile,{self._wav(tracks.silence(0))}", "audio_player aubridge,sink", "audio_alert aubridge,alert",
            "ausrc_srate 8000", "auplay_srate 8000", "ausrc_channels 1", "auplay_channels 1", "jitter_buffer_type off",
            f"snd_path {self.folder}", f"module_path {MODULES}", *(f"module {name}.so" for name in modules),
            "module_app account.so", "module_app menu.so", "module ctrl_tcp.so", f"ctrl_tcp_listen 127.0.0.1:{control}",
        ]  # fmt: skip
        (self.folder / "config").write_text("\n".join(lines) + "\n")
        (self.folder / "accounts").write_text(";".join(account) + "\n")
        with (self.folder / "log").open("wb") as log:
            self._process = await asyncio.create_subprocess_exec(
                program(), "-f", str(self.folder), stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log
            )
        reader = await self._connect(control)
        self._listener = asyncio.create_task(self._listen(reader))
        await self.command("listcalls")
        await self.until(lambda: self._answered, 15, "a word from baresip")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._writer is not None:
            with contextlib.suppress(OSError):
                await self.command("hangup")
                await self.command("quit")
        if self._process is not None:
            try:
                await asyncio.wait_for(self._process.wait(), 5)
            except TimeoutError:
                self.kill()
                await self._process.wait()
        if self._listener is not None:
            self._listener.cancel()
        if self._writer is not None:
            self._writer.close()

    def kill(self) -> None:
        """Vanish: no BYE, no more sound."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()

    async def _connect(self, port: int) -> asyncio.StreamReader:
        for _ in range(500):
            assert self._process is not None
            if self._process.returncode is not None:
                raise CallFailed(f"baresip ended: {self.log()}")
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(POLL)
                continue
            if writer.get_extra_info("sockname") != writer.get_extra_info("peername"):
                self._writer = writer
                return reader
            writer.close()  # nobody listened yet, and the kernel has connected the socket to itself
        raise CallFailed(f"baresip does not listen: {self.log()}")

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")[-2000:]

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                length = int((await reader.readuntil(b":"))[:-1])
                message = json.loads((await reader.readexactly(length + 1))[:-1])
                self._answered |= bool(message.get("response"))
                if message.get("event"):
                    self.events.append(message)
                    if message["type"] == "CALL_CLOSED":
                        self.closed_reason = message.get("param", "")

    async def command(self, name: str, params: str = "") -> None:
        assert self._writer is not None
        text = json.dumps({"command": name, "params": params, "token": name})
        self._writer.write(f"{len(text)}:{text},".encode())
        await self._writer.drain()

    async def until(self, condition: Callable[[], bool], seconds: float, what: str) -> None:
        """Wait for `condition`; raises CallFailed with the program's log when it doesn't come true."""
        for _ in range(int(seconds / POLL)):
            if condition():
                return
            await asyncio.sleep(POLL)
        raise CallFailed(f"{what} did not happen within {seconds:.0f} s; events {[event['type'] for event in self.events][-8:]}")

    def has(self, kind: str) -> bool:
        return any(event["type"] == kind for event in self.events)

    # -- the call -------------------------------------------------------------------------------------------------

    async def dial(self, address: str, seconds: float = 15) -> None:
        """Call `address`; returns when it is answered. Raises CallFailed with the reason where it isn't."""
        self.closed_reason = None
        self.events.clear()
        await self.command("dial", address)
        await self.until(lambda: self.has("CALL_ESTABLISHED") or self.closed_reason is not None, seconds, "the answer")
        if not self.has("CALL_ESTABLISHED"):
            raise CallFailed(self.closed_reason)
        await self.until(lambda: self.over or bool(self._dump("dec") and self._dump("enc")), 5, "the recording")

    @property
    def call_id(self) -> str | None:
        """The SIP Call-ID of the call: what the line knows it by."""
        return next((event["id"] for event in reversed(self.events) if event.get("id")), None)

    @property
    def over(self) -> bool:
        return self.closed_reason is not None

    async def hangup(self) -> None:
        await self.command("hangup")
        await self.until(lambda: self.over, 5, "the end of the call")

    async def keys(self, keys: str) -> None:
        """Press keys one after the other, as a person does: each only when the one before has gone out."""
        for key in keys:
            await self.command("sndcode", key)
            start = self._length("enc")
            await self.until(lambda start=start: self._length("enc") >= start + RATE // 4 or self.over, 5, "a key")  # type: ignore[misc]

    async def say(
        self, wav: Path | Samples, *, name: str = "", wait: bool = True, quiet_ms: int = 1500, patience_s: float = 15, barge: bool = False
    ) -> Turn:
        """Say something and, with `wait`, wait for the answer and its end (`quiet_ms` of silence).

        Without `barge` the line is first let finish what it is saying.
        """
        if not barge:
            await self.wait_quiet(quiet_ms, patience_s)
        samples = tracks.read_wav(wav) if isinstance(wav, Path) else wav
        turn = Turn(name or (wav.name if isinstance(wav, Path) else f"{len(self.turns) + 1}"))
        self.turns.append(turn)
        self._gaps = []
        self._align()
        before = len(self.sent())
        await self.command("ausrc", f"aufile,{self._wav(samples)}")
        spoken = tracks.end_of_speech(samples)
        await self.until(lambda: self._end(before) is not None or self.over, spoken / RATE + 5, "the end of our speech")
        end = self._end(before)
        if end is not None and wait:
            await self._await_answer(end, quiet_ms, patience_s)
        self._measure(turn, tracks.first_sound(self.sent(), before, tracks.LOUD / 2), end)
        return turn

    async def press(self, keys: str, *, quiet_ms: int = 1500, patience_s: float = 15, barge: bool = False) -> Turn:
        """Press keys as a turn of their own: like `say`, with the last key's press in place of the end of speech."""
        if not barge:
            await self.wait_quiet(quiet_ms, patience_s)
        turn = Turn(f"keys {keys}")
        self.turns.append(turn)
        self._gaps = []
        await self.keys(keys[:-1])
        pressed = len(self.sent())
        self._align()
        await self.keys(keys[-1:])
        await self._await_answer(pressed, quiet_ms, patience_s)
        self._measure(turn, pressed, pressed)
        return turn

    async def wait_quiet(self, quiet_ms: int = 1500, patience_s: float = 30, *, anew: bool = False) -> None:
        """Until the line has said something in this call and is silent for `quiet_ms`, or has said nothing for as long as `patience_s`.

        `anew`: silence counts from now on only.
        """
        need = quiet_ms * RATE // 1000
        start = self._length("dec") if anew else 0
        sounded = tracks.last_sound(self.received()) is not None
        for _ in range(int(patience_s / POLL)):
            tail = self._tail("dec", need)
            quiet = tracks.last_sound(tail) is None
            sounded |= not quiet
            if self.over or (sounded and quiet and len(tail) >= need and self._length("dec") - start >= need):
                return
            await asyncio.sleep(POLL)

    async def _await_answer(self, end: int, quiet_ms: int, patience_s: float) -> None:
        """Until something has been said after our sample `end` and is followed by `quiet_ms` of silence."""
        for _ in range(int((patience_s + 60) / POLL)):
            self._align()
            heard = self.received()
            first = tracks.first_sound(heard, self._there(end, heard))
            if self.over or (first is None and len(self.sent()) - end > patience_s * RATE):
                return
            last = None if first is None else tracks.last_sound(heard, first)
            if first is not None and last is not None and len(heard) - last >= quiet_ms * RATE // 1000:
                return
            await asyncio.sleep(POLL)

    def _end(self, before: int) -> int | None:
        """Where in the sent track our speech ends, once it has been silent there for 200 ms."""
        self._align()
        sent = self.sent()
        end = tracks.last_sound(sent, before, tracks.LOUD / 2)
        return end if end is not None and len(sent) - end >= RATE // 5 else None

    def _align(self) -> None:
        """Note by how much the received track is longer than the sent one right now."""
        self._gaps.append(self._length("dec") - self._length("enc"))

    def _there(self, sent: int, heard: Samples) -> int:
        """The sample of the received track that came when our sample `sent` left: by the mean of this turn's notes without extremes."""
        ordered = np.sort(self._gaps)
        tenth = len(ordered) // 10
        gap = int(np.mean(ordered[tenth : len(ordered) - tenth]))
        return min(max(0, sent + gap), len(heard))

    def _measure(self, turn: Turn, began: int | None, end: int | None) -> None:
        heard = self.received()
        if began is not None:
            there = self._there(began, heard)
            if tracks.loudness(heard[max(0, there - RATE // 10) : there]).max(initial=0) > tracks.LOUD:
                quiet = tracks.first_quiet(heard, there)
                turn.silenced_ms = None if quiet is None else (quiet - there) * 1000 / RATE
        if end is None:
            return
        there = self._there(end, heard)
        turn.answer = heard[there:]
        first = tracks.first_sound(heard, there)
        if first is not None:
            last = tracks.last_sound(heard, first) or first
            turn.answer_ms = (first - there) * 1000 / RATE
            turn.answer_seconds = (last - first) / RATE

    # -- recordings -----------------------------------------------------------------------------------------------

    def sent(self) -> Samples:
        """What we have said so far."""
        return self._track("enc")

    def received(self) -> Samples:
        """What we have heard so far."""
        return self._track("dec")

    def save(self, folder: Path) -> tuple[Path, Path]:
        """Both directions as WAV files with whole headers: (sent, received)."""
        folder.mkdir(parents=True, exist_ok=True)
        return tracks.write_wav(folder / "sent.wav", self.sent()), tracks.write_wav(folder / "received.wav", self.received())

    def _track(self, side: str) -> Samples:
        path = self._dump(side)
        return tracks.growing_wav(path) if path else np.zeros(0, dtype="<i2")

    def _length(self, side: str) -> int:
        """Samples of a track so far."""
        path = self._dump(side)
        return tracks.growing_length(path) if path else 0

    def _tail(self, side: str, samples: int) -> Samples:
        """The newest samples of a track: reading all of a long call again and again would keep a machine busy."""
        path = self._dump(side)
        return tracks.growing_wav(path, samples) if path else np.zeros(0, dtype="<i2")

    def _dump(self, side: str) -> Path | None:
        found = sorted(self.folder.glob(f"dump-*-{side}.wav"), key=lambda path: path.stat().st_mtime_ns)
        return found[-1] if found else None

    def _wav(self, samples: Samples) -> Path:
        self._files += 1
        return tracks.write_wav(self.folder / f"say{self._files}.wav", np.concatenate([samples, tracks.silence(TAIL_MS)]))
