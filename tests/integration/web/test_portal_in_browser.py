"""The portal in a real Chromium: no accessibility violation on any page, light and dark, and nothing wider than 320 px."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from backend.content_loader import load_all
from backend.services import problems
from backend.services.problems import Place

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium")
PAGES = (
    "/", "/?lang=en", "/guide", "/guide?q=γέννηση", "/guide?q=xyzzy", "/guide/{slug}", "/cases", "/verify", "/verify/BCDFGHJK", "/privacy",
    "/accessibility", "/services/certificates", "/services/problems", "/nothing-here", "/docs",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture
def filled(quick_site: Any, sqlite_database: Any) -> tuple[Any, Any, str]:
    """(site, a case, the slug of an article), with the real content."""
    with sqlite_database.work() as uow:
        load_all(uow, sample=False)
    with sqlite_database.work() as uow:
        opened = problems.report_problem(uow, category="lighting", place=Place(street="Ορφέως", street_number="12"))
        from backend.services import guide

        slug = guide.list_articles(uow)[0].slug
    return quick_site, opened, slug


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_violation(filled: tuple[Any, Any, str], browser: Browser, scheme: Any, tmp_path: Path) -> None:
    site, opened, slug = filled
    page = browser.new_page(viewport={"width": 320, "height": 700}, color_scheme=scheme)
    blocked: list[str] = []
    page.on("console", lambda line: blocked.append(line.text) if "Content Security Policy" in line.text else None)
    axe = Axe()
    found: dict[str, Any] = {}

    def check(name: str) -> None:
        result = axe.run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
        if result.violations_count:
            found[name] = result.generate_report()
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{name} is {overflow} px too wide"

    for path in PAGES:
        page.goto(site.url + path.format(slug=slug))
        check(path)
    page.goto(site.url + "/cases")
    page.fill("#code", opened.code)
    page.fill("#pin", "0000" if opened.pin != "0000" else "1111")
    page.click("form.panel button")
    page.wait_for_selector("[role=alert]")
    check("wrong PIN")
    page.fill("#pin", opened.pin)
    page.click("form.panel button")
    page.wait_for_selector(".history")
    check("case")
    page.close()
    assert found == {}, "\n".join(found.values())
    # axe itself is put into the page by the test, which the policy rightly refuses where it may.
    assert [line for line in blocked if "axe" not in line] == []


def test_the_keyboard_reaches_the_content_first(filled: tuple[Any, Any, str], browser: Browser) -> None:
    site, _, _ = filled
    page = browser.new_page()
    page.goto(site.url + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()
