"""For whom a certificate is asked, and what the rule in content says to it."""

from __future__ import annotations

import pytest

from actions.turn import Turn
from actions.whose import whose
from backend.services.certificate_types import certificate_type, certificate_types, may_ask


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("θέλω πιστοποιητικό γέννησης της κόρης μου", "child"),
        ("θελω το χαρτι της γεννησης του μικρου γιου μου", "child"),
        ("ένα πιστοποιητικό γέννησης για το παιδί", "child"),
        ("thelo pistopoiitiko gia to paidi mou", "child"),
        ("πιστοποιητικό οικογενειακής κατάστασης για τη γυναίκα μου", "spouse"),
        ("θέλω πιστοποιητικό γέννησης για τη μητέρα μου", "other"),
        ("της μάνας μου είναι", "other"),
        ("θέλω να βγάλω το πιστοποιητικό γάμου των γονιών μου", "other"),
        ("για λογαριασμό του παππού μου", "other"),
        ("θέλω πιστοποιητικό γέννησης", None),
        ("πιστοποιητικό γέννησης για το σχολείο του παιδιού μου", None),
        ("το θέλω για το επίδομα της μητέρας μου", None),
        ("πιστοποιητικό οικογενειακής κατάστασης με τα παιδιά μου", None),
    ],
)
def test_for_whom(text: str, person: str | None) -> None:
    assert whose(Turn("c", text, "request_certificate")) == person


@pytest.mark.parametrize(
    ("value", "person", "rule"),
    [
        ("γέννησης", "child", "parent"),
        ("γέννησης", "other", "authorised"),
        ("οικογενειακής κατάστασης", "child", "own_names_all"),
        ("οικογενειακής κατάστασης", "spouse", "own_names_all"),
        ("οικογενειακής κατάστασης", "other", "authorised"),
        ("θανάτου", "other", "go_on"),
        ("πλησιεστέρων συγγενών", "other", "go_on"),
        ("μητρώου αρρένων", "child", "clerk"),
        ("γάμου", "other", "clerk"),
    ],
)
def test_the_rule_of_content(value: str, person: str, rule: str) -> None:
    assert may_ask(certificate_type(value), person) == rule


def test_a_rule_about_others_names_its_source() -> None:
    for kind in certificate_types().values():
        if kind.others in ("parent", "family"):
            assert kind.others_source and (kind.others_source_url or "").startswith("https://"), kind.value
