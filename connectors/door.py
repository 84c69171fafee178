"""What our channels of Rasa share: one HTTP round trip per turn, behind a shared secret.

``POST messages`` takes ``{"sender_id", "text" | "payload", "message_id", "language"}`` and gives ``{"messages", "understanding"}``;
``DELETE conversations/<sender_id>`` erases a conversation. Only this house's own processes may call it.
"""

from __future__ import annotations

import hmac
import logging
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.core.lock_store import LockError
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from connectors.ordering import Ordering
from connectors.turns import TurnFailed, store_itself, take_turn

logger = logging.getLogger(__name__)

_LONGEST_TEXT = 4000
_REMEMBERED_TURNS = 2048


class Collected(OutputChannel):
    """Collects what the assistant says, in the contract's form. `responses`: their names in domain.yml."""

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self.messages: list[dict[str, Any]] = []
        self.responses: list[str] = []

    def name(self) -> str:
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """One response is one message, buttons, attachment and custom data included."""
        said: dict[str, Any] = {"text": (message.get("text") or "").strip(), "buttons": []}
        for button in message.get("buttons") or []:
            said["buttons"].append({"title": button.get("title"), "payload": button.get("payload")})
        for key in ("attachment", "custom"):
            if message.get(key):
                said[key] = message[key]
        self.messages.append(said)
        self.responses.append(str(message.get("utter_action") or ""))


class BadRequest(Exception):
    """A body that is not what the channel takes."""


class DoorChannel(InputChannel):
    """A channel of this house. `secret` is shared with the process that uses it."""

    channel = ""

    def __init__(self, secret: str, action_timeout: float = 15.0) -> None:
        self._secret = secret.encode()
        self._action_timeout = action_timeout
        self._ordering = Ordering()
        # Turns answered already, so that a message sent again (same id) gets its answers again and changes nothing.
        self._answered: OrderedDict[Any, dict[str, Any]] = OrderedDict()

    @classmethod
    def name(cls) -> str:
        return cls.channel

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> DoorChannel:
        secret = str((credentials or {}).get("secret") or "")
        if not secret or secret.startswith("${"):
            raise RasaException(f"the {cls.channel} channel needs a secret: set KOMOTINI_RASA_SECRET")
        return cls(secret, float((credentials or {}).get("action_timeout") or 15.0))

    # What a channel may do in its own way.

    async def understood_as(self, said: str, sender_id: str, store: TrackerStore) -> str:
        """What Rasa is given for what the citizen said (a payload begins with ``/``)."""
        return said

    def answer(self, output: Collected, tracker: DialogueStateTracker) -> dict[str, Any]:
        """The channel's own fields of the answer, beside messages and understanding."""
        return {}

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        door = Blueprint(f"{self.channel}_channel")

        @door.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @door.route("/messages", methods=["POST"])
        async def messages(request: Request) -> HTTPResponse:
            if not self._is_known(request):
                return response.json({"error": "unauthorised"}, status=401)
            try:
                message = read_message(request.json)
            except Exception as error:  # Sanic's own error for a body that isn't JSON included
                return response.json({"error": str(error)}, status=422)
            try:
                return response.json(await self._turn(request, **message))
            except (TurnFailed, LockError) as error:
                logger.warning("a turn could not be carried out: %s", error)
                return response.json({"error": str(error)}, status=503)

        @door.route("/conversations/<sender_id>", methods=["DELETE"])
        async def erase(request: Request, sender_id: str) -> HTTPResponse:
            if not self._is_known(request):
                return response.json({"error": "unauthorised"}, status=401)
            async with self._ordering.turn_of(sender_id):
                await store_itself(request.app.ctx.agent.tracker_store).delete(sender_id)
                for key in [key for key in self._answered if key[0] == sender_id]:
                    del self._answered[key]
            return response.empty()

        return door

    async def _turn(self, request: Request, sender_id: str, text: str, message_id: str | None, language: str | None) -> dict[str, Any]:
        async with self._ordering.turn_of(sender_id):
            key = (sender_id, message_id)
            if message_id and key in self._answered:
                return self._answered[key]
            agent, output = request.app.ctx.agent, Collected(self.channel)
            given = await self.understood_as(text, sender_id, store_itself(agent.tracker_store))
            message = UserMessage(given, output, sender_id, input_channel=self.channel, message_id=message_id)
            taken = await take_turn(agent, message, language=language, timeout_seconds=self._action_timeout)
            answer = {"messages": output.messages, "understanding": taken.understanding, **self.answer(output, taken.tracker)}
            if message_id:
                self._answered[key] = answer
                while len(self._answered) > _REMEMBERED_TURNS:
                    self._answered.popitem(last=False)
            return answer

    def _is_known(self, request: Request) -> bool:
        scheme, _, given = (request.headers.get("authorization") or "").partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode("utf-8", "replace"), self._secret)


def read_message(body: Any) -> dict[str, Any]:
    """The checked body of a message. Raises `BadRequest`."""
    if not isinstance(body, dict):
        raise BadRequest("the body must be a JSON object")
    sender_id, text, payload = body.get("sender_id"), body.get("text"), body.get("payload")
    message_id, language = body.get("message_id"), body.get("language")
    if not isinstance(sender_id, str) or not 1 <= len(sender_id) <= 100:
        raise BadRequest("sender_id must be a string of 1 to 100 characters")
    if (text is None) == (payload is None):
        raise BadRequest("either text or payload must be given")
    if not all(value is None or isinstance(value, str) for value in (text, payload, message_id, language)):
        raise BadRequest("text, payload, message_id and language must be strings")
    if payload is not None:
        if not payload.startswith("/"):
            raise BadRequest("a payload begins with /")
        said = payload
    else:
        said = neutralised(text)
    return {"sender_id": sender_id, "text": said[:_LONGEST_TEXT], "message_id": message_id, "language": language}


def neutralised(text: str) -> str:
    """What a citizen typed, never to be taken for a payload: Rasa reads a leading slash as an intent."""
    return re.sub(r"^[\s/]+", "", text).rstrip() or "…"
