"""Brings the database to the newest shape: ``python -m backend.migrate [upgrade|downgrade|current] [revision]``."""

from __future__ import annotations

import argparse
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url

from backend.database import make_engine
from backend.settings import Settings, get_settings

FOLDER = Path(__file__).resolve().parent / "migrations"
_LOCK = 0x4B4F4D4F  # PostgreSQL advisory lock: two processes that migrate at once take turns


def upgrade(settings: Settings, revision: str = "head") -> None:
    """Creates or upgrades the tables, all or nothing. Safe when several processes do it at once."""
    _run(settings, "upgrade", revision)


def downgrade(settings: Settings, revision: str) -> None:
    """Back to `revision` (``base``: no tables)."""
    _run(settings, "downgrade", revision)


def current(settings: Settings) -> str | None:
    """The revision that the database is at, or None before the first."""
    engine = _engine(settings)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def _run(settings: Settings, direction: str, revision: str) -> None:
    engine = _engine(settings)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            config.attributes["connection"] = connection
            getattr(command, direction)(config, revision)
    finally:
        engine.dispose()


def _engine(settings: Settings) -> Engine:
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        return create_engine(url)
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = make_engine(settings.database_url)
    # Batch operations copy a table and drop the old one; with foreign keys on, the rows that refer to it would go too.
    event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA foreign_keys=OFF").close())
    return engine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("direction", nargs="?", default="upgrade", choices=["upgrade", "downgrade", "current"])
    parser.add_argument("revision", nargs="?", help="head for upgrade; downgrade needs one")
    given = parser.parse_args()
    settings = get_settings()
    if given.direction == "upgrade":
        upgrade(settings, given.revision or "head")
    elif given.direction == "downgrade":
        if not given.revision:
            parser.error("downgrade needs a revision")
        downgrade(settings, given.revision)
    print(current(settings) or "empty")


if __name__ == "__main__":
    main()
