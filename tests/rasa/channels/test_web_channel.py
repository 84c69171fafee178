"""The web channel's own part: what it takes, how it orders turns, what it keeps of a parse."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa.shared.exceptions import RasaException

from connectors.door import BadRequest, Collected, neutralised, read_message
from connectors.ordering import Ordering
from connectors.turns import trimmed, understanding
from connectors.web import WebChannel


@pytest.mark.parametrize("typed", ["/restart", " /restart", "//restart", "/ /restart", '/inform{"photo": "x"}'])
def test_typed_text_is_never_a_payload(typed: str) -> None:
    message = read_message({"sender_id": "a", "text": typed})
    assert not message["text"].startswith("/")


def test_text_of_slashes_only_is_still_a_message() -> None:
    assert neutralised(" /// ") == "…"


def test_a_payload_goes_through() -> None:
    assert read_message({"sender_id": "a", "payload": "/greet"})["text"] == "/greet"


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"sender_id": "a"},
        {"sender_id": "", "text": "γεια"},
        {"sender_id": 3, "text": "γεια"},
        {"sender_id": "a" * 101, "text": "γεια"},
        {"sender_id": "a", "text": "γεια", "payload": "/greet"},
        {"sender_id": "a", "text": 5},
        {"sender_id": "a", "payload": "greet"},
        {"sender_id": "a", "text": "γεια", "message_id": 7},
    ],
)
def test_other_bodies_are_refused(body: Any) -> None:
    with pytest.raises(BadRequest):
        read_message(body)


def test_a_very_long_text_is_cut() -> None:
    assert len(read_message({"sender_id": "a", "text": "α" * 10_000})["text"]) == 4000


@pytest.mark.parametrize("credentials", [None, {}, {"secret": ""}, {"secret": "${KOMOTINI_RASA_SECRET}"}])
def test_no_secret_no_channel(credentials: Any) -> None:
    with pytest.raises(RasaException):
        WebChannel.from_credentials(credentials)


async def test_one_response_is_one_message_with_all_that_belongs_to_it() -> None:
    output = Collected("web")
    button = {"title": "Ναι", "payload": "/affirm", "type": None}
    await output.send_response(
        "a", {"text": "Έγινε", "buttons": [button], "custom": {"expects": ["text"]}, "elements": [], "pin": "1", "utter_action": "utter_x"}
    )
    assert output.messages == [{"text": "Έγινε", "buttons": [{"title": "Ναι", "payload": "/affirm"}], "custom": {"expects": ["text"]}}]


async def test_turns_of_a_conversation_keep_their_order_and_others_do_not_wait() -> None:
    ordering, done, gate = Ordering(), [], asyncio.Event()

    async def turn(conversation: str, number: int) -> None:
        async with ordering.turn_of(conversation):
            if conversation == "a" and number == 0:
                await gate.wait()
            done.append((conversation, number))

    tasks: list[asyncio.Task[None]] = [asyncio.ensure_future(turn("a", number)) for number in range(3)]
    await asyncio.ensure_future(turn("b", 0))
    assert done == [("b", 0)]
    gate.set()
    await asyncio.gather(*tasks)
    assert done[1:] == [("a", 0), ("a", 1), ("a", 2)]
    assert not ordering._locks and not ordering._waiting


def test_only_the_head_of_the_ranking_is_kept() -> None:
    ranking = [{"name": f"i{number}", "confidence": 1 / (number + 1)} for number in range(40)]
    parse: dict[str, Any] = {"text": "γεια", "intent": ranking[0], "entities": [{"entity": "street", "value": "Ορφέως", "extractor": "x"}]}
    parse = trimmed({**parse, "intent_ranking": ranking, "text_tokens": [(0, 4)]})
    assert len(parse["intent_ranking"]) == 5 and "text_tokens" not in parse
    told = understanding(parse)
    assert told["intent"] == "i0" and told["entities"] == [{"entity": "street", "value": "Ορφέως"}]
