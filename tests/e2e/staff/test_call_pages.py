"""The pages of the calls in a real Chromium: 0 axe violations, 320 px and desktop, light and dark; no script of a caller runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, async_playwright

from backend.database import Database
from tests.support.staff_calls import furnish_calls
from tests.support.staff_house import PASSWORD, furnish, serve

pytestmark = pytest.mark.browser
CHROMIUM = Path("/usr/bin/chromium")
HAS_CHROMIUM = CHROMIUM.exists()
SHOTS = os.environ.get("STAFF_SHOTS")  # a folder: keep a picture of every page
VIEWS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]


async def check(page: Page, name: str) -> None:
    """0 violations, nothing wider than the window, no script run."""
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
    wider = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{name} is {wider} px wider than the window"
    assert await page.title() != "hacked"
    results = await Axe().run(page)
    assert results.violations_count == 0, f"{name}: {results.generate_report()}"


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
async def test_every_page_of_calls(sqlite_database: Database, width: int, scheme: str) -> None:
    assert HAS_CHROMIUM, "Chromium is missing: apt-get install chromium"
    furnish(sqlite_database)
    async with serve(sqlite_database) as url, async_playwright() as play:
        browser = await play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu", "--disable-sync"])
        page = await (await browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)).new_page()  # type: ignore[arg-type]
        await page.goto(f"{url}/staff/sign-in?next=/staff/calls")
        await page.fill("#username", "admin")
        await page.fill("#password", PASSWORD)
        await page.keyboard.press("Enter")
        await page.wait_for_selector("text=Η γραμμή δεν έχει δώσει ακόμη σήμα.")
        tag = f"{width}-{scheme}"
        await check(page, f"calls-none-{tag}")
        made = furnish_calls(sqlite_database, more=27)
        paths = {
            "calls": "/staff/calls", "call": f"/staff/calls/{made.lamp}", "call-plain": f"/staff/calls/{made.plain}",
            "callback": f"/staff/cases/{made.callback}", "inbox-callback": "/staff/cases?service=communication",
        }  # fmt: skip
        for name, path in paths.items():
            await page.goto(url + path)
            await check(page, f"{name}-{tag}")
        await page.goto(url + paths["call"])
        await page.evaluate("document.querySelector('audio').load()")
        seconds = await page.evaluate(
            """() => new Promise((resolve, reject) => { const sound = document.querySelector('audio');
            sound.onloadedmetadata = () => resolve(sound.duration); sound.onerror = () => reject(sound.error.message);
            sound.preload = 'auto'; sound.load(); })"""
        )
        assert seconds == pytest.approx(0.5, abs=0.01), "the player can play the recording"
        wound = await page.evaluate("() => document.querySelector('audio').seekable.end(0)")
        assert wound == pytest.approx(0.5, abs=0.01), "and be wound to any place of it"
        await browser.close()
