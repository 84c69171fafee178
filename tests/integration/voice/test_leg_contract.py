"""What every call leg promises, whatever carries it: the same tests against SIP and AudioSocket, with a real caller at the other end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Protocol

import numpy as np
import pytest

from tests.integration.voice.line import until
from tests.support import tracks
from tests.support.asterisk_simulator import AsteriskCall
from tests.support.caller import Caller
from tests.support.tracks import RATE, Samples
from voice.audiosocket import AudioSocketServer, AudioSocketSettings
from voice.leg import FRAME_BYTES, CallLeg, CallOver, Ended, TransferFailed


class Phone(Protocol):
    """The caller's end, in either world."""

    def heard(self) -> Samples: ...
    async def say(self, samples: Samples) -> None: ...
    async def press(self, keys: str) -> None: ...
    async def hang_up(self) -> None: ...


class SipPhone:
    def __init__(self, caller: Caller) -> None:
        self.caller = caller

    def heard(self) -> Samples:
        return self.caller.received()

    async def say(self, samples: Samples) -> None:
        await self.caller.say(samples, wait=False, barge=True)

    async def press(self, keys: str) -> None:
        await self.caller.keys(keys)

    async def hang_up(self) -> None:
        await self.caller.hangup()


class SocketPhone:
    def __init__(self, call: AsteriskCall) -> None:
        self.call = call

    def heard(self) -> Samples:
        return self.call.heard()

    async def say(self, samples: Samples) -> None:
        self.call.say(samples)
        await self.call.until(lambda: self.call.spoken)

    async def press(self, keys: str) -> None:
        for key in keys:
            self.call.key(key)

    async def hang_up(self) -> None:
        await self.call.hangup(short_frame=True)


@pytest.fixture(params=["sip", "audiosocket"])
async def call(request, make_line, make_caller) -> AsyncIterator[tuple[Phone, CallLeg]]:
    """An answered call: the caller's end and ours."""
    legs: asyncio.Queue[CallLeg] = asyncio.Queue()

    async def on_call(leg: CallLeg) -> None:
        await leg.answer()
        await legs.put(leg)
        await asyncio.Event().wait()

    if request.param == "sip":
        line = await make_line(on_call)
        caller = await make_caller()
        await caller.dial(line.address)
        yield SipPhone(caller), await legs.get()
    else:
        server = AudioSocketServer(AudioSocketSettings(listen="127.0.0.1:0"))
        await server.start(on_call)
        async with AsteriskCall(server.address) as asterisk:
            yield SocketPhone(asterisk), await legs.get()
        await server.stop()


