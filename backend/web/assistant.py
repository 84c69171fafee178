"""The line to Rasa: one turn, erasing a tracker, and whether it is ready."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Any

import httpx
import structlog

from backend.errors import AssistantUnavailable
from backend.settings import Settings

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Answer:
    """`messages` and `understanding` as the connector gives them (see connectors/web.py)."""

    messages: list[dict[str, Any]]
    understanding: dict[str, Any]


class Assistant:
    """HTTP client of Rasa's web connector. `transport` lets a test put something else in the network's place."""

    def __init__(self, settings: Settings, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._secret = settings.rasa_secret.get_secret_value()
        self._url = settings.rasa_url.rstrip("/")
        self._actions_url = settings.actions_url.rstrip("/")
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(settings.rasa_timeout_seconds, connect=3.0),
            limits=httpx.Limits(max_connections=200, max_keepalive_connections=50),
            headers={"authorization": f"Bearer {self._secret}"},
            transport=transport,
            trust_env=False,
        )

    async def turn(self, session_id: str, message_id: str, *, text: str, payload: str | None, language: str) -> Answer:
        """One turn of the dialogue. Raises `AssistantUnavailable` when there is no whole answer."""
        body: dict[str, Any] = {"sender_id": session_id, "message_id": message_id, "language": language}
        body |= {"payload": payload} if payload is not None else {"text": text}
        try:
            response = await self._client.post(f"{self._url}/webhooks/web/messages", json=body)
            if response.status_code != 200:
                log.warning("assistant_refused", status=response.status_code, conversation=session_id)
                raise AssistantUnavailable
            answer = response.json()
            return Answer([dict(message) for message in answer["messages"]], dict(answer.get("understanding") or {}))
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as error:
            log.warning("assistant_unreachable", error=type(error).__name__, conversation=session_id)
            raise AssistantUnavailable from error

    async def erase(self, session_id: str) -> bool:
        """Erase the tracker of a deleted conversation; True once Rasa confirms (or never had one)."""
        try:
            response = await self._client.delete(f"{self._url}/webhooks/web/conversations/{session_id}", timeout=5.0)
        except httpx.HTTPError:
            return False
        return response.status_code in (200, 204, 404)

    async def rasa_problem(self) -> str | None:
        """None when Rasa has a model loaded, else why it is not ready."""
        # The server's token is the same secret; `/status` is where a failed model load shows.
        return await self._problem(f"{self._url}/status", {"token": self._secret} if self._secret else {})

    async def actions_problem(self) -> str | None:
        """None when the action server answers, else why not."""
        return await self._problem(f"{self._actions_url}/health", {})

    async def _problem(self, url: str, params: dict[str, str]) -> str | None:
        try:
            response = await self._client.get(url, params=params, timeout=3.0)
        except httpx.HTTPError as error:
            return type(error).__name__
        return None if response.status_code == 200 else f"status {response.status_code}"

    async def close(self) -> None:
        await self._client.aclose()

    async def __aenter__(self) -> Assistant:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()
