"""A citizen who talks to a running house through the public API, as the widget does."""

from __future__ import annotations

import json
import uuid
from typing import Any

import httpx


class Citizen:
    """One conversation. `say` and `press` return the assistant's messages and remember them in `heard`."""

    def __init__(self, url: str) -> None:
        self.client = httpx.Client(base_url=url, timeout=60)
        body = self.client.post("/api/chat/sessions", json={"language": "el"}).raise_for_status().json()
        self.session, self.token = body["session_id"], body["token"]
        self.headers = {"Authorization": f"Bearer {self.token}"}
        self.heard: list[dict[str, Any]] = []

    def post(self, body: dict[str, Any], key: str | None = None) -> httpx.Response:
        return self.client.post(
            f"/api/chat/sessions/{self.session}/messages", json=body, headers={**self.headers, "Idempotency-Key": key or str(uuid.uuid4())}
        )

    def say(self, text: str, key: str | None = None) -> list[dict[str, Any]]:
        return self._hear(self.post({"text": text}, key))

    def press(self, title_or_payload: str) -> list[dict[str, Any]]:
        """Press a button of the last answer by its title, or send a payload."""
        payload = next((button["payload"] for button in self.buttons() if button["title"] == title_or_payload), title_or_payload)
        assert payload.startswith("/"), f"no button {title_or_payload!r} among {[button['title'] for button in self.buttons()]}"
        return self._hear(self.post({"payload": payload}))

    def buttons(self) -> list[dict[str, str]]:
        return [button for message in self.heard[-3:] for button in message.get("buttons", [])]

    @property
    def last(self) -> str:
        """Everything that the assistant said last, as one text."""
        return "\n".join(message["text"] for message in self.heard[-1:])

    def case(self) -> dict[str, str]:
        """The receipt of the last case filed in this conversation."""
        receipts = [message["custom"]["case"] for message in self.heard if (message.get("custom") or {}).get("case")]
        assert receipts, f"no receipt was given; last heard: {json.dumps(self.heard[-3:], ensure_ascii=False)}"
        return receipts[-1]

    def _hear(self, answer: httpx.Response) -> list[dict[str, Any]]:
        assert answer.status_code == 200, f"{answer.status_code}: {answer.text}"
        messages: list[dict[str, Any]] = answer.json()["messages"]
        self.heard += messages
        return messages


def said(messages: list[dict[str, Any]]) -> str:
    return "\n".join(message["text"] for message in messages)
