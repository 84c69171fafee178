"""The active articles made ready for comparison, kept in memory per database and renewed when an article changed."""

from __future__ import annotations

import math
import weakref
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from backend.models import Article
from backend.services.retrieval import store
from backend.services.retrieval.text import folded, sentences, sound, stems, trigrams
from backend.services.retrieval.vectors import unpack

_MIN_FUZZY_LENGTH = 5
_FUZZY_RATIO = 84


@dataclass(frozen=True)
class Passage:
    """A title or a citizens' question: its stems' sounds and trigrams."""

    sounds: frozenset[str]
    grams: frozenset[str]


@dataclass(frozen=True)
class Entry:
    """One article. `vectors`: rows for title, questions, sentences (see `texts`), centred and unit, or None."""

    slug: str
    title: str
    passages: tuple[Passage, ...]
    asked: frozenset[str]
    everything: frozenset[str]
    vectors: Any | None


@dataclass(frozen=True)
class Index:
    """All entries with what is known of the words: how rare a sound is, which stems are spelled so, and in how many texts it stands.

    A text is a title, one of the questions, or an article's body with its fields (`places`).
    """

    signature: tuple[Any, ...]
    entries: dict[str, Entry]
    idf: dict[str, float]
    places: dict[str, int]
    spellings: dict[str, tuple[str, ...]]
    mean: Any | None

    @property
    def rarest(self) -> float:
        return math.log(1 + max(1, len(self.entries)))

    def known_sound(self, heard: str) -> str | None:
        """The articles' own sound that is `heard` or nearest to it (a typing mistake), or None."""
        if heard in self.spellings:
            return heard
        if len(heard) < _MIN_FUZZY_LENGTH:
            return None
        found = process.extractOne(heard, self.spellings.keys(), scorer=fuzz.ratio, score_cutoff=_FUZZY_RATIO)
        return found[0] if found else None


def texts(article: Article) -> list[str]:
    """What of an article gets a vector: title, questions, sentences of the body."""
    return [article.title, *article.questions, *sentences(article.body)]


def refresh(session: Session, article: Article) -> None:
    """Brings the full-text row of `article` up to date, and drops vectors of an older wording."""
    session.flush()
    parts = {"title": folded(article.title), "questions": folded(" ".join(article.questions))}
    parts["body"] = folded(" ".join([article.body, *map(str, article.fields.values())]))
    article.search_text = "\n".join(parts.values())
    if article.active:
        store.put(session, article.slug, plain=" ".join([*texts(article)]), **parts)
    else:
        store.remove(session, article.slug)
    if unpack(texts(article), article.embedding) is None:
        article.embedding = None
    session.flush()
    forget(session)


_kept: weakref.WeakKeyDictionary[Engine, Index] = weakref.WeakKeyDictionary()


def forget(session: Session) -> None:
    """The next `current` reads the articles anew."""
    _kept.pop(session.get_bind().engine, None)


def current(session: Session) -> Index:
    """The index of the session's database; built again when the articles' number or newest change differ."""
    count, newest, bytes_of_vectors = session.execute(
        select(func.count(), func.max(Article.updated_at), func.sum(func.length(Article.embedding))).where(Article.active)
    ).one()
    signature = (count, newest, bytes_of_vectors)
    engine = session.get_bind().engine
    kept = _kept.get(engine)
    if kept is None or kept.signature != signature:
        kept = _build(signature, list(session.scalars(select(Article).where(Article.active).order_by(Article.slug))))
        _kept[engine] = kept
    return kept


def _sounds(text: str) -> frozenset[str]:
    return frozenset(sound(stem) for stem in stems(text))


def _build(signature: tuple[Any, ...], articles: list[Article]) -> Index:
    raw = {article.slug: unpack(texts(article), article.embedding) for article in articles}
    known = [rows for rows in raw.values() if rows is not None]
    # e5's vectors all point much the same way; without their common part, distances tell more.
    mean = np.concatenate(known).mean(axis=0) if known else None
    entries: dict[str, Entry] = {}
    spellings: dict[str, set[str]] = {}
    frequency: dict[str, int] = {}
    places: Counter[str] = Counter()
    for article in articles:
        asked = [article.title, *article.questions]
        whole = " ".join([*asked, article.body, *map(str, article.fields.values())])
        for stem in stems(whole):
            spellings.setdefault(sound(stem), set()).add(stem)
        everything = _sounds(whole)
        for heard in everything:
            frequency[heard] = frequency.get(heard, 0) + 1
        passages = tuple(Passage(_sounds(text), trigrams(text)) for text in asked)
        for found in (*(passage.sounds for passage in passages), _sounds(" ".join([article.body, *map(str, article.fields.values())]))):
            places.update(found)
        rows = raw[article.slug]
        entries[article.slug] = Entry(
            slug=article.slug,
            title=article.title,
            passages=passages,
            asked=_sounds(" ".join(asked)),
            everything=everything,
            vectors=None if rows is None else centre(rows, mean),
        )
    total = max(1, len(articles))
    idf = {heard: math.log(1 + total / (0.5 + count)) for heard, count in frequency.items()}
    return Index(signature, entries, idf, dict(places), {heard: tuple(sorted(found)) for heard, found in spellings.items()}, mean)


def centre(rows: Any, mean: Any) -> Any:
    """`rows` without `mean`, of length 1 again."""
    shifted = rows - mean
    return shifted / np.maximum(np.linalg.norm(shifted, axis=-1, keepdims=True), 1e-9)
