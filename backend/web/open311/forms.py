"""The two forms of every Open311 answer: JSON, and XML with the spec's element names."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

from sanic import HTTPResponse, Request
from sanic.response import json

# What XML 1.0 can't hold at all.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The spec's name of one item of each list.
_ITEMS = {
    "services": "service",
    "service_requests": "request",
    "errors": "error",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
}


def as_xml(request: Request) -> bool:
    """By the suffix; without one by what the caller accepts."""
    if request.path.endswith((".json", ".xml")):
        return request.path.endswith(".xml")
    accepted = request.headers.get("accept", "")
    return "xml" in accepted and "json" not in accepted and "html" not in accepted


def without_suffix(name: str) -> str:
    return name.removesuffix(".json").removesuffix(".xml")


def moment(value: datetime) -> str:
    """W3C date and time in UTC, to the second, as the spec's examples write it."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def answer(request: Request, root: str, content: Any, status: int = 200) -> HTTPResponse:
    """`content` (a list of records, or one record) under the root element `root`."""
    headers = {"vary": "accept"}
    if as_xml(request):
        element = ElementTree.Element(root)
        _fill(element, content)
        body = ElementTree.tostring(element, encoding="utf-8", xml_declaration=True)
        return HTTPResponse(body, status=status, headers=headers, content_type="text/xml; charset=utf-8")
    return json(content, status=status, headers=headers, ensure_ascii=False)


def error_answer(request: Request, status: int, description: str) -> HTTPResponse:
    """The spec's error form."""
    return answer(request, "errors", [{"code": status, "description": description}], status)


def _fill(element: ElementTree.Element, content: Any) -> None:
    if isinstance(content, list):
        name = _ITEMS[element.tag]
        for item in content:
            _fill(ElementTree.SubElement(element, name), item)
    elif isinstance(content, dict):
        for name, value in content.items():
            _fill(ElementTree.SubElement(element, name), value)
    elif content is not None:
        element.text = str(content).lower() if isinstance(content, bool) else _FORBIDDEN.sub("", str(content))
