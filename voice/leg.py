"""One side of a phone call, whatever carries it.

Audio is 16-bit little-endian mono PCM at 8000 Hz throughout; a frame is 20 ms = 160 samples = 320 bytes. `voice.sip` and
`voice.audiosocket` both carry calls this way, and the conversation above them can't tell which one it has.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

SAMPLE_RATE = 8000
FRAME_MS = 20
FRAME_BYTES = SAMPLE_RATE * 2 * FRAME_MS // 1000
BYTES_PER_MS = SAMPLE_RATE * 2 // 1000
SILENCE = bytes(FRAME_BYTES)
KEYS = frozenset("0123456789*#")


class LegError(Exception):
    """Anything that goes wrong with a call on the wire."""


class CallOver(LegError):
    """The call has ended, so what was asked of it can't be done any more."""


class TransferFailed(LegError):
    """The caller could not be handed to somebody else; the call goes on. `status` is the SIP code where there is one."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class TransferNotAllowed(TransferFailed):
    """The target is not one of the configured numbers. Nothing was sent."""


class LineError(LegError):
    """The line itself can't start or has died; the text says what to mend."""


class Ended(Enum):
    """How a call came to its end."""

    CALLER = "caller"  # hung up, or gave up before the answer
    LINE = "line"  # we hung up
    TRANSFERRED = "transferred"
    VANISHED = "vanished"  # no sound from the caller any more
    FAILED = "failed"  # the connection or its protocol broke


@dataclass(frozen=True)
class CallInfo:
    """What is known of a call before the first word. `id` is unique per line; `caller` and `called` are numbers or SIP users."""

    id: str
    caller: str | None
    called: str | None
    started_at: datetime


class CallLeg(Protocol):
    """A call in progress. All methods belong to the event loop that the server was started on."""

    info: CallInfo
    ended: Ended | None
    """How the call ended; None while it lasts."""

    async def answer(self) -> None:
        """Take the call; returns when sound flows. Raises CallOver where the caller has given up already."""

    async def read(self) -> bytes | None:
        """The next frame (320 bytes) of what the caller says; None when the call is over.

        Fifty frames a second come, whatever the network does: where the caller sends nothing for 100 ms, silence is filled in.
        Sound that nobody reads is dropped, oldest first, beyond one second.
        """

    def write(self, pcm: bytes) -> None:
        """Say `pcm`, any length, after what is already waiting; the leg paces it. An odd last byte waits for its other half.
        Ignored when the call is over."""

    def flush(self) -> None:
        """Be silent now: what is waiting is thrown away (barge-in). At most one frame still goes out."""

    def pending_ms(self) -> int:
        """How much of what was written has not left yet, in milliseconds."""

    async def drained(self) -> None:
        """Returns when all that was written has left the line, or was flushed, or the call is over."""

    async def dtmf(self) -> str:
        """The caller's next key, one of 0-9 * #; waits for it. Raises CallOver when the call ends first."""

    async def transfer(self, target: str) -> None:
        """Hand the caller to `target`, the name or number of a configured transfer target; returns when the caller is there.
        Raises TransferNotAllowed, TransferFailed, CallOver."""

    async def hangup(self) -> None:
        """End the call (before `answer`: refuse it). Ending it twice does no harm."""


CallHandler = Callable[[CallLeg], Awaitable[None]]


class CallServer(Protocol):
    """Where calls come in."""

    address: str
    """Where it listens, as a caller would dial it (`sip:…`, or `host:port` for AudioSocket)."""

    async def start(self, on_call: CallHandler) -> None:
        """Listen; `on_call` runs as a task for each call, which is hung up when it returns or fails. Raises LineError."""

    async def stop(self) -> None:
        """Hang up what is in progress and stop listening."""
