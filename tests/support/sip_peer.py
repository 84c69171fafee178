"""A SIP and RTP peer made by hand, for what no decent phone does: odd offers, no ACK, vanishing, strangers' packets; and for exact times.

RTP arrivals are stamped by the kernel, so a busy test process doesn't blur them.
"""

from __future__ import annotations

import asyncio
import re
import socket
import struct
import threading
import time
import uuid
from dataclasses import dataclass, field

SO_TIMESTAMPNS = 35
PCMA_SILENCE = b"\xd5" * 160


@dataclass(frozen=True)
class Message:
    """A SIP message: `status` of a response (0 for a request), `method` of a request."""

    status: int
    method: str
    headers: dict[str, str]
    body: str
    raw: str


def parse(data: bytes) -> Message:
    raw = data.decode("utf-8", "replace")
    head, _, body = raw.partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    status = int(first.split()[1]) if first.startswith("SIP/2.0") else 0
    return Message(status, "" if status else first.split()[0], headers, body, raw)


def sdp(host: str, port: int, formats: str = "8 101", extra: str = "a=rtpmap:101 telephone-event/8000\r\n") -> str:
    return f"v=0\r\no=- 1 1 IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\nm=audio {port} RTP/AVP {formats}\r\n{extra}"


@dataclass
class RtpPort:
    """A UDP socket for RTP. `arrivals`: (kernel time s, sequence number, payload) of what came."""

    host: str = "127.0.0.1"
    arrivals: list[tuple[float, int, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self.socket.bind((self.host, 0))
        self.socket.settimeout(0.2)
        self.port = int(self.socket.getsockname()[1])
        self.ssrc = uuid.uuid4().int & 0xFFFFFFFF
        self.sequence = 0
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self) -> None:
        while not self.stopped.is_set():
            try:
                data, ancillary, _, _ = self.socket.recvmsg(2048, 64)
            except TimeoutError:
                continue
            except OSError:
                return
            seconds, nanoseconds = struct.unpack("qq", ancillary[0][2][:16])
            self.arrivals.append((seconds + nanoseconds / 1e9, struct.unpack(">H", data[2:4])[0], data[12:]))

    def send(self, payload: bytes, to: tuple[str, int], kind: int = 8, stamp_step: int = 160) -> None:
        header = struct.pack(">BBHII", 0x80, kind, self.sequence & 0xFFFF, self.sequence * stamp_step & 0xFFFFFFFF, self.ssrc)
        self.sequence += 1
        self.socket.sendto(header + payload, to)

    async def send_for(self, seconds: float, to: tuple[str, int], payload: bytes = PCMA_SILENCE) -> None:
        """One packet each 20 ms."""
        due = time.perf_counter()
        for _ in range(int(seconds / 0.02)):
            self.send(payload, to)
            due += 0.02
            await asyncio.sleep(max(0.0, due - time.perf_counter()))

    def close(self) -> None:
        self.stopped.set()
        self.thread.join()
        self.socket.close()


class SipPeer:
    """One dialog over UDP. Use as a context manager."""

    def __init__(self, port: int, user: str = "line", host: str = "127.0.0.1") -> None:
        self.target = ("127.0.0.1", port)
        self.uri = f"sip:{user}@127.0.0.1:{port}"
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((host, 0))
        self.socket.setblocking(False)
        self.host, self.port = self.socket.getsockname()
        self.call_id = uuid.uuid4().hex
        self.tag = uuid.uuid4().hex[:8]
        self.to = f"<{self.uri}>"
        self.sequence = 1
        self.branch = ""
        self.rtp = RtpPort(host)
        self.remote: tuple[str, int] | None = None

    def __enter__(self) -> SipPeer:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()
        self.rtp.close()

    def raw(self, data: bytes) -> None:
        self.socket.sendto(data, self.target)

    def request(self, method: str, body: str = "", kind: str = "application/sdp", *, branch: str | None = None, extra: str = "") -> None:
        self.branch = branch or f"z9hG4bK{uuid.uuid4().hex}"
        content = f"Content-Type: {kind}\r\n" if body else ""
        self.raw(
            (
                f"{method} {self.uri} SIP/2.0\r\nVia: SIP/2.0/UDP {self.host}:{self.port};branch={self.branch};rport\r\n"
                f"Max-Forwards: 70\r\nFrom: <sip:peer@{self.host}>;tag={self.tag}\r\nTo: {self.to}\r\nCall-ID: {self.call_id}\r\n"
                f"CSeq: {self.sequence} {method}\r\nContact: <sip:peer@{self.host}:{self.port}>\r\n{extra}{content}"
                f"Content-Length: {len(body.encode())}\r\n\r\n{body}"
            ).encode()
        )

    async def message(self, seconds: float = 5) -> Message:
        async with asyncio.timeout(seconds):
            return parse(await asyncio.get_running_loop().sock_recv(self.socket, 65536))

    async def final(self, seconds: float = 5) -> Message:
        """The final response to the last request; provisional ones are passed over."""
        while True:
            message = await self.message(seconds)
            if message.status >= 200:
                self.to = message.headers.get("to", self.to)
                return message

    async def invite(self, body: str | None = None, *, acknowledge: bool = True, answer: str = "") -> Message:
        """Send an INVITE (with a decent offer unless `body` says otherwise) and take the final response."""
        self.request("INVITE", sdp(self.host, self.rtp.port) if body is None else body)
        response = await self.final()
        if response.status == 200:
            found = re.search(r"m=audio (\d+)", response.body)
            address = re.search(r"c=IN IP4 (\S+)", response.body)
            if found and address:
                self.remote = (address[1], int(found[1]))
        if acknowledge:
            self.ack(response, answer)
        return response

    def ack(self, response: Message, body: str = "") -> None:
        self.request("ACK", body, branch=None if response.status == 200 else self.branch)

    async def bye(self) -> Message:
        self.sequence += 1
        self.request("BYE")
        return await self.final()
