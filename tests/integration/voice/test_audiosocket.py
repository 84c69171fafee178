"""The AudioSocket side against a PBX with a real Asterisk's oddities."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
import uuid
from collections.abc import AsyncIterator

import numpy as np
import pytest

from tests.support import tracks
from tests.support.asterisk_simulator import FRAME, AsteriskCall
from voice.audiosocket import AudioSocketServer, AudioSocketSettings
from voice.leg import CallLeg, Ended, LineError, TransferFailed


@contextlib.asynccontextmanager
async def line(**settings: object) -> AsyncIterator[tuple[AudioSocketServer, asyncio.Queue[CallLeg]]]:
    legs: asyncio.Queue[CallLeg] = asyncio.Queue()

    async def on_call(leg: CallLeg) -> None:
        await leg.answer()
        await legs.put(leg)
        await asyncio.Event().wait()

    server = AudioSocketServer(AudioSocketSettings(listen="127.0.0.1:0", **settings))  # type: ignore[arg-type]
    await server.start(on_call)
    try:
        yield server, legs
    finally:
        await server.stop()


async def sound_of(leg: CallLeg, frames: int) -> np.ndarray:
    return np.frombuffer(b"".join([await leg.read() or b"" for _ in range(frames)]), dtype="<i2")


async def test_the_uuid_is_the_calls_name():
    async with line() as (server, legs), AsteriskCall(server.address) as call:
        leg = await legs.get()
        assert leg.info.id == call.id
        assert leg.info.caller is None


async def test_a_silent_conversation_is_never_dropped_for_silence():
    async with line() as (server, legs), AsteriskCall(server.address) as call:
        await legs.get()
        # Longer than the two seconds after which the PBX would drop us.
        await call.until(lambda: len(call.lengths) > 130 or call.over.is_set())
        assert not call.dropped_for_silence


async def test_every_frame_is_exactly_320_bytes_whatever_was_written():
    async with line() as (server, legs), AsteriskCall(server.address) as call:
        leg = await legs.get()
        for length in (1, 319, 321, 5, 1000, 3, 640, 77):
            leg.write(bytes(length))
        await leg.drained()
        await call.until(lambda: len(call.lengths) > 20)
        assert set(call.lengths) == {FRAME}


async def test_frames_keep_to_the_clock_over_seconds():
    async with line() as (server, legs), AsteriskCall(server.address) as call:
        leg = await legs.get()
        leg.write(tracks.tone(500, 4000).tobytes())
        await leg.drained()
        # Absolute deadlines: over the whole, not one frame too many or too few, however single ones were late.
        passed = call.arrivals[-1] - call.arrivals[0]
        assert len(call.arrivals) - 1 == pytest.approx(passed / 0.02, abs=3)


async def test_a_gap_without_frames_is_heard_as_silence():
    async with line() as (server, legs), AsteriskCall(server.address) as call:
        leg = await legs.get()
        await sound_of(leg, 5)
        call.gap(True)
        started = time.monotonic()
        await sound_of(leg, 100)
        assert time.monotonic() - started == pytest.approx(2.0, abs=0.5)
        call.gap(False)
        call.say(tracks.tone(900, 800))
        heard = await sound_of(leg, 60)
        start = tracks.first_sound(heard)
        assert start is not None
        assert tracks.pitch(heard[start + 800 : start + 4000]) == pytest.approx(900, abs=5)


async def test_a_short_last_frame_and_the_end_of_the_stream_are_a_hang_up():
    async with line() as (server, legs), AsteriskCall(server.address) as call:
        leg = await legs.get()
        await call.hangup(short_frame=True)
        async with asyncio.timeout(5):
            while (frame := await leg.read()) is not None:
                assert len(frame) == FRAME
        assert leg.ended is Ended.CALLER


async def test_sixteen_kilohertz_is_brought_down_to_eight():
    async with line() as (server, legs), AsteriskCall(server.address) as call:
        leg = await legs.get()
        call.gap(True)
        wave = (8000 * np.sin(2 * np.pi * 1000 * np.arange(16000) / 16000)).astype("<i2").tobytes()
        # 6 kHz would come out as 2 kHz if it weren't filtered away first.
        high = (8000 * np.sin(2 * np.pi * 6000 * np.arange(16000) / 16000)).astype("<i2").tobytes()
        for sound in (wave, high):
            for start in range(0, len(sound), 640):
                call.raw(0x12, sound[start : start + 640])
            heard = await sound_of(leg, 45)
            if sound is wave:
                assert tracks.pitch(heard[1600:]) == pytest.approx(1000, abs=5)
                assert tracks.loudness(heard[1600:]).mean() == pytest.approx(8000 / np.sqrt(2), rel=0.05)
            else:
                assert tracks.loudness(heard[3200:]).mean() < 120
            await sound_of(leg, 5)


async def test_an_error_from_the_pbx_ends_the_call():
    async with line() as (server, legs), AsteriskCall(server.address) as call:
        leg = await legs.get()
        call.raw(0xFF, b"\x04")
        async with asyncio.timeout(5):
            while await leg.read() is not None:
                pass
        assert leg.ended is Ended.FAILED


async def test_unknown_messages_and_foreign_keys_are_passed_over():
    async with line() as (server, legs), AsteriskCall(server.address) as call:
        leg = await legs.get()
        call.raw(0x42, b"what")
        call.raw(0x03, b"")
        call.key("A")
        call.raw(0x10, b"")
        call.key("7")
        async with asyncio.timeout(5):
            assert await leg.dtmf() == "7"


async def test_transfer_is_not_possible_and_says_so():
    async with line() as (server, legs), AsteriskCall(server.address):
        leg = await legs.get()
        with pytest.raises(TransferFailed, match="AudioSocket"):
            await leg.transfer("operator")
        assert leg.ended is None


async def test_one_too_many_is_hung_up_at_once():
    async with (
        line(max_calls=2) as (server, legs),
        AsteriskCall(server.address),
        AsteriskCall(server.address) as second,
    ):
        await legs.get()
        await legs.get()
        async with AsteriskCall(server.address) as third:
            await third.until(lambda: third.over.is_set())
            assert third.line_hung_up and not second.over.is_set()


@pytest.mark.parametrize("opening", [b"GET / HTTP/1.1\r\n\r\n", b"\x10\x00\x02ab", b"\x01\x00\x03abc", b"\x01\x00"])
async def test_what_is_no_pbx_is_closed(opening):
    async with line() as (server, legs):
        host, _, port = server.address.rpartition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(opening)
        writer.write_eof()
        async with asyncio.timeout(10):
            assert await reader.read() == b""
        writer.close()
        assert legs.empty()


async def test_only_listed_addresses_may_connect():
    async with line(peers=("192.0.2.0/24",)) as (server, legs):
        host, _, port = server.address.rpartition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"\x01\x00\x10" + uuid.uuid4().bytes)
        async with asyncio.timeout(5):
            with contextlib.suppress(ConnectionError):
                assert await reader.read() == b""
        writer.close()
        assert legs.empty()


async def test_a_pbx_that_takes_nothing_any_more_is_cleared(monkeypatch):
    monkeypatch.setattr("voice.audiosocket.STUCK_BYTES", 2000)
    async with line() as (server, legs):
        host, _, port = server.address.rpartition(":")
        with socket.socket() as pbx:
            pbx.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            pbx.setblocking(False)
            await asyncio.get_running_loop().sock_connect(pbx, (host, int(port)))
            pbx.send(b"\x01\x00\x10" + uuid.uuid4().bytes)
            leg = await legs.get()
            leg._writer.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2048)
            async with asyncio.timeout(60):
                while leg.ended is None:
                    leg.write(bytes(3200))
                    await leg.read()
            assert leg.ended is Ended.VANISHED


async def test_a_taken_port_is_said_plainly():
    async with line() as (server, _):
        with pytest.raises(LineError):
            await AudioSocketServer(AudioSocketSettings(listen=server.address)).start(None)
