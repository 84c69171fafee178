"""The full-text table of the database in use: FTS5 on SQLite, tsvector on PostgreSQL. The only SQL that differs between the two."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

_SQLITE_SEARCH = """
    SELECT slug FROM article_search WHERE article_search MATCH :query
    ORDER BY bm25(article_search, 0.0, 4.0, 3.0, 1.0) LIMIT :limit
"""
_POSTGRES_PUT = """
    INSERT INTO article_search (slug, folded, greek) VALUES (:slug,
        setweight(to_tsvector('simple', :title), 'A') || setweight(to_tsvector('simple', :questions), 'B')
            || setweight(to_tsvector('simple', :body), 'D'),
        to_tsvector('greek', :plain))
    ON CONFLICT (slug) DO UPDATE SET folded = excluded.folded, greek = excluded.greek
"""
_POSTGRES_SEARCH = """
    SELECT slug FROM (
        SELECT slug, ts_rank(folded, to_tsquery('simple', :query)) + 0.5 * ts_rank(greek, websearch_to_tsquery('greek', :plain)) AS rank
        FROM article_search
        WHERE folded @@ to_tsquery('simple', :query) OR greek @@ websearch_to_tsquery('greek', :plain)
    ) AS found ORDER BY rank DESC, slug LIMIT :limit
"""


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def put(session: Session, slug: str, *, title: str, questions: str, body: str, plain: str) -> None:
    """Index one article: folded stems of its parts, and its plain text for PostgreSQL's Greek configuration."""
    values = {"slug": slug, "title": title, "questions": questions, "body": body}
    if _is_sqlite(session):
        remove(session, slug)
        session.execute(text("INSERT INTO article_search VALUES (:slug, :title, :questions, :body)"), values)
    else:
        session.execute(text(_POSTGRES_PUT), {**values, "plain": plain})


def remove(session: Session, slug: str) -> None:
    """Take one article out of the index; nothing happens where it isn't in."""
    session.execute(text("DELETE FROM article_search WHERE slug = :slug"), {"slug": slug})


def search(session: Session, stems: Sequence[str], question: str, *, limit: int = 30) -> list[str]:
    """Slugs of the articles that hold any of `stems`, best first. `stems` are letters and digits only (see `text.stems`)."""
    if not stems:
        return []
    unique = list(dict.fromkeys(stems))
    if _is_sqlite(session):
        # Quoted, a word is never an operator of FTS5 (OR, NEAR, *).
        expression = " OR ".join(f'"{stem}"' for stem in unique)
        return list(session.scalars(text(_SQLITE_SEARCH), {"query": expression, "limit": limit}))
    expression = " | ".join(f"'{stem}'" for stem in unique)
    plain = " OR ".join(word for word in question.replace('"', " ").split() if len(word) > 3) or "-"
    return list(session.scalars(text(_POSTGRES_SEARCH), {"query": expression, "plain": plain, "limit": limit}))
