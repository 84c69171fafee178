"""The widget on the portal's own page, under the portal's own policy, against the real web server (only Rasa is a stand-in)."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from backend.database import Database

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "height", "what"), [(1280, 900, ".quick a"), (1280, 720, ".quick a"), (390, 844, ".examples li"), (360, 740, ".examples li")]
)
def test_the_button_covers_nothing_of_the_first_screen(
    browser: Browser, start_site: Callable[..., Any], sqlite_database: Database, width: int, height: int, what: str
) -> None:
    site = start_site(sqlite_database)
    page = browser.new_context(locale="el-GR", viewport={"width": width, "height": height}).new_page()
    page.goto(f"{site.url}/")
    launcher = page.locator("komotini-assistant .launcher")
    expect(launcher).to_have_accessible_name("Ρωτήστε τον Δήμο")
    button = launcher.bounding_box()
    assert button
    left = button["x"]
    boxes = [place.bounding_box() for place in page.locator(what).all()]
    assert boxes and all(box and box["x"] + box["width"] <= left for box in boxes), (button, boxes)


@pytest.mark.browser
def test_the_widget_talks_to_the_real_server(
    browser: Browser, start_site: Callable[..., Any], sqlite_database: Database, tmp_path: Path
) -> None:
    site = start_site(sqlite_database)
    page = browser.new_context(locale="el-GR", reduced_motion="reduce").new_page()
    lines: list[str] = []
    page.on("console", lambda line: lines.append(line.text))
    page.on("pageerror", lambda error: lines.append(str(error)))
    page.goto(f"{site.url}/")
    page.locator("komotini-assistant .launcher").click()
    page.locator(".theirs:visible .text").nth(0).wait_for()
    box = page.locator("komotini-assistant").get_by_role("textbox")
    box.fill("δοκιμή από τη σελίδα")
    page.keyboard.press("Enter")
    mine = page.locator(".mine:not(.pending) .text", has_text="δοκιμή από τη σελίδα")
    expect(mine).to_have_count(1)
    Image.new("RGB", (300, 200), "#1b6b3a").save(tmp_path / "photo.png")
    page.locator("komotini-assistant input[type=file]").set_input_files(tmp_path / "photo.png")
    page.get_by_role("button", name="Αποστολή", exact=True).click()
    expect(page.locator(".mine:not(.pending) img")).to_have_count(1)
    before = page.locator(".message").count()
    page.reload()
    expect(mine).to_have_count(1)
    expect(page.locator(".mine img[src^='blob:']")).to_have_count(1)
    assert page.locator(".message").count() == before
    with page.expect_download() as download:
        page.get_by_role("button", name="Επιλογές").click()
        page.get_by_role("button", name="Λήψη της συζήτησης").click()
    assert "δοκιμή από τη σελίδα" in download.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="Επιλογές").click()
    page.get_by_role("button", name="Διαγραφή της συζήτησης").click()
    page.get_by_role("button", name="Ναι, να διαγραφεί").click()
    expect(mine).to_have_count(0)
    assert lines == []
