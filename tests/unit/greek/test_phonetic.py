"""What sounds alike has one skeleton."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greek.phonetic import skeleton, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("πιστοποιητικό", "ποιστοπηιτικο"),
        ("λακκούβα", "λακούβα"),
        ("αυτοκίνητο", "αφτοκινιτο"),
        ("ευχαριστώ", "εφχαρηστο"),
        ("αίτηση", "έτιση"),
        ("Υψηλάντου", "ιψιλαντου"),
        ("άγγελος", "αγκελος"),
        ("κόσμος", "κοζμος"),
        ("εξω", "εκσω"),
    ],
)
def test_same_sound(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("που", "πω"), ("γάμος", "γόμος"), ("νερό", "νέος"), ("δρόμος", "τρόμος")])
def test_different_sound(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    "forms", ["λακκούβα λακκούβες λακκούβας", "σκουπίδι σκουπίδια σκουπιδιών", "κάδος κάδοι κάδους κάδων", "γέννηση γέννησης"]
)
def test_cases_meet_in_a_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@given(st.text(max_size=40))
def test_accents_and_case_dont_sound(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(skeleton(skeleton(text)))
    assert skeleton(text.upper().lower()) == skeleton(text.lower()) or "ß" in text or len(text.upper()) != len(text)
