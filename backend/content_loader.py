"""Loads the municipality's facts into the database: ``python -m backend.content_loader``. Again is harmless.

``SAMPLE=0`` (or ``--no-sample``) leaves the made-up citizens out; in production they are never loaded unless ``SAMPLE=1`` says so.
"""

from __future__ import annotations

import argparse
import os

from backend.database import Database, UnitOfWork
from backend.services import content, guide, registry
from backend.services.certificate_types import certificate_types
from backend.services.problem_categories import categories
from backend.settings import Settings, get_settings


def load_all(uow: UnitOfWork, *, sample: bool) -> dict[str, int]:
    """Checks the content files and loads what belongs into tables. Returns how many of each: {name: count}."""
    counts = {"problem categories": len(categories()), "certificate types": len(certificate_types())}
    if sample:
        counts["sample citizens"] = registry.load_demo_citizens(uow)
    counts["new or changed articles"] = guide.load_articles(uow, content.FOLDER / "articles")
    return counts


def wants_sample(settings: Settings) -> bool:
    """What the environment's SAMPLE says; without it yes in development, no in production."""
    chosen = os.environ.get("SAMPLE", "").strip()
    return chosen != "0" if chosen else settings.mode == "development"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-sample", action="store_true", help="leave the made-up citizens out")
    given = parser.parse_args()
    settings = get_settings()
    database = Database(settings)
    try:
        with database.work() as uow:
            counts = load_all(uow, sample=wants_sample(settings) and not given.no_sample)
    finally:
        database.close()
    print(", ".join(f"{count} {name}" for name, count in counts.items()))


if __name__ == "__main__":
    main()
