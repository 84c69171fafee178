"""Calls in the console: who sees them, what is shown, recordings and the audit log; on both databases."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from backend.services import audit
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
    assert "/staff/calls?conversation=" in case and "690 000 0002" in case and "θέλει να μιλήσει με υπάλληλο" in case
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
