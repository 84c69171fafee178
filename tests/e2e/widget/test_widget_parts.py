"""Photos, places, transcript, deletion, safe drawing of what arrives, embedding and size."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.support.stub_assistant import ROOT, StubAssistant

Visit = Callable[..., Page]


def say(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.keyboard.press("Enter")


def open_chat(page: Page) -> None:
    page.get_by_role("button", name="Ρωτήστε τον Δήμο").click()
    page.get_by_role("button", name="Αναφορά βλάβης").wait_for()


def menu(page: Page, entry: str) -> None:
    page.get_by_role("button", name="Επιλογές").click()
    page.get_by_role("button", name=entry).click()


def test_all_files_together_are_at_most_30_kb_gzipped() -> None:
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in (ROOT / "widget").iterdir() if path.is_file()}
    assert sum(sizes.values()) <= 30_000, sizes


def test_the_language_switch_tells_the_conversation_that_runs(visit: Visit, stub: StubAssistant) -> None:
    page = visit()
    open_chat(page)
    page.get_by_role("button", name="English").click()
    page.get_by_text("Λάβατε απάντηση στο: /change_language").wait_for()
    page.get_by_role("button", name="Ελληνικά").click()
    page.locator(".mine").get_by_text("Ελληνικά", exact=True).wait_for()
    page.get_by_text('"ελληνικά"').wait_for()
    assert stub.texts() == ['/change_language{"language": "αγγλικά"}', '/change_language{"language": "ελληνικά"}']
    expect(page.locator(".mine .text")).to_have_text(["English", "Ελληνικά"])


def test_without_a_conversation_the_switch_sends_nothing(visit: Visit, stub: StubAssistant) -> None:
    page = visit()
    open_chat(page)
    menu(page, "Διαγραφή της συζήτησης")
    page.get_by_role("button", name="Ναι, να διαγραφεί").click()
    page.get_by_role("button", name="Ναι, να διαγραφεί").wait_for(state="detached")
    before = len(stub.received)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("textbox", name="Your message")).to_be_visible()
    page.get_by_role("textbox").fill("hello")
    page.keyboard.press("Enter")
    page.get_by_text("Λάβατε απάντηση στο: hello").wait_for()
    assert not [one for one in stub.received[before:] if "change_language" in str(one.get("payload"))]


def test_a_photo_is_previewed_sent_and_mentioned(visit: Visit, stub: StubAssistant, tmp_path: Path) -> None:
    Image.new("RGB", (320, 200), "#a8431b").save(tmp_path / "photo.png")
    (tmp_path / "notes.txt").write_text("όχι φωτογραφία")
    page = visit()
    open_chat(page)
    page.locator("input[type=file]").set_input_files(tmp_path / "notes.txt")
    page.get_by_role("button", name="Αποστολή", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("JPEG, PNG ή WebP")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Άλλη φωτογραφία").click()
    chooser.value.set_files(tmp_path / "photo.png")
    stub.upload_failures.append(500)
    page.get_by_role("button", name="Αποστολή", exact=True).click()
    expect(page.get_by_role("alert")).not_to_be_empty()
    page.get_by_role("button", name="Αποστολή", exact=True).click()
    expect(page.locator(".mine img")).to_be_visible()
    page.get_by_text("Λάβατε απάντηση στο: /inform").wait_for()
    assert stub.texts() == ['/inform{"photo":"photo-1"}']
    assert stub.uploads[0].startswith(b"\x89PNG")


def test_a_large_photo_shrinks_before_it_travels(visit: Visit, stub: StubAssistant, tmp_path: Path) -> None:
    Image.effect_noise((3000, 2600), 90).convert("RGB").save(tmp_path / "large.jpg", quality=95)
    assert (tmp_path / "large.jpg").stat().st_size > 2_000_000
    page = visit()
    open_chat(page)
    page.locator("input[type=file]").set_input_files(tmp_path / "large.jpg")
    page.get_by_role("button", name="Αποστολή", exact=True).click()
    page.get_by_text("Λάβατε απάντηση στο: /inform").wait_for()
    assert max(Image.open(io.BytesIO(stub.uploads[0])).size) == 2400


def test_the_browsers_place_is_sent_after_permission(visit: Visit, stub: StubAssistant) -> None:
    page = visit(geolocation={"latitude": 41.11723, "longitude": 25.40112}, permissions=["geolocation"])
    open_chat(page)
    page.get_by_role("button", name="Τοποθεσία").click()
    expect(page.get_by_text("θα ζητήσει την άδειά σας")).to_be_visible()
    page.get_by_role("button", name="Η θέση μου τώρα").click()
    page.get_by_text("Λάβατε απάντηση στο: /inform").wait_for()
    assert stub.texts() == ['/inform{"location":"41.117230,25.401120"}']


def test_a_place_refused_asks_for_the_address(visit: Visit, stub: StubAssistant) -> None:
    page = visit(permissions=[])
    open_chat(page)
    page.get_by_role("button", name="Τοποθεσία").click()
    page.get_by_role("button", name="Η θέση μου τώρα").click()
    expect(page.get_by_role("alert")).to_contain_text("Γράψτε μας οδό και αριθμό.")
    page.get_by_role("button", name="Θα γράψω τη διεύθυνση").click()
    expect(page.get_by_role("textbox")).to_be_focused()
    assert stub.texts() == []


def test_transcript_is_downloaded_and_mailed(visit: Visit, stub: StubAssistant) -> None:
    page = visit()
    open_chat(page)
    say(page, "να μείνει")
    page.get_by_text("Λάβατε απάντηση στο: να μείνει").wait_for()
    with page.expect_download() as download:
        menu(page, "Λήψη της συζήτησης")
    assert "να μείνει" in download.value.path().read_text(encoding="utf-8")
    menu(page, "Αποστολή με e-mail")
    page.get_by_label("Η διεύθυνση e-mail σας").fill("maria@example.gr")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Θα λάβετε τη συζήτηση στο maria@example.gr.")).to_be_visible()
    assert stub.emails == ["maria@example.gr"]


def test_deletion_needs_a_yes_and_leaves_nothing(visit: Visit, stub: StubAssistant) -> None:
    page = visit()
    open_chat(page)
    say(page, "μυστικό")
    page.get_by_text("Λάβατε απάντηση στο: μυστικό").wait_for()
    menu(page, "Διαγραφή της συζήτησης")
    page.keyboard.press("Escape")
    assert len(stub.sessions) == 1
    menu(page, "Διαγραφή της συζήτησης")
    page.get_by_role("button", name="Ναι, να διαγραφεί").click()
    expect(page.get_by_text("Η συζήτηση διαγράφηκε.")).to_be_visible()
    expect(page.get_by_text("μυστικό")).to_have_count(0)
    assert stub.sessions == {}
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('komotini:'))") == []
    say(page, "πάλι")
    page.get_by_text("Λάβατε απάντηση στο: πάλι").wait_for()
    assert stub.texts() == ["πάλι"]


def test_starting_again_is_said_to_the_assistant(visit: Visit, stub: StubAssistant) -> None:
    page = visit()
    open_chat(page)
    menu(page, "Από την αρχή")
    page.get_by_text("Λάβατε απάντηση στο: /restart").wait_for()
    assert stub.texts() == ["/restart"]


def test_receipt_source_and_links(visit: Visit, stub: StubAssistant) -> None:
    page = visit()
    open_chat(page)
    say(page, "υποβολή")
    card = page.get_by_role("region", name="Καταχωρίστηκε: ΠΡΒ-2026-000123")
    expect(card).to_contain_text("483 920")
    link = card.get_by_role("link", name="Παρακολούθηση της υπόθεσης").get_attribute("href")
    assert link == f"{stub.url}cases?code=483920", "the PIN is in no address"
    say(page, "πηγή")
    expect(page.locator(".source")).to_contain_text("Οδηγός ΚΕΠ Κομοτηνής")
    expect(page.locator(".source")).to_contain_text("3 Μαρτίου 2026")
    expect(page.locator(".source")).to_contain_text("προς επιβεβαίωση")
    assert page.get_by_role("link", name="25313 52400").get_attribute("href") == "tel:2531352400"
    address = page.get_by_role("link", name="https://www.komotini.gr/kep")
    assert address.get_attribute("href") == "https://www.komotini.gr/kep", "the full stop belongs to the sentence"


def test_keyboard_hints_follow_what_is_expected(visit: Visit) -> None:
    page = visit()
    open_chat(page)
    say(page, "κωδικός")
    box = page.get_by_role("textbox")
    expect(box).to_have_attribute("inputmode", "numeric")
    expect(box).to_have_attribute("autocomplete", "one-time-code")
    say(page, "123456")
    expect(box).to_have_attribute("inputmode", "text")


def test_the_limit_is_counted_and_not_passed(visit: Visit, stub: StubAssistant) -> None:
    page = visit()
    open_chat(page)
    say(page, "β" * 2001)
    expect(page.get_by_role("status").filter(has_text="1 χαρακτήρας πάνω από το όριο")).to_have_count(1)
    assert stub.texts() == []
    say(page, "β" * 2000)
    page.get_by_text("Λάβατε απάντηση").wait_for()
    assert stub.texts() == ["β" * 2000]


def test_scripts_in_messages_stay_words(visit: Visit) -> None:
    page = visit()
    open_chat(page)
    say(page, "<script>window.hacked=1</script>")
    say(page, "επίθεση")
    page.get_by_role("button", name="<b>έντονα</b>").wait_for()
    assert page.evaluate("window.hacked") is None
    assert page.locator(".log script, .log b, .log [onerror], .log a[href^='javascript']").count() == 0
    expect(page.locator(".log")).to_contain_text("<script>window.hacked=1</script>")


def test_a_page_of_another_origin_under_a_strict_policy(visit: Visit, stub: StubAssistant, site: StubAssistant) -> None:
    assert stub.url != site.url
    page = visit("data-open data-language='en' data-position='left' data-theme='dark'")
    page.get_by_role("button", name="Αναφορά βλάβης").wait_for()
    assert page.console_lines == []  # type: ignore[attr-defined]
    box = page.get_by_role("dialog").bounding_box()
    assert box and box["x"] == 20
    assert page.get_by_role("dialog").evaluate("n => getComputedStyle(n).backgroundColor") == "rgb(14, 23, 29)"
    expect(page.locator("#link")).not_to_be_focused()
    assert page.evaluate("document.activeElement.localName") == "body", "a page that opens it by itself keeps the focus"


def test_events_and_methods_for_the_page(visit: Visit, stub: StubAssistant) -> None:
    page = visit()
    page.evaluate(
        """window.heard = [];
        for (const n of ['open', 'close', 'message']) document.addEventListener('komotini:' + n, e => heard.push([n, e.detail]))"""
    )
    page.evaluate("document.querySelector('komotini-assistant').open()")
    page.get_by_role("button", name="Αναφορά βλάβης").wait_for()
    page.evaluate("document.querySelector('komotini-assistant').close()")
    assert page.evaluate("heard") == [["open", None], ["message", {"id": 2, "sender": "assistant"}], ["close", None]]
    stub.push(text="ενώ είναι κλειστό")
    expect(page.get_by_role("button", name="Ρωτήστε τον Δήμο, 1 νέο μήνυμα")).to_be_visible()
