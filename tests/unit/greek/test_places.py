"""Places of Komotini in sentences, by the real list."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from greek.normal import normalise
from greek.places import PlaceName, PlaceResolver, lone_house_number

CONTENT = Path(__file__).resolve().parents[3] / "backend" / "content" / "places.yml"
ROWS = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))["places"]


@pytest.fixture(scope="module")
def resolver() -> PlaceResolver:
    return PlaceResolver(PlaceName.from_mapping(row) for row in ROWS)


def found(resolver: PlaceResolver, text: str) -> list[tuple[str, str]]:
    items = []
    for place in resolver.find(text):
        items.append((place.kind, place.value))
        if place.number:
            items.append(("number", place.number.value))
    return items


def test_every_place_has_a_kind_and_a_source() -> None:
    assert {row["kind"] for row in ROWS} == {"street", "area", "landmark"}
    assert all(row["source"] for row in ROWS)
    assert len({row["name"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("name", [row["name"] for row in ROWS if row["kind"] == "street"])
def test_every_street_in_any_writing(resolver: PlaceResolver, name: str) -> None:
    for text in (f"στην {name} 7", f"ΣΤΗΝ {name.upper()} 7"):
        assert found(resolver, text) == [("street", name), ("number", "7")], text


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Γ. Παπανδρέου 5", [("street", "Γεωργίου Παπανδρέου"), ("number", "5")]),
        ("λεωφ. Δημοκρατίας", [("street", "Λεωφόρος Δημοκρατίας")]),
        ("του Θρυλορίου", [("area", "Θρυλόριο")]),
        ("stous agious theodorous", [("area", "Άγιοι Θεόδωροι")]),
        ("στο Φανάρι", [("area", "Φανάρι")]),
        ("γωνία Ορφέως και Ερμού", [("street", "Ορφέως"), ("street", "Ερμού")]),
        ("κοντά στο ΚΤΕΛ", [("landmark", "ΚΤΕΛ")]),
        ("orfeos 12-14", [("street", "Ορφέως"), ("number", "12-14")]),
        ("Ορφέως 12Α", [("street", "Ορφέως"), ("number", "12Α")]),
        ("ορφέως δώδεκα μπροστά στο φαρμακείο", [("street", "Ορφέως"), ("number", "12"), ("landmark", "φαρμακείο")]),
        ("μεγ. αλεξάνδρου είκοσι πέντε", [("street", "Μεγάλου Αλεξάνδρου"), ("number", "25")]),
        ("Βενιζέλλου αρ. 3", [("street", "Βενιζέλου"), ("number", "3")]),
        ("οδός Μακεδονίας 12", [("street", "Μακεδονίας"), ("number", "12")]),
        ("στην πλ. Ειρήνης", [("street", "Πλατεία Ειρήνης")]),
        ("Λεωφόρος Ηρώων 1940-41", [("street", "Λεωφόρος Ηρώων 1940-41")]),
        ("ΣΒΗΣΤΑ ΤΑ ΦΩΤΑ ΣΤΗΝ ΙΤΕΑ", [("area", "Ιτέα")]),
        ("den anavei i kolona sto Kosmio", [("area", "Κόσμιο")]),
        ("από μέση για φανάρι", [("area", "Μέση"), ("area", "Φανάρι")]),
    ],
)
def test_ways_of_saying(resolver: PlaceResolver, text: str, places: list[tuple[str, str]]) -> None:
    assert found(resolver, text) == places


@pytest.mark.parametrize(
    "text",
    [
        "στη μέση του δρόμου",
        "χάλασε το φανάρι στη διασταύρωση",
        "ο κόσμος δεν περνάει",
        "με λένε Ελένη Παπανδρέου",
        "βρήκα κλειστή την πόρτα",
        "ποιοι δρόμοι είναι κλειστοί",
        "klisti einai i porta",
        "τι λέει ο δήμαρχος",
        "τον δήμαρχο και τους δημάρχους",
        "κονδύλια για σωματεία",
        "ένα κονδύλι για δρόμους",
        "πόσο κάνει το καράβι για Σαμοθράκη",
        "τα φανάρια στον δρόμο",
        "στο δεύτερο φανάρι δεξιά",
        "ο μαραθώνιος της πόλης",
        "έγειρε η πολυκατοικία",
        "θέλω πιστοποιητικό γέννησης",
        "",
        "😀",
    ],
)
def test_ordinary_words_are_no_places(resolver: PlaceResolver, text: str) -> None:
    assert found(resolver, text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("οδός Ορφέως δώδεκα για δυο βδομάδες", "12"),
        ("όχι, Ορφέως είπα, 21", "21"),
        ("Ορφέως πέντε, παρακαλώ", "5"),
        ("Ορφέως οκτώ σήμερα", "8"),
    ],
)
def test_the_number_of_the_house(resolver: PlaceResolver, text: str, number: str) -> None:
    (place,) = resolver.find(text)
    assert place.number is not None
    assert place.number.value == number


def test_a_period_is_no_house_number(resolver: PlaceResolver) -> None:
    assert found(resolver, "Ορφέως 3 μέρες τώρα") == [("street", "Ορφέως")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("στο 12", "12"),
        ("νούμερο δώδεκα", "12"),
        ("όχι, στο 14", "14"),
        ("αριθμός 7Β", "7Β"),
        ("ο αριθμός είναι 36", "36"),
        ("το νούμερο είναι δώδεκα", "12"),
    ],
)
def test_number_without_a_street(text: str, number: str) -> None:
    house = lone_house_number(normalise(text))
    assert house is not None
    assert house.value == number


def test_three_hundred_euros_are_no_house_number() -> None:
    assert lone_house_number(normalise("στο 300 ευρώ")) is None
