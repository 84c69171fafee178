"""What every test may ask for: settings in a folder of its own, time and chance that stand still, both kinds of database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from pydantic import SecretStr

from backend import migrate
from backend.database import Database
from backend.settings import Settings
from tests.fakes import FakeChance, FakeClock
from tests.postgres import PostgresServer

# The same examples in every run, without a time limit: a busy machine fails no test, and a failure can be had again.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None, database=None, max_examples=100)
hypothesis_settings.load_profile("steady")


@pytest.fixture
def clock() -> FakeClock:
    """Tuesday 3 March 2026, 9:30 in Komotini; `clock.advance(minutes=5)` moves it."""
    return FakeClock()


@pytest.fixture
def chance() -> FakeChance:
    """Codes and tokens that come in the same order in every run; `chance.will_give("123456")` decides the next ones."""
    return FakeChance()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Development settings with everything in the test's own folder and SQLite. With a `database`, use `database.settings`."""
    return Settings(
        _env_file=None,
        mode="development",
        data_dir=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'komotini.db'}",
        tracker_url=f"sqlite:///{tmp_path / 'tracker.db'}",
        secret_key=SecretStr("a-secret-only-for-tests-0123456789abcdef"),
        rasa_secret=SecretStr("a-rasa-secret-only-for-tests"),
        public_url="https://assistant.example.org",
    )


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, settings: Settings, clock: FakeClock, chance: FakeChance) -> Iterator[Database]:
    """An empty, migrated database: each test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_database")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.fresh_database() as url:
        opened = Database(settings.model_copy(update={"database_url": url}), clock=clock, chance=chance)
        try:
            yield opened
        finally:
            opened.close()


@pytest.fixture
def sqlite_database(settings: Settings, clock: FakeClock, chance: FakeChance, migrated_sqlite_file: Path) -> Iterator[Database]:
    """An empty, migrated SQLite database, for tests to which the kind doesn't matter."""
    shutil.copy(migrated_sqlite_file, settings.data_dir / "komotini.db")
    opened = Database(settings, clock=clock, chance=chance)
    try:
        yield opened
    finally:
        opened.close()


@pytest.fixture(scope="session")
def migrated_sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once by the migrations, copied for every test."""
    folder = tmp_path_factory.mktemp("migrated")
    migrate.upgrade(Settings(_env_file=None, data_dir=folder, database_url=f"sqlite:///{folder / 'komotini.db'}"))
    return folder / "komotini.db"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server of this test run's own, on a socket in a folder of its own; stopped at the end."""
    with PostgresServer() as server:
        yield server
