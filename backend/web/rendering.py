"""HTML pages: Jinja2 with autoescape, Greek or English, dates as people of Komotini read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sanic import HTTPResponse, Request
from sanic.response import html

from backend.settings import Settings
from backend.web.assets import AssetStore
from backend.web.parts import parts

TEMPLATES = Path(__file__).parent / "templates"
ATHENS = ZoneInfo("Europe/Athens")
LANGUAGES = ("el", "en")


def language_of(request: Request) -> str:
    """`en` when the address asks for it (`?lang=en`), else `el`."""
    wanted = request.args.get("lang", "el")
    return wanted if wanted in LANGUAGES else "el"


def _formats(language: str) -> dict[str, Callable[..., str]]:
    def day(value: date | datetime) -> str:
        local = value.astimezone(ATHENS) if isinstance(value, datetime) else value
        return format_date(local, "d MMMM y", locale=language)

    def moment(value: datetime) -> str:
        return format_datetime(value.astimezone(ATHENS), "d MMMM y, HH:mm", locale=language)

    def iso(value: date | datetime) -> str:
        return value.isoformat()

    return {"day": day, "moment": moment, "iso": iso}


class Renderer:
    """Templates of `backend/web/templates`. In a template:

    `t("Κείμενο", "Text")` picks the language, `asset("portal.css")` is the versioned address of a static file,
    `day(d)` and `moment(d)` write dates in local time, `link("/guide")` keeps the chosen language.
    """

    def __init__(self, settings: Settings, assets: AssetStore) -> None:
        self._settings = settings
        self._assets = assets
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )

    def page(self, name: str, language: str = "el", path: str = "/", **context: Any) -> str:
        """The HTML text of template `name`."""

        def link(target: str) -> str:
            return target if language == "el" else f"{target}{'&' if '?' in target else '?'}lang={language}"

        return self._environment.get_template(name).render(
            language=language,
            path=path,
            t=lambda el, en: el if language == "el" else en,
            link=link,
            asset=self._assets.address,
            public_url=self._settings.public_url,
            **_formats(language),
            **context,
        )


def render(request: Request, name: str, status: int = 200, **context: Any) -> HTTPResponse:
    """A page as a response: ``return render(request, "staff/inbox.html", rows=rows)``."""
    return html(parts(request).renderer.page(name, language_of(request), request.path, **context), status=status)
