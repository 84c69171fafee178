"""The citizen guide: free questions answered only from articles that the municipality keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from backend.database import UnitOfWork
from backend.errors import NotFound
from backend.models import Article
from backend.services.retrieval import index as article_index
from backend.services.retrieval import score, wording
from backend.services.retrieval.seed import SeedArticle, read_articles
from backend.services.retrieval.vectors import pack, unpack
from greek.embedding import Embedder

# A second article this close to the best is offered beside it (log odds).
_NEAR = 1.5
_MAX_RELATED = 3


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
    """The best passage for `question`, or None when no article fits well enough (then offer a person).

    Without `embedder` the words alone decide. Never raises on odd input: empty, very long, emoji or quotes give None or an answer.
    """
    index = article_index.current(uow.session)
    prepared = score.prepare(index, question, embedder)
    ranked = score.rank(uow.session, index, prepared)
    least = score.weights_for(prepared).threshold
    if not ranked or ranked[0][0] < least:
        return None
    best, slug = ranked[0]
    article = uow.session.get_one(Article, slug)
    asked = wording.asked_field(prepared.text)
    related = [other for value, other in ranked[1:] if value >= least and best - value <= _NEAR][:_MAX_RELATED]
    return GuideAnswer(
        article_slug=slug,
        title=article.title,
        text=wording.compose(article.body, article.fields, asked),
        facts=wording.facts(article.fields, asked),
        source=article.source,
        source_url=article.source_url,
        source_date=article.source_date,
        confirmed=article.confirmed,
        score=round(best, 3),
        related=[(other, index.entries[other].title) for other in related],
    )


def get_article(uow: UnitOfWork, slug: str) -> ArticleView:
    """One active article. Raises `NotFound`."""
    article = uow.session.get(Article, slug)
    if article is None or not article.active:
        raise NotFound("Το άρθρο δεν βρέθηκε.")
    return _view(article)


def list_articles(uow: UnitOfWork, *, service: str | None = None) -> list[ArticleView]:
    """Active articles by title, of one service or of all."""
    query = select(Article).where(Article.active).order_by(Article.title)
    if service is not None:
        query = query.where(Article.service == service)
    return [_view(article) for article in uow.session.scalars(query)]


def load_articles(
    uow: UnitOfWork, folder: Path, *, embedder: Embedder | None = None, on_progress: Callable[[int, int], None] | None = None
) -> int:
    """Bring the articles of `folder` (*.yml) into the table; gives how many were new or changed in the files.

    Idempotent: an entry whose file didn't change is left alone, with whatever staff wrote there since. With `embedder` the vectors
    that are missing are made too (some 0.3 s an article, the first time). Raises ValueError where a file is wrong.
    """
    changed = 0
    for seed in read_articles(folder):
        article = uow.session.get(Article, seed.slug)
        if article is not None and article.seed_hash == seed.digest:
            continue
        changed += 1
        if article is None:
            article = Article(slug=seed.slug, embedding=None)
            uow.session.add(article)
        _fill(article, seed)
        article.updated_at = uow.now()
        article_index.refresh(uow.session, article)
    index_articles(uow, embedder, on_progress=on_progress)
    return changed


def index_articles(
    uow: UnitOfWork, embedder: Embedder | None, *, limit: int | None = None, on_progress: Callable[[int, int], None] | None = None
) -> int:
    """Make the vectors of active articles that have none yet or an older wording's (at most `limit`); gives how many.

    For the start of a process and after an edit. `on_progress(done, total)` is called after each.
    """
    if embedder is None:
        return 0
    active = uow.session.scalars(select(Article).where(Article.active).order_by(Article.slug))
    missing = [article for article in active if unpack(article_index.texts(article), article.embedding) is None][:limit]
    for done, article in enumerate(missing, start=1):
        texts = article_index.texts(article)
        article.embedding = pack(texts, embedder.embed(texts))
        if on_progress is not None:
            on_progress(done, len(missing))
    if missing:
        uow.session.flush()
        article_index.forget(uow.session)
    return len(missing)


def refresh_article(uow: UnitOfWork, slug: str, *, embedder: Embedder | None = None) -> None:
    """After an edit of the row: index its new words (and vectors, with `embedder`). Raises `NotFound`."""
    article = uow.session.get(Article, slug)
    if article is None:
        raise NotFound("Το άρθρο δεν βρέθηκε.")
    article.updated_at = uow.now()
    article_index.refresh(uow.session, article)
    index_articles(uow, embedder, limit=1)


def _fill(article: Article, seed: SeedArticle) -> None:
    for name in ("service", "title", "questions", "body", "fields", "source", "source_url", "source_date", "confirmed", "active"):
        setattr(article, name, getattr(seed, name))
    article.seed_hash = seed.digest
    article.search_text = article.search_text or ""


def _view(article: Article) -> ArticleView:
    return ArticleView(
        slug=article.slug,
        service=article.service,
        title=article.title,
        questions=list(article.questions),
        body=article.body,
        facts=wording.facts(article.fields),
        source=article.source,
        source_url=article.source_url,
        source_date=article.source_date,
        confirmed=article.confirmed,
    )
