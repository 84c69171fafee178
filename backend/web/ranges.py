"""Parts of an answer (RFC 9110, 14): without them a browser's player can't go to another place of a recording."""

from __future__ import annotations

import re

from sanic import HTTPResponse
from sanic.response import raw

_ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def part_of(header: str | None, length: int) -> tuple[int, int] | None:
    """First byte and the one after the last that a Range header asks for, of `length`; None: all of it.

    A header that is none, or asks for several ranges, may be passed over, and is. Raises `ValueError` for a range that lies outside.
    """
    asked = _ONE_RANGE.fullmatch(header.strip()) if header else None
    if asked is None or asked[0] == "bytes=-":
        return None
    first, last = asked[1], asked[2]
    start, end = (int(first), int(last) + 1 if last else length) if first else (max(0, length - int(last)), length)
    if first and last and end <= start:
        return None
    if start >= length:
        raise ValueError("the range lies outside")
    return start, min(end, length)


def ranged(content: bytes, header: str | None, *, content_type: str, headers: dict[str, str]) -> HTTPResponse:
    """`content`, or the part of it that the Range `header` asks for: 200, 206 or 416."""
    headers = headers | {"accept-ranges": "bytes"}
    try:
        part = part_of(header, len(content))
    except ValueError:
        return raw(b"", status=416, content_type=content_type, headers=headers | {"content-range": f"bytes */{len(content)}"})
    if part is None:
        return raw(content, content_type=content_type, headers=headers)
    start, end = part
    headers["content-range"] = f"bytes {start}-{end - 1}/{len(content)}"
    return raw(content[start:end], status=206, content_type=content_type, headers=headers)
