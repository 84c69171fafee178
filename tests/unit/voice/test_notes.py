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


def test_only_the_span_is_hidden():
    heard = turn("αφμ μηδέν εννιά για γέννηση")
    kept = discreet(heard, found(("afm", "09", 4, 15), ("certificate_type", "γέννησης", 20, 27)), heard.heard)
    assert heard.heard == f"αφμ {HIDDEN} για γέννηση"
    assert [word["word"] for word in heard.words] == ["αφμ", "για", "γέννηση"]
    assert [row["entity"] for row in kept["entities"]] == ["certificate_type"]


def test_words_that_are_not_those_of_the_sentence_are_all_left_out():
    heard = turn("αφμ 09", words=["αφμ", "μηδέν", "εννιά"])
    discreet(heard, found(("afm", "09", 4, 6)), "αφμ 09")
    assert heard.heard == f"αφμ {HIDDEN}" and heard.words == []


def test_nothing_understood_is_nothing():
    assert discreet(turn("α"), {}, "α") is None
