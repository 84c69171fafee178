"""Entities of whole messages: patterns, places and a lexicon learnt from a few marked sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from greek.folding import fold
from nlu.components.entities import learn_extractor
from nlu.components.extract import Extractor
from nlu.components.lexicon import Lexicon

ROOT = Path(__file__).resolve().parents[2]


def marked(text: str, phrase: str, entity: str, value: str) -> tuple[str, list[dict[str, Any]], str]:
    start = text.index(phrase)
    return text, [{"entity": entity, "value": value, "start": start, "end": start + len(phrase)}], ""


EXAMPLES = [
    marked("θέλω πιστοποιητικό γέννησης", "γέννησης", "certificate_type", "γέννησης"),
    marked("το χαρτί της οικογενειακής κατάστασης", "οικογενειακής κατάστασης", "certificate_type", "οικογενειακής κατάστασης"),
    marked("σβηστή λάμπα έξω από το σπίτι", "σβηστή λάμπα", "problem_category", "φωτισμός"),
    marked("έχει μια λακκούβα", "λακκούβα", "problem_category", "λακκούβες"),
    marked("δεν μάζεψαν τα σκουπίδια", "σκουπίδια", "problem_category", "απορρίμματα"),
    marked("μιλάτε αγγλικά;", "αγγλικά", "language", "αγγλικά"),
    marked("θέλω το ληξιαρχείο", "ληξιαρχείο", "department", "Ληξιαρχείο"),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    places = yaml.safe_load((ROOT / "backend" / "content" / "places.yml").read_text(encoding="utf-8"))["places"]
    return learn_extractor(EXAMPLES, [], places)


def values(extractor: Extractor, text: str) -> set[tuple[str, str]]:
    return {(item.entity, item.value) for item in extractor.find(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ΘΕΛΩ ΠΙΣΤΟΠΟΙΗΤΙΚΟ ΓΕΝΝΗΣΗΣ", {("certificate_type", "γέννησης")}),
        ("thelo gennisis", {("certificate_type", "γέννησης")}),
        ("της οικογενειακής μου κατάστασης", {("certificate_type", "οικογενειακής κατάστασης")}),
        ("σβηστές λάμπες στην Ορφέως 12", {("problem_category", "φωτισμός"), ("street", "Ορφέως"), ("street_number", "12")}),
        ("lakouba sto Thrylorio", {("problem_category", "λακκούβες"), ("area", "Θρυλόριο")}),
        ("σκουπιδια γωνια ορφεωσ και ερμου", {("problem_category", "απορρίμματα"), ("street", "Ορφέως"), ("street", "Ερμού")}),
        ("στο 12", {("street_number", "12")}),
        ("ΠΡΒ-2026-000123", {("protocol_number", "ΠΡΒ-2026-000123")}),
        ("prb 2026 123", {("protocol_number", "ΠΡΒ-2026-000123")}),
        ("483 920", {("protocol_number", "483920")}),
        ("τέσσερα οκτώ τρία εννέα δύο μηδέν", {("protocol_number", "483920")}),
        ("κωδικός επαλήθευσης KTRWMBQX", {("protocol_number", "KTRWMBQX")}),
        ("το κινητό μου είναι 690 000 0012", {("phone", "6900000012")}),
        ("+30 2531022411", {("phone", "2531022411")}),
        ("maria@example.org", {("email", "maria@example.org")}),
        ("το αφμ μου είναι 123456789", {("afm", "123456789")}),
        ("με λένε Γιώργο Παπανδρέου", {("name", "Γιώργος Παπανδρέου")}),
        ("με λένε Μαρία", {("name", "Μαρία")}),
        ("20 τ.μ. για δύο εβδομάδες", {("square_metres", "20"), ("days", "14")}),
        ("12,50 ευρώ", {("amount", "12,50")}),
        ("από το ΛΗΞΙΑΡΧΕΙΟ αύριο στις 9:30", {("department", "Ληξιαρχείο"), ("date", "αύριο"), ("time", "09:30")}),
        ("", set()),
        ("😀", set()),
    ],
)
def test_values(extractor: Extractor, text: str, expected: set[tuple[str, str]]) -> None:
    assert values(extractor, text) == expected


@pytest.mark.parametrize("text", ["καλημέρα σας", "στη μέση του δρόμου", "μπορείτε να με βοηθήσετε;", "τι ώρες είστε ανοιχτά"])
def test_nothing_where_nothing_is(extractor: Extractor, text: str) -> None:
    assert values(extractor, text) == set()


def test_spans_lie_on_what_was_typed(extractor: Extractor) -> None:
    text = "kamenh, lakouba sthn Orfeos 12"
    spans = {item.entity: text[item.start : item.end] for item in extractor.find(text)}
    assert spans == {"problem_category": "lakouba", "street": "Orfeos", "street_number": "12"}


def test_lexicon_is_kept_as_json(extractor: Extractor) -> None:
    again = Lexicon.from_json(json.loads(json.dumps(extractor.lexicon.to_json())))
    assert again.to_json() == extractor.lexicon.to_json()


def test_phrases_mostly_left_unmarked_are_dropped() -> None:
    examples = [marked("θέλω το πράσινο χαρτί", "πράσινο", "language", "πράσινα"), *[(f"το πράσινο {index}", [], "") for index in range(5)]]
    assert values(learn_extractor(examples, [], []), "το πράσινο") == set()


def test_long_messages_are_searched_in_their_beginning(extractor: Extractor) -> None:
    assert ("street", "Ορφέως") in values(extractor, "στην Ορφέως " + "λόγια " * 5000)
    assert fold("Ορφέως") == "ορφεωσ"


def test_a_guess_fills_in_only_where_nothing_is_named(extractor: Extractor) -> None:
    guesses = {"problem_category": ("σήμανση", 0.9)}
    assert {item.value for item in extractor.find("κάτι με τα βελάκια", guesses)} == {"σήμανση"}
    assert {item.value for item in extractor.find("έχει μια λακκούβα", guesses)} == {"λακκούβες"}
    assert extractor.find("κάτι άλλο", {"problem_category": ("σήμανση", 0.2)}) == []


def test_words_that_mean_something_else_beside_an_intent() -> None:
    idle = [(f"άδεια γάμου {number}", [], "ask_guide") for number in range(4)]
    meant = [
        (*marked(f"πιστοποιητικό γάμου {number}", "γάμου", "certificate_type", "γάμου")[:2], "request_certificate") for number in range(6)
    ]
    extractor = learn_extractor([*idle, *meant], [], [])
    assert extractor.find("γάμου", intent="ask_guide", confidence=0.9) == []
    assert [item.value for item in extractor.find("γάμου", intent="request_certificate", confidence=0.9)] == ["γάμου"]
    assert [item.value for item in extractor.find("γάμου", intent="ask_guide", confidence=0.4)] == ["γάμου"]
