"""Where a spoken turn may be over, by its words."""

import pytest

from greek.turns import dictated, is_short_answer, standing

WHOLE = """χάλασε η λάμπα στην ορφέως
θέλω ένα πιστοποιητικό γέννησης
τι ώρες λειτουργεί το δημαρχείο
τα σκουπίδια δεν τα μαζεύουν
έχει πέσει δέντρο
τα φώτα δεν ανάβουν
πού βρίσκεστε
καλημέρα σας θέλω ένα πιστοποιητικό
στις εννιά και μισή
ορφέως δώδεκα
το θέλω για το σχολείο του παιδιού
δεν ξέρω
ναι
όχι δεν θέλω
θέλω υπάλληλο
δεν έχει νερό"""
OPEN = """χάλασε η λάμπα στην
χάλασε η λάμπα στην οδό
θέλω να δηλώσω
θέλω να αναφέρω
θα ήθελα
καλημέρα σας
ναι καλημέρα
έχω
με λένε αλλά
το αφμ μου είναι μηδέν εννιά τέσσερα
μηδέν εννιά τέσσερα
θέλω ένα χαρτί για
χρειάζομαι
το όνομά μου είναι
στην πλατεία
εε"""


@pytest.mark.parametrize("text", WHOLE.splitlines())
def test_what_can_stand(text):
    assert standing(text) == "whole"


@pytest.mark.parametrize("text", OPEN.splitlines())
def test_what_must_go_on(text):
    assert standing(text) == "open"


@pytest.mark.parametrize("text", ["", "λάμπα", "δώδεκα", "γέννησης"])
def test_what_cannot_be_told(text):
    assert standing(text) == "unclear"


def test_capitals_and_missing_accents_are_the_same():
    assert standing("ΧΑΛΑΣΕ Η ΛΑΜΠΑ ΣΤΗΝ") == standing("χαλασε η λαμπα στην") == "open"


@pytest.mark.parametrize(("text", "short"), [("όχι", True), ("επανάλαβε", True), ("όχι, στην ερμού", False), ("", False)])
def test_short_answers_to_anything(text, short):
    assert is_short_answer(text) is short


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("μηδέν εννιά τέσσερα", "094"),
        ("ναι είναι μηδέν εννιά τέσσερα", "094"),
        ("το αφμ μου είναι μηδέν εννιά τέσσερα πέντε", "0945"),
        ("επτά", "7"),
        ("το τελευταίο είναι πέντε", "5"),
        ("ο κωδικός μου είναι τέσσερα οκτώ", "48"),
        ("χάλασε η λάμπα στην ορφέως δώδεκα", None),
        ("θέλω ένα πιστοποιητικό γέννησης", None),
        ("μια στιγμή να το βρω", None),
        ("χάλασε η λάμπα", None),
        ("", None),
    ],
)
def test_a_number_word_in_a_sentence_is_no_dictation(text, found):
    assert dictated(text) == found
