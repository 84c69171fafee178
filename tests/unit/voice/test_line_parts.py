"""The small parts of the line: addresses, SDP, what waits to be heard and to be said."""

from __future__ import annotations

import asyncio
import logging

import numpy as np
import pytest

from voice.audiosocket_wire import Halver, Kind, encode, receive
from voice.inbox import Inbox
from voice.leg import FRAME_BYTES, SILENCE, CallOver
from voice.outbox import Outbox
from voice.sip_address import target_of, user_of
from voice.sip_log import keep_addresses_out
from voice.sip_media import MediaLock, Side, read_sdp


@pytest.mark.parametrize(
    ("header", "user"),
    [
        ('"Μαρία" <sip:2531022222@pbx.example;transport=udp>;tag=1', "2531022222"),
        ("sip:+302531022222@10.0.0.1:5060", "+302531022222"),
        ("<sips:desk@pbx.example>", "desk"),
        ("<tel:+302531022222>", "+302531022222"),
        ("<sip:192.0.2.1:5060>", None),
        ("<sip:anonymous@anonymous.invalid>", None),
        ('"Unknown" <sip:unknown@pbx>', None),
        ("", None),
        (None, None),
    ],
)
def test_user_of(header, user):
    assert user_of(header) == user


def test_targets_are_names_or_exactly_their_addresses():
    targets = {"operator": "sip:101@pbx.example"}
    assert target_of(targets, "operator") == target_of(targets, "sip:101@pbx.example") == "sip:101@pbx.example"
    for other in ("", "sip:101@pbx.example;x", "sip:00900123@pbx.example", "Operator", "101"):
        assert target_of(targets, other) is None


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("call: bad REFER request from sip:2531022222@192.0.2.1", "call: bad REFER request from sip:…"),
        ("2531012345@127.0.0.1: Call established: <sips:desk@pbx.example;transport=tls>", "…: Call established: <sips:…;transport=tls>"),
        ("dialling 'tel:+302531022222' now", "dialling 'tel:…' now"),
        ("registered", "registered"),
    ],
)
def test_the_librarys_log_lines_carry_no_address(line, kept, caplog):
    keep_addresses_out()
    logging.getLogger("baresip.native").warning("%s", line)
    assert caplog.messages == [kept]


def message(body: str) -> str:
    return "RX UDP 192.0.2.1:5060 -> 127.0.0.1:5080\nINVITE sip:line@x SIP/2.0\r\nCall-ID: abc\r\n\r\n" + body.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("body", "side"),
    [
        ("v=0\nc=IN IP4 192.0.2.7\nm=audio 4000 RTP/AVP 8\n", Side("192.0.2.7", 4000, 4001)),
        ("v=0\nc=IN IP4 192.0.2.7\nm=audio 4000 RTP/AVP 8\na=rtcp:4055 IN IP4 192.0.2.7\n", Side("192.0.2.7", 4000, 4055)),
        ("v=0\nc=IN IP4 192.0.2.7\nm=audio 4000 RTP/AVP 8\nc=IN IP4 192.0.2.8\n", Side("192.0.2.8", 4000, 4001)),
        ("v=0\nm=video 5000 RTP/AVP 97\nc=IN IP4 192.0.2.9\nm=audio 4000 RTP/AVP 8\nc=IN IP4 192.0.2.8\n", Side("192.0.2.8", 4000, 4001)),
        (
            "v=0\nc=IN IP4 192.0.2.7\nm=audio 4000 RTP/AVP 8\nm=video 6 RTP/AVP 97\nc=IN IP4 192.0.2.9\na=rtcp:9\n",
            Side("192.0.2.7", 4000, 4001),
        ),
        ("v=0\nc=IN IP6 2001:db8::1\nm=audio 4000 RTP/AVP 8\n", Side("2001:db8::1", 4000, 4001)),
        ("v=0\nc=IN IP4 0.0.0.0\nm=audio 4000 RTP/AVP 8\n", None),
        ("v=0\nc=IN IP4 192.0.2.7\nm=audio 0 RTP/AVP 8\n", None),
        ("v=0\nc=IN IP4 192.0.2.7\nm=video 4000 RTP/AVP 97\n", None),
        ("", None),
    ],
)
def test_read_sdp(body, side):
    assert read_sdp(message(body)) == side


