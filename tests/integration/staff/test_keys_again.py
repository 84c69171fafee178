"""Code and PIN sent again from the console: to the contact of the case only, audited, and the PIN never on a page of the staff."""

from __future__ import annotations

import importlib.util
import re
from html import unescape
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from backend.database import Database
from backend.errors import Conflict, InvalidInput, NotAllowed
from backend.models import Case, OutboxMessage
from backend.services import audit, cases, staff_accounts, staff_desk
from tests.support.staff_house import House, later

spec = importlib.util.spec_from_file_location("staff_sign_in_tests", Path(__file__).with_name("test_sign_in.py"))
assert spec and spec.loader
_helpers = importlib.util.module_from_spec(spec)
spec.loader.exec_module(_helpers)
enter, field = _helpers.enter, _helpers.field


def press(database: Database, username: str, case_id: int, way: str) -> None:
    with database.work() as uow:
        staff_desk.send_keys(uow, staff_accounts.get_user(uow, username), case_id, way)


def sent(database: Database, case_id: int) -> list[OutboxMessage]:
    """The messages that give the case's keys again, oldest first; the receipt is none of them."""
    with database.view() as uow:
        case = uow.session.get_one(Case, case_id)
        words = (f"{case.protocol} ο κωδικός σας είναι {case.code} και το PIN", "σας στέλνουμε ξανά τα στοιχεία της υπόθεσής σας")
        rows = uow.session.scalars(select(OutboxMessage).where(OutboxMessage.body.contains(case.protocol)).order_by(OutboxMessage.id))
        return [row for row in rows if any(word in row.body for word in words)]


def test_to_the_address_or_the_phone_of_the_case(database: Database, house: House) -> None:
    press(database, "maria", house.lamp, "email")
    press(database, "maria", house.lamp, "sms")
    mail, sms = sent(database, house.lamp)
    with database.view() as uow:
        case = uow.session.get_one(Case, house.lamp)
        pin = cases.pin_of(uow, case.protocol)
    assert (mail.channel, mail.recipient) == ("email", "nikos@example.org") and f"PIN: {pin}" in mail.body
    assert (sms.channel, sms.recipient) == ("sms", "+306900000001") and pin in sms.body and case.code in sms.body
    assert len(sms.body) <= 160
    with database.view() as uow:
        lines = audit.list_entries(uow, audit.AuditFilter(action="case_keys_sent")).rows
    assert [(line.actor, line.object_id, line.detail["to"]) for line in lines] == [
        ("staff:maria", str(house.lamp), "SMS"),
        ("staff:maria", str(house.lamp), "e-mail"),
    ]
    assert all(pin not in str(dict(line.detail)).replace(case.protocol, "") for line in lines)


def test_a_second_press_sends_nothing_until_some_minutes_later(database: Database, house: House) -> None:
    press(database, "maria", house.lamp, "email")
    with pytest.raises(Conflict):
        press(database, "admin", house.lamp, "email")
    assert len(sent(database, house.lamp)) == 1
    later(database, minutes=6)
    press(database, "admin", house.lamp, "email")
    assert len(sent(database, house.lamp)) == 2


@pytest.mark.parametrize(
    ("username", "case", "way", "error"),
    [
        ("petros", "lamp", "email", NotAllowed),
        ("eleni", "lamp", "email", NotAllowed),
        ("maria", "attack", "email", InvalidInput),
        ("maria", "attack", "sms", InvalidInput),
        ("maria", "lamp", "pigeon", InvalidInput),
        ("maria", "lamp", "", InvalidInput),
    ],
)
def test_who_may_not_and_where_it_cannot_go(
    database: Database, house: House, username: str, case: str, way: str, error: type[Exception]
) -> None:
    case_id = getattr(house, case)
    with pytest.raises(error):
        press(database, username, case_id, way)
    assert sent(database, case_id) == []


async def test_the_button_of_the_case_page(console, browser: httpx.AsyncClient) -> None:
    await enter(browser, "maria")
    address = f"/staff/cases/{console.house.lamp}"
    page = await browser.get(address)
    assert "Αποστολή κωδικού και PIN με e-mail" in page.text and "Αποστολή κωδικού και PIN με SMS" in page.text
    refused = await browser.post(f"{address}/keys", data={"csrf": "x" * 43, "way": "sms"})
    assert refused.status_code == 403 and sent(console.database, console.house.lamp) == []
    done = await browser.post(f"{address}/keys", data={"csrf": field(page, "csrf"), "way": "sms"})
    assert "στάλθηκαν ξανά στον πολίτη" in done.text
    [message] = sent(console.database, console.house.lamp)
    with console.database.view() as uow:
        pin = cases.pin_of(uow, uow.session.get_one(Case, console.house.lamp).protocol)
    assert pin in message.body
    shown = re.sub(r"<[^>]+>", " ", unescape(done.text))
    assert not re.search(rf"\b{pin}\b", shown), "staff must not see the PIN"
    twice = await browser.post(f"{address}/keys", data={"csrf": field(page, "csrf"), "way": "sms"})
    assert twice.status_code == 409 and "Στάλθηκαν μόλις τώρα" in twice.text


async def test_no_button_where_there_is_no_contact_or_no_right(console, browser: httpx.AsyncClient) -> None:
    await enter(browser, "maria")
    assert "Αποστολή κωδικού" not in (await browser.get(f"/staff/cases/{console.house.attack}")).text


async def test_what_was_understood_is_told_in_greek(console, browser: httpx.AsyncClient) -> None:
    await enter(browser, "maria")
    page = (await browser.get(f"/staff/cases/{console.house.lamp}")).text
    assert '<span title="report_problem">Αναφορά προβλήματος</span>' in page
    assert '<span title="nlu_fallback">Δεν κατάλαβε</span>' in page
