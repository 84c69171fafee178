"""How a message leaves: into a folder (development), by SMTP and HTTP (production)."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib
import httpx

from backend.models import OutboxMessage
from backend.settings import Settings

TIMEOUT_SECONDS = 30.0


class Undeliverable(Exception):
    """The message can never be delivered (refused for good, no transport for it): don't try again."""


@dataclass(frozen=True)
class OutgoingMessage:
    """A message as a transport gets it. `attachments`: {path relative to data_dir, filename, media_type}."""

    id: int
    channel: str
    recipient: str
    subject: str
    body: str
    attachments: list[dict[str, Any]]
    at: datetime

    @classmethod
    def of(cls, row: OutboxMessage, at: datetime) -> OutgoingMessage:
        return cls(row.id, row.channel, row.recipient, row.subject, row.body, list(row.attachments), at)


class Transport(Protocol):
    async def send(self, message: OutgoingMessage) -> None:
        """Delivers or raises: `Undeliverable` when there is no use in trying again, anything else to be tried later."""


def transport_for(settings: Settings) -> Transport:
    """The transport of the mode in the settings."""
    return DevelopmentTransport(settings) if settings.mode == "development" else ProductionTransport(settings)


class DevelopmentTransport:
    """Writes one file per message to ``<data_dir>/outbox``: ``….eml``, or ``….txt`` with {"to", "text", "at"} for an SMS."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.folder = settings.data_dir / "outbox"

    async def send(self, message: OutgoingMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{message.at:%Y%m%dT%H%M%S}-{message.id:06d}"
        if message.channel == "email":
            self._write(f"{name}.eml", compose(message, self.settings).as_bytes())
        else:
            body = {"to": message.recipient, "text": message.body, "at": message.at.isoformat()}
            self._write(f"{name}.txt", json.dumps(body, ensure_ascii=False).encode())

    def _write(self, name: str, data: bytes) -> None:
        # Whoever watches the folder must never see half a file.
        partial = self.folder / f".{name}.part"
        partial.write_bytes(data)
        os.replace(partial, self.folder / name)


class ProductionTransport:
    """E-mail over SMTP (`smtp_url`; smtps:// for TLS from the start), SMS as a JSON POST to `sms_url`."""

    def __init__(self, settings: Settings, *, http: httpx.AsyncClient | None = None) -> None:
        self.settings = settings
        self.http = http

    async def send(self, message: OutgoingMessage) -> None:
        if message.channel == "email":
            await self._send_email(message)
        elif message.channel == "sms":
            await self._send_sms(message)
        else:
            raise Undeliverable(f"no transport for channel {message.channel}")

    async def _send_email(self, message: OutgoingMessage) -> None:
        address = urlsplit(self.settings.smtp_url)
        if not address.hostname:
            raise ConnectionError("smtp_url is not set")
        try:
            await aiosmtplib.send(
                compose(message, self.settings),
                hostname=address.hostname,
                port=address.port,
                username=unquote(address.username) if address.username else None,
                password=unquote(address.password) if address.password else None,
                use_tls=address.scheme == "smtps",
                timeout=TIMEOUT_SECONDS,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            if all(refusal.code >= 500 for refusal in error.recipients):
                raise Undeliverable("recipient refused") from error
            raise

    async def _send_sms(self, message: OutgoingMessage) -> None:
        if not self.settings.sms_url:
            raise ConnectionError("sms_url is not set")
        body = {"to": message.recipient, "text": message.body}
        if self.http is not None:
            response = await self.http.post(self.settings.sms_url, json=body)
        else:
            async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS) as http:
                response = await http.post(self.settings.sms_url, json=body)
        if response.status_code in (400, 404, 410, 422):
            raise Undeliverable(f"the SMS service answered {response.status_code}")
        response.raise_for_status()


class _WholeSubject(EmailPolicy):
    """Folds a long Greek subject between characters: the standard policy loses the blank where it breaks between two words."""

    def _fold(self, name: str, value: Any, refold_binary: bool = False) -> str:
        if name.lower() != "subject" or str(value).isascii():
            return str(super()._fold(name, value, refold_binary))  # type: ignore[misc]
        folded = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {folded}{self.linesep}"


def compose(message: OutgoingMessage, settings: Settings) -> EmailMessage:
    """The e-mail with its attachments. Raises `Undeliverable` when a file is gone."""
    mail = EmailMessage(_WholeSubject())
    mail["From"] = f"Δήμος Κομοτηνής <{settings.mail_from}>"
    mail["To"] = message.recipient
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.at)
    # The same on every try, so that a mail server can tell a repeated delivery.
    mail["Message-ID"] = f"<outbox-{message.id}@{settings.mail_from.partition('@')[2] or 'localhost'}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body)
    for attachment in message.attachments:
        path = Path(settings.data_dir) / attachment["path"]
        if not path.is_file():
            raise Undeliverable("an attachment is gone")
        main, _, sub = attachment["media_type"].partition("/")
        mail.add_attachment(path.read_bytes(), maintype=main, subtype=sub, filename=attachment["filename"])
    return mail
