"""``make load-content``: articles, categories, certificate types and sample citizens from backend/content into the database."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from backend.database import Database
from greek.embedding_cache import CachedEmbedder
from ops.paths import ROOT

CACHE = ROOT / "var" / "cache" / "article-vectors.npz"
# Articles per transaction: a process that is already serving must not wait for all of them.
BATCH = 8


def load_content(database: Database, *, sample: bool | None = None, on_articles: Callable[[int], None] = lambda done: None) -> None:
    """Load all content and make the articles' vectors. `sample`: the made-up citizens (None: in development only).

    `on_articles(done)` is called as the vectors are made.
    """
    from backend import content_loader
    from backend.services import guide
    from greek.embedding import load_embedder

    with database.work() as uow:
        content_loader.load_all(uow, sample=content_loader.wants_sample(database.settings) if sample is None else sample)
    engine = load_embedder()
    if engine is None:
        return
    embedder = CachedEmbedder(engine, CACHE)
    total = 0
    while True:
        with database.work() as uow:
            done = guide.index_articles(uow, embedder, limit=BATCH)
        total += done
        on_articles(total)
        if done == 0:
            break
    embedder.save()


def main() -> None:
    from backend import migrate
    from backend.settings import get_settings

    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", choices=("0", "1"))
    arguments = parser.parse_args()
    settings = get_settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    migrate.upgrade(settings)
    database = Database(settings)
    load_content(database, sample=None if arguments.sample is None else arguments.sample == "1")
    database.close()
    print("content loaded")


if __name__ == "__main__":
    main()