def record(text: str) -> logging.LogRecord:
    return logging.LogRecord("x", logging.DEBUG, "", 0, "%s", (text,), None)


def test_the_lock_forgets_calls_and_what_never_became_one():
    lock = MediaLock()
    for number in range(1500):
        lock.emit(record(message("v=0\nc=IN IP4 192.0.2.7\nm=audio 4000 RTP/AVP 8\n").replace("abc", f"call{number}")))
    assert len(lock._sides) == 1000
    lock.forget("call1499")
    lock.forget("call1499")
    lock.forget(None)
    assert len(lock._sides) == 999


async def test_inbox_cuts_frames_from_any_pieces():
    inbox = Inbox()
    inbox.put(b"a" * 300)
    inbox.put(b"b" * 300)
    inbox.put(b"c" * 40)
    assert await inbox.frame() == b"a" * 300 + b"b" * 20
    assert await inbox.frame() == b"b" * 280 + b"c" * 40
    inbox.close()
    assert await inbox.frame() is None
    assert await inbox.frame() is None


async def test_inbox_drops_the_oldest():
    inbox = Inbox()
    for number in range(200):
        inbox.put(bytes([number]) * FRAME_BYTES)
    assert (await inbox.frame())[0] == 150


async def test_inbox_fills_gaps_with_silence_on_the_clock():
    inbox = Inbox()
    inbox.tick(0.0, came=True)
    for step in range(1, 10):
        inbox.tick(step / 100, came=False)
    assert not inbox._frames, "ninety milliseconds are no gap"
    inbox.tick(0.1, came=False)
    assert len(inbox._frames) == 5
    for step in range(11, 21):
        inbox.tick(step / 100, came=False)
    assert len(inbox._frames) == 10
    inbox.tick(0.21, came=True)
    inbox.tick(0.3, came=False)
    assert len(inbox._frames) == 10
    assert await inbox.frame() == SILENCE


async def test_keys_wait_and_foreign_ones_are_dropped():
    inbox = Inbox()
    waiting = asyncio.create_task(inbox.key())
    await asyncio.sleep(0)
    for key in ("A", "", "12", "5", "#"):
        inbox.put_key(key)
    assert await waiting == "5"
    assert await inbox.key() == "#"
    inbox.close()
    with pytest.raises(CallOver):
        await inbox.key()


def test_outbox_keeps_samples_whole():
    outbox = Outbox()
    assert outbox.idle.is_set()
    outbox.put(b"\x01")
    assert not len(outbox)
    outbox.put(b"\x02\x03\x04\x05")
    assert outbox.take(100) == b"\x01\x02\x03\x04"
    outbox.put(b"\x06")
    outbox.put_back(b"\x01\x02")
    assert outbox.take(100) == b"\x01\x02\x05\x06"
    outbox.put(bytes(1600))
    assert outbox.pending_ms() == 100
    outbox.clear()
    assert outbox.pending_ms() == 0 and outbox.take(5) == b""


async def test_audiosocket_messages_and_their_ends():
    reader = asyncio.StreamReader()
    reader.feed_data(encode(Kind.KEY, b"5") + encode(Kind.HANGUP) + encode(Kind.AUDIO, bytes(320))[:100])
    reader.feed_eof()
    assert await receive(reader) == (Kind.KEY, b"5")
    assert await receive(reader) == (Kind.HANGUP, b"")
    assert await receive(reader) is None


@pytest.mark.parametrize("piece", [2, 6, 62, 640, 641, 4000])
def test_halving_in_pieces_equals_halving_at_once(piece):
    wave = (8000 * np.sin(2 * np.pi * 1000 * np.arange(8000) / 16000)).astype("<i2").tobytes()
    whole = Halver().halve(wave)
    halver = Halver()
    even = piece & ~1
    parts = b"".join(halver.halve(wave[start : start + even]) for start in range(0, len(wave), even))
    assert parts == whole
    assert len(whole) == pytest.approx(len(wave) / 2, abs=40)
