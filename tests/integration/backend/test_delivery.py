"""The outbox worker: sends, tries again, gives up; one delivery per message with several workers."""

from __future__ import annotations

import asyncio
import email
import email.policy
import json
from collections import Counter
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select

from backend.database import Database
from backend.models import OutboxMessage
from backend.services import outbox
from backend.services.delivery import MAX_ATTEMPTS, delay_after
from backend.services.outbox import (
    Delivered,
    DevelopmentTransport,
    FileAttachment,
    ProductionTransport,
    Undeliverable,
    deliver_due,
    transport_for,
)
from backend.services.transports import OutgoingMessage
from tests.fakes import FakeClock


class Recorder:
    """A transport that notes what it got and fails as planned."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.got: list[OutgoingMessage] = []

    async def send(self, message: OutgoingMessage) -> None:
        await asyncio.sleep(0)
        if self.errors:
            raise self.errors.pop(0)
        self.got.append(message)


def _enqueue(database: Database, count: int = 1) -> None:
    with database.work() as uow:
        for number in range(count):
            outbox.enqueue_sms(uow, "+306900000001", f"μήνυμα {number}")


def _rows(database: Database) -> list[OutboxMessage]:
    with database.work() as uow:
        return list(uow.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


async def test_what_is_due_is_sent_once_and_not_kept(database: Database) -> None:
    _enqueue(database, 3)
    transport = Recorder()
    assert await deliver_due(database, transport) == Delivered(sent=3)
    assert await deliver_due(database, transport) == Delivered()
    assert [message.body for message in transport.got] == ["μήνυμα 0", "μήνυμα 1", "μήνυμα 2"]
    assert all(row.sent_at and row.body == "" and row.attempts == 1 for row in _rows(database))


async def test_nothing_leaves_of_what_was_rolled_back(database: Database) -> None:
    with pytest.raises(RuntimeError), database.work() as uow:
        outbox.enqueue_sms(uow, "+306900000001", "x")
        raise RuntimeError
    assert await deliver_due(database, Recorder()) == Delivered()


async def test_a_failed_one_is_tried_again_later_and_later(database: Database, clock: FakeClock) -> None:
    _enqueue(database)
    transport = Recorder(ConnectionError("secret-recipient"), ConnectionError())
    assert await deliver_due(database, transport) == Delivered(postponed=1)
    [row] = _rows(database)
    assert row.last_error == "ConnectionError" and row.next_attempt_at == clock() + timedelta(seconds=30)
    clock.advance(seconds=29)
    assert await deliver_due(database, transport) == Delivered()
    clock.advance(seconds=1)
    assert await deliver_due(database, transport) == Delivered(postponed=1)
    assert _rows(database)[0].next_attempt_at == clock() + timedelta(minutes=1)
    clock.advance(minutes=1)
    assert await deliver_due(database, transport) == Delivered(sent=1)
    assert _rows(database)[0].last_error is None


async def test_it_gives_up_in_the_end(database: Database, clock: FakeClock) -> None:
    _enqueue(database)
    transport = Recorder(*[ConnectionError() for _ in range(50)])
    outcomes = []
    for _ in range(MAX_ATTEMPTS + 2):
        outcomes.append(await deliver_due(database, transport))
        clock.advance(hours=7)
    assert outcomes == [Delivered(postponed=1)] * (MAX_ATTEMPTS - 1) + [Delivered(given_up=1)] + [Delivered()] * 2
    assert _rows(database)[0].failed_at


async def test_what_is_refused_for_good_is_not_tried_again(database: Database, clock: FakeClock) -> None:
    _enqueue(database, 2)
    assert await deliver_due(database, Recorder(Undeliverable())) == Delivered(sent=1, given_up=1)
    clock.advance(days=1)
    assert await deliver_due(database, Recorder()) == Delivered()


async def test_two_workers_deliver_each_message_once(database: Database) -> None:
    _enqueue(database, 20)
    transport = Recorder()
    done = await asyncio.gather(deliver_due(database, transport), deliver_due(database, transport), deliver_due(database, transport))
    assert sum(part.sent for part in done) == 20
    assert set(Counter(message.id for message in transport.got).values()) == {1}


async def test_a_worker_that_died_loses_nothing(database: Database, clock: FakeClock) -> None:
    class Dying:
        async def send(self, message: OutgoingMessage) -> None:
            raise asyncio.CancelledError

    _enqueue(database)
    with pytest.raises(asyncio.CancelledError):
        await deliver_due(database, Dying())
    transport = Recorder()
    assert await deliver_due(database, transport) == Delivered()
    clock.advance(minutes=5)
    assert await deliver_due(database, transport) == Delivered(sent=1)


async def test_the_worker_runs_until_it_is_stopped(database: Database) -> None:
    stop, sent = asyncio.Event(), asyncio.Event()

    class Signal(Recorder):
        async def send(self, message: OutgoingMessage) -> None:
            await super().send(message)
            sent.set()

    worker = asyncio.create_task(outbox.run_worker(database, Signal(), every_seconds=0.01, stop=stop))
    await asyncio.to_thread(_enqueue, database)
    await sent.wait()
    stop.set()
    await worker


async def test_a_database_that_is_away_does_not_end_the_worker(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    stop, calls = asyncio.Event(), 0

    async def failing(*_: object) -> Delivered:
        nonlocal calls
        calls += 1
        if calls == 3:
            stop.set()
        raise ConnectionError

    monkeypatch.setattr("backend.services.delivery.deliver_due", failing)
    await outbox.run_worker(sqlite_database, Recorder(), every_seconds=0.001, stop=stop)
    assert calls == 3


def test_delays_double_up_to_six_hours() -> None:
    assert [delay_after(attempts).total_seconds() for attempts in (1, 2, 3, 20)] == [30, 60, 120, 21_600]


async def test_development_writes_files(sqlite_database: Database) -> None:
    folder = sqlite_database.settings.data_dir
    (folder / "certificates").mkdir()
    (folder / "certificates" / "a.pdf").write_bytes(b"%PDF-1.7")
    with sqlite_database.work() as uow:
        outbox.enqueue_sms(uow, "+306900000001", "Ο κωδικός σας είναι 123456.")
        file = FileAttachment("certificates/a.pdf", "έγγραφο.pdf", "application/pdf")
        outbox.enqueue_email(uow, "maria@example.org", "Το έγγραφό σας\nBcc: x@example.org", "Γεια σας", [file])
    await deliver_due(sqlite_database, DevelopmentTransport(sqlite_database.settings))
    sms, mail = sorted((folder / "outbox").iterdir(), key=lambda path: path.suffix, reverse=True)
    assert json.loads(sms.read_text()) == {"to": "+306900000001", "text": "Ο κωδικός σας είναι 123456.", "at": "2026-03-03T07:30:00+00:00"}
    parsed = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    assert parsed["To"] == "maria@example.org" and parsed["Bcc"] is None and parsed["Subject"].startswith("Το έγγραφό σας Bcc:")
    assert parsed["From"] == "Δήμος Κομοτηνής <noreply@komotini.gr>"
    [attached] = parsed.iter_attachments()
    assert attached.get_filename() == "έγγραφο.pdf" and attached.get_content() == b"%PDF-1.7"


async def test_an_attachment_that_is_gone_is_given_up(sqlite_database: Database) -> None:
    with sqlite_database.work() as uow:
        outbox.enqueue_email(uow, "maria@example.org", "x", "x", [FileAttachment("gone.pdf", "gone.pdf", "application/pdf")])
    assert await deliver_due(sqlite_database, DevelopmentTransport(sqlite_database.settings)) == Delivered(given_up=1)


@pytest.mark.parametrize(("status", "outcome"), [(200, "sent"), (202, "sent"), (500, "postponed"), (429, "postponed"), (422, "given_up")])
async def test_sms_over_http(sqlite_database: Database, status: int, outcome: str) -> None:
    bodies = []

    def answer(request: httpx.Request) -> httpx.Response:
        bodies.append((str(request.url), json.loads(request.content)))
        return httpx.Response(status)

    _enqueue(sqlite_database)
    production = sqlite_database.settings.model_copy(update={"mode": "production", "sms_url": "https://sms.example.org/send"})
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        assert await deliver_due(sqlite_database, ProductionTransport(production, http=http)) == Delivered(**{outcome: 1})
    assert bodies == [("https://sms.example.org/send", {"to": "+306900000001", "text": "μήνυμα 0"})]


@pytest.mark.parametrize(("answer", "outcome"), [(b"250 ok", "sent"), (b"550 no such user", "given_up"), (b"450 busy", "postponed")])
async def test_email_over_smtp(sqlite_database: Database, answer: bytes, outcome: str) -> None:
    received: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 test\r\n")
        while line := await reader.readline():
            verb = line.split()[0].upper()
            if verb == b"DATA":
                writer.write(b"354 go\r\n")
                received.append(await reader.readuntil(b"\r\n.\r\n"))
                writer.write(b"250 taken\r\n")
            elif verb == b"QUIT":
                writer.write(b"221 bye\r\n")
                break
            else:
                writer.write((answer if verb == b"RCPT" else b"250 ok") + b"\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    with sqlite_database.work() as uow:
        outbox.enqueue_email(uow, "maria@example.org", "Θέμα", "Γεια σας")
    production = sqlite_database.settings.model_copy(update={"mode": "production", "smtp_url": f"smtp://127.0.0.1:{port}"})
    async with server:
        assert await deliver_due(sqlite_database, transport_for(production)) == Delivered(**{outcome: 1})
    assert len(received) == (outcome == "sent")


@pytest.mark.parametrize("channel", ["email", "sms", "webhook"])
async def test_production_without_an_address_keeps_the_message(sqlite_database: Database, channel: str) -> None:
    _enqueue(sqlite_database)
    with sqlite_database.work() as uow:
        uow.session.scalars(select(OutboxMessage)).one().channel = channel
    transport = transport_for(sqlite_database.settings.model_copy(update={"mode": "production"}))
    wanted = Delivered(given_up=1) if channel == "webhook" else Delivered(postponed=1)
    assert await deliver_due(sqlite_database, transport) == wanted
