"""Reading the form that files an Open311 request. Every mistake is told in the spec's words (400)."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from typing import Any

from sanic import Request

from backend.errors import MunicipalityError
from backend.services.cases import Contact
from backend.services.problems import Place, ProblemCategory
from backend.web.bodies import clean_text, form_value

_ATTRIBUTE = re.compile(r"attribute\[([A-Za-z0-9_.-]{1,60})\](\[\])?")
_LENGTHS = {"description": 4000, "address_string": 300, "address_id": 100, "media_url": 500, "first_name": 60, "last_name": 60}


class BadField(MunicipalityError):
    """A field is missing or can't be right."""

    code, status = "bad_request", 400


def field(request: Request, name: str) -> str:
    """A form field (or query parameter), cleaned; empty when absent. Raises `BadField` when too long."""
    value = form_value(request, name) or clean_text(request.args.get(name) or "")
    if len(value) > _LENGTHS.get(name, 254):
        raise BadField(f"{name} is too long (at most {_LENGTHS.get(name, 254)} characters)")
    return value


def place(request: Request) -> Place:
    """`lat` and `long`, or `address_string`, or `address_id`. Raises `BadField`."""
    latitude, longitude = _number(request, "lat", 90), _number(request, "long", 180)
    address = field(request, "address_string") or field(request, "address_id")
    if (latitude is None) != (longitude is None):
        raise BadField("lat and long must be given together")
    if latitude is None and not address:
        raise BadField("a location is required: lat and long, address_string or address_id")
    return Place(text=address or None, latitude=latitude, longitude=longitude)


def contact(request: Request) -> Contact:
    name = " ".join(part for part in (field(request, "first_name"), field(request, "last_name")) if part)
    return Contact(name=name or None, phone=field(request, "phone") or None, email=field(request, "email") or None)


def attributes(request: Request, category: ProblemCategory) -> Mapping[str, Any]:
    """The answers to the service's questions: ``attribute[CODE]=value``. Raises `BadField` (required one missing, no such choice)."""
    given: dict[str, list[str]] = {}
    for name, values in (request.form or {}).items():
        if match := _ATTRIBUTE.fullmatch(name):
            given[match[1]] = [text for value in values if (text := clean_text(value)[:500])]
    known = {attribute.code: attribute for attribute in category.attributes}
    if unknown := sorted(given.keys() - known.keys()):
        raise BadField(f"attribute {unknown[0]} is not one of service_code {category.code}")
    for attribute in category.attributes:
        values = given.get(attribute.code, [])
        if attribute.required and not values:
            raise BadField(f"attribute {attribute.code} is required")
        choices = {key for key, _ in attribute.values}
        if choices and not choices.issuperset(values):
            raise BadField(f"attribute {attribute.code} must be one of {', '.join(sorted(choices))}")
    chosen: dict[str, Any] = {code: values if len(values) > 1 else values[0] for code, values in given.items() if values}
    if media := field(request, "media_url"):
        if not re.fullmatch(r"https?://\S+", media):
            raise BadField("media_url must be an http or https address")
        chosen["media_url"] = media
    return chosen


def idempotency_key(request: Request, application: str) -> str | None:
    """An application may send Idempotency-Key so that a retry files once; kept per application."""
    key = request.headers.get("idempotency-key")
    return "open311-" + hashlib.sha256(f"{application}\0{key}".encode()).hexdigest() if key else None


def _number(request: Request, name: str, bound: float) -> float | None:
    text = field(request, name)
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not abs(value) <= bound:
        raise BadField(f"{name} must be a number of degrees (WGS84)")
    return value
