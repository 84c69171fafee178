"""The migrations make exactly the tables that the models describe, and can be taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from backend import migrate
from backend.database import Database
from backend.models import Base
from backend.settings import Settings

# Tables that full-text search keeps for itself; no model describes them.
OWN_TABLES = ("alembic_version", "article_search")


def _described(thing: Any, name: str | None, kind: str, reflected: bool, _compared: object) -> bool:
    table = name if kind == "table" else thing.table.name
    return not (reflected and (table or "").startswith(OWN_TABLES))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_settings(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Settings]:
    if request.param == "sqlite":
        yield settings
        return
    with request.getfixturevalue("postgres_server").fresh_database(migrated=False) as url:
        yield settings.model_copy(update={"database_url": url})


def _tables(settings: Settings) -> set[str]:
    engine = sa.create_engine(settings.database_url)
    try:
        return set(sa.inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_migrated_database_is_what_the_models_say(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": _described})
        assert compare_metadata(context, Base.metadata) == []


def test_upgrade_is_idempotent_and_downgrade_leaves_nothing(empty_settings: Settings) -> None:
    assert migrate.current(empty_settings) is None
    migrate.upgrade(empty_settings)
    migrate.upgrade(empty_settings)
    head = migrate.current(empty_settings)
    assert head and {"case", "citizen", "problem", "certificate_request", "article"} <= _tables(empty_settings)
    migrate.downgrade(empty_settings, "base")
    assert _tables(empty_settings) <= {"alembic_version"}
    migrate.upgrade(empty_settings)
    assert migrate.current(empty_settings) == head


def test_every_step_can_be_taken_back_and_again(empty_settings: Settings) -> None:
    migrate.upgrade(empty_settings)
    steps = 0
    while migrate.current(empty_settings):
        migrate.downgrade(empty_settings, "-1")
        steps += 1
    for _ in range(steps):
        migrate.upgrade(empty_settings, "+1")
    assert steps >= 4 and "article" in _tables(empty_settings)


def test_two_processes_may_migrate_at_once(empty_settings: Settings) -> None:
    errors: list[BaseException] = []

    def work() -> None:
        try:
            migrate.upgrade(empty_settings)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == [] and migrate.current(empty_settings)
