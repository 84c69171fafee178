"""Reads and checks the article files (backend/content/articles/*.yml)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

# The structured facts an article may hold, in the order of showing, with the label a citizen sees.
FIELD_LABELS = {
    "documents": "Δικαιολογητικά",
    "office": "Πού",
    "cost": "Κόστος",
    "time": "Χρόνος",
    "validity": "Ισχύει για",
    "law": "Νόμος",
    "link": "Σύνδεσμος",
}
_KEYS = {"slug", "service", "title", "questions", "body", "fields", "source", "source_url", "source_date", "confirmed", "active"}


@dataclass(frozen=True)
class SeedArticle:
    """One entry of an article file. `digest` changes whenever anything in it does."""

    slug: str
    service: str
    title: str
    questions: list[str]
    body: str
    fields: dict[str, str]
    source: str
    source_url: str | None
    source_date: str | None
    confirmed: bool
    active: bool
    digest: str


def _parse(entry: dict[str, Any], where: str) -> SeedArticle:
    unknown = set(entry) - _KEYS
    if unknown:
        raise ValueError(f"{where}: unknown keys {sorted(unknown)}")
    for key in ("slug", "title", "questions", "body", "source"):
        if not entry.get(key):
            raise ValueError(f"{where}: {key} is missing")
    fields = entry.get("fields") or {}
    if set(fields) - set(FIELD_LABELS):
        raise ValueError(f"{where}: unknown fields {sorted(set(fields) - set(FIELD_LABELS))}")
    digest = hashlib.sha256(json.dumps(entry, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()
    source_date = entry.get("source_date")
    return SeedArticle(
        slug=entry["slug"],
        service=entry.get("service", "guide"),
        title=entry["title"],
        questions=list(entry["questions"]),
        body=" ".join(str(entry["body"]).split()),
        fields={key: str(fields[key]) for key in FIELD_LABELS if key in fields},
        source=entry["source"],
        source_url=entry.get("source_url"),
        source_date=str(source_date) if source_date is not None else None,
        confirmed=bool(entry.get("confirmed", False)),
        active=bool(entry.get("active", True)),
        digest=digest,
    )


def read_articles(folder: Path) -> Iterator[SeedArticle]:
    """Every article of `folder`'s *.yml files. Raises ValueError naming the file and what is wrong with it."""
    seen: set[str] = set()
    for path in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for entry in content["articles"]:
            article = _parse({**content.get("defaults", {}), **entry}, f"{path.name}: {entry.get('slug', '?')}")
            if article.slug in seen:
                raise ValueError(f"{path.name}: {article.slug} appears twice")
            seen.add(article.slug)
            yield article
