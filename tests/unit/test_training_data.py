"""The Greek training sentences: enough of them, each under one intent, no two alike, values as reports compare them, no real person."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from rapidfuzz import fuzz
from stdnum.gr import vat

from greek.folding import fold

NLU = Path(__file__).resolve().parents[2] / "nlu"
MARKED = re.compile(r"\[(?P<text>[^\]]+)\](?:\((?P<entity>\w+)\)|(?P<json>\{[^}]*\}))")

ENOUGH = {
    "request_certificate": 90,
    "ask_certificate_requirements": 90,
    "verify_certificate": 60,
    "report_problem": 90,
    "request_service": 90,
    "support_problem": 60,
    "ask_guide": 150,
    "report_emergency": 80,
    "inform": 150,
    "out_of_scope": 150,
    "check_case_status": 80,
}
AT_LEAST = 50
CLOSED = {
    "certificate_type": {
        "γέννησης",
        "γάμου",
        "θανάτου",
        "οικογενειακής κατάστασης",
        "πλησιεστέρων συγγενών",
        "εντοπιότητας",
        "μόνιμης κατοικίας",
        "μητρώου αρρένων",
    },
    "problem_category": {
        "φωτισμός",
        "απορρίμματα",
        "λακκούβες",
        "διαρροή νερού",
        "αποχέτευση",
        "αδέσποτα",
        "εγκαταλελειμμένο όχημα",
        "πάρκα και παιδικές χαρές",
        "ηχορύπανση",
        "σήμανση",
        "άλλο",
    },
}
OPEN = {
    "street",
    "street_number",
    "area",
    "landmark",
    "protocol_number",
    "date",
    "time",
    "department",
    "phone",
    "email",
    "afm",
    "name",
    "language",
    "amount",
    "square_metres",
    "days",
    "author",
    "book_title",
    "event_kind",
    "place_kind",
    "polling_choice",
    "permit_type",
}


class Entity(NamedTuple):
    name: str
    value: str


class Example(NamedTuple):
    intent: str
    text: str  # without markup
    entities: tuple[Entity, ...]


def _parse(intent: str, line: str) -> Example:
    """One training line taken apart; raises AssertionError when markup is left over."""
    entities = []
    for mark in MARKED.finditer(line):
        if mark["entity"]:
            entities.append(Entity(mark["entity"], mark["text"]))
        else:
            given = yaml.safe_load(mark["json"])
            entities.append(Entity(given["entity"], str(given.get("value", mark["text"]))))
    text = MARKED.sub(lambda mark: mark["text"], line)
    assert not re.search(r"[\[\]{}|]", text), f"broken markup: {line}"
    return Example(intent, text, tuple(entities))


def _load() -> list[Example]:
    examples = []
    for path in sorted(NLU.glob("*.yml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if "intent" in item:
                lines = (line.removeprefix("- ") for line in item["examples"].splitlines())
                examples += [_parse(item["intent"], line.strip()) for line in lines if line.strip()]
    return examples


EXAMPLES = _load()
INTENTS = sorted({example.intent for example in EXAMPLES})


def _key(text: str) -> str:
    """What is compared: folded, without punctuation; the folded text itself where nothing else is left ("......")."""
    folded = fold(text)
    return " ".join(re.sub(r"[^\w ]", " ", folded).split()) or folded


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_has_enough_sentences(intent: str) -> None:
    count = sum(example.intent == intent for example in EXAMPLES)
    assert count >= ENOUGH.get(intent, AT_LEAST)


def test_the_intents_with_a_minimum_are_all_there() -> None:
    assert set(ENOUGH) <= set(INTENTS)


def test_no_sentence_stands_twice() -> None:
    seen: dict[str, Example] = {}
    twice = []
    for example in EXAMPLES:
        first = seen.setdefault(_key(example.text), example)
        if first is not example:
            twice.append((first.intent, example.intent, example.text))
    assert not twice


@pytest.mark.parametrize("intent", INTENTS)
def test_no_two_sentences_of_an_intent_are_nearly_the_same(intent: str) -> None:
    texts = [_key(example.text) for example in EXAMPLES if example.intent == intent]
    # One-word answers of a few letters and bare numbers are near one another by nature.
    texts = [text for text in texts if len(text) > 3 and re.search(r"[^\W\d]{3}", text)]
    near = [
        (one, other)
        for index, one in enumerate(texts)
        for other in texts[index + 1 :]
        if fuzz.token_sort_ratio(one, other, score_cutoff=92)
    ]
    assert not near


@pytest.mark.parametrize("name", sorted(CLOSED))
def test_closed_values_are_the_fixed_ones_and_all_are_taught(name: str) -> None:
    taught = {entity.value for example in EXAMPLES for entity in example.entities if entity.name == name}
    assert taught == CLOSED[name]


def test_every_entity_is_one_of_the_house() -> None:
    used = {entity.name for example in EXAMPLES for entity in example.entities}
    assert used <= OPEN | set(CLOSED)


def test_a_surface_form_means_one_value() -> None:
    """What the extractor learns as a lexicon must not point two ways."""
    meanings: dict[tuple[str, str], set[str]] = {}
    for path in sorted(NLU.glob("*.yml")):
        for mark in MARKED.finditer(path.read_text(encoding="utf-8")):
            given = yaml.safe_load(mark["json"]) if mark["json"] else {"entity": mark["entity"]}
            if given["entity"] in CLOSED:
                meanings.setdefault((given["entity"], fold(mark["text"])), set()).add(given.get("value", mark["text"]))
    assert not {form: values for form, values in meanings.items() if len(values) > 1}


def test_street_numbers_are_digits() -> None:
    wrong = [
        entity.value for example in EXAMPLES for entity in example.entities if entity.name == "street_number" and not entity.value.isdigit()
    ]
    assert not wrong


def test_no_real_persons_data() -> None:
    """Telephones of an unassigned range, tax numbers that only pass the check digit, e-mail at example.org."""
    for example in EXAMPLES:
        for address in re.findall(r"\S+@\S+", example.text):
            assert address.rstrip(".,;").endswith("@example.org"), example.text
        for entity in example.entities:
            if entity.name == "phone":
                assert re.fullmatch(r"(690|2531)0000?\d{2,3}", entity.value), example.text
            if entity.name == "afm":
                assert vat.is_valid(entity.value), example.text
        marked = {entity.value for entity in example.entities if entity.name in {"phone", "afm"}}
        loose = set(re.findall(r"(?<!\d)\d{9,10}(?!\d)", example.text)) - marked
        assert not loose or example.intent == "out_of_scope", example.text
