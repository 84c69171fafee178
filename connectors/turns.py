"""One turn of a conversation as a whole: either all of it happens, or the tracker stays as it was.

Rasa's own `handle_message` goes on when an action could not be run and saves a turn in which the citizen was not answered. Here such a
turn is dropped, so that the same message can be sent again when the action server is back, and nothing is lost or done twice.
"""

from __future__ import annotations

import contextvars
from dataclasses import dataclass
from typing import Any

import aiohttp
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from sqlalchemy.exc import SQLAlchemyError

from connectors import action_results
from greek.danger import self_harm

_RANKED = 5


class TurnFailed(Exception):
    """The turn could not be carried out: an action did not run, or there is no model."""


@dataclass(frozen=True)
class Taken:
    """A turn that was carried out: what was understood (intent, confidence, entities, ranking), and the conversation as it is now."""

    understanding: dict[str, Any]
    tracker: DialogueStateTracker


class _Report:
    def __init__(self) -> None:
        self.failure: str | None = None


_report: contextvars.ContextVar[_Report | None] = contextvars.ContextVar("turn_report", default=None)


class WatchedEndpoint(EndpointConfig):
    """The action server, over one kept-alive connection pool, noting a failed call on the turn that made it."""

    def __init__(self, original: EndpointConfig, timeout_seconds: float) -> None:
        super().__init__(original.url, original.params, original.headers, original.basic_auth, original.token, original.token_name)
        self.kwargs = dict(original.kwargs)
        self._timeout = aiohttp.ClientTimeout(total=timeout_seconds, connect=3)
        self._pool: aiohttp.ClientSession | None = None

    async def request(self, method: str = "post", *args: Any, **kwargs: Any) -> Any:
        """As `EndpointConfig.request`, for JSON."""
        if self._pool is None or self._pool.closed:
            self._pool = aiohttp.ClientSession(headers=self.headers, timeout=self._timeout)
        try:
            async with self._pool.request(method, self.url, params=self.combine_parameters(), json=kwargs.get("json")) as response:
                if response.status >= 400:
                    raise ClientResponseError(response.status, response.reason, await response.text())
                return await response.json()
        except ClientResponseError as error:
            # 400 is an action that refuses on purpose; everything else means that it didn't run.
            if error.status != 400:
                _note(f"the action server answered {error.status}")
            raise
        except aiohttp.ClientError as error:
            _note(type(error).__name__)
            raise
        except TimeoutError as error:
            _note("timeout")
            raise aiohttp.ServerTimeoutError() from error


def _note(failure: str) -> None:
    report = _report.get()
    if report is not None:
        report.failure = failure


def watch(processor: MessageProcessor, timeout_seconds: float) -> None:
    """Make the processor tell of failures (again after a model was exchanged).

    The action server is called through a `WatchedEndpoint`, and the tracker store without Rasa's wrapper, which would go on with an empty
    conversation in memory when the database doesn't answer.
    """
    action_results.install()
    endpoint = processor.action_endpoint
    if endpoint is not None and not isinstance(endpoint, WatchedEndpoint):
        processor.action_endpoint = WatchedEndpoint(endpoint, timeout_seconds)
    processor.tracker_store = store_itself(processor.tracker_store)


def store_itself(store: TrackerStore) -> TrackerStore:
    """The tracker store inside Rasa's fail-safe wrapper."""
    return store._tracker_store if isinstance(store, FailSafeTrackerStore) else store


async def take_turn(agent: Agent, message: UserMessage, *, language: str | None = None, timeout_seconds: float = 15.0) -> Taken:
    """Carry out one turn.

    Answers go to the message's output channel. Raises `TurnFailed`; the tracker is then as before.
    """
    processor = agent.processor
    if processor is None:
        raise TurnFailed("no model is loaded")
    watch(processor, timeout_seconds)
    report = _Report()
    _report.set(report)
    if message.parse_data is None:
        message.parse_data = trimmed(await processor.parse_message(message))
    try:
        async with agent.lock_store.lock(message.sender_id):
            tracker = await _run(processor, message, message.output_channel, language, report)
    except SQLAlchemyError as error:
        raise TurnFailed(f"the tracker store: {type(error).__name__}") from error
    return Taken(understanding(message.parse_data), tracker)


async def _run(
    processor: MessageProcessor, message: UserMessage, output: OutputChannel, language: str | None, report: _Report
) -> DialogueStateTracker:
    tracker = await processor.fetch_tracker_and_update_session(message.sender_id, output, message.metadata)
    if language and tracker.get_slot("language") is None and language != "el":
        tracker.update(SlotSet("language", language), processor.domain)
    # Which words go with 112 must not hang on the action server: the responses' own conditions read this.
    spoke_of_it = self_harm(message.text or "") or None
    if tracker.get_slot("self_harm") != spoke_of_it:
        tracker.update(SlotSet("self_harm", spoke_of_it), processor.domain)
    await processor._handle_message_with_tracker(message, tracker)
    tracker = await processor.run_action_extract_slots(output, tracker)
    await processor._run_prediction_loop(output, tracker)
    if report.failure:
        raise TurnFailed(report.failure)
    await processor.save_tracker(tracker)
    return tracker


def trimmed(parse: dict[str, Any]) -> dict[str, Any]:
    """What of a parse is worth keeping with the conversation: the whole ranking of all intents would go with every call and row."""
    return {
        "text": parse.get("text"),
        "intent": parse["intent"],
        "entities": parse.get("entities") or [],
        "intent_ranking": (parse.get("intent_ranking") or [])[:_RANKED],
    }


def understanding(parse: dict[str, Any]) -> dict[str, Any]:
    """The parse as the web process stores it for review."""
    entities: list[dict[str, Any]] = [
        {key: entity[key] for key in ("entity", "value", "start", "end") if key in entity} for entity in parse["entities"]
    ]
    ranking = [{"intent": item.get("name"), "confidence": item.get("confidence")} for item in parse["intent_ranking"]]
    return {
        "intent": parse["intent"].get("name"),
        "confidence": parse["intent"].get("confidence"),
        "entities": entities,
        "ranking": ranking,
    }
