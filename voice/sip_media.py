"""Whose sound a call may hear.

The SIP library takes RTP from whoever sends to the right port, and a stranger's packets can push the caller's out of
the jitter buffer. So each call's RTP sockets are connected to the address that the caller's SDP names: from then on
the kernel drops everything else. The library shows neither SDP nor sockets, so both are found from outside: the SDP
in its SIP trace (which goes nowhere else, since it holds personal data), the sockets by their port among our own
descriptors.
"""

from __future__ import annotations

import logging
import os
import re
import socket
from dataclasses import dataclass

log = logging.getLogger(__name__)

_DIRECTION = re.compile(r"^(RX|TX) ")
_CALL_ID = re.compile(r"^(?:Call-ID|i)\s*:\s*(\S+)", re.I | re.M)
_CONNECTION = re.compile(r"^c=IN IP[46] ([^\s/]+)", re.M)
_AUDIO = re.compile(r"^m=audio (\d+) ", re.M)
_RTCP = re.compile(r"^a=rtcp:(\d+)", re.M)
NOWHERE = ("0.0.0.0", "::")  # noqa: S104  (SDP's word for "on hold", not an address to bind)


@dataclass(frozen=True)
class Side:
    """Where one side of a call wants its sound: address, RTP and RTCP ports."""

    host: str
    rtp: int
    rtcp: int


def read_sdp(text: str) -> Side | None:
    """The audio address in a SIP message's SDP; None where it has none (no SDP, no audio, on hold)."""
    _, _, body = text.replace("\r\n", "\n").partition("\n\n")
    media = _AUDIO.search(body)
    if media is None or int(media[1]) == 0:
        return None
    section = body[media.start() :].split("\nm=", 1)[0]
    connection = _CONNECTION.search(section) or _CONNECTION.search(body)
    if connection is None or connection[1] in NOWHERE:
        return None
    rtcp = _RTCP.search(section)
    port = int(media[1])
    return Side(connection[1], port, int(rtcp[1]) if rtcp else port + 1)


def lock(local: Side, remote: Side) -> bool:
    """Let our sockets of `local` hear only `remote`. False where no socket was found."""
    found = False
    wanted = {local.rtp: remote.rtp, local.rtcp: remote.rtcp}
    for name in os.listdir("/proc/self/fd"):
        try:
            if not os.readlink(f"/proc/self/fd/{name}").startswith("socket:"):
                continue
            with socket.socket(fileno=os.dup(int(name))) as ours:
                if ours.type != socket.SOCK_DGRAM or ours.family not in (socket.AF_INET, socket.AF_INET6):
                    continue
                port = ours.getsockname()[1]
                if port in wanted:
                    ours.connect((remote.host, wanted[port]))
                    found = True
        except OSError:
            continue  # gone between listing and looking, or an address that this socket can't reach
    return found


class MediaLock(logging.Handler):
    """Reads the library's SIP trace (on its log thread) and locks each call's sockets as soon as both sides are known.

    A new SDP in the same call (the caller is put through elsewhere) moves the lock.
    """

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._sides: dict[str, dict[str, Side]] = {}

    def attach(self) -> None:
        """Take over the trace: nothing of it reaches any other log."""
        logger = logging.getLogger("baresip.native.sip")
        logger.addHandler(self)
        logger.propagate = False
        logger.setLevel(logging.DEBUG)

    def detach(self) -> None:
        logging.getLogger("baresip.native.sip").removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if "m=audio" not in text:
            return
        direction, call_id = _DIRECTION.match(text), _CALL_ID.search(text)
        side = read_sdp(text)
        if direction is None or call_id is None or side is None:
            return
        sides = self._sides.setdefault(call_id[1], {})
        if sides.get(direction[1]) == side:
            return  # a retransmission
        sides[direction[1]] = side
        if len(sides) == 2 and not lock(sides["TX"], sides["RX"]):
            log.warning("the sound of a call could not be restricted to its caller")
        self._drop_stale()

    def forget(self, call_id: str | None) -> None:
        """The call is over."""
        if call_id:
            self._sides.pop(call_id, None)

    def _drop_stale(self) -> None:
        """INVITEs that never became a call (busy, refused) leave half an entry: keep the newest thousand."""
        while len(self._sides) > 1000:
            self._sides.pop(next(iter(self._sides)), None)
