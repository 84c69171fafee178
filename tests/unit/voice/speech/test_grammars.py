"""What is asked, how it may be answered, and what an answer means."""

import pytest

from voice.grammars import COMMANDS, OPEN, Expects, fills, phrases, value


@pytest.mark.parametrize(
    ("expects", "text", "wanted", "complete"),
    [
        (Expects("yes_no"), "ναι σωστά", "yes", True),
        (Expects("yes_no"), "όχι δεν είναι σωστό", "no", True),
        (Expects("yes_no"), "μπορεί", None, False),
        (Expects("afm"), "μηδέν εννιά τέσσερα πέντε τρία ένα δύο οκτώ έξι", "094531286", True),
        (Expects("afm"), "μηδέν εννιά τέσσερα", None, False),
        (Expects("code", 6), "τετρακόσια ογδόντα τρία εννιακόσια είκοσι", "483920", True),
        (Expects("digits"), "τρία τέσσερα", "34", False),
        (Expects("phone"), "εξήντα εννιά εβδομήντα δύο τριάντα τρία είκοσι δύο έντεκα", "6972332211", True),
        (Expects("phone"), "εξήντα εννιά εβδομήντα δύο", None, False),
        (Expects("certificate_type"), "ένα πιστοποιητικό γέννησης παρακαλώ", "γέννησης", True),
        (Expects("certificate_type"), "κατοικίας", "μόνιμης κατοικίας", True),
        (Expects("certificate_type"), "γέννησης ή γάμου", None, False),
        (Expects("certificate_type"), "δεν ξέρω", None, False),
        (Expects("problem_category"), "χάλασε η λάμπα", "φωτισμός", True),
        (Expects("problem_category"), "για τα αδέσποτα", "αδέσποτα", True),
        (Expects("street"), "στην ορφέως δώδεκα", "στην ορφέως 12", True),
        (Expects("street"), "στην ορφέως", "στην ορφέως", False),
        (Expects("street"), "στην αίγειρο", "στην αίγειρο", True),
        (Expects("choice", None, ("με email", "από το ΚΕΠ", "με το ταχυδρομείο")), "ταχυδρομείο", "με το ταχυδρομείο", True),
        (Expects("delivery", None, ("με email", "από το ΚΕΠ")), "από το κεπ", "από το ΚΕΠ", True),
        (OPEN, "θέλω είκοσι ευρώ", "θέλω 20 €", False),
        (OPEN, "", None, False),
    ],
)
def test_values(expects, text, wanted, complete):
    assert value(expects, text) == wanted
    assert fills(expects, text) is complete


@pytest.mark.parametrize("kind", ["yes_no", "afm", "code", "phone", "digits", "certificate_type", "problem_category", "street"])
def test_a_grammar_has_answers_and_commands_and_nothing_unspeakable(kind):
    grammar = phrases(Expects(kind))
    assert set(COMMANDS) < set(grammar)
    assert len(grammar) == len(set(grammar))
    assert all(phrase == phrase.lower() and phrase.replace(" ", "").isalpha() for phrase in grammar)


def test_grammars_hold_what_the_municipality_lists():
    assert {"ορφέως", "στην ορφέως", "εκατόν είκοσι τρία"} <= set(phrases(Expects("street")))
    assert {"πιστοποιητικό γέννησης", "μητρώου αρρένων"} <= set(phrases(Expects("certificate_type")))
    assert "με ιμέιλ" in phrases(Expects("choice", None, ("με email",)))


def test_open_questions_have_no_grammar():
    assert phrases(OPEN) is None
    assert phrases(Expects("something new")) is None


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        (None, OPEN),
        ({}, OPEN),
        ({"kind": "code", "length": 6, "choices": None}, Expects("code", 6)),
        ({"kind": "choice", "length": "6", "choices": ["α", "β"]}, Expects("choice", None, ("α", "β"))),
        ({"kind": None, "length": -1, "choices": "αβ"}, OPEN),
    ],
)
def test_what_the_channel_says_is_taken_with_care(row, wanted):
    assert Expects.from_mapping(row) == wanted
