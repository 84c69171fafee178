"""The SIP line under a real phone: many at once, busy, keys both ways, transfer, encryption, vanishing, no leak."""

from __future__ import annotations

import asyncio
import os

import psutil
import pytest

from tests.integration.voice.line import echo
from tests.support import tracks
from tests.support.caller import CallFailed
from tests.support.sip_peer import SipPeer
from voice.leg import Ended, TransferFailed, TransferNotAllowed


async def test_the_call_tells_who_calls_whom(make_line, make_caller):
    line = await make_line()
    caller = await make_caller(user="2531022222")
    await caller.dial(f"sip:2531350100@127.0.0.1:{line.port}")
    leg = await line.leg()
    assert (leg.info.caller, leg.info.called) == ("2531022222", "2531350100")


async def test_only_what_is_used_is_listened_on(make_line):
    line = await make_line()
    mine = {held.laddr.port for held in psutil.Process().net_connections("tcp") if held.status == psutil.CONN_LISTEN}
    assert line.port in mine and line.port + 1 not in mine


async def test_a_hidden_number_is_no_number(make_line, make_caller):
    line = await make_line()
    caller = await make_caller(user="anonymous")
    await caller.dial(line.address)
    assert (await line.leg()).info.caller is None


@pytest.mark.parametrize("codec", ["pcma", "pcmu"])
async def test_echo_in_both_codecs(make_line, make_caller, codec):
    line = await make_line(echo)
    caller = await make_caller(codecs=codec)
    await caller.dial(line.address)
    await caller.say(tracks.tone(800, 600), wait=False, barge=True)
    await caller.until(lambda: tracks.last_sound(caller.received()) is not None, 5, "the echo")
    heard = caller.received()
    start = tracks.first_sound(heard)
    assert tracks.pitch(heard[start + 400 : start + 3600]) == pytest.approx(800, abs=5)


@pytest.mark.parametrize(("mode", "offered"), [("srtp", "offered"), ("srtp-mand", "offered"), ("srtp-mand", "required")])
async def test_srtp_where_the_caller_offers_it(make_line, make_caller, mode, offered):
    line = await make_line(echo, srtp=offered)
    caller = await make_caller(srtp=mode)
    await caller.dial(line.address)
    await caller.say(tracks.tone(800, 500), wait=False, barge=True)
    await caller.until(lambda: tracks.first_sound(caller.received()) is not None, 5, "the echo")
    assert "SRTP is Enabled" in caller.log()


async def test_a_caller_without_srtp_is_refused_where_it_is_required(make_line, make_caller):
    line = await make_line(srtp="required")
    caller = await make_caller()
    with pytest.raises(CallFailed, match="488"):
        await caller.dial(line.address)


async def test_sixteen_at_once_and_the_next_hears_busy(make_line, make_caller):
    line = await make_line(echo, max_calls=16)
    callers = [await make_caller(user=f"25310{number:05}") for number in range(17)]
    for caller in callers[:16]:
        await caller.dial(line.address)
    with pytest.raises(CallFailed, match="486"):
        await callers[16].dial(line.address)
    pitches = [500 + 50 * number for number in range(16)]
    await asyncio.gather(
        *(caller.say(tracks.tone(hertz, 1500), wait=False, barge=True) for caller, hertz in zip(callers[:16], pitches, strict=True))
    )
    for caller, hertz in zip(callers[:16], pitches, strict=True):
        await caller.until(lambda c=caller: tracks.last_sound(c.received()) is not None, 10, "the echo")
        heard = caller.received()
        start = tracks.first_sound(heard)
        assert tracks.pitch(heard[start + 2400 : start + 8800]) == pytest.approx(hertz, abs=5), "each hears its own echo"
    await callers[0].hangup()
    await line.ended(line.legs[0])
    await callers[16].dial(line.address)


@pytest.mark.parametrize("mode", ["rtpevent", "info"])
async def test_keys_by_rtp_and_by_sip_info(make_line, make_caller, mode):
    line = await make_line()
    caller = await make_caller(key_mode=mode)
    await caller.dial(line.address)
    leg = await line.leg()
    await caller.keys("0934#*")
    async with asyncio.timeout(10):
        assert "".join([await leg.dtmf() for _ in range(6)]) == "0934#*"


async def test_transfer_to_a_configured_number(make_line, make_caller):
    desk = await make_caller(user="desk", answers=True)
    line = await make_line(targets={"operator": desk.address})
    caller = await make_caller()
    await caller.dial(line.address)
    leg = await line.leg()
    await leg.transfer("operator")
    assert leg.ended is Ended.TRANSFERRED
    await desk.until(lambda: desk.has("CALL_ESTABLISHED"), 10, "the call at the desk")
    await line.ended(leg)


