"""Cases in the console: who sees and decides what, nothing overwritten, nothing typed lost, everything audited."""

from __future__ import annotations

import importlib.util
from html import unescape
from pathlib import Path

import httpx
import pytest

from backend.database import Database
from backend.errors import Conflict, InvalidInput, NotAllowed
from backend.services import audit, cases, staff_accounts, staff_desk, staff_overview
from backend.services.case_list import CaseFilter
from backend.services.staff_desk import CaseChanged
from tests.support.staff_house import ATTACK, House, later, serve

spec = importlib.util.spec_from_file_location("staff_sign_in_tests", Path(__file__).with_name("test_sign_in.py"))
assert spec and spec.loader
_helpers = importlib.util.module_from_spec(spec)
spec.loader.exec_module(_helpers)
enter, field = _helpers.enter, _helpers.field


def person(database: Database, username: str):
    with database.work() as uow:
        return staff_accounts.get_user(uow, username)


def seen(database: Database, username: str, case_id: int) -> str:
    with database.work() as uow:
        return staff_desk.look(uow, staff_accounts.get_user(uow, username), case_id).version


def test_a_clerk_sees_only_their_services(database: Database, house: House) -> None:
    maria = person(database, "maria")
    with pytest.raises(NotAllowed), database.work() as uow:
        staff_desk.look(uow, maria, house.birth)
    with pytest.raises(NotAllowed), database.work() as uow:
        staff_desk.document(uow, maria, house.birth)
    with database.work() as uow:
        assert {row.service for row in staff_overview.inbox(uow, maria, CaseFilter()).page.rows} == {"problems"}
        assert staff_overview.inbox(uow, maria, CaseFilter(service="certificates")).page.total == 0
        assert [load.service for load in staff_overview.overview(uow, maria).services] == ["problems"]


def test_a_reviewer_reads_all_and_writes_internal_notes_only(database: Database, house: House) -> None:
    eleni = person(database, "eleni")
    version = seen(database, "eleni", house.lamp)
    for what in ({"note": "προς πολίτη"}, {"state": "done"}):
        with pytest.raises(NotAllowed), database.work() as uow:
            staff_desk.act(uow, eleni, house.lamp, seen=version, **what)
    with database.work() as uow:
        assert staff_desk.act(uow, eleni, house.lamp, seen=version, internal_note="Το διάβασα.") is False
        assert not staff_desk.look(uow, eleni, house.birth).decisions


def test_who_comes_second_writes_nothing(database: Database, house: House) -> None:
    version = seen(database, "maria", house.lamp)
    with database.work() as uow:
        staff_desk.act(uow, staff_accounts.get_user(uow, "maria"), house.lamp, seen=version, state="done")
    with pytest.raises(CaseChanged), database.work() as uow:
        staff_desk.act(uow, staff_accounts.get_user(uow, "admin"), house.lamp, seen=version, note="Άργησα")
    with database.work() as uow:
        assert len(cases.get_case(uow, house.lamp).history) == 2


def test_every_move_that_is_offered_is_possible(database: Database, house: House) -> None:
    admin = person(database, "admin")
    for state in ("in_progress", "waiting_citizen", "in_progress", "rejected", "in_progress", "done"):
        with database.work() as uow:
            desk = staff_desk.look(uow, admin, house.lamp)
            assert state in desk.moves
            staff_desk.act(uow, admin, house.lamp, seen=desk.version, state=state, note="Λόγος")
    with pytest.raises(Conflict), database.work() as uow:
        staff_desk.act(uow, admin, house.lamp, seen=staff_desk.look(uow, admin, house.lamp).version, state="received")


def test_a_rejection_needs_a_reason(database: Database, house: House) -> None:
    with pytest.raises(InvalidInput), database.work() as uow:
        admin = staff_accounts.get_user(uow, "admin")
        staff_desk.act(uow, admin, house.lamp, seen=staff_desk.look(uow, admin, house.lamp).version, state="rejected", note=" ")


