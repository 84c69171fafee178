"""The wire alone, without recognition or speech: time to answer, pacing, flush, echo, memory.

``python -m bench.line``. The line runs in a process of its own; the other end is a hand-made SIP peer whose packets
are stamped by the kernel, so the measuring process adds nothing to the times. Loopback only: no network delay, no
loss.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path

import psutil

from bench.report import percentile, show
from ops.paths import ROOT
from tests.support import sipp_load
from tests.support.asterisk_simulator import AsteriskCall
from tests.support.sip_peer import PCMA_SILENCE, RtpPort, SipPeer

LOUD = bytes([0x2A, 0xAA] * 80)  # full-scale A-law


class Server:
    """The line under measurement."""

    def __init__(self, process: subprocess.Popen[str], ready: dict[str, str]) -> None:
        self.process = psutil.Process(process.pid)
        self.port = int(ready["port"])
        self.audiosocket = ready["audiosocket"]

    def rss_mb(self) -> float:
        return float(self.process.memory_info().rss / 1e6)


@contextmanager
def serve(max_calls: int = 16) -> Iterator[Server]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.line_server", str(max_calls)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None and process.stdout is not None
    try:
        yield Server(process, json.loads(process.stdout.readline()))
    finally:
        process.stdin.close()
        process.wait(20)


def is_silent(payload: bytes) -> bool:
    """Whether an A-law payload is (nearly) nothing."""
    return len(payload) == 160 and all((byte ^ 0x55) & 0x7F < 4 for byte in payload[::8])


async def answers(server: Server, calls: int) -> list[float]:
    """Milliseconds from sending the INVITE to the 200 OK, one call after the other."""
    times = []
    for _ in range(calls):
        with SipPeer(server.port, "tone") as peer:
            started = time.perf_counter()
            response = await peer.invite(acknowledge=False)
            times.append((time.perf_counter() - started) * 1000)
            peer.ack(response)
            await peer.bye()
    return times


async def gaps(server: Server, calls: int, seconds: float, flood: tuple[int, Path] | None = None) -> dict[str, object]:
    """Milliseconds between consecutive packets, `calls` at once; `flood`: INVITEs per second from sipp meanwhile, and its folder."""
    with ExitStack() as stack:
        peers = [stack.enter_context(SipPeer(server.port, "tone")) for _ in range(calls)]
        for peer in peers:
            await peer.invite()
        work = [asyncio.create_task(peer.rtp.send_for(seconds, peer.remote)) for peer in peers if peer.remote]
        before, started = sum(server.process.cpu_times()[:2]), time.perf_counter()
        if flood:
            rate, folder = flood
            outcome = await sipp_load.run("flood", server.port, folder, calls=int(rate * seconds * 0.8), per_second=rate)
            if outcome.failed:
                print(f"sipp: {outcome.failed} of {outcome.calls} INVITEs got no proper answer", file=sys.stderr)
        await asyncio.gather(*work)
        cpu = (sum(server.process.cpu_times()[:2]) - before) / (time.perf_counter() - started)
        tracks = [sorted(peer.rtp.arrivals) for peer in peers]
        for peer in peers:
            await peer.bye()
    pairs = [pair for came in tracks for pair in pairwise(came)]
    spaces = [(later[0] - earlier[0]) * 1000 for earlier, later in pairs]
    lost = sum((later[1] - earlier[1] - 1) & 0xFFFF for earlier, later in pairs)
    return {**spread(spaces), "lost": lost, "packets": sum(map(len, tracks)), "CPU % of a core": cpu * 100}


def spread(values: list[float]) -> dict[str, float]:
    return {
        "p50 ms": percentile(values, 0.5),
        "p95 ms": percentile(values, 0.95),
        "p99 ms": percentile(values, 0.99),
        "max ms": max(values),
    }


async def key_to_silence(server: Server, times: int) -> list[float]:
    """Milliseconds from the first packet of a key to the first silent packet, while the line is speaking."""
    results = []
    with SipPeer(server.port, "key") as peer:
        await peer.invite()
        assert peer.remote is not None
        for number in range(times):
            await peer.rtp.send_for(1.6, peer.remote)
            pressed = time.time()
            for step in range(6):
                end = 0x80 if step >= 3 else 0
                peer.rtp.send(struct.pack(">BBH", number % 10, end | 10, 160 * (step + 1)), peer.remote, kind=101)
                await asyncio.sleep(0.02)
            await peer.rtp.send_for(0.4, peer.remote)
            silent = next((at for at, _, payload in peer.rtp.arrivals if at > pressed and is_silent(payload)), None)
            if silent is not None:
                results.append((silent - pressed) * 1000)
        await peer.bye()
    return results


async def echoes(server: Server, times: int) -> list[float]:
    """Milliseconds from sending a loud packet to receiving it back: both jitter buffer and our own queues."""
    results = []
    with SipPeer(server.port, "echo") as peer:
        await peer.invite()
        assert peer.remote is not None
        await peer.rtp.send_for(1, peer.remote)
        for _ in range(times):
            sent = time.time()
            peer.rtp.send(LOUD, peer.remote)
            await asyncio.sleep(0.02)
            await peer.rtp.send_for(0.5, peer.remote, PCMA_SILENCE)
            back = next((at for at, _, payload in peer.rtp.arrivals if at > sent and not is_silent(payload)), None)
            if back is not None:
                results.append((back - sent) * 1000)
        await peer.bye()
    return results


async def vanish_to_bye(server: Server) -> list[float]:
    """Milliseconds from the caller's last packet to our BYE."""
    with SipPeer(server.port, "tone") as peer:
        await peer.invite()
        assert peer.remote is not None
        await peer.rtp.send_for(0.5, peer.remote)
        last = time.perf_counter()
        while (await peer.message(20)).method != "BYE":
            pass
        return [(time.perf_counter() - last) * 1000]