async def test_transfer_elsewhere_is_refused_and_nothing_is_sent(make_line, make_caller):
    desk = await make_caller(user="desk", answers=True)
    line = await make_line(targets={"operator": "sip:somebody@127.0.0.1:9"})
    caller = await make_caller()
    await caller.dial(line.address)
    leg = await line.leg()
    with pytest.raises(TransferNotAllowed):
        await leg.transfer(desk.address)
    assert not desk.events and not caller.has("CALL_TRANSFER")
    assert leg.ended is None


async def test_a_transfer_that_fails_leaves_the_call_as_it_was(make_line, make_caller):
    desk = await make_caller(user="desk")
    line = await make_line(targets={"operator": desk.address})
    caller = await make_caller()
    await caller.dial(line.address)
    leg = await line.leg()
    going = asyncio.create_task(leg.transfer("operator"))
    await desk.until(lambda: desk.has("CALL_INCOMING"), 10, "the call at the desk")
    await desk.command("hangup")
    with pytest.raises(TransferFailed):
        await going
    assert leg.ended is None
    leg.write(tracks.tone(500, 300).tobytes())
    await caller.until(lambda: tracks.first_sound(caller.received()) is not None, 5, "our sound")


async def test_the_caller_gives_up_before_the_answer(make_line):
    ringing = asyncio.Event()

    async def wait_for_end(leg):
        ringing.set()
        while await leg.read() is not None:
            pass

    line = await make_line(wait_for_end)
    with SipPeer(line.port) as peer:
        peer.request("INVITE", "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 8\r\n")
        await asyncio.wait_for(ringing.wait(), 5)
        peer.request("CANCEL", branch=peer.branch)
        assert (await peer.final()).status in (200, 487)
        await line.ended(await line.leg())
    assert line.legs[0].ended is Ended.CALLER


async def test_a_caller_who_vanishes_is_cleared(make_line, make_caller):
    line = await make_line(vanished_s=3)
    caller = await make_caller()
    await caller.dial(line.address)
    leg = await line.leg()
    await caller.until(lambda: len(caller.received()) > 4000, 5, "sound")
    caller.kill()
    await line.ended(leg)
    assert leg.ended is Ended.VANISHED


async def test_a_caller_who_never_sends_sound_is_cleared(make_line):
    line = await make_line(vanished_s=3)
    with SipPeer(line.port) as peer:
        assert (await peer.invite()).status == 200
        leg = await line.leg()
        await line.ended(leg)
        assert leg.ended is Ended.VANISHED


async def test_a_caller_who_never_acknowledges_is_cleared(make_line):
    line = await make_line()
    with SipPeer(line.port) as peer:
        assert (await peer.invite(acknowledge=False)).status == 200
        leg = await line.leg()
        await line.ended(leg)
        assert leg.ended is Ended.VANISHED


async def test_a_conversation_that_fails_hangs_up(make_line, make_caller):
    async def fail(leg):
        await leg.answer()
        raise RuntimeError("a fault of ours")

    line = await make_line(fail)
    caller = await make_caller()
    await caller.dial(line.address)
    await caller.until(lambda: caller.over, 5, "the end of the call")


async def test_a_callers_refer_makes_us_dial_nobody(make_line, make_caller):
    victim = await make_caller(user="victim", answers=True)
    line = await make_line()
    caller = await make_caller()
    await caller.dial(line.address)
    await caller.command("transfer", victim.address)
    await caller.until(lambda: caller.has("CALL_TRANSFER_FAILED") or "transfer" in caller.log().lower(), 5, "the refusal")
    assert not victim.events


async def test_thirty_calls_leave_nothing_open(make_line, make_caller):
    async def greet(leg):
        await leg.answer()
        leg.write(tracks.tone(500, 100).tobytes())
        await leg.drained()

    line = await make_line(greet)
    caller = await make_caller()

    def open_files() -> int:
        return len(os.listdir("/proc/self/fd"))

    async def one_call(count: int) -> None:
        await caller.dial(line.address)
        await caller.until(lambda: caller.over, 10, "the end of the call")
        await line.ended(await line.leg(count))

    for count in range(1, 6):
        await one_call(count)
    before = open_files()
    for count in range(6, 36):
        await one_call(count)
    assert open_files() <= before + 2
