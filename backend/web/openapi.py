"""The description of the HTTP interface: `openapi.yml` as JSON for programs and as a page for people."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from sanic import Blueprint, HTTPResponse, Request
from sanic.response import json

from backend.web.rendering import render

DOCUMENT = Path(__file__).parent / "openapi.yml"
METHODS = ("get", "post", "put", "patch", "delete")
blueprint = Blueprint("openapi")


@lru_cache
def document() -> dict[str, Any]:
    """The OpenAPI document."""
    loaded: dict[str, Any] = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    return loaded


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """The node that a local `$ref` points to, or the node itself."""
    reference = node.get("$ref")
    if reference is None:
        return node
    found: Any = document()
    for name in str(reference).removeprefix("#/").split("/"):
        found = found[name]
    return resolved(found)


@lru_cache
def operations() -> list[dict[str, Any]]:
    """Every operation, flat, for the page."""
    found = []
    for path, item in document()["paths"].items():
        shared = item.get("parameters", [])
        for method in METHODS:
            if operation := item.get(method):
                found.append(
                    {
                        "path": path,
                        "method": method,
                        "tag": operation["tags"][0],
                        "summary": operation["summary"],
                        "description": operation.get("description", ""),
                        "parameters": [resolved(one) for one in (*shared, *operation.get("parameters", []))],
                        "body": list(operation.get("requestBody", {}).get("content", {})),
                        "responses": [(status, resolved(one)["description"]) for status, one in operation["responses"].items()],
                    }
                )
    return found


@blueprint.get("/openapi.json", name="document")
async def openapi_json(request: Request) -> HTTPResponse:
    """The description of the API (OpenAPI 3.1)."""
    return json(document(), headers={"access-control-allow-origin": "*"}, ensure_ascii=False)


@blueprint.get("/docs", name="docs")
async def docs(request: Request) -> HTTPResponse:
    """The description of the API as a page."""
    return render(request, "docs.html", document=document(), operations=operations())