def test_certificate_from_request_to_revocation(database: Database, house: House) -> None:
    petros = person(database, "petros")
    with database.work() as uow:
        desk = staff_desk.look(uow, petros, house.birth)
        assert desk.decisions == ("approve", "reject") and "done" not in desk.moves
        staff_desk.decide(uow, petros, house.birth, "approve", seen=desk.version)
    with database.work() as uow:
        desk = staff_desk.look(uow, petros, house.birth)
        assert desk.case.state == "done" and desk.has_document and desk.decisions == ("revoke",)
        assert staff_desk.document(uow, petros, house.birth).read_bytes().startswith(b"%PDF")
        staff_desk.decide(uow, petros, house.birth, "revoke", seen=desk.version, reason="Λάθος στοιχεία.")
        assert staff_desk.look(uow, petros, house.birth).decisions == ()
    with database.work() as uow:
        done = {line.action for line in audit.list_entries(uow, audit.AuditFilter(actor="staff:petros")).rows}
    assert {"case_viewed", "certificate_approved", "document_opened", "certificate_revoked"} <= done


def test_the_last_administrator_stays(database: Database, house: House) -> None:
    with pytest.raises(Conflict), database.work() as uow:
        staff_accounts.change_user(uow, "admin", display_name="Α", role="clerk", services=[], active=True, actor="staff:admin")


async def test_moving_a_problem_over_the_web(console, browser: httpx.AsyncClient) -> None:
    await enter(browser, "maria")
    address = f"/staff/cases/{console.house.lamp}"
    page = await browser.get(address)
    data = {
        "csrf": field(page, "csrf"),
        "seen": field(page, "seen"),
        "state": "in_progress",
        "note": "Έρχεται συνεργείο.",
        "internal_note": "Κολόνα 14",
    }
    answer = await browser.post(address, data=data, follow_redirects=False)
    assert answer.status_code == 303
    after = await browser.get(address)
    assert "Η κατάσταση άλλαξε." in after.text and "Έρχεται συνεργείο." in after.text and "Κολόνα 14" in after.text
    late = await browser.post(address, data=data | {"state": "done", "note": "Δικό μου κείμενο"})
    assert late.status_code == 409 and "Τι άλλαξε όσο γράφατε" in late.text and "Δικό μου κείμενο</textarea>" in late.text
    with console.database.work() as uow:
        assert cases.get_case(uow, console.house.lamp).state == "in_progress"


async def test_without_the_right_token_nothing_is_written_and_nothing_lost(console, browser: httpx.AsyncClient) -> None:
    await enter(browser, "maria")
    address = f"/staff/cases/{console.house.lamp}"
    page = await browser.get(address)
    for token in ("", "x" * 43):
        answer = await browser.post(address, data={"csrf": token, "seen": field(page, "seen"), "state": "done", "note": "Έγινε"})
        assert answer.status_code == 403 and "Έγινε</textarea>" in answer.text
    with console.database.work() as uow:
        assert cases.get_case(uow, console.house.lamp).state == "received"


async def test_an_ended_session_loses_nothing_typed(console, browser: httpx.AsyncClient) -> None:
    await enter(browser, "maria")
    address = f"/staff/cases/{console.house.lamp}"
    page = await browser.get(address)
    typed = 'Πολλά λόγια "με εισαγωγικά" & <b>σημάδια</b>\nκαι δεύτερη γραμμή'
    later(console.database, hours=9)
    data = {"csrf": field(page, "csrf"), "seen": field(page, "seen"), "state": "waiting_citizen", "note": typed}
    ended = await browser.post(address, data=data)
    assert ended.status_code == 401 and "Η σύνδεσή σας έληξε" in ended.text
    kept = {name: unescape(field(ended, name)) for name in ("csrf", "kept_path", "kept.seen", "kept.state", "kept.note")}
    back = await browser.post("/staff/sign-in", data=kept | {"username": "maria", "password": _helpers.PASSWORD})
    assert back.status_code == 200 and typed in unescape(back.text)
    assert 'value="waiting_citizen" checked' in back.text
    again = {"csrf": field(back, "csrf"), "seen": unescape(field(back, "seen")), "state": "waiting_citizen", "note": typed}
    assert (await browser.post(address, data=again)).status_code == 200
    with console.database.work() as uow:
        assert cases.get_case(uow, console.house.lamp).history[-1].note == typed


