"""Every intent of the domain leads somewhere, and what isn't done yet is said by a name and offers a person."""

from __future__ import annotations

import pytest
import yaml

from actions.__main__ import make_executor
from actions.answers import ANSWERS
from actions.coming import COMING
from actions.forms import FORMS
from actions.guesses import GUESSES
from backend.services import content
from backend.settings import ROOT

make_executor()  # fills the registries

RULES = [
    step["intent"]
    for path in sorted((ROOT / "stories").glob("*.yml"))
    for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
    for step in rule["steps"]
    if "intent" in step
]
DOMAIN = {
    name if isinstance(name, str) else next(iter(name))
    for name in yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]
}


def test_every_intent_has_a_rule() -> None:
    assert not DOMAIN - set(RULES) - {"restart"}  # Rasa's own


@pytest.mark.parametrize("intent", sorted(COMING))
def test_what_is_to_come_names_its_service(intent: str) -> None:
    slug, topic = COMING[intent]
    service = next(one for one in content.read("services")["services"] if one["slug"] == slug)
    assert not service["live"] and service["meanwhile"]["el"]
    assert topic.split()[0] in ("τα", "τις", "τους", "τον", "την", "τη", "το", "αυτό")
    assert intent in ANSWERS and intent not in FORMS


def test_what_may_be_guessed_is_an_intent() -> None:
    assert set(GUESSES) <= DOMAIN and set(COMING) <= set(GUESSES)
    assert len({button for _, button in GUESSES.values()}) == len(GUESSES)
