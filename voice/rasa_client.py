"""One turn with the assistant, over the phone channel of its server."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx

from voice.grammars import OPEN, Expects

LONGEST_TURN = 15.0


class AssistantDown(Exception):
    """The assistant gives no answer."""


@dataclass(frozen=True)
class Answer:
    """What the assistant says to a turn, and what it waits for then."""

    texts: tuple[str, ...]
    expects: Expects = OPEN
    payloads: tuple[str, ...] = ()
    form: str | None = None
    slot: str | None = None
    ends: bool = False
    transfer: bool = False
    english: bool = False
    understanding: dict[str, Any] = field(default_factory=dict)

    @property
    def intent(self) -> str:
        found = self.understanding.get("intent")
        return str(found.get("name") if isinstance(found, dict) else found or "")

    @property
    def fallback(self) -> bool:
        """Whether the assistant did not understand."""
        return self.intent == "nlu_fallback"

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Answer:
        """From the channel's JSON; raises ValueError or the like where it is none of that."""
        row = body.get("expects") or {}
        expects = Expects.from_mapping(row)
        payloads = tuple(str(payload) for payload in row.get("payloads") or ())
        return cls(
            tuple(str(message["text"]) for message in body["messages"] if message.get("text")),
            expects,
            payloads if len(payloads) == len(expects.choices) else (),
            row.get("form") or None,
            row.get("slot") or None,
            bool(body.get("ends")),
            bool(body.get("transfer")),
            body.get("language") == "en",
            dict(body.get("understanding") or {}),
        )


class RasaClient:
    """The phone channel at `url`. One per process."""

    def __init__(self, url: str, secret: str) -> None:
        self._http = httpx.AsyncClient(
            base_url=url, headers={"Authorization": f"Bearer {secret}"}, timeout=httpx.Timeout(LONGEST_TURN, connect=1.5), trust_env=False
        )

    async def turn(self, sender: str, *, text: str | None = None, payload: str | None = None, message_id: str) -> Answer:
        """Say `text` or give `payload`; the same `message_id` again gives the same answer. Raises AssistantDown."""
        said = {"payload": payload} if payload is not None else {"text": text or ""}
        try:
            reply = await self._http.post("/webhooks/phone/messages", json={"sender_id": sender, "message_id": message_id, **said})
            if reply.status_code != 200:
                raise AssistantDown(f"the assistant answers {reply.status_code}")
            return Answer.from_json(reply.json())
        except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise AssistantDown(type(error).__name__) from error

    async def close(self) -> None:
        await self._http.aclose()
