"""The citizen guide: free questions answered only from articles that the municipality keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from backend.database import UnitOfWork
from greek.embedding import Embedder


@dataclass(frozen=True)
class GuideAnswer:
    """What to tell the citizen. `text` holds whole sentences; `facts` (label, value) with the most relevant first."""

    article_slug: str
    title: str
    text: str
    facts: list[tuple[str, str]]
    source: str
    source_url: str | None
    source_date: str | None
    confirmed: bool
    score: float
    related: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class ArticleView:
    """An article as it is shown; `facts` are (Greek label, value)."""

    slug: str
    service: str
    title: str
    questions: list[str]
    body: str
    facts: list[tuple[str, str]]
    source: str
    source_url: str | None
    source_date: str | None
    confirmed: bool


def answer(uow: UnitOfWork, question: str, *, embedder: Embedder | None = None) -> GuideAnswer | None:
    """The best passage for `question`, or None when no article fits well enough (then offer a person)."""
    raise NotImplementedError


def get_article(uow: UnitOfWork, slug: str) -> ArticleView:
    """One active article. Raises `NotFound`."""
    raise NotImplementedError


def list_articles(uow: UnitOfWork, *, service: str | None = None) -> list[ArticleView]:
    """Active articles by title, of one service or of all."""
    raise NotImplementedError


def load_articles(uow: UnitOfWork, folder: Path, *, embedder: Embedder | None = None) -> int:
    """Bring the articles of `folder` (*.yml) into the table; gives how many were new or changed. Idempotent."""
    raise NotImplementedError


def index_articles(uow: UnitOfWork, embedder: Embedder | None, *, limit: int | None = None) -> int:
    """Make the vectors of articles that have none yet (at most `limit`); gives how many. For the start of a process."""
    raise NotImplementedError
