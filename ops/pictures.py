"""Pictures for the docs, taken from a running house: ``python -m ops.pictures [http://127.0.0.1:8080]``."""

from __future__ import annotations

import re
import shutil
import sys

from playwright.sync_api import Page, sync_playwright

from ops.paths import ROOT

IMAGES = ROOT / "docs" / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
# A citizen in a hurry, without accents; the buttons by their titles.
SAYS = ("exei sbisei i lampa stin orfeos 12, einai pissa to vrady",)


def tell(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.keyboard.press("Enter")


def widget_in_use(page: Page, url: str) -> None:
    """A report from the first sentence to the receipt."""
    page.set_viewport_size({"width": 1180, "height": 860})
    page.goto(url)
    page.locator("komotini-assistant").get_by_role("button").first.click()
    page.get_by_role("button", name="Αναφορά προβλήματος").wait_for()
    for text in SAYS:
        tell(page, text)
    for _ in range(6):
        button = page.get_by_role("button", name="Παράλειψη", disabled=False).or_(page.get_by_role("button", name="Όχι", disabled=False))
        confirm = page.get_by_role("button", name="Ναι", exact=True, disabled=False)
        button.or_(confirm).last.wait_for()
        if confirm.count():
            confirm.last.click()
            break
        button.last.click()
    page.get_by_text(re.compile("Έγινε! Αριθμός ΠΡΒ-")).wait_for()
    page.get_by_role("button", name=re.compile("Αντιγραφή")).last.wait_for()
    page.screenshot(path=IMAGES / "widget.png")


def main() -> None:
    url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(locale="el-GR")
        widget_in_use(page, url)
        browser.close()
    print(IMAGES / "widget.png")


if __name__ == "__main__":
    main()
