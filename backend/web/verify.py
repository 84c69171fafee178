"""Anybody may check whether a certificate is genuine, by the code that is printed on it."""

from __future__ import annotations

from urllib.parse import quote

from sanic import Blueprint, HTTPResponse, Request
from sanic.response import json, redirect

from backend.errors import NotFound
from backend.services import certificates
from backend.web.bodies import clean_text, path_text
from backend.web.parts import parts
from backend.web.rendering import render
from backend.web.work import in_view

blueprint = Blueprint("verify")


@blueprint.get("/verify", name="form")
async def form(request: Request) -> HTTPResponse:
    """The form that asks for a verification code."""
    code = "".join(clean_text(request.args.get("code", "")).split())[:40]
    if code:
        language = "?lang=en" if request.args.get("lang") == "en" else ""
        return redirect(f"/verify/{quote(code, safe='')}{language}", status=303)
    return render(request, "verify.html", code="", certificate=None, failure=None)


@blueprint.get("/verify/<code:str>", name="show")
async def show(request: Request, code: str) -> HTTPResponse:
    """Whether the certificate with this code is genuine, as a page or as JSON."""
    parts(request).limiter.check("verify_address", request.client_ip)
    code = path_text(code)[:40]
    as_json = "application/json" in request.headers.get("accept", "")
    try:
        found = await in_view(request, certificates.verify, code)
    except NotFound as error:
        if as_json:
            raise
        return render(request, "verify.html", status=404, code=code, certificate=None, failure=error.message)
    if not as_json:
        return render(request, "verify.html", code=code, certificate=found, failure=None)
    return json(
        {
            "certificate_type": found.certificate_type,
            "label": found.label,
            "holder_initials": found.holder_initials,
            "protocol": found.protocol,
            "issued_at": found.issued_at.isoformat(),
            "valid": found.valid,
            "sample": found.sample,
        },
        ensure_ascii=False,
    )
