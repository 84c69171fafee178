"""axe on every state of the widget, light and dark, wide and narrow; and what axe can't see: focus, reflow, spoken text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

from tests.support.stub_assistant import StubAssistant

Visit = Callable[..., Page]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes']]}" for one in found]


def say(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.keyboard.press("Enter")


def open_chat(page: Page) -> None:
    page.get_by_role("button", name="Ρωτήστε τον Δήμο").click()
    page.get_by_role("button", name="Αναφορά βλάβης").wait_for()


def menu(page: Page, entry: str) -> None:
    page.get_by_role("button", name="Επιλογές").click()
    page.get_by_role("button", name=entry).click()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    Image.new("RGB", (320, 200), "#a8431b").save(tmp_path / "photo.png")
    return tmp_path / "photo.png"


def states(page: Page, stub: StubAssistant, photo: Path):  # type: ignore[no-untyped-def]
    """Walks the widget through all it can show; yields the name of each state while it is shown."""
    yield "closed"
    open_chat(page)
    yield "greeting with quick replies"
    page.get_by_role("button", name="Επιλογές").click()
    yield "menu"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Αναφορά βλάβης").click()
    page.locator(".tool.wanted").first.wait_for()
    yield "photo and place asked for, replies overtaken"
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_role("img", name="Η φωτογραφία που επιλέξατε").wait_for()
    yield "photo preview"
    stub.upload_failures.append(413)
    page.get_by_role("button", name="Αποστολή", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("10 MB")
    yield "upload refused"
    page.get_by_role("button", name="Άκυρο").click()
    page.get_by_role("button", name="Τοποθεσία").click()
    yield "place"
    page.get_by_role("button", name="Άκυρο").click()
    for text, seen in (("πηγή", ".source"), ("αρχείο", "a:has-text('Έντυπο')"), ("υποβολή", ".receipt")):
        say(page, text)
        page.locator(seen).wait_for()
    yield "receipt and source"
    menu(page, "Αποστολή με e-mail")
    page.get_by_role("button", name="Αποστολή", exact=True).click()
    expect(page.get_by_role("alert")).not_to_be_empty()
    yield "e-mail form with an error"
    page.get_by_role("button", name="Άκυρο").click()
    menu(page, "Διαγραφή της συζήτησης")
    yield "deletion to be confirmed"
    page.get_by_role("button", name="Άκυρο").click()
    page.get_by_role("textbox").fill("α" * 2010)
    yield "too long"
    stub.gate.clear()
    say(page, "μια ερώτηση")
    page.locator(".dots").wait_for()
    yield "typing"
    stub.gate.set()
    page.get_by_text("Λάβατε απάντηση στο: μια ερώτηση").wait_for()
    stub.failures += [503, 422]
    say(page, "άλλη ερώτηση")
    expect(page.get_by_text("Σε αναμονή")).to_be_visible()
    yield "assistant unavailable"
    page.locator(".failed").wait_for()
    yield "refused message"
    page.context.set_offline(True)
    expect(page.get_by_text("Δεν υπάρχει σύνδεση")).to_be_visible()
    yield "offline"
    page.context.set_offline(False)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1000, 760), (320, 568)], ids=["wide", "phone"])
def test_no_axe_violation_in_any_state(visit: Visit, stub: StubAssistant, photo: Path, scheme: str, size: tuple[int, int]) -> None:
    page = visit(color_scheme=scheme, viewport={"width": size[0], "height": size[1]})
    found, seen = {}, 0
    for state in states(page, stub, photo):
        seen += 1
        if wrong := violations(page):
            found[state] = wrong
        wide = page.evaluate("""() => {
          const root = document.querySelector('komotini-assistant').shadowRoot;
          const out = [...root.querySelectorAll('dialog *')].filter(n => n.checkVisibility() && !n.closest('.sr, .label'));
          const cut = n => n.clientWidth && n.scrollWidth > n.clientWidth + 1 && getComputedStyle(n).overflowX !== 'visible';
          return out.filter(cut).map(n => n.className);
        }""")
        assert not wide, f"{state}: scrolls sideways: {wide}"
    assert found == {}
    assert seen == 15
    assert page.console_lines == [line for line in page.console_lines if "Failed to load resource" in line or "WebSocket" in line]  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [(1000, 760), (640, 512), (320, 568), (320, 256)])
def test_everything_can_be_reached_and_targets_are_large(visit: Visit, size: tuple[int, int]) -> None:
    page = visit(viewport={"width": size[0], "height": size[1]})
    open_chat(page)
    page.get_by_role("button", name="Επιλογές").click()
    for button in page.locator("komotini-assistant").get_by_role("button").all():
        box = button.bounding_box()
        assert box and box["width"] >= 44 and box["height"] >= 44, button.inner_text()
        assert box["x"] >= 0 and box["x"] + box["width"] <= size[0]
    page.keyboard.press("Escape")
    send = page.get_by_role("button", name="Αποστολή μηνύματος")
    send.scroll_into_view_if_needed()
    expect(send).to_be_in_viewport()


def test_wider_text_spacing_loses_nothing(visit: Visit) -> None:
    page = visit(viewport={"width": 320, "height": 640})
    open_chat(page)
    page.evaluate("""() => { const s = new CSSStyleSheet();
      s.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important;' +
        'word-spacing: .16em !important } p { margin-bottom: 2em !important }');
      const r = document.querySelector('komotini-assistant').shadowRoot; r.adoptedStyleSheets = [...r.adoptedStyleSheets, s]; }""")
    for button in page.locator("komotini-assistant").get_by_role("button").all():
        assert button.evaluate("n => n.scrollWidth <= n.clientWidth + 1 && n.scrollHeight <= n.clientHeight + 1"), button.inner_text()
    assert page.locator(".log").evaluate("n => n.scrollWidth <= n.clientWidth")


def focused(page: Page) -> str:
    return str(
        page.evaluate(
            """() => { const inner = document.activeElement?.shadowRoot?.activeElement;
            return inner ? inner.tagName + '.' + inner.className : document.activeElement.tagName }"""
        )
    )


def test_a_dialogue_with_the_keyboard_alone(visit: Visit, stub: StubAssistant) -> None:
    page = visit()
    page.locator("#link").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page).startswith("TEXTAREA")
    page.get_by_role("button", name="Αναφορά βλάβης").wait_for()
    for _ in range(10):
        page.keyboard.press("Shift+Tab")
        if "reply" in focused(page):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Αναφορά βλάβης")).to_be_disabled()
    assert focused(page).startswith("TEXTAREA"), "the focus moved off the dead button"
    page.keyboard.type("Ορφέως 12")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("στη γωνία")
    page.keyboard.press("Enter")
    page.get_by_text("Λάβατε απάντηση στο: Ορφέως 12").wait_for()
    assert stub.texts()[-1] == "Ορφέως 12\nστη γωνία"
    page.get_by_role("button", name="Επιλογές").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Επιλογές")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Ρωτήστε τον Δήμο")).to_be_focused()


def test_the_full_screen_keeps_the_focus_and_the_window_does_not(visit: Visit) -> None:
    phone = visit(viewport={"width": 400, "height": 700})
    open_chat(phone)
    assert phone.get_by_role("dialog").get_attribute("aria-modal") == "true"
    for _ in range(25):
        phone.keyboard.press("Tab")
        assert phone.evaluate("document.activeElement.localName") == "komotini-assistant"
    wide = visit()
    open_chat(wide)
    assert wide.get_by_role("dialog").get_attribute("aria-modal") == "false"
    wide.locator("#link").click()
    expect(wide.locator("#link")).to_be_focused()


def test_what_a_screen_reader_hears(visit: Visit, stub: StubAssistant) -> None:
    page = visit()
    open_chat(page)
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    stub.gate.clear()
    say(page, "καλημέρα")
    expect(page.get_by_role("status").filter(has_text="Ο βοηθός γράφει…")).to_have_count(1)
    stub.gate.set()
    expect(log).to_contain_text(re.compile("Εσείς: .*καλημέρα.*Βοηθός: .*Λάβατε απάντηση στο: καλημέρα", re.S))
    expect(page.get_by_role("status").filter(has_text="γράφει")).to_have_count(0)
    assert log.get_by_text("Είμαι ο ψηφιακός βοηθός").filter(visible=True).count() == 1, "it says once that it is a machine"


def test_the_static_greeting_stands_before_the_network_answers(visit: Visit, stub: StubAssistant) -> None:
    stub.gate.clear()
    page = visit("data-open")
    expect(page.get_by_role("log")).to_contain_text("ένα αυτόματο σύστημα")
    stub.gate.set()
    page.get_by_role("button", name="Αναφορά βλάβης").wait_for()
    assert page.get_by_role("log").get_by_text("αυτόματο σύστημα").filter(visible=True).count() == 1


def test_english(visit: Visit) -> None:
    page = visit()
    open_chat(page)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("textbox", name="Your message")).to_be_visible()
    assert page.get_by_role("dialog").locator(".panel").get_attribute("lang") == "en"
    assert page.get_by_role("log").get_by_text("Καλημέρα σας").get_attribute("lang") == "el"
    assert violations(page) == []
    page.reload()
    expect(page.get_by_role("textbox", name="Your message")).to_be_visible()


@pytest.mark.parametrize("wanted", ["active", "none"])
def test_forced_colours(visit: Visit, wanted: str) -> None:
    page = visit(forced_colors=wanted)
    open_chat(page)
    width = page.get_by_role("button", name="Αποστολή μηνύματος").evaluate("n => getComputedStyle(n).borderTopWidth")
    assert width == ("1px" if wanted == "active" else "0px")


def test_axe_does_look_inside(visit: Visit) -> None:
    """Guards the test above: a fault planted in the shadow tree is found."""
    page = visit()
    open_chat(page)
    page.evaluate("document.querySelector('komotini-assistant').shadowRoot.querySelector('.send').removeAttribute('aria-label')")
    assert any(one.startswith("button-name") for one in violations(page))
