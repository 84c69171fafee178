"""What strangers send: the line survives it, and the calls in progress keep their sound."""

from __future__ import annotations

import asyncio
import logging
import random

import numpy as np
import pytest

from tests.integration.voice.line import echo, stay, until
from tests.support import sipp_load, tracks
from tests.support.caller import CallFailed
from tests.support.sip_peer import PCMA_SILENCE, RtpPort, SipPeer, sdp
from voice.leg import Ended, LineError
from voice.sip import SipServer, SipSettings


async def test_an_invite_without_sdp_is_offered_ours(make_line):
    line = await make_line()
    with SipPeer(line.port) as peer:
        response = await peer.invite("", answer=sdp("127.0.0.1", peer.rtp.port, "8"))
        assert response.status == 200
        assert "PCMA" in response.body
        leg = await line.leg()
        leg.write(tracks.tone(500, 500).tobytes())
        await peer.rtp.send_for(0.6, peer.remote)
        assert any(len(set(payload)) > 8 for _, _, payload in peer.rtp.arrivals), "our tone came"
        await peer.bye()
        await line.ended(leg)


async def test_foreign_codecs_only_are_not_acceptable(make_line, tmp_path):
    line = await make_line()
    outcome = await sipp_load.run("foreign_codecs", line.port, tmp_path / "sipp", calls=20, per_second=20)
    assert (outcome.good, outcome.failed) == (20, 0), outcome.log
    assert not line.legs


async def test_a_video_offer_is_answered_with_sound_alone(make_line):
    line = await make_line()
    with SipPeer(line.port) as peer:
        video = RtpPort()
        offer = sdp("127.0.0.1", peer.rtp.port, "8") + f"m=video {video.port} RTP/AVP 97\r\na=rtpmap:97 VP8/90000\r\n"
        assert (await peer.invite(offer)).status == 200
        # The answer comes first, the picture is declined in a second step.
        while (message := await peer.message()).method != "INVITE":
            pass
        section = message.body.partition("m=video")[2]
        assert section.startswith(" 0 ") or "a=inactive" in section
        assert not video.arrivals
        video.close()


MALFORMED = [
    b"",
    b"\r\n\r\n",
    b"\0" * 1500,
    b"INVITE",
    b"INVITE sip:line@127.0.0.1 SIP/2.0\r\n\r\n",
    b"INVITE sip:line@127.0.0.1 SIP/9.9\r\nVia: x\r\nContent-Length: -5\r\n\r\n",
    b"INVITE sip:line SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>\r\nCall-ID: 1\r\n"
    b"CSeq: 1 INVITE\r\nContact: <sip:a@127.0.0.1:9>\r\nContent-Type: application/sdp\r\nContent-Length: 99999\r\n\r\nv=0\r\nm=audio",
    b"SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKnobody\r\nCSeq: 1 INVITE\r\n\r\n",
    b"OPTIONS sip:line@127.0.0.1 SIP/2.0\r\n" + b"X-Long: " + b"a" * 30_000 + b"\r\n\r\n",
    ('INVITE sip:Δήμος@127.0.0.1 SIP/2.0\r\nFrom: "Ωμέγα" <sip:ω@127.0.0.1>;tag=ψ\r\n\r\n').encode(),
]


BROKEN_SDP = [
    "m=audio 99999 RTP/AVP 8",
    "m=audio -1 RTP/AVP 8",
    "m=audio 4000 RTP/AVP " + "8 " * 500,
    "m=" + "x" * 5000,
    "c=IN IP4 " + "9" * 400,
]


