"""ΑΦΜ, ΑΜΚΑ, phones and e-mails: what is taken and what is refused."""

from __future__ import annotations

import pytest

from backend.errors import InvalidAfm, InvalidAmka, InvalidEmail, InvalidPhone
from backend.services.case_views import Contact
from backend.services.contacts import normalise_contact
from backend.services.identity import normalise_afm, normalise_amka, normalise_email, normalise_phone


@pytest.mark.parametrize("typed", ["550000018", "550 000 018", "550-000-018", "EL550000018", " 550.000.018 "])
def test_afm_is_taken(typed: str) -> None:
    assert normalise_afm(typed) == "550000018"


@pytest.mark.parametrize("typed", ["550000019", "55000001", "5500000180", "000000000", "abcdefghi", "", "٥٥٠٠٠٠٠١٨", "55000001⁸"])
def test_afm_is_refused(typed: str) -> None:
    with pytest.raises(InvalidAfm) as caught:
        normalise_afm(typed)
    assert caught.value.field == "afm" and caught.value.status == 422


def test_amka() -> None:
    assert normalise_amka("120485 99026") == "12048599026"
    for wrong in ("12048599027", "1204859902", "99999999999", "", "x" * 11):
        with pytest.raises(InvalidAmka):
            normalise_amka(wrong)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("6900000001", "+306900000001"),
        ("69 0000 0001", "+306900000001"),
        ("+30 690 000 0001", "+306900000001"),
        ("00306900000001", "+306900000001"),
        ("25310 22411", "+302531022411"),
        ("+49 30 901820", "+4930901820"),
    ],
)
def test_phone_is_taken(typed: str, number: str) -> None:
    assert normalise_phone(typed) == number


@pytest.mark.parametrize("typed", ["", "123", "690000", "+30 111 222 3333", "τηλέφωνο", "6" * 30])
def test_phone_is_refused(typed: str) -> None:
    with pytest.raises(InvalidPhone):
        normalise_phone(typed)


def test_email() -> None:
    assert normalise_email(" Maria@Example.ORG ") == "Maria@example.org"
    for wrong in (
        "",
        "maria",
        "maria@",
        "@example.org",
        "a b@example.org",
        "a@b",
        "a@example.org\nBcc: x@example.org",
        "α" * 400 + "@example.org",
    ):
        with pytest.raises(InvalidEmail):
            normalise_email(wrong)


def test_empty_parts_of_a_contact_are_nothing() -> None:
    assert normalise_contact(Contact("  ", "", " ")) == Contact()
    assert normalise_contact(Contact(" Μαρία  Ι. ", "6900000001", "m@example.org")) == Contact("Μαρία Ι.", "+306900000001", "m@example.org")
