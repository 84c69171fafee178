"""Calls in the console: who sees them, what is shown, recordings and the audit log; on both databases."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from backend.models import OutboxMessage
from backend.services import audit, callbacks, calls, line_status, problems, staff_accounts
from backend.services.place import Place
from tests.support.staff_calls import ATTACK, SENTENCE, Calls, furnish_calls, wav
from tests.support.staff_house import PASSWORD, later


@pytest.fixture
def made(console: Any) -> Calls:
    return furnish_calls(console.database)


async def enter(browser: httpx.AsyncClient, username: str) -> None:
    page = await browser.get("/staff/sign-in")
    token = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert token
    answer = await browser.post("/staff/sign-in", data={"csrf": token[1], "username": username, "password": PASSWORD})
    assert "Σήμερα" in answer.text


def deeds(console: Any, action: str) -> list[audit.AuditLine]:
    with console.database.view() as uow:
        return audit.list_entries(uow, audit.AuditFilter(action=action)).rows


async def test_the_list_and_the_line(console: Any, browser: httpx.AsyncClient, made: Calls) -> None:
    await enter(browser, "eleni")
    page = (await browser.get("/staff/calls")).text
    assert SENTENCE in page and "sip:line@127.0.0.1:5080" in page and "1 από 16" in page and "Λειτουργεί" in page
    assert "2:05" in page and "Έκλεισε ο πολίτης" in page and "Χάθηκε η σύνδεση" in page and "Χαμηλή σε 1" in page
    only = (await browser.get("/staff/calls?unsure=1")).text
    assert made.lamp in only and made.plain not in only
    only = (await browser.get("/staff/calls?how=vanished")).text
    assert made.plain in only and made.lamp not in only
    later(console.database, minutes=3)
    assert "Δεν απαντά" in (await browser.get("/staff/calls")).text


async def test_a_line_that_hears_nothing_says_why(console: Any, browser: httpx.AsyncClient, made: Calls) -> None:
    await enter(browser, "eleni")
    why = "Δεν υπάρχει ο φάκελος του μοντέλου (el)."
    with console.database.work() as uow:
        model = {"name": "", "wer": None, "sentence": why}
        line_status.heartbeat(uow, address="sip:line@127.0.0.1:5080", mode="keys", model=model, voice="v", limit=16, calls=0)
    page = (await browser.get("/staff/calls")).text
    assert "Μόνο πλήκτρα" in page and f'Κανένα<br><span class="soft">{why}</span>' in page


async def test_a_call_in_full(console: Any, browser: httpx.AsyncClient, made: Calls) -> None:
    await enter(browser, "eleni")
    page = (await browser.get(f"/staff/calls/{made.lamp}")).text
    assert page.count('class="word word-low"') == 2
    assert "χαμηλή βεβαιότητα" in page and "470 ms" in page and "διέκοψε τον βοηθό" in page and "Αναφορά προβλήματος" in page
    assert [line.object_id for line in deeds(console, "call_viewed")] == [made.lamp]
    plain = (await browser.get(f"/staff/calls/{made.plain}")).text
    assert ATTACK not in plain and "<audio" not in plain
    assert f"/staff/cases/{made.callback}" in plain
    case = (await browser.get(f"/staff/cases/{made.callback}")).text
    assert f'href="/staff/calls/{made.plain}"' in case and "690 000 0002" in case and "θέλει να μιλήσει με υπάλληλο" in case
    inbox = (await browser.get("/staff/cases?service=communication")).text
    assert "690 000 0002" in inbox and "θέλει να μιλήσει με υπάλληλο" in inbox
    assert (await browser.get("/staff/calls/unknown")).status_code == 404


async def test_the_recording_is_played_to_staff_and_noted(console: Any, browser: httpx.AsyncClient, made: Calls) -> None:
    address = f"/staff/calls/{made.lamp}/audio.wav"
    stranger = await browser.get(address, follow_redirects=False)
    assert stranger.status_code == 303
    await enter(browser, "eleni")
    answer = await browser.get(address)
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "audio/wav", wav())
    assert [line.object_id for line in deeds(console, "recording_played")] == [made.lamp]
    assert (await browser.get(f"/staff/calls/{made.plain}/audio.wav")).status_code == 404


@pytest.mark.parametrize("path", ["/staff/calls", "/staff/calls/{lamp}", "/staff/calls/{lamp}/audio.wav"])
async def test_clerks_of_other_services_see_no_calls(console: Any, browser: httpx.AsyncClient, made: Calls, path: str) -> None:
    await enter(browser, "petros")
    assert "/staff/calls" not in (await browser.get("/staff")).text
    assert (await browser.get(path.format(lamp=made.lamp))).status_code == 403


async def test_the_list_before_the_first_call(browser: httpx.AsyncClient) -> None:
    await enter(browser, "eleni")
    page = (await browser.get("/staff/calls")).text
    assert "Δεν έχει έρθει ακόμη κλήση." in page and "με αυτά τα φίλτρα" not in page
    assert "Δεν υπάρχουν κλήσεις με αυτά τα φίλτρα." in (await browser.get("/staff/calls?unsure=1")).text


async def test_a_call_is_found_by_its_number_and_by_how_it_ended(console: Any, browser: httpx.AsyncClient, made: Calls) -> None:
    with console.database.work() as uow:
        home = calls.open_call(uow, line_id="home", caller="2531012345", called="line", started_at=uow.now()).id
        calls.end_call(uow, home, how="remote", ended_at=uow.now())
    await enter(browser, "eleni")
    everything = (await browser.get("/staff/calls")).text
    assert "25310 12345" in everything and everything.count(">Έκλεισε ο πολίτης</option>") == 1
    for wanted in ("690 000 0001", "000001", "+30 6900000001"):
        only = (await browser.get("/staff/calls", params={"caller": wanted})).text
        assert made.lamp in only and made.plain not in only and home not in only
    ended = (await browser.get("/staff/calls?how=caller")).text
    assert made.lamp in ended and home in ended and made.plain not in ended, "both codes mean that the citizen hung up"
    assert 'href="tel:2531012345"' in (await browser.get(f"/staff/calls/{home}")).text


async def test_the_first_page_tells_how_the_line_is(console: Any, browser: httpx.AsyncClient, made: Calls) -> None:
    await enter(browser, "eleni")
    assert re.search(r"Τηλεφωνική γραμμή</b></a><span[^>]*>Λειτουργεί", (await browser.get("/staff")).text)
    later(console.database, minutes=3)
    assert re.search(r"Τηλεφωνική γραμμή</b></a><span[^>]*>Δεν απαντά", (await browser.get("/staff")).text)


@pytest.mark.parametrize(("username", "opens"), [("eleni", True), ("xenia", False)])
async def test_a_call_tells_of_cases_that_its_reader_may_not_open(
    console: Any, browser: httpx.AsyncClient, made: Calls, username: str, opens: bool
) -> None:
    with console.database.work() as uow:
        staff_accounts.create_user(
            uow, "xenia", "Ξένια", "clerk", services=("communication",), password=PASSWORD, must_change_password=False
        )
        talk = calls.find_call(uow, made.lamp).conversation_id
        place = Place(street="Ορφέως", street_number="12")
        filed = problems.report_problem(uow, category="lighting", place=place, channel="phone", conversation_id=talk).case_id
    await enter(browser, username)
    page = (await browser.get(f"/staff/calls/{made.lamp}")).text
    assert (f"/staff/cases/{filed}" in page) is opens
    assert ("1 υπόθεση υπηρεσιών που δεν χειρίζεστε" in page) is not opens
    assert "Δεν καταχωρίστηκε υπόθεση" not in page
    assert "· 1 υπόθεση" in (await browser.get("/staff/calls")).text


async def test_the_calls_of_one_conversation_lead_to_each_other(console: Any, browser: httpx.AsyncClient, made: Calls) -> None:
    with console.database.work() as uow:
        first = calls.find_call(uow, made.plain)
        again = calls.open_call(uow, line_id="again", caller="", called="line", started_at=uow.now()).id
        calls.find_call(uow, again).conversation_id = first.conversation_id
    await enter(browser, "eleni")
    assert f'href="/staff/calls/{again}"' in (await browser.get(f"/staff/calls/{made.plain}")).text
    assert f'href="/staff/calls/{made.plain}"' in (await browser.get(f"/staff/calls/{again}")).text
    case = (await browser.get(f"/staff/cases/{made.callback}")).text
    assert f'href="/staff/calls/{again}"' in case and f'href="/staff/calls/{made.plain}"' in case


async def test_keys_are_pressed_with_no_degree_of_certainty(browser: httpx.AsyncClient, made: Calls) -> None:
    await enter(browser, "eleni")
    page = (await browser.get(f"/staff/calls/{made.lamp}")).text
    keyed = re.search(r"Πολίτης, με τα πλήκτρα,.*", page)
    assert keyed and "βεβαιότητα" not in keyed[0]


async def test_a_recording_can_be_wound_and_that_is_one_listening(console: Any, browser: httpx.AsyncClient, made: Calls) -> None:
    address, whole = f"/staff/calls/{made.lamp}/audio.wav", wav()
    await enter(browser, "eleni")
    part = await browser.get(address, headers={"range": "bytes=100-199"})
    assert (part.status_code, part.content, part.headers["content-range"]) == (206, whole[100:200], f"bytes 100-199/{len(whole)}")
    rest = await browser.get(address, headers={"range": f"bytes={len(whole) - 5}-"})
    assert (rest.status_code, rest.content) == (206, whole[-5:])
    beyond = await browser.get(address, headers={"range": f"bytes={len(whole)}-"})
    assert (beyond.status_code, beyond.content, beyond.headers["content-range"]) == (416, b"", f"bytes */{len(whole)}")
    assert len(deeds(console, "recording_played")) == 1
    later(console.database, minutes=11)
    await browser.get(address, headers={"range": "bytes=100-199"})
    noted = deeds(console, "recording_played")
    assert len(noted) == 2 and re.fullmatch(r"\w{3} \d+ \w+ \d{4}, \d\d:\d\d", noted[0].detail["call"])


async def test_a_fixed_line_is_offered_no_sms(console: Any, browser: httpx.AsyncClient) -> None:
    with console.database.work() as uow:
        fixed = callbacks.request_callback(uow, reason="δρόμος", phone="2531012345").case_id
        mobile = callbacks.request_callback(uow, reason="δρόμος", phone="6900000001").case_id
        assert uow.session.scalars(select(OutboxMessage.recipient).where(OutboxMessage.body.contains("ΕΠΚ"))).all() == ["+306900000001"]
    await enter(browser, "admin")
    page = (await browser.get(f"/staff/cases/{fixed}")).text
    assert "25310 12345" in page and "+302531012345</dd>" not in page
    assert 'value="sms"' not in page and "και του στέλνεται" not in page and "Τηλεφωνήστε στον πολίτη." in page
    page = (await browser.get(f"/staff/cases/{mobile}")).text
    assert 'value="sms"' in page and "και του στέλνεται" in page
