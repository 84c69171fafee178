"""The database and the unit of work that every service function takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

from backend.clock import Chance, Clock, SystemChance, utc_now
from backend.errors import MunicipalityError
from backend.settings import Settings


@dataclass
class UnitOfWork:
    """One transaction with everything a service may need from outside: `session`, time, chance, settings."""

    session: Session
    settings: Settings
    clock: Clock = utc_now
    chance: Chance = field(default_factory=SystemChance)

    def now(self) -> datetime:
        return self.clock()

    @property
    def secret(self) -> bytes:
        return self.settings.secret_key.get_secret_value().encode()


def _set_sqlite_pragmas(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling begins too late for SELECT-then-write; we emit BEGIN ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


READ_ONLY = {"komotini_read_only": True, "postgresql_readonly": True}


def _begin_sqlite(connection: Connection) -> None:
    """BEGIN as the unit of work needs it. `query_only` makes a write in a view fail here too, as it does on PostgreSQL."""
    reads = bool(connection.get_execution_options().get("komotini_read_only"))
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads else 'OFF'}")
    # IMMEDIATE: two transactions that read before they write queue up instead of failing half-way. A reader waits for nobody (WAL).
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def make_engine(url: str) -> Engine:
    """An engine for SQLite (WAL, one writer waits for the other) or PostgreSQL (`postgresql+psycopg://`)."""
    if url.startswith("sqlite"):
        engine = create_engine(url)
        event.listen(engine, "connect", _set_sqlite_pragmas)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True)


class Database:
    """Opens units of work.

    >>> with database.work() as uow:        # doctest: +SKIP
    ...     cases.open_case(uow, ...)       # commits at the end, rolls back on an error
    """

    def __init__(self, settings: Settings, *, clock: Clock = utc_now, chance: Chance | None = None) -> None:
        self.settings = settings
        self.clock = clock
        self.chance = chance or SystemChance()
        self.engine = make_engine(settings.database_url)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._views = sessionmaker(self.engine.execution_options(**READ_ONLY), autoflush=False)

    @contextmanager
    def work(self) -> Iterator[UnitOfWork]:
        """A unit of work: commit when the block ends, roll back when it raises.

        An error with `keeps_work` (a counted wrong PIN) is raised too, but after a commit.
        """
        with self._sessions() as session:
            try:
                yield UnitOfWork(session, self.settings, self.clock, self.chance)
            except MunicipalityError as error:
                if error.keeps_work:
                    session.commit()
                raise
            session.commit()

    @contextmanager
    def view(self) -> Iterator[UnitOfWork]:
        """A unit of work that only reads: one consistent state of the data, without waiting for a writer or making one wait.

        Nothing is ever committed; a statement that writes raises `sqlalchemy.exc.DBAPIError`.
        """
        with self._views() as session:
            yield UnitOfWork(session, self.settings, self.clock, self.chance)

    def close(self) -> None:
        self.engine.dispose()
