"""Calls from a PBX over Asterisk's AudioSocket, for houses whose PBX can't register us as an extension.

The PBX opens one TCP connection per call. What a real Asterisk does there, and what follows for us: the caller's
hang-up is the end of the stream; the last frame may be short; there are stretches without any frame; two seconds
without a frame from us drop the call; and nothing paces what we send, so each call sends exactly one frame per 20 ms,
silence where there is nothing to say, against absolute deadlines.

There is no transfer in this protocol and no caller's number, only the UUID that the dialplan chose.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network

from voice.audiosocket_wire import Halver, Kind, encode, receive
from voice.inbox import Inbox
from voice.leg import FRAME_BYTES, FRAME_MS, SILENCE, CallHandler, CallInfo, CallOver, Ended, LineError, TransferFailed
from voice.outbox import Outbox

log = logging.getLogger(__name__)

GREETING_SECONDS = 5.0
LATE_FRAMES = 10
"""Where the machine itself was stopped for longer than this we go on from now instead of sending a burst."""
STUCK_BYTES = 64_000
"""Four seconds of sound that the PBX hasn't taken: it has gone."""


@dataclass(frozen=True)
class AudioSocketSettings:
    """`listen` is `host:port`. Only `peers` (networks) may connect, since the protocol knows no password."""

    listen: str = "127.0.0.1:9092"
    max_calls: int = 16
    vanished_s: int = 8
    peers: tuple[str, ...] = ("127.0.0.0/8", "::1/128")