async def test_malformed_datagrams_do_no_harm(make_line, make_caller):
    line = await make_line(echo)
    caller = await make_caller()
    await caller.dial(line.address)
    chance = random.Random(7)
    with SipPeer(line.port) as peer:
        for datagram in MALFORMED:
            peer.raw(datagram)
        via = f"Via: SIP/2.0/UDP 127.0.0.1:{peer.port};branch=z9hG4bKx"
        valid = f"INVITE {peer.uri} SIP/2.0\r\n{via}\r\nCall-ID: y\r\nCSeq: 1 INVITE\r\n\r\n".encode()
        for _ in range(500):
            broken = bytearray(valid)
            for _ in range(chance.randrange(1, 12)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            peer.raw(bytes(broken[: chance.randrange(len(broken))]))
        for attribute in BROKEN_SDP:
            with SipPeer(line.port) as other:
                other.request("INVITE", f"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n{attribute}\r\n")
    await caller.say(tracks.tone(800, 500), wait=False, barge=True)
    await caller.until(lambda: tracks.first_sound(caller.received()) is not None, 5, "the echo of a call in progress")
    another = await make_caller()
    await another.dial(line.address)


async def test_two_hundred_invites_a_second_while_a_call_keeps_its_sound(make_line, make_caller, tmp_path):
    line = await make_line(stay, max_calls=2)
    caller = await make_caller()
    await caller.dial(line.address)
    leg = await line.leg()
    leg.write(tracks.tone(600, 9000).tobytes())
    await caller.until(lambda: tracks.first_sound(caller.received()) is not None, 5, "our tone")
    outcome = await sipp_load.run("flood", line.port, tmp_path / "sipp", calls=1000, per_second=200)
    assert outcome.failed == 0, outcome.log
    await leg.drained()
    heard = caller.received()
    first = tracks.first_sound(heard)
    tone = heard[first : first + 5 * tracks.RATE]
    assert leg.ended is None
    # The recording has what came, in order: not a window of the tone is missing or silent.
    assert tracks.loudness(tone).min() > tracks.LOUD
    step = np.abs(np.diff(tone.astype(int))).max()
    assert step < 2 * 8000 * 2 * np.pi * 600 / tracks.RATE, "a jump in the wave: a packet was lost"


@pytest.mark.parametrize("hosts", [["127.0.0.2"], ["127.0.0.1"], ["127.0.0.1", "127.0.0.2"]])
async def test_strangers_sound_is_not_heard_and_the_callers_is(make_line, hosts):
    """From another address, or from another port of the caller's own."""
    line = await make_line()
    with SipPeer(line.port) as peer:
        await peer.invite()
        leg = await line.leg()
        assert peer.remote is not None
        square = bytes([0x2A] * 4 + [0xAA] * 4) * 20  # a tone of 1 kHz
        noise = bytes(random.Random(1).randrange(256) for _ in range(160))
        await peer.rtp.send_for(0.5, peer.remote, square)
        strangers = [RtpPort(host) for host in hosts]
        await asyncio.gather(peer.rtp.send_for(1.5, peer.remote, square), *(port.send_for(1.5, peer.remote, noise) for port in strangers))
        frames = [await leg.read() for _ in range(40)]
        # Frames of the tone, and silence where this busy process was late to send: nothing of anybody else's.
        kinds = {frame for frame in frames if frame and any(frame)}
        assert len(kinds) == 1, f"{len(kinds)} kinds of frame were heard"
        assert sum(1 for frame in frames if frame in kinds) >= 25, "the caller was drowned out"
        for port in strangers:
            port.close()


async def test_strangers_sound_does_not_keep_a_vanished_callers_call(make_line):
    line = await make_line(vanished_s=3)
    with SipPeer(line.port) as peer:
        await peer.invite()
        leg = await line.leg()
        await peer.rtp.send_for(0.3, peer.remote)
        stranger = RtpPort("127.0.0.2")
        sending = asyncio.create_task(stranger.send_for(30, peer.remote))
        await line.ended(leg)
        assert leg.ended is Ended.VANISHED
        sending.cancel()
        stranger.close()


async def test_a_caller_put_through_elsewhere_is_still_heard(make_line):
    """A new SDP in the same call moves the sound to another address, as a PBX does."""
    line = await make_line(echo)
    with SipPeer(line.port) as peer:
        await peer.invite()
        leg = await line.leg()
        await peer.rtp.send_for(0.3, peer.remote)
        elsewhere = RtpPort("127.0.0.3")
        peer.sequence += 1
        response = await peer.invite(sdp("127.0.0.3", elsewhere.port, "8"))
        assert response.status == 200
        loud = bytes([0x2A, 0xAA] * 80)
        await elsewhere.send_for(1.5, peer.remote, loud)
        echoed = [payload for _, _, payload in elsewhere.arrivals if payload != PCMA_SILENCE and len(set(payload)) > 1]
        assert echoed, "the echo came to the new address"
        await peer.bye()
        await line.ended(leg)


@pytest.mark.parametrize(
    "steps", [[("8", "a=inactive\r\n"), ("8", "a=sendrecv\r\n")], [("0", ""), ("8", "")]], ids=["hold and resume", "change of codec"]
)
async def test_a_new_invite_in_the_call_loses_nothing_that_was_to_be_said(make_line, steps):
    line = await make_line()
    with SipPeer(line.port) as peer:
        await peer.invite()
        leg = await line.leg()
        leg.write(tracks.tone(500, 4000).tobytes())
        sending = asyncio.create_task(peer.rtp.send_for(10, peer.remote))
        await until(lambda: len(peer.rtp.arrivals) >= 25)
        for formats, extra in steps:
            peer.sequence += 1
            assert (await peer.invite(sdp("127.0.0.1", peer.rtp.port, formats, extra))).status == 200
        async with asyncio.timeout(10):
            await leg.drained()
        tone = sum(1 for _, _, payload in peer.rtp.arrivals if len(set(payload)) > 4)
        assert tone >= 195, f"{tone} of 200 frames came"
        sending.cancel()


async def test_the_trace_that_the_lock_reads_reaches_no_log(make_line, make_caller):
    seen: list[str] = []

    class Root(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(record.getMessage())

    root = Root(logging.DEBUG)
    logging.getLogger().addHandler(root)
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    try:
        line = await make_line(echo)
        caller = await make_caller(user="2531099999")
        await caller.dial(line.address)
        await caller.hangup()
        await line.ended(await line.leg())
    finally:
        logging.getLogger().removeHandler(root)
        logging.getLogger().setLevel(level)
    assert not [text for text in seen if "2531099999" in text]


async def test_two_lines_in_one_process_are_refused_plainly(make_line):
    await make_line()
    with pytest.raises(LineError):
        await make_line()


async def test_an_address_of_another_machine_is_refused_plainly(make_line):
    with pytest.raises(LineError):
        await SipServer(SipSettings(listen="203.0.113.9:5080")).start(stay)
    line = await make_line()
    assert line.server.address


async def test_nobody_is_called_who_is_not_there(make_caller):
    caller = await make_caller()
    with pytest.raises(CallFailed):
        await caller.dial("sip:line@127.0.0.1:9", seconds=3)
