"""A conversation as a file to keep: text, JSON, or an e-mail."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from backend.database import UnitOfWork
from backend.services import outbox
from backend.services.contacts import normalise_email
from backend.services.conversations import MessageView, messages_after

ATHENS = ZoneInfo("Europe/Athens")
SENDERS = {"citizen": "Εσείς", "assistant": "Βοηθός", "staff": "Υπάλληλος του Δήμου"}
HEADING = "Συνομιλία με τον ψηφιακό βοηθό του Δήμου Κομοτηνής"


def as_dict(message: MessageView) -> dict[str, Any]:
    """The public form of a message: what the chat API sends."""
    public: dict[str, Any] = {
        "id": message.id,
        "sender": message.sender,
        "text": message.text,
        "buttons": message.buttons,
        "at": message.at.isoformat(),
    }
    if message.attachment:
        public["attachment"] = message.attachment
    if message.custom:
        public["custom"] = message.custom
    if message.payload:
        public["payload"] = message.payload
    if message.sender == "citizen":
        # Lets a client recognise its own message after a reload, and send a pending one again.
        public["key"] = message.idempotency_key
        public["state"] = message.state
    return public


def as_text(messages: Iterable[MessageView]) -> str:
    """Plain text with local times, one paragraph a message."""
    lines = [HEADING, ""]
    for message in messages:
        words = message.text or (message.attachment or {}).get("title") or ""
        if words:
            lines += [f"[{message.at.astimezone(ATHENS):%d/%m/%Y %H:%M}] {SENDERS.get(message.sender, message.sender)}:", words, ""]
    return "\n".join(lines)


def as_json(messages: Iterable[MessageView]) -> str:
    """A JSON document `{"messages": […]}` in the form of the chat API."""
    return json.dumps({"messages": [as_dict(message) for message in messages]}, ensure_ascii=False, indent=1)


def email_transcript(uow: UnitOfWork, session_id: str, email: str) -> None:
    """Queue the transcript for `email`. Raises `InvalidEmail`."""
    address = normalise_email(email)
    outbox.enqueue_email(uow, address, HEADING, as_text(messages_after(uow, session_id)))
