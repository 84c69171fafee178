"""The console in a real Chromium: 0 axe violations, 320 px and desktop, light and dark; keyboard only; no scripts."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, async_playwright

from backend.database import Database
from backend.services import staff_desk
from backend.services.staff_accounts import get_user
from tests.support.staff_house import PASSWORD, House, furnish, later, serve

pytestmark = pytest.mark.browser
CHROMIUM = Path("/usr/bin/chromium")
HAS_CHROMIUM = CHROMIUM.exists()
SHOTS = os.environ.get("STAFF_SHOTS")  # a folder: keep a picture of every page
VIEWS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    path = CHROMIUM
    assert HAS_CHROMIUM, "Chromium is missing: apt-get install chromium"
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=str(path), args=["--no-sandbox", "--disable-gpu", "--disable-sync"])
        try:
            yield browser
        finally:
            await browser.close()


@pytest.fixture
def house(sqlite_database: Database) -> House:
    made = furnish(sqlite_database, more=30)
    later(sqlite_database, hours=20)
    with sqlite_database.work() as uow:
        maria, admin = get_user(uow, "maria"), get_user(uow, "admin")
        version = staff_desk.look(uow, maria, made.lamp).version
        note = "Στείλαμε συνεργείο. Θα αλλάξει μέσα στην εβδομάδα."
        staff_desk.act(
            uow, maria, made.lamp, seen=version, state="in_progress", note=note, internal_note="Κολόνα 14, να δει και την επόμενη."
        )
        version = staff_desk.look(uow, admin, made.lamp).version
        staff_desk.act(uow, admin, made.lamp, seen=version, internal_note="Ρώτησε και ο αντιδήμαρχος.")
    later(sqlite_database, days=2, hours=3)
    return made


@pytest.fixture
async def url(house: House, sqlite_database: Database) -> AsyncIterator[str]:
    async with serve(sqlite_database) as address:
        yield address


async def enter(page: Page, url: str, username: str = "admin") -> None:
    """Sign in by keyboard alone."""
    await page.goto(f"{url}/staff")
    await page.wait_for_selector("#username:focus")
    await page.keyboard.type(username)
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_selector("h1:has-text('Σήμερα')")


async def check(page: Page, name: str) -> None:
    """0 violations, nothing wider than the window."""
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
    wider = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{name} is {wider} px wider than the window"
    results = await Axe().run(page)
    assert results.violations_count == 0, f"{name}: {results.generate_report()}"


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
async def test_every_page(url: str, house: House, width: int, scheme: str) -> None:
    async with chromium() as browser:
        context = await browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page = await context.new_page()
        tag = f"{width}-{scheme}"
        await page.goto(f"{url}/staff/sign-in")
        await check(page, f"sign-in-{tag}")
        await page.fill("#username", "admin")
        await page.fill("#password", "wrong")
        await page.click("button:has-text('Σύνδεση')")
        await page.wait_for_selector("[role=alert]")
        await check(page, f"sign-in-failed-{tag}")
        await enter(page, url)
        await check(page, f"home-{tag}")
        pages = {
            "inbox": "/staff/cases", "inbox-empty": "/staff/cases?text=ανύπαρκτο", "inbox-all": "/staff/cases?state=all&since=χθες",
            "problem": f"/staff/cases/{house.lamp}", "certificate": f"/staff/cases/{house.birth}", "attack": f"/staff/cases/{house.attack}",
            "approve": f"/staff/cases/{house.birth}/approve", "reject": f"/staff/cases/{house.birth}/reject", "accounts": "/staff/accounts",
            "account": "/staff/accounts/maria", "audit": "/staff/audit", "password": "/staff/password", "missing": "/staff/cases/99999",
        }  # fmt: skip
        for name, path in pages.items():
            await page.goto(url + path)
            await check(page, f"{name}-{tag}")


async def test_a_certificate_is_issued_by_keyboard_alone_without_scripts(url: str, house: House) -> None:
    async with chromium() as browser:
        context = await browser.new_context(java_script_enabled=False, locale="el-GR")
        page = await context.new_page()
        await enter(page, url, "petros")
        await page.goto(f"{url}/staff/cases/{house.birth}")
        await page.keyboard.press("Tab")
        assert await page.locator(":focus").inner_text() == "Μετάβαση στο περιεχόμενο"
        for _ in range(40):
            if "Έγκριση" in await page.locator(":focus").inner_text():
                break
            await page.keyboard.press("Tab")
        outline = await page.locator(":focus").evaluate("node => getComputedStyle(node).outlineWidth")
        assert outline == "3px", "the focus is visible"
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/approve")
        await page.locator("button:has-text('Έκδοση εγγράφου')").focus()
        await page.keyboard.press("Enter")
        await page.wait_for_selector("text=Το πιστοποιητικό εκδόθηκε.")
        pdf = await context.request.get(f"{url}/staff/cases/{house.birth}/document.pdf")
        assert pdf.ok and (await pdf.body()).startswith(b"%PDF")


async def test_each_row_of_the_inbox_can_be_reached_by_tab(url: str, house: House) -> None:
    async with chromium() as browser:
        page = await browser.new_page()
        await enter(page, url)
        await page.goto(f"{url}/staff/cases?state=all")
        wanted = await page.locator("tbody th a").evaluate_all("nodes => nodes.map(node => node.getAttribute('href'))")
        reached = set()
        for _ in range(len(wanted) + 40):
            await page.keyboard.press("Tab")
            reached.add(await page.evaluate("document.activeElement.getAttribute('href')"))
        assert len(wanted) == 25 and set(wanted) <= reached


async def test_a_citizens_script_is_shown_and_never_run(url: str, house: House) -> None:
    async with chromium() as browser:
        page = await browser.new_page()
        await enter(page, url)
        for path in (
            f"/staff/cases/{house.attack}",
            f"/staff/cases/{house.lamp}",
            "/staff/cases?state=all&text=<script>document.title='hacked'</script>",
        ):
            await page.goto(url + path)
            assert await page.title() != "hacked"
            assert await page.locator("script").count() == 0 and await page.locator("img[onerror]").count() == 0
        await page.goto(f"{url}/staff/cases/{house.attack}")
        assert "<script>" in await page.inner_text("main")


async def test_photos_are_shown_to_staff_only(url: str, house: House) -> None:
    async with chromium() as browser:
        page = await browser.new_page()
        await enter(page, url, "maria")
        await page.goto(f"{url}/staff/cases/{house.lamp}")
        await page.wait_for_function("() => [...document.images].every(image => image.complete && image.naturalWidth > 0)")
        address = await page.locator(".photos img").get_attribute("src")
        stranger = await browser.new_context()
        answer = await stranger.request.get(url + str(address), max_redirects=0)
        assert answer.status == 303
