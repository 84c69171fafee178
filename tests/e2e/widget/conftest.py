"""A stub assistant, a page of another site that embeds the widget, and Debian's Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.stub_assistant import StubAssistant

HOST_PAGE = """<!doctype html><html lang="el"><head><meta charset="utf-8"><title>Σελίδα του Δήμου</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Δήμος Κομοτηνής</h1><p>Μια σελίδα <a href="#x" id="link">με σύνδεσμο</a>.</p></main>
<script src="{assistant}widget.js" data-assistant="{assistant}" {options}></script></body></html>"""
# What a careful site would send: no inline script or style, Trusted Types on, only the assistant allowed.
STRICT = (
    "default-src 'none'; script-src {o}; connect-src {o} {w}; img-src {o} blob:; style-src 'none'; base-uri 'none'; "
    "require-trusted-types-for 'script'"
)


@pytest.fixture
def stub() -> Iterator[StubAssistant]:
    stub = StubAssistant()
    stub.start()
    yield stub
    stub.stop()


@pytest.fixture
def site() -> Iterator[StubAssistant]:
    """The embedding site: another origin than the assistant's."""
    site = StubAssistant()
    site.start()
    yield site
    site.stop()


Visit = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser, stub: StubAssistant, site: StubAssistant) -> Iterator[Visit]:
    """visit(options="", context=None, **context options) → a page of the site with the widget on it, under a strict CSP."""
    contexts: list[BrowserContext] = []

    def go(options: str = "", context: BrowserContext | None = None, **settings: object) -> Page:
        if context is None:
            context = chromium.new_context(**{"locale": "el-GR", "reduced_motion": "reduce", **settings})  # type: ignore[arg-type]
            contexts.append(context)
        origin = stub.url.rstrip("/")
        policy = STRICT.format(o=origin, w=origin.replace("http", "ws"))
        site.pages["/page"] = (HOST_PAGE.format(assistant=stub.url, options=options), {"content-security-policy": policy})
        page = context.new_page()
        page.console_lines = []  # type: ignore[attr-defined]
        page.on("console", lambda line: page.console_lines.append(line.text))  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.console_lines.append(str(error)))  # type: ignore[attr-defined]
        page.goto(f"{site.url}page")
        page.locator("komotini-assistant .launcher, komotini-assistant dialog[open]").filter(visible=True).first.wait_for()
        return page

    yield go
    for context in contexts:
        context.close()