async def in_a_row(server: Server, calls: int) -> dict[str, object]:
    """Memory and descriptors over `calls` calls of a second each (eight at a time, to be done with it)."""

    async def one() -> None:
        with SipPeer(server.port, "short") as peer:
            await peer.invite()
            assert peer.remote is not None
            sending = asyncio.create_task(peer.rtp.send_for(5, peer.remote))
            while (await peer.message(10)).method != "BYE":
                pass
            sending.cancel()

    async def many(count: int) -> None:
        for start in range(0, count, 8):
            await asyncio.gather(*(one() for _ in range(min(8, count - start))))

    await many(16)
    rss, files = server.rss_mb(), server.process.num_fds()
    await many(calls)
    return {
        "calls": calls,
        "MB before": rss,
        "MB after": server.rss_mb(),
        "descriptors before": files,
        "descriptors after": server.process.num_fds(),
    }


async def socket_gaps(server: Server, calls: int, seconds: float) -> dict[str, float]:
    """Milliseconds between frames over AudioSocket. Stamped here, not by the kernel: what this process is late by counts too."""
    legs = [AsteriskCall(server.audiosocket) for _ in range(calls)]
    for leg in legs:
        await leg.__aenter__()
    await asyncio.sleep(seconds)
    spaces = [(later - earlier) * 1000 for leg in legs for earlier, later in pairwise(leg.arrivals[50:])]
    for leg in legs:
        await leg.__aexit__()
    return spread(spaces)


async def measure(seconds: float, calls: int) -> None:
    rtp_before = RtpPort()  # the socket's first use costs time; not the line's
    rtp_before.close()
    with serve() as server, tempfile.TemporaryDirectory(prefix="komotini-bench-") as folder:
        show("line: single events", [
            {"what": "INVITE to 200 OK", **spread(await answers(server, 50))},
            {"what": "echo of a packet (jitter buffer 20 ms and up)", **spread(await echoes(server, 40))},
            {"what": "key pressed to silence on the wire", **spread(await key_to_silence(server, 20))},
            {"what": "caller's last packet to our BYE (once)", **spread(await vanish_to_bye(server))},
        ])  # fmt: skip
        show("line: gap between packets (20 ms is right)", [
            {"what": "1 call", **await gaps(server, 1, seconds)},
            {"what": "16 calls", **await gaps(server, 16, seconds)},
            {"what": "1 call, 200 INVITEs/s meanwhile", **await gaps(server, 1, seconds, (200, Path(folder) / "sipp"))},
        ])  # fmt: skip
        show("line: gap between AudioSocket frames", [
            {"what": "1 call", **await socket_gaps(server, 1, seconds)},
            {"what": "16 calls", **await socket_gaps(server, 16, seconds)},
        ])  # fmt: skip
        show("line: calls in a row", [await in_a_row(server, calls)])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=10, help="length of each pacing measurement")
    parser.add_argument("--calls", type=int, default=100, help="calls in a row")
    options = parser.parse_args()
    asyncio.run(measure(options.seconds, options.calls))


if __name__ == "__main__":
    main()