async def collect(leg: CallLeg, milliseconds: int) -> Samples:
    pcm = b"".join([await leg.read() or b"" for _ in range(milliseconds // 20)])
    return np.frombuffer(pcm, dtype="<i2")


async def test_info_names_the_call(call):
    _, leg = call
    assert leg.info.id and leg.info.started_at.tzinfo is not None
    assert leg.ended is None


async def test_frames_are_twenty_milliseconds_of_what_the_caller_says(call):
    phone, leg = call
    saying = asyncio.create_task(phone.say(tracks.tone(700, 1500)))
    heard = []
    async with asyncio.timeout(10):
        while tracks.last_sound(np.concatenate(heard or [tracks.silence(0)])) is None or len(heard) < 60:
            frame = await leg.read()
            assert frame is not None and len(frame) == FRAME_BYTES
            heard.append(np.frombuffer(frame, dtype="<i2"))
    sound = np.concatenate(heard)
    start = tracks.first_sound(sound)
    assert tracks.pitch(sound[start + 800 : start + 4000]) == pytest.approx(700, abs=5)
    await saying


async def test_what_is_written_is_heard_whole(call):
    phone, leg = call
    spoken = tracks.tone(900, 1000).tobytes()
    # Pieces of any length, one of them ending in the middle of a sample.
    for start in range(0, len(spoken), 777):
        leg.write(spoken[start : start + 777])
    await leg.drained()
    await until(lambda: tracks.last_sound(phone.heard()) is not None)
    first = tracks.first_sound(phone.heard())
    await until(lambda: len(phone.heard()) > first + 1.5 * RATE)
    heard = phone.heard()
    assert tracks.last_sound(heard) - first == pytest.approx(RATE, abs=RATE // 25)
    assert tracks.pitch(heard[first : first + 7200]) == pytest.approx(900, abs=5)


async def test_pending_falls_to_nothing_and_drained_waits_for_it(call):
    _, leg = call
    leg.write(tracks.tone(500, 600).tobytes())
    assert 500 <= leg.pending_ms() <= 600
    await leg.drained()
    assert leg.pending_ms() == 0
    await leg.drained()  # at once, nothing is waiting


async def test_flush_is_silence_and_what_comes_after_is_heard(call):
    phone, leg = call
    leg.write(tracks.tone(500, 5000).tobytes())
    await until(lambda: tracks.first_sound(phone.heard()) is not None)
    at_flush = len(phone.heard())
    leg.flush()
    assert leg.pending_ms() == 0
    leg.write(tracks.silence(300).tobytes() + tracks.tone(1200, 400).tobytes())
    await leg.drained()
    await until(lambda: len(phone.heard()) > at_flush + RATE * 1.2)
    heard = phone.heard()
    quiet = tracks.first_quiet(heard, at_flush)
    assert quiet is not None
    again = tracks.first_sound(heard, quiet)
    assert again is not None, "what was written after the flush was lost"
    assert tracks.pitch(heard[again + 400 : again + 2400]) == pytest.approx(1200, abs=8)


async def test_what_follows_a_flush_of_nothing_is_heard_whole(call):
    phone, leg = call
    for number in range(5):
        leg.flush()
        leg.write(tracks.tone(800, 400).tobytes())
        leg.flush()
        leg.flush()
        leg.write(tracks.tone(1000, 300).tobytes())
        await leg.drained()
        await until(lambda n=number: len(_beeps(phone.heard(), 1000)) == n + 1)


def _beeps(heard: Samples, hertz: float) -> list[int]:
    """Where tones of 250 ms and more of that pitch start."""
    starts, at = [], 0
    while (first := tracks.first_sound(heard, at)) is not None:
        end = tracks.first_quiet(heard, first, quiet_ms=20)
        if end is None:
            break
        if end - first >= RATE // 4 and abs(tracks.pitch(heard[first : first + 1600]) - hertz) < 10:
            starts.append(first)
        at = end
    return starts


async def test_drained_returns_on_flush(call):
    phone, leg = call
    leg.write(tracks.tone(500, 20_000).tobytes())
    waiting = asyncio.create_task(leg.drained())
    await until(lambda: tracks.first_sound(phone.heard()) is not None)
    assert not waiting.done()
    leg.flush()
    async with asyncio.timeout(5):
        await waiting


async def test_keys_arrive_in_order(call):
    phone, leg = call
    await phone.press("19*#0")
    async with asyncio.timeout(10):
        assert "".join([await leg.dtmf() for _ in range(5)]) == "19*#0"


async def test_the_caller_hangs_up(call):
    phone, leg = call
    leg.write(tracks.tone(500, 10_000).tobytes())
    keys = asyncio.create_task(leg.dtmf())
    await phone.hang_up()
    async with asyncio.timeout(10):
        while await leg.read() is not None:
            pass
        with pytest.raises(CallOver):
            await keys
        await leg.drained()
    assert leg.ended is Ended.CALLER
    assert leg.pending_ms() == 0
    leg.write(b"\0" * 320)
    leg.flush()
    assert leg.pending_ms() == 0
    await leg.hangup()
    with pytest.raises(CallOver):
        await leg.transfer("anyone")


async def test_the_line_hangs_up(call):
    phone, leg = call
    await leg.hangup()
    await leg.hangup()
    assert leg.ended is Ended.LINE
    while await leg.read() is not None:
        pass
    far = phone.caller if isinstance(phone, SipPhone) else phone.call
    await until(lambda: far.over if isinstance(far, Caller) else far.line_hung_up)


async def test_an_unknown_transfer_target_is_refused_and_the_call_goes_on(call):
    phone, leg = call
    with pytest.raises(TransferFailed):
        await leg.transfer("sip:premium@198.51.100.7")
    leg.write(tracks.tone(600, 300).tobytes())
    await until(lambda: tracks.first_sound(phone.heard()) is not None)


async def test_a_reader_who_falls_behind_hears_what_is_new(call):
    phone, leg = call
    await phone.say(tracks.tone(400, 1500))
    await phone.say(np.concatenate([tracks.silence(200), tracks.tone(1500, 1500)]))
    first = await collect(leg, 100)
    assert tracks.loudness(first).max() < 20_000  # frames, not noise
    sound = await collect(leg, 600)
    start = tracks.first_sound(sound)
    assert start is None or tracks.pitch(sound[start : start + 1600]) > 1000
