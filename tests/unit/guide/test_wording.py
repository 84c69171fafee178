"""What of an article is said, and in which order."""

from __future__ import annotations

import pytest

from backend.services.retrieval.text import clean_question, sentences, stems
from backend.services.retrieval.wording import asked_field, compose, facts

BODY = "Πρώτη πρόταση. Δεύτερη, με τον ν. 344/1976. Τρίτη· και συνέχεια. Τέταρτη."
FIELDS = {"documents": "Ταυτότητα", "cost": "18 €", "time": "Έως 7 ημέρες"}


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("Πόσο κοστίζει η άδεια γάμου;", "cost"),
        ("ΠΟΣΟ ΚΑΝΕΙ", "cost"),
        ("τι χαρτιά χρειάζομαι", "documents"),
        ("Ποια δικαιολογητικά θέλει;", "documents"),
        ("Σε πόσες μέρες βγαίνει;", "time"),
        ("Πόσο καιρό ισχύει;", "validity"),
        ("Πού πάω για ΑΜΚΑ;", "office"),
        ("Τι είναι το ΤΑΠ;", None),
    ],
)
def test_what_is_asked_for(question: str, field: str | None) -> None:
    assert asked_field(question) == field


def test_the_fact_asked_for_comes_first() -> None:
    assert compose(BODY, FIELDS, "cost") == "Κόστος: 18 €. Πρώτη πρόταση. Δεύτερη, με τον ν. 344/1976."
    assert facts(FIELDS, "cost")[0] == ("Κόστος", "18 €")
    assert [label for label, _ in facts(FIELDS)] == ["Δικαιολογητικά", "Κόστος", "Χρόνος"]


def test_an_unknown_fact_is_said_to_be_unknown() -> None:
    assert (
        compose("Το ΚΕΠ είναι στην Πλατεία Βιζυηνού 1.", {"office": "Πλατεία Βιζυηνού 1"}, "office")
        == "Το ΚΕΠ είναι στην Πλατεία Βιζυηνού 1."
    )
    assert compose(BODY, {}, "cost").endswith("Δεν έχω στοιχείο για το κόστος.")
    assert "κόστος" not in compose(BODY, {}, None)


def test_sentences_are_not_cut_at_abbreviations() -> None:
    assert sentences(BODY) == ["Πρώτη πρόταση.", "Δεύτερη, με τον ν. 344/1976.", "Τρίτη· και συνέχεια.", "Τέταρτη."]


def test_stems_are_safe_inside_a_search_expression() -> None:
    found = stems("""'; DROP TABLE article; -- "quoted" NEAR(* ^ άδεια: γάμου! 😀 \x00""")
    assert found
    assert all(stem.isalnum() for stem in found)


def test_stems_meet_over_inflection_and_accents() -> None:
    assert stems("πιστοποιητικά") == stems("ΠΙΣΤΟΠΟΙΗΤΙΚΟ")


def test_greeklish_becomes_greek_and_long_texts_are_cut() -> None:
    assert "γαμου" in clean_question("adeia gamou")
    assert len(clean_question("λέξη " * 2000)) <= 410
