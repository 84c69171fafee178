"""A unit of work that only reads: it waits for no writer, sees one state, and can't write."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend.database import Database
from backend.services import open311


def test_a_view_reads_while_somebody_writes(database: Database) -> None:
    with database.work() as writer:
        open311.create_api_key(writer, "one")
        with database.view() as reader:  # would wait for the lock (and fail after 10 s) if it were a writer too
            assert reader.session.scalar(text("SELECT count(*) FROM api_key")) == 0
    with database.view() as reader:
        assert reader.session.scalar(text("SELECT count(*) FROM api_key")) == 1


def test_a_view_keeps_nobody_from_writing(database: Database) -> None:
    with database.view() as reader:
        assert reader.session.scalar(text("SELECT count(*) FROM api_key")) == 0
        with database.work() as writer:
            open311.create_api_key(writer, "one")
        assert reader.session.scalar(text("SELECT 1")) == 1


def test_a_view_refuses_to_write(database: Database) -> None:
    with pytest.raises(DBAPIError), database.view() as uow:
        open311.create_api_key(uow, "one")
    with database.work() as uow:  # the same connection writes again
        open311.create_api_key(uow, "two")
    with database.view() as uow:
        assert uow.session.scalars(text("SELECT name FROM api_key")).all() == ["two"]


def test_what_a_view_changed_in_memory_is_never_kept(database: Database) -> None:
    from backend.models import ApiKey

    with database.work() as uow:
        open311.create_api_key(uow, "one")
    with database.view() as uow:
        uow.session.query(ApiKey).one().name = "changed"
    with database.view() as uow:
        assert uow.session.scalar(text("SELECT name FROM api_key")) == "one"
