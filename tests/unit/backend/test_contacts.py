"""What can be sent to a number."""

from __future__ import annotations

import pytest

from backend.services.contacts import takes_sms


@pytest.mark.parametrize(
    ("number", "takes"),
    [("+306900000001", True), ("+302531012345", False), ("+302101234567", False), ("+491711234567", True), ("+12125551234", True)],
)
def test_a_fixed_line_takes_no_sms(number: str, takes: bool) -> None:
    assert takes_sms(number) is takes


@pytest.mark.parametrize("number", [None, "", "12", "desk"])
def test_what_is_no_number_takes_none(number: str | None) -> None:
    assert takes_sms(number) is False
