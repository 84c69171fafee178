"""Names of cases in any spelling, and PINs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from backend.database import UnitOfWork
from backend.services.references import ascii_protocol, keyed_hash, pin_of, possible_names
from backend.settings import Settings


@pytest.mark.parametrize(
    "typed",
    [
        "ΠΡΒ-2026-000123",
        "πρβ 2026 123",
        "ΠΡΒ2026000123",
        "PRB-2026-000123",
        "prb-2026-123",
        "prv 2026/123",
        " Πρβ – 2026 – 000123 ",
        "PPB-2026-123",
    ],
)
def test_a_protocol_number_is_read_in_any_spelling(typed: str) -> None:
    assert "ΠΡΒ-2026-000123" in possible_names(typed)


@pytest.mark.parametrize(("typed", "protocol"), [("pis-2026-7", "ΠΙΣ-2026-000007"), ("ait 2027 12", "ΑΙΤ-2027-000012")])
def test_other_prefixes_in_greeklish(typed: str, protocol: str) -> None:
    assert protocol in possible_names(typed)


@pytest.mark.parametrize("typed", ["483920", "483 920", " 483-920 ", "4 8 3 9 2 0"])
def test_a_code_is_read_with_and_without_groups(typed: str) -> None:
    assert possible_names(typed) == ["483920"]


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "ΠΡΒ", "ΠΡΒ-26-1", "' OR 1=1 --", "٤٨٣٩٢٠", "²³⁴⁵⁶⁷", "ΠΡΒ-2026-0000001"])
def test_what_names_no_case(typed: str) -> None:
    assert possible_names(typed) == []


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    assert len(possible_names(text)) <= 16


def test_ascii_form() -> None:
    assert ascii_protocol("ΠΡΒ-2026-000123") == "PRB-2026-000123"
    assert ascii_protocol("ΠΙΣ-2026-000001").isascii()
    assert "ΑΙΤ-2026-000001" in possible_names(ascii_protocol("ΑΙΤ-2026-000001"))


def test_pins_are_four_digits_that_depend_on_number_and_key(settings: Settings) -> None:
    uow = UnitOfWork(None, settings)  # type: ignore[arg-type]
    pins = [pin_of(uow, f"ΠΡΒ-2026-{number:06d}") for number in range(200)]
    assert all(len(pin) == 4 and pin.isdigit() for pin in pins)
    assert len(set(pins)) > 150
    assert pins[0] == pin_of(uow, "ΠΡΒ-2026-000000")
    other = UnitOfWork(None, settings.model_copy(update={"secret_key": SecretStr("another-key-for-tests-0123456789abcd")}))  # type: ignore[arg-type]
    assert pins != [pin_of(other, f"ΠΡΒ-2026-{number:06d}") for number in range(200)]


def test_keyed_hashes_differ_by_purpose(settings: Settings) -> None:
    uow = UnitOfWork(None, settings)  # type: ignore[arg-type]
    assert keyed_hash(uow, "a", "x") != keyed_hash(uow, "b", "x")
    assert len(keyed_hash(uow, "a", "x")) == 64
