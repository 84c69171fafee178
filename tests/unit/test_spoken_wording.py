"""Everything the line may say, written out as a voice reads it: short, polite, without anything that only eyes can use."""

from __future__ import annotations

import re
import string
from typing import Any

import pytest
import yaml

from actions.parts import seconds
from backend.settings import ROOT
from greek.reader import read
from voice.manners import prompts

RESPONSES: dict[str, list[dict[str, Any]]] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
# A value of everyday length for each placeholder.
SAMPLES = {
    "greeting": "Καλημέρα", "hours": "Δευτέρα με Παρασκευή, 8:00 με 14:30", "protocol": "ΠΡΒ-2026-000123", "code": "483 920", "pin": "4821",
    "category": "Δημοτικός φωτισμός", "place": "Ορφέως 12, κοντά: το φαρμακείο", "title": "Απόσπασμα ληξιαρχικής πράξης γέννησης",
    "delivery_spoken": "με ταχυδρομείο, στη διεύθυνση Ορφέως 12, 691 31 Κομοτηνή", "supporters": "2 πολίτες", "minutes": "3 λεπτά",
    "left": "Απομένουν 2 προσπάθειες.", "digits": "8 ψηφία", "name": "Μαρία Ιωαννίδου", "when": "3 Μαρτίου", "state": "Σε εξέλιξη",
    "items": "γέννησης, γάμου ή θανάτου", "guesses": "να αναφέρετε ένα πρόβλημα ή να βγάλετε κάποιο πιστοποιητικό", "office": "Ληξιαρχείο",
    "answer": "Απάντηση.", "facts": "Κόστος: δωρεάν.", "part": "Συνέχεια.", "note": "Περάσαμε χθες", "message": "Δεν βρέθηκε.",
    "numbers": "Ασθενοφόρο 166, Πυροσβεστική 199", "topic": "τα ραντεβού",
}  # fmt: skip
LONGEST_S = 20.0
WRITTEN_FOR_EYES = re.compile(r"https?:|www\.|[•\n]|\bγράψτε\b|\bγράψετε\b|κουμπ|κλικ|\bοθόνη|\bμενού\b|\bδιαλέξτε από\b", re.IGNORECASE)
FAMILIAR = re.compile(r"\b(?:σου|εσύ|εσένα|θες|θέλεις|πες|δώσε|γράψε|πάτα|μπορείς|έχεις|είσαι|κάλεσε|περίμενε)\b", re.IGNORECASE)


def spoken() -> list[tuple[str, str]]:
    """(name, text) of each Greek phone wording, with sample values."""
    found = []
    for name, variants in RESPONSES.items():
        for variant in variants:
            english = any(row["name"] == "language" for row in variant.get("condition", ())) or name == "utter_language_en"
            if variant.get("channel") == "phone" and not english:
                fields = {field for _, field, _, _ in string.Formatter().parse(variant["text"]) if field}
                assert fields <= SAMPLES.keys(), f"{name}: no sample for {fields - SAMPLES.keys()}"
                found.append((name, variant["text"].format(**SAMPLES)))
    own = [("prompts", text) for text in prompts.FIXED if text != prompts.FOR_ENGLISH]
    return found + own + [("prompts", prompts.hello(9)), ("prompts", prompts.resume_code("123456"))]


each = pytest.mark.parametrize(("name", "text"), spoken())


@each
def test_it_is_short_enough_to_be_kept_in_mind(name: str, text: str) -> None:
    assert seconds(text) <= LONGEST_S


@each
def test_nothing_in_it_is_only_for_eyes(name: str, text: str) -> None:
    assert not WRITTEN_FOR_EYES.search(text)
    assert not re.search(r"[0-9A-Za-z{}@…]", read(text)), read(text)


@each
def test_it_asks_one_thing_and_politely(name: str, text: str) -> None:
    assert text.count(";") <= 1
    assert not FAMILIAR.search(text)


def test_numbers_agree_with_what_is_counted() -> None:
    assert read("Απομένει 1 προσπάθεια.") == "Απομένει μία προσπάθεια."
    assert read(RESPONSES["utter_status_locked"][1]["text"].format(minutes="1 λεπτό")).endswith("σε ένα λεπτό.")