async def test_a_clerk_on_an_administrators_page(console, browser: httpx.AsyncClient) -> None:
    await enter(browser, "maria")
    for path in ("/staff/accounts", "/staff/audit", "/staff/accounts/admin", f"/staff/cases/{console.house.birth}"):
        answer = await browser.get(path)
        assert answer.status_code == 403 and "Δεν έχετε πρόσβαση" in answer.text, path
    home = await browser.get("/staff")
    data = {"csrf": field(home, "csrf"), "username": "mine", "display_name": "Δικός μου", "role": "administrator"}
    assert (await browser.post("/staff/accounts", data=data)).status_code == 403
    with console.database.work() as uow:
        assert "mine" not in {user.username for user in staff_accounts.list_users(uow)}


async def test_an_administrator_makes_and_changes_accounts(console, browser: httpx.AsyncClient) -> None:
    home = await enter(browser)
    csrf = field(home, "csrf")
    data = {"csrf": csrf, "username": "nikos", "display_name": "Νίκος", "role": "clerk", "services": ["problems"]}
    made = await browser.post("/staff/accounts", data=data)
    assert made.status_code == 200 and 'class="secret"' in made.text
    twice = await browser.post("/staff/accounts", data=data)
    assert twice.status_code == 409 and 'value="Νίκος"' in twice.text
    off = await browser.post("/staff/accounts/nikos", data={"csrf": csrf, "display_name": "Νίκος", "role": "clerk"})
    assert "Ο λογαριασμός αποθηκεύτηκε." in off.text and not person(console.database, "nikos").active
    log = await browser.get("/staff/audit?action=account_deactivated")
    assert "Λογαριασμός nikos" in log.text and "1 εγγραφή" in log.text


async def test_files_and_addresses_of_others_are_not_given_out(console, browser: httpx.AsyncClient) -> None:
    house = console.house
    photo = f"/staff/cases/{house.lamp}/files/{house.photo}"
    assert (await browser.get(photo, follow_redirects=False)).status_code == 303
    await enter(browser, "maria")
    shown = await browser.get(photo)
    assert shown.headers["content-type"] == "image/jpeg" and "no-store" in shown.headers["cache-control"]
    assert (await browser.get(f"/staff/cases/{house.attack}/files/{house.photo}")).status_code == 404
    assert (await browser.get("/staff/cases/999999")).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["page=x", "page=99999999999", "since=2026-02-31", "state=%00", "text=%00%F0%9F%98%80", "service=no&channel=no&until=9999-12-31"],
)
async def test_odd_filters_do_no_harm(console, browser: httpx.AsyncClient, query: str) -> None:
    await enter(browser)
    assert (await browser.get(f"/staff/cases?{query}")).status_code == 200
    assert (await browser.get(f"/staff/audit?{query}")).status_code == 200


async def test_what_citizens_write_is_escaped(console, browser: httpx.AsyncClient) -> None:
    await enter(browser)
    for path in (f"/staff/cases/{console.house.attack}", f"/staff/cases/{console.house.lamp}", "/staff/cases", "/staff"):
        text = (await browser.get(path)).text
        assert "<script" not in text and "<img src=x" not in text, path
    assert ATTACK in unescape((await browser.get(f"/staff/cases/{console.house.attack}")).text)


async def test_home_says_when_the_assistant_is_down(house: House, database: Database) -> None:
    async with serve(database, assistant_up=False) as url, httpx.AsyncClient(base_url=url, follow_redirects=True) as client:
        assert (await enter(client)).text.count("Δεν απαντά") == 2
