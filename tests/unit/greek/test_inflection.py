"""Names in the nominative, as far as the article before them tells their case."""

from __future__ import annotations

import pytest

from greek.inflection import name_nominative, nominative


@pytest.mark.parametrize(
    ("article", "said", "expected"),
    [
        ("τον", "Ερωτόκριτο", "Ερωτόκριτος"),
        ("στον", "Κώστα", "Κώστας"),
        ("τησ", "Αντιγόνης", "Αντιγόνη"),
        ("τησ", "Μήδειας", "Μήδεια"),
        ("του", "Ξένου", "Ξένος"),
        ("το", "Νησί", "Νησί"),
        ("", "Λωξάντρα", "Λωξάντρα"),
        ("του", "ου", "ου"),
    ],
)
def test_the_article_tells(article: str, said: str, expected: str) -> None:
    assert nominative([said], article) == [expected]


def test_only_the_first_word_changes() -> None:
    assert nominative(["Αλχημιστή", "του", "Κοέλιο"], "τον") == ["Αλχημιστής", "του", "Κοέλιο"]
    assert nominative([], "τον") == []


@pytest.mark.parametrize(
    ("said", "article", "expected"),
    [
        ("Νίκου Θέμελη", "του", "Νίκος Θέμελης"),
        ("Γιάννη Ξανθούλη", "του", "Γιάννης Ξανθούλης"),
        ("Νίκο Θέμελη", "τον", "Νίκος Θέμελης"),
        ("Μάρως Βαμβουνάκη", "τησ", "Μάρω Βαμβουνάκη"),
        ("Σώτης Τριανταφύλλου", "τησ", "Σώτη Τριανταφύλλου"),
        ("Άμος Οζ", "του", "Άμος Οζ"),
        ("Άλκη Ζέη", "απο", "Άλκη Ζέη"),
    ],
)
def test_every_word_of_a_name(said: str, article: str, expected: str) -> None:
    assert " ".join(name_nominative(said.split(), article)) == expected