class AudioSocketLeg:
    """See `voice.leg.CallLeg`. Made by `AudioSocketServer` only."""

    def __init__(self, call_id: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.info = CallInfo(call_id, None, None, datetime.now(UTC))
        self.ended: Ended | None = None
        self._reader, self._writer = reader, writer
        self._inbox, self._outbox = Inbox(), Outbox()
        self._halver = Halver()
        self._answered = False
        self._came = False

    async def answer(self) -> None:
        # The PBX has answered before it connects us; until now the caller heard silence.
        if self.ended is not None:
            raise CallOver("the caller was gone before the answer")
        self._answered = True

    async def read(self) -> bytes | None:
        return await self._inbox.frame()

    def write(self, pcm: bytes) -> None:
        if self.ended is None:
            self._outbox.put(pcm)

    def flush(self) -> None:
        self._outbox.clear()
        self._outbox.idle.set()

    def pending_ms(self) -> int:
        return self._outbox.pending_ms()

    async def drained(self) -> None:
        await self._outbox.idle.wait()

    async def dtmf(self) -> str:
        return await self._inbox.key()

    async def transfer(self, target: str) -> None:
        if self.ended is not None:
            raise CallOver("the call has ended")
        raise TransferFailed("AudioSocket can't transfer a call; register the line as an extension of the PBX for that")

    async def hangup(self) -> None:
        if self.ended is None:
            with contextlib.suppress(OSError, RuntimeError):
                self._writer.write(encode(Kind.HANGUP))
            self.close(Ended.LINE)

    def close(self, how: Ended) -> None:
        """The call is over. What was written to the socket still goes out."""
        if self.ended is None:
            self.ended = how
            self._outbox.clear()
            self._outbox.idle.set()
            self._inbox.close()
            self._writer.close()

    # -- called by the server -------------------------------------------------------------------------------------

    async def listen(self) -> None:
        """Take in what the PBX sends until the call is over."""
        try:
            while self.ended is None:
                message = await receive(self._reader)
                if message is None or message[0] == Kind.HANGUP:
                    self.close(Ended.CALLER)
                else:
                    self._take(*message)
        except TimeoutError:
            self.close(Ended.VANISHED)  # TCP_USER_TIMEOUT: nobody acknowledges what we send
        except (ConnectionResetError, BrokenPipeError):
            self.close(Ended.CALLER)  # a PBX that closes while frames of ours are on the way resets the connection
        except OSError as error:
            log.info("an AudioSocket connection broke: %s", error)
            self.close(Ended.FAILED)

    def _take(self, kind: int, payload: bytes) -> None:
        if kind == Kind.AUDIO:
            self._came = True
            if self._answered:
                self._inbox.put(payload)
        elif kind == Kind.AUDIO_16K:
            self._came = True
            if self._answered:
                self._inbox.put(self._halver.halve(payload))
        elif kind == Kind.KEY:
            self._inbox.put_key(payload[:1].decode("ascii", "replace"))
        elif kind == Kind.ERROR:
            log.warning("the PBX reports an AudioSocket error (%s)", payload.hex() or "no code")
            self.close(Ended.FAILED)
        elif kind != Kind.UUID:
            log.debug("an AudioSocket message of unknown kind 0x%02x was passed over", kind)

    async def speak(self) -> None:
        """Send one frame per 20 ms until the call is over."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        while self.ended is None:
            self._writer.write(encode(Kind.AUDIO, self._frame()))
            if self._writer.transport.get_write_buffer_size() > STUCK_BYTES:
                self._writer.transport.abort()
                self.close(Ended.VANISHED)
                return
            if self._answered:
                self._inbox.tick(loop.time(), came=self._came)
                self._came = False
            due += FRAME_MS / 1000
            if loop.time() - due > LATE_FRAMES * FRAME_MS / 1000:
                due = loop.time()
            await asyncio.sleep(max(0.0, due - loop.time()))
            if not self._outbox:
                self._outbox.idle.set()

    def _frame(self) -> bytes:
        if not self._answered or not self._outbox:
            return SILENCE
        return self._outbox.take(FRAME_BYTES).ljust(FRAME_BYTES, b"\0")


class AudioSocketServer:
    """See `voice.leg.CallServer`."""

    def __init__(self, settings: AudioSocketSettings) -> None:
        self.settings = settings
        self.address = settings.listen
        self._peers = [ip_network(peer) for peer in settings.peers]
        self._server: asyncio.Server | None = None
        self._legs: set[AudioSocketLeg] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, on_call: CallHandler) -> None:
        host, _, port = self.settings.listen.rpartition(":")

        def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.create_task(self._connection(reader, writer, on_call))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        try:
            self._server = await asyncio.start_server(connected, host.strip("[]"), int(port))
        except (OSError, ValueError) as error:
            raise LineError(f"AudioSocket could not listen on {self.settings.listen}: {error}") from error
        bound_host, bound_port = self._server.sockets[0].getsockname()[:2]
        self.address = f"{bound_host}:{bound_port}"

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        for leg in list(self._legs):
            await leg.hangup()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, on_call: CallHandler) -> None:
        try:
            call_id = await self._call_id(reader, writer)
            if call_id is None:
                return
            if len(self._legs) >= self.settings.max_calls:
                writer.write(encode(Kind.HANGUP))
                return
            await self._call(AudioSocketLeg(call_id, reader, writer), on_call)
        finally:
            writer.close()

    async def _call_id(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str | None:
        """The UUID that opens a connection; None where a stranger or something else than a PBX is calling."""
        peer = writer.get_extra_info("peername")
        if not any(ip_address(peer[0]) in network for network in self._peers):
            log.warning("an AudioSocket connection from an address that is not allowed was refused")
            return None
        connection = writer.get_extra_info("socket")
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, self.settings.vanished_s * 1000)
        try:
            async with asyncio.timeout(GREETING_SECONDS):
                message = await receive(reader)
        except (TimeoutError, OSError):
            return None
        if message is None or message[0] != Kind.UUID or len(message[1]) != 16:
            log.warning("a connection that doesn't speak AudioSocket was closed")
            return None
        return str(uuid.UUID(bytes=message[1]))

    async def _call(self, leg: AudioSocketLeg, on_call: CallHandler) -> None:
        self._legs.add(leg)
        sound = [asyncio.create_task(leg.listen()), asyncio.create_task(leg.speak())]
        try:
            await on_call(leg)
        except CallOver:
            log.info("a caller was gone before the conversation had ended")
        except Exception:
            log.exception("a call's conversation failed")
        finally:
            await leg.hangup()
            self._legs.discard(leg)
            for task in sound:
                task.cancel()
            await asyncio.gather(*sound, return_exceptions=True)
