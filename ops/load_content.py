"""``make load-content``: articles, categories and certificate types from backend/content into the database."""

from __future__ import annotations

import argparse

from backend.database import Database


def load_content(database: Database, *, sample: bool = True) -> None:
    """Load all content; `sample` decides whether the made-up demo citizens come along."""
    from backend import content_loader

    content_loader.load_all(database, sample=sample)


def main() -> None:
    from backend import migrate
    from backend.settings import get_settings

    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", choices=("0", "1"), default="1")
    arguments = parser.parse_args()
    settings = get_settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    migrate.upgrade(settings)
    database = Database(settings)
    load_content(database, sample=arguments.sample == "1")
    database.close()
    print("content loaded")


if __name__ == "__main__":
    main()
