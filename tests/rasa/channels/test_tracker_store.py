"""The tracker store on a real SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Restarted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import OperationalError

from connectors.snapshot import Snapshot, without_pin
from connectors.tracker_store import ConversationStore

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [greet, inform]
slots:
  colour: {type: any, influence_conversation: false, mappings: [{type: custom}]}
  size: {type: any, influence_conversation: false, mappings: [{type: custom}]}
forms:
  pick_form: {required_slots: [colour]}
"""
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tracker.db"


@pytest.fixture
def store(path: Path) -> Iterator[ConversationStore]:
    opened = ConversationStore(DOMAIN, f"sqlite:///{path}", kept_turns=2)
    yield opened
    opened.close()


async def talk(store: ConversationStore, turns: int, sender: str = "a", first: bool = True) -> DialogueStateTracker:
    """`turns` turns, each loaded, answered and saved as Rasa does."""
    for number in range(turns):
        tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
        if not tracker.events:
            tracker.update_with_events([ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")], DOMAIN)
        tracker.update(UserUttered(f"μήνυμα {number}", {"name": "inform", "confidence": 1.0}, []), DOMAIN)
        if number == 0 and first:
            tracker.update_with_events([ActionExecuted("pick_form"), ActiveLoop("pick_form"), SlotSet("size", 7)], DOMAIN)
        tracker.update_with_events([SlotSet("colour", number), BotUttered(f"απάντηση {number}"), ActionExecuted("action_listen")], DOMAIN)
        await store.save(tracker)
    loaded = await store.retrieve(sender)
    assert loaded is not None
    return loaded


async def test_an_unknown_conversation_is_none(store: ConversationStore) -> None:
    assert await store.retrieve("nobody") is None
    assert await store.retrieve_full_tracker("nobody") is None


async def test_slots_form_and_last_message_survive_any_number_of_turns(store: ConversationStore) -> None:
    tracker = await talk(store, 30)
    assert tracker.get_slot("size") == 7 and tracker.get_slot("colour") == 29
    assert tracker.active_loop_name == "pick_form"
    assert tracker.latest_message is not None and tracker.latest_message.text == "μήνυμα 29"
    assert tracker.latest_action_name == "action_listen"


async def test_what_is_loaded_does_not_grow(store: ConversationStore) -> None:
    few = len((await talk(store, 4, "few")).events)
    many = len((await talk(store, 40, "many")).events)
    assert many == few


async def test_every_event_is_kept_once_and_in_order(store: ConversationStore) -> None:
    await talk(store, 9)
    full = await store.retrieve_full_tracker("a")
    assert full is not None
    assert [event.text for event in full.events if isinstance(event, UserUttered)] == [f"μήνυμα {number}" for number in range(9)]
    assert sum(isinstance(event, SessionStarted) for event in full.events) == 1


async def test_a_restart_clears_what_was_known(store: ConversationStore) -> None:
    tracker = await talk(store, 1)
    tracker.update_with_events(
        [Restarted(), ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")], DOMAIN
    )
    await store.save(tracker)
    loaded = await talk(store, 5, first=False)
    assert loaded.get_slot("size") is None and loaded.active_loop_name is None


async def test_delete_erases_one_conversation_and_no_other(store: ConversationStore, path: Path) -> None:
    await talk(store, 3, "a")
    await talk(store, 3, "b")
    await store.delete("a")
    await store.delete("a")
    assert list(await store.keys()) == ["b"] and await store.retrieve_full_tracker("a") is None
    with sqlite3.connect(path) as raw:
        assert raw.execute("select count(*) from conversation_event where sender_id = 'a'").fetchone() == (0,)


async def test_the_file_is_in_wal_mode_and_text_is_readable_in_it(store: ConversationStore, path: Path) -> None:
    await talk(store, 1)
    with sqlite3.connect(path) as raw:
        assert raw.execute("pragma journal_mode").fetchone() == ("wal",)
        assert raw.execute("select count(*) from conversation_event where data like '%μήνυμα 0%'").fetchone() == (1,)


async def test_a_pin_is_never_written(store: ConversationStore, path: Path) -> None:
    tracker = await store.get_or_create_tracker("a", append_action_listen=True)
    case = {"protocol": "ΠΡΒ-2026-000001", "code": "483920", "pin": "7351"}
    tracker.update(BotUttered("Έγινε! Το PIN σας είναι 7351.", {"custom": {"case": case}, "pin": "7351"}), DOMAIN)
    await store.save(tracker)
    with sqlite3.connect(path) as raw:
        rows = raw.execute("select data from conversation_event union all select recent from conversation_state").fetchall()
    assert not any("7351" in data for (data,) in rows) and any("483920" in data for (data,) in rows)


async def test_a_database_that_fails_is_told(store: ConversationStore, path: Path) -> None:
    tracker = await talk(store, 1)
    with sqlite3.connect(path) as raw:
        raw.execute("drop table conversation_state")
    with pytest.raises(OperationalError):
        await store.retrieve("a")
    with pytest.raises(OperationalError):
        await store.save(tracker)


def test_an_event_without_a_pin_is_left_as_it_is() -> None:
    event = {"event": "bot", "text": "γεια", "data": {"custom": {"expects": ["text"]}}}
    assert without_pin(event) is event


def test_a_snapshot_comes_back_from_its_text() -> None:
    snapshot = Snapshot().after([{"event": "slot", "name": "colour", "value": "μπλε", "timestamp": 3.0}])
    assert Snapshot.load(snapshot.dump()) == snapshot and snapshot.slots == {"colour": "μπλε"}
