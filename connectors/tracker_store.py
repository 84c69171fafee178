"""Where Rasa keeps conversations: one store for SQLite and PostgreSQL, quick however long a conversation has become.

Two tables. ``conversation_state`` holds per conversation what a turn needs: slots and active form as they stood some turns ago, and the
events since. It is one row read and one row written per turn. ``conversation_event`` holds every event for review, and is only added to.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from connectors.snapshot import Snapshot, without_pin

# Turns that are replayed in full; what lies before is folded into slots and active form. Rules look back one turn, the fallback two.
KEPT_TURNS = 3

_metadata = sa.MetaData()
_STATE = sa.Table(
    "conversation_state",
    _metadata,
    sa.Column("sender_id", sa.String(100), primary_key=True),
    sa.Column("snapshot", sa.Text, nullable=False),
    sa.Column("recent", sa.Text, nullable=False),
    sa.Column("updated_at", sa.Float, nullable=False, index=True),
)
_EVENT = sa.Table(
    "conversation_event",
    _metadata,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("sender_id", sa.String(100), nullable=False, index=True),
    sa.Column("timestamp", sa.Float),
    sa.Column("type_name", sa.String(60), nullable=False),
    sa.Column("data", sa.Text, nullable=False),
)


class ConversationStore(TrackerStore):
    """The tracker store. `host` is a whole SQLAlchemy address (``url`` in endpoints.yml).

    Errors of the database are raised, not hidden behind an empty tracker: the channel answers 503 and the turn can be sent again.
    """

    def __init__(
        self, domain: Domain | None, host: str, event_broker: EventBroker | None = None, kept_turns: int = KEPT_TURNS, **_: Any
    ) -> None:
        super().__init__(domain, event_broker)
        self._kept_turns = kept_turns
        self._engine = make_engine(host)
        _metadata.create_all(self._engine)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as the next turn needs it, or None."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(_STATE.c.snapshot, _STATE.c.recent).where(_STATE.c.sender_id == sender_id)).first()
        if row is None:
            return None
        snapshot, recent = Snapshot.load(row.snapshot), json.loads(row.recent)
        prefix = snapshot.as_events()
        tracker = DialogueStateTracker.from_dict(sender_id, prefix + recent, self.domain.slots)
        _mark(tracker, snapshot, prefix=len(prefix))
        return tracker

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The conversation with every event since its beginning, or None."""
        with self._engine.connect() as connection:
            query = sa.select(_EVENT.c.data).where(_EVENT.c.sender_id == conversation_id).order_by(_EVENT.c.id)
            events = [json.loads(data) for (data,) in connection.execute(query)]
        if not events:
            return None
        tracker = DialogueStateTracker.from_dict(conversation_id, events, self.domain.slots)
        _mark(tracker, Snapshot(), prefix=0)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Add the events that are new, and renew what the next turn needs. All or nothing."""
        await self.stream_events(tracker)
        snapshot, prefix, stored = _mark_of(tracker)
        events = [without_pin(event.as_dict()) for event in list(tracker.events)[prefix:]]
        new = events[stored - prefix :]
        dropped, recent = split_at_turn(events, self._kept_turns)
        snapshot = snapshot.after(dropped)
        row = {"snapshot": snapshot.dump(), "recent": json.dumps(recent, ensure_ascii=False), "updated_at": time.time()}
        sender = tracker.sender_id
        with self._engine.begin() as connection:
            if new:
                connection.execute(_EVENT.insert(), [_event_row(sender, event) for event in new])
            updated = connection.execute(_STATE.update().where(_STATE.c.sender_id == sender).values(**row))
            if not updated.rowcount:
                connection.execute(_STATE.insert().values(sender_id=sender, **row))
        _mark(tracker, snapshot, prefix=len(tracker.events) - len(recent))

    async def delete(self, sender_id: str) -> None:
        """Erase everything that is known of a conversation. Erasing an unknown one is no error."""
        with self._engine.begin() as connection:
            for table in (_STATE, _EVENT):
                connection.execute(table.delete().where(table.c.sender_id == sender_id))

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        with self._engine.connect() as connection:
            return [sender for (sender,) in connection.execute(sa.select(_STATE.c.sender_id))]

    def close(self) -> None:
        self._engine.dispose()


def make_engine(url: str) -> sa.engine.Engine:
    """An engine for a SQLite file (WAL, `synchronous=NORMAL`, a busy writer is waited for) or for PostgreSQL."""
    # The other processes speak psycopg 3; this interpreter has psycopg2.
    address = sa.engine.make_url(url.replace("postgresql+psycopg:", "postgresql+psycopg2:"))
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(address, pool_size=10, max_overflow=10, pool_pre_ping=True)
    # Kept open: SQLAlchemy 1.4 closes a file's connection after each use, and the last one to close checkpoints the whole log.
    pool = {} if address.database in (None, "", ":memory:") else {"poolclass": sa.pool.QueuePool, "pool_size": 4}
    engine = sa.create_engine(address, connect_args={"timeout": 10, "check_same_thread": False}, **pool)

    @sa.event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def split_at_turn(events: list[dict[str, Any]], kept_turns: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The events before the last `kept_turns` messages of the citizen, and the rest."""
    turns = [index for index, event in enumerate(events) if event.get("event") == "user"]
    start = turns[-kept_turns] if len(turns) > kept_turns else 0
    return events[:start], events[start:]


def _event_row(sender: str, event: dict[str, Any]) -> dict[str, Any]:
    return {
        "sender_id": sender,
        "timestamp": event.get("timestamp"),
        "type_name": event["event"],
        "data": json.dumps(event, ensure_ascii=False),
    }


def _mark(tracker: DialogueStateTracker, snapshot: Snapshot, *, prefix: int) -> None:
    """Note on the tracker how many of its first events stand for the snapshot, and how many are in the database."""
    tracker.kept_by_store = (snapshot, prefix, len(tracker.events))  # type: ignore[attr-defined]


def _mark_of(tracker: DialogueStateTracker) -> tuple[Snapshot, int, int]:
    return getattr(tracker, "kept_by_store", (Snapshot(), 0, 0))
