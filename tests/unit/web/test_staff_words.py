"""The console's words cover what the dialogue may send."""

from __future__ import annotations

import yaml

from backend.settings import ROOT
from backend.web.staff.words import INTENTS, intent_of


def test_every_intent_has_a_greek_label() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    names = {name if isinstance(name, str) else next(iter(name)) for name in domain["intents"]} | {"nlu_fallback"}
    assert not names - set(INTENTS), "add these to backend/web/staff/words.py"
    assert len(set(INTENTS.values())) == len(INTENTS)
    assert not [label for label in INTENTS.values() if any(letter.isascii() and letter.isalpha() for letter in label)]


def test_the_intent_of_a_payload() -> None:
    assert [intent_of(payload) for payload in ("/affirm", '/inform{"photo": "x{"}', "odd")] == ["affirm", "inform", "odd"]
