"""The database and the unit of work that every service function takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, create_engine, event
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


def make_engine(url: str) -> Engine:
    """An engine for SQLite (WAL, one writer waits for the other) or PostgreSQL (`postgresql+psycopg://`)."""
    if url.startswith("sqlite"):
        engine = create_engine(url)
        event.listen(engine, "connect", _set_sqlite_pragmas)
        # IMMEDIATE: two transactions that read before they write queue up instead of failing half-way.
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
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

    def close(self) -> None:
        self.engine.dispose()
