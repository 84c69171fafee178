"""No message lost, none doubled: reloads, broken connections, two tabs, blocked WebSockets, a server that forgets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.stub_assistant import StubAssistant

Visit = Callable[..., Page]


def say(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.keyboard.press("Enter")


def open_chat(page: Page) -> None:
    page.get_by_role("button", name="Ρωτήστε τον Δήμο").click()
    page.get_by_role("button", name="Αναφορά βλάβης").wait_for()


def bubbles(page: Page, text: str) -> int:
    return page.locator(".message .text").get_by_text(text, exact=True).count()


def test_a_reload_goes_on_where_it_was(visit: Visit, stub: StubAssistant) -> None:
    page = visit()
    open_chat(page)
    say(page, "πρώτο")
    page.get_by_text("Λάβατε απάντηση στο: πρώτο").wait_for()
    before = page.locator(".message:visible .text").all_inner_texts()
    page.get_by_role("textbox").fill("μισογραμμένο")
    page.reload()
    page.get_by_text("Λάβατε απάντηση στο: πρώτο").wait_for()
    assert page.locator(".message:visible .text").all_inner_texts() == before
    expect(page.get_by_role("textbox")).to_have_value("μισογραμμένο")
    assert len(stub.sessions) == 1
    assert sum(one.get("payload") == "/greet" for one in stub.received) == 1
    expect(page.get_by_role("button", name="Αναφορά βλάβης")).to_be_disabled()
    expect(page.get_by_role("button", name="Ναι")).to_be_enabled()


@pytest.mark.parametrize("failure", ["lost", "cut", 503, 500, 429])
def test_a_broken_answer_is_asked_again_and_filed_once(visit: Visit, stub: StubAssistant, failure: str | int) -> None:
    page = visit()
    open_chat(page)
    stub.failures += [failure, failure]
    say(page, "μία φορά")
    page.get_by_text("Λάβατε απάντηση στο: μία φορά").wait_for()
    say(page, "ύστερα")
    page.get_by_text("Λάβατε απάντηση στο: ύστερα").wait_for()
    assert stub.texts() == ["μία φορά", "ύστερα"]
    assert bubbles(page, "μία φορά") == bubbles(page, "Λάβατε απάντηση στο: μία φορά") == 1
    keys = {one["key"] for one in stub.received if one.get("text") == "μία φορά"}
    assert len(keys) == 1
    assert sum(one.get("text") == "μία φορά" for one in stub.received) == 3
    expect(page.locator(".banner")).to_be_empty()


def test_a_page_left_in_the_middle_sends_it_when_it_returns(visit: Visit, stub: StubAssistant) -> None:
    page = visit()
    open_chat(page)
    stub.stop()
    say(page, "γραμμένο χωρίς σύνδεση")
    expect(page.get_by_text("Σε αναμονή")).to_be_visible()
    expect(page.get_by_text("Δεν υπάρχει σύνδεση")).to_be_visible()
    context = page.context
    page.close()
    stub.start()
    again = visit(context=context)
    again.get_by_role("button", name="Ρωτήστε τον Δήμο").click()
    again.get_by_text("Λάβατε απάντηση στο: γραμμένο χωρίς σύνδεση").wait_for()
    assert stub.texts() == ["γραμμένο χωρίς σύνδεση"]
    assert bubbles(again, "γραμμένο χωρίς σύνδεση") == 1


def test_the_server_goes_and_returns(visit: Visit, stub: StubAssistant) -> None:
    page = visit()
    open_chat(page)
    stub.stop()
    for text in ("ένα", "δύο", "τρία"):
        say(page, text)
    expect(page.get_by_text("Δεν υπάρχει σύνδεση")).to_be_visible()
    stub.start()
    page.get_by_text("Λάβατε απάντηση στο: τρία").wait_for()
    assert stub.texts() == ["ένα", "δύο", "τρία"], "in the order in which they were written"
    expect(page.locator(".banner")).to_be_empty()


def test_what_others_say_arrives_and_arrives_after_a_dropped_stream(visit: Visit, stub: StubAssistant) -> None:
    page = visit()
    open_chat(page)
    stub.push(sender="staff", text="Σας γράφει η υπάλληλος")
    page.get_by_text("Σας γράφει η υπάλληλος").wait_for()
    expect(page.get_by_text("Υπάλληλος του Δήμου:")).to_be_visible()
    stub.drop_sockets()
    stub.session.add("staff", text="γραμμένο όσο έλειπε")
    page.get_by_text("γραμμένο όσο έλειπε").wait_for()
    assert bubbles(page, "Σας γράφει η υπάλληλος") == 1


def test_it_asks_where_websockets_are_blocked(visit: Visit, stub: StubAssistant) -> None:
    stub.websockets = False
    page = visit()
    open_chat(page)
    say(page, "χωρίς ροή")
    page.get_by_text("Λάβατε απάντηση στο: χωρίς ροή").wait_for()
    stub.session.add("staff", text="ήρθε με ερώτηση")
    page.get_by_text("ήρθε με ερώτηση").wait_for()


def test_two_tabs_share_one_conversation(visit: Visit, stub: StubAssistant) -> None:
    one = visit()
    open_chat(one)
    two = visit(context=one.context)
    open_chat(two)
    assert len(stub.sessions) == 1
    for page, other, text in ((one, two, "από την πρώτη"), (two, one, "από τη δεύτερη")):
        say(page, text)
        for tab in (page, other):
            tab.get_by_text(f"Λάβατε απάντηση στο: {text}").wait_for()
            assert bubbles(tab, text) == bubbles(tab, f"Λάβατε απάντηση στο: {text}") == 1
    assert stub.texts() == ["από την πρώτη", "από τη δεύτερη"]
    assert sum(one.get("payload") == "/greet" for one in stub.received) == 1


def test_a_forgotten_conversation_starts_anew_and_says_so(visit: Visit, stub: StubAssistant) -> None:
    page = visit()
    open_chat(page)
    say(page, "παλιό")
    page.get_by_text("Λάβατε απάντηση στο: παλιό").wait_for()
    stub.sessions[stub.session.id].token = "another"
    say(page, "καινούργιο")
    page.get_by_text("Λάβατε απάντηση στο: καινούργιο").wait_for()
    expect(page.get_by_text("Η προηγούμενη συζήτηση έληξε.")).to_be_visible()
    assert len(stub.sessions) == 2 and stub.texts() == ["καινούργιο"]


def test_without_storage_it_works_in_memory(visit: Visit, stub: StubAssistant, chromium) -> None:  # type: ignore[no-untyped-def]
    context = chromium.new_context(locale="el-GR")
    context.add_init_script(
        "for (const n of ['localStorage', 'sessionStorage']) Object.defineProperty(window, n, { get() { throw new DOMException('no') } })"
    )
    page = visit(context=context)
    open_chat(page)
    say(page, "ιδιωτικά")
    page.get_by_text("Λάβατε απάντηση στο: ιδιωτικά").wait_for()
    assert stub.texts() == ["ιδιωτικά"] and len(stub.sessions) == 1
    context.close()
