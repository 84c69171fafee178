"""What the record of a turn keeps of what was understood."""

import pytest

from voice.notes import HIDDEN, Turn, discreet


def turn(heard, *, words=None):
    found = heard.split() if words is None else words
    return Turn(1, "voice", 0.0, heard, [{"word": word, "start": 0.0, "end": 0.1, "confidence": 0.9} for word in found], 0.9)


def found(*entities):
    rows = [{"entity": entity, "value": value, "start": start, "end": end} for entity, value, start, end in entities]
    return {"intent": "inform", "confidence": 0.98, "entities": rows, "ranking": [{"intent": "inform", "confidence": 0.98}]}


def test_entities_of_the_words_that_the_record_shows_are_kept():
    heard = turn("στην ορφέως")
    kept = discreet(heard, found(("street", "Ορφέως", 5, 11)), "στην ορφέως")
    assert kept == found(("street", "Ορφέως", 5, 11)) and heard.heard == "στην ορφέως"


@pytest.mark.parametrize("heard", ["ναι", HIDDEN, None])
@pytest.mark.parametrize("entity", ["afm", "phone", "protocol_number"])
def test_digits_that_were_gathered_before_are_not_told_by_the_turn_that_confirms_them(heard, entity):
    kept = discreet(turn(heard or "", words=[]) if heard else Turn(1, "voice", 0.0), found((entity, "550000018", 0, 9)), "550000018")
    assert kept == found()


def test_a_choice_keeps_its_entities():
    assert discreet(turn("1"), found(("polling_choice", "Ναι", 0, 3)), None) == found(("polling_choice", "Ναι", 0, 3))


@pytest.mark.parametrize(
    ("said", "noted"),
    [
        ("το αφμ μου είναι πέντε πέντε μηδέν μηδέν μηδέν μηδέν μηδέν ένα οχτώ", f"το αφμ μου είναι {HIDDEN}"),
        ("αφμ πενήντα πέντε μηδέν ε μηδέν δεκαοχτώ για γέννηση", f"αφμ {HIDDEN} ε {HIDDEN} για γέννηση"),
        ("550000018 θέλω μια βεβαίωση", f"{HIDDEN} θέλω μια βεβαίωση"),
    ],
)
def test_a_tax_number_told_unasked_is_hidden_and_the_rest_is_not(said, noted):
    heard = turn(said)
    # The span counts in the assistant's text, where figures stand for number words.
    kept = discreet(heard, found(("afm", "550000018", 4, 13), ("certificate_type", "γέννησης", 18, 25)), said)
    assert heard.heard == noted
    assert [word["word"] for word in heard.words] == [word for word in noted.split() if word != HIDDEN]
    assert [row["entity"] for row in kept["entities"]] == ["certificate_type"]


def test_where_the_numbers_are_not_found_nothing_is_shown():
    heard = turn("αφμι που δεν διαβάζεται")
    discreet(heard, found(("afm", "550000018", 0, 9)), heard.heard)
    assert heard.heard == HIDDEN and heard.words == []


def test_nothing_understood_is_nothing():
    assert discreet(turn("α"), {}, "α") is None
