"""What the model that ships must know: a word of a grammar that it doesn't know is a phrase that nobody can say to the line."""

from __future__ import annotations

import pytest

from ops.eval_speech import SHIPPED
from voice.cases import other_cases
from voice.model.g2p import pronunciations
from voice.model.text import is_well_written
from voice.model.vocabulary import answer_words, content_words, grammar_words, listed_words, place_words, required_words


@pytest.fixture(scope="module")
def known():
    lines = (SHIPPED / "graph" / "words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.split(" ", 1)[0] for line in lines)


@pytest.mark.parametrize("source", [grammar_words, place_words, listed_words])
def test_every_word_is_known(known, source):
    words = source()
    assert len(words) > 100
    assert not sorted(words - known), "make voice-model writes them into the vocabulary (the network is not trained again)"


@pytest.mark.parametrize("source", [answer_words, content_words])
def test_wording_may_run_a_little_ahead_of_the_model(known, source):
    words = source()
    unknown = sorted(words - known)
    assert len(unknown) <= 0.05 * len(words), f"make voice-model, for these: {unknown}"


@pytest.mark.parametrize(
    "word", "επανάλαβε επαναλάβετε αργά άσφαλτος οδόστρωμα σηματοδότες λακκούβα μηδέν δυο εφτά αιγείρου χουσεΐν ναι".split()
)
def test_words_that_callers_need(known, word):
    assert word in required_words()
    assert word in known


def test_listed_words_are_well_written_and_can_be_said():
    assert [word for word in sorted(listed_words()) if not is_well_written(word) or not pronunciations(word)] == []


@pytest.mark.parametrize(
    ("word", "cases"),
    [
        ("αίγειρος", ("αίγειρο", "αιγείρου")),
        ("γρατινή", ("γρατινή", "γρατινής")),
        ("θρυλόριο", ("θρυλόριο", "θρυλορίου")),
        ("ανθοχώρι", ("ανθοχώρι", "ανθοχωρίου")),
        ("κάλχας", ("κάλχα", "κάλχα")),
        ("σταθμός", ("σταθμό", "σταθμού")),
        ("τέμενος", ("τέμενος", "τεμένους")),
        ("δικαστήρια", ("δικαστήρια", "δικαστηρίων")),
        ("τζαμί", ("τζαμί", "τζαμιού")),
        ("τμήμα", ("τμήμα", "τμήματος")),
        ("καπή", ("καπή", "καπή")),
    ],
)
def test_cases_of_places(word, cases):
    assert other_cases(word) == cases
