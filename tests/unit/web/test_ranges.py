"""Parts of an answer, as RFC 9110 has them."""

from __future__ import annotations

import pytest

from backend.web.ranges import part_of


@pytest.mark.parametrize(
    ("header", "part"),
    [
        (None, None),
        ("", None),
        ("bytes=0-", (0, 100)),
        ("bytes=0-0", (0, 1)),
        (" bytes=10-19 ", (10, 20)),
        ("bytes=90-500", (90, 100)),
        ("bytes=99-", (99, 100)),
        ("bytes=-5", (95, 100)),
        ("bytes=-500", (0, 100)),
        ("bytes=-", None),
        ("bytes=20-10", None),
        ("bytes=0-1,5-6", None),
        ("bytes=a-b", None),
        ("items=0-1", None),
        ("bytes=" + "9" * 40 + "-", None),
    ],
)
def test_the_part_that_is_asked_for(header: str | None, part: tuple[int, int] | None) -> None:
    assert part_of(header, 100) == part


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_what_lies_outside(header: str) -> None:
    with pytest.raises(ValueError, match="outside"):
        part_of(header, 100)
