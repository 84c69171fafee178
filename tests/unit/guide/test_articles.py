"""Every article in the content folder is fit to be shown to a citizen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from backend.services import content
from backend.services.certificate_types import certificate_types
from backend.services.retrieval.seed import SeedArticle, read_articles
from backend.services.retrieval.text import sentences
from backend.settings import ROOT

ARTICLES = list(read_articles(content.FOLDER / "articles"))
BY_SLUG = {article.slug: article for article in ARTICLES}

# Telephone numbers that somebody has published (the source stands in the article); any other would be made up.
PUBLISHED_PHONES = {"2531022810", "2531022411", "2531054214", "2531022015"}
SHORT_NUMBERS = {"112", "100", "166", "199", "15424", "1018", "10306"}
SERVICES = {
    "certificates", "permits", "problems", "democracy", "council", "communication", "finances", "works", "culture", "development",
    "guide", "tourism", "emergencies", "libraries",
}  # fmt: skip

each = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)


def _everything(article: SeedArticle) -> str:
    return " ".join([article.title, *article.questions, article.body, *article.fields.values()])


def test_there_are_enough_articles() -> None:
    assert len(ARTICLES) >= 60


@each
def test_article_is_complete(article: SeedArticle) -> None:
    assert re.fullmatch(r"[a-z0-9-]{3,80}", article.slug)
    assert article.service in SERVICES
    assert len(article.title) <= 200
    assert 3 <= len(article.questions) <= 10
    assert len(set(article.questions)) == len(article.questions)
    assert 1 <= len(sentences(article.body)) <= 5
    assert article.source
    assert article.source_url is None or article.source_url.startswith(("http://", "https://"))
    if article.confirmed:
        assert article.source_url or "βοηθού" in article.source, "a confirmed article says where that is written"


@each
def test_sentences_end_and_are_plain_greek(article: SeedArticle) -> None:
    for sentence in sentences(article.body):
        assert sentence[0].isupper() or sentence[0] in "«0123456789g", sentence
        assert sentence[-1] in ".;!»", sentence
        assert len(sentence) <= 220, sentence
    assert not re.search(r"\s[,.;]|\.\.(?!\.)|,,|παρακαλείσθε|\bTODO\b", article.body)
    assert not re.search(r"[A-Za-z][Α-Ωα-ω]|[Α-Ωα-ω][A-Za-z]", _everything(article)), "letters of two alphabets in one word"


@each
def test_no_phone_number_that_nobody_published(article: SeedArticle) -> None:
    text = re.sub(r"https?://\S+", " ", _everything(article))
    for number in re.findall(r"(?<!\d)(?:2\d{3,4}|69\d{2}|210|800|801)[ -]?\d{2,3}[ -]?\d{2,5}(?!\d)", text):
        digits = re.sub(r"\D", "", number)
        if len(digits) >= 10:
            assert digits in PUBLISHED_PHONES, number
    for number in re.findall(r"(?:καλέστε|στο|είναι το)(?: τώρα| αμέσως)*(?: το)? (\d{3,5})\b(?! \d)", text):
        assert number in SHORT_NUMBERS, number


@each
def test_prices_come_from_a_named_register(article: SeedArticle) -> None:
    if "€" in _everything(article):
        assert "Μίτος" in article.source


def test_every_certificate_type_points_to_an_article() -> None:
    missing = [kind.article for kind in certificate_types().values() if kind.article not in BY_SLUG]
    assert missing == []


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("articles: [{slug: a, title: T, questions: [q], body: B.}]", "source is missing"),
        ("articles: [{slug: a, title: T, questions: [q], body: B., source: S, prize: 3}]", "unknown keys"),
        ("articles: [{slug: a, title: T, questions: [q], body: B., source: S, fields: {phone: '1'}}]", "unknown fields"),
        (
            "articles: [&a {slug: a, title: T, questions: [q], body: B., source: S}, *a]",
            "twice",
        ),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, broken: str, told: str) -> None:
    (tmp_path / "wrong.yml").write_text(broken, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"wrong\.yml.*{told}"):
        list(read_articles(tmp_path))


def test_the_help_lines_of_an_emergency_are_those_of_the_article() -> None:
    article = BY_SLUG["help-lines"]
    responses = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]["utter_emergency"]
    told = [response for response in responses if any(row["name"] == "self_harm" for row in response.get("condition", ()))]
    assert len(told) == 2 and all("112" in response["text"].replace(" ", "") for response in told)
    for response in told:
        numbers = {number.replace(" ", "") for number in re.findall(r"\b10 ?(?:18|306)\b", response["text"])}
        assert numbers and all(number in article.body for number in numbers)
    assert told[0]["custom"]["source"]["url"] == article.source_url and told[0]["custom"]["source"]["date"] == article.source_date
