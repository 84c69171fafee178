"""What a morning at the console needs: see what is issued, find who rings, nobody waiting for hashing or drawing."""

from __future__ import annotations

import importlib.util
import re
import threading
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import httpx
import pytest

from backend.database import Database
from backend.errors import BadCredentials, InvalidInput
from backend.models import CertificateRequest
from backend.services import audit, certificates, staff, staff_accounts, staff_desk, staff_passwords
from backend.services.case_list import CaseFilter, list_cases
from backend.services.purposes import purpose_of
from tests.support.staff_house import PASSWORD, House

spec = importlib.util.spec_from_file_location("staff_sign_in_tests", Path(__file__).with_name("test_sign_in.py"))
assert spec and spec.loader
_helpers = importlib.util.module_from_spec(spec)
spec.loader.exec_module(_helpers)
enter, field = _helpers.enter, _helpers.field


@pytest.mark.parametrize(
    "text",
    ["550000018", "ιωαννιδου", "ΙΩΑΝΝΊΔΟΥ Μαρία", "ΠΙΣ-2026-1", "pis 2026 1"],
)
def test_the_certificate_of_whoever_rings_is_found(database: Database, house: House, text: str) -> None:
    with database.view() as uow:
        assert [row.case_id for row in list_cases(uow, CaseFilter(text=text)).rows] == [house.birth]


@pytest.mark.parametrize("text", ["λάμπα", "ΛΑΜΠΑ φαρμακείο", "ορφεως 12", "690 000 0001 nikos"])
def test_a_problem_is_found_by_what_was_said_of_it(database: Database, house: House, text: str) -> None:
    with database.view() as uow:
        assert house.lamp in [row.case_id for row in list_cases(uow, CaseFilter(text=text, service="problems")).rows]


def test_an_unknown_tax_number_finds_nothing(database: Database, house: House) -> None:
    with database.view() as uow:
        assert list_cases(uow, CaseFilter(text="550000019")).total == 0


def test_the_draft_is_what_is_issued(database: Database, house: House) -> None:
    with database.view() as uow:
        petros = staff_accounts.get_user(uow, "petros")
        draft = staff_desk.draft(uow, petros, house.birth)
        assert staff_desk.draft(uow, petros, house.birth) and draft
        assert staff_desk.draft(uow, staff_accounts.get_user(uow, "eleni"), house.birth) is None
    drawn = draft.draw()
    with database.work() as uow:
        assert certificates.approve(uow, house.birth, "staff:petros", drawn) == draft.code
        assert certificates.pdf_file(uow, house.birth).read_bytes() == drawn.pdf
        assert certificates.draft(uow, house.birth) is None


def test_a_stale_drawing_is_drawn_again(database: Database, house: House) -> None:
    with database.view() as uow:
        draft = certificates.draft(uow, house.birth)
    assert draft
    wrong = certificates.DrawnDraft(replace(draft, content={**draft.content, "statement": "άλλα"}), b"%PDF-old")
    with database.work() as uow:
        assert certificates.approve(uow, house.birth, "staff:petros", wrong) != draft.code
        assert certificates.pdf_file(uow, house.birth).read_bytes() != b"%PDF-old"


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("για το σχολείο του παιδιού.", "το σχολείο του παιδιού"),
        ("Για επίδομα", "επίδομα"),
        ("πρόσληψη", "πρόσληψη"),
        ("για", "για"),
        (" ", None),
    ],
)
def test_what_it_is_for_is_printed_after_one_for(said: str, printed: str | None) -> None:
    assert purpose_of(said) == printed


async def test_the_page_before_the_issue_shows_what_will_be_printed(browser: httpx.AsyncClient, house: House) -> None:
    await enter(browser, "petros")
    page = unescape((await browser.get(f"/staff/cases/{house.birth}/approve")).text)
    assert "Τι θα γράφει το έγγραφο" in page and "12 Απριλίου 1985" in page and "maria@example.org" in page


async def test_hashing_and_drawing_happen_outside_any_transaction(browser: httpx.AsyncClient, console, monkeypatch) -> None:
    """Whoever writes meanwhile must get through: the slow step itself writes, in another unit of work."""
    database, wrote = console.database, []

    def write(name: str) -> None:
        with database.work() as uow:
            audit.record(uow, "system", "sign_in", "page", name)
        wrote.append(name)

    def meanwhile(name: str) -> None:
        thread = threading.Thread(target=write, args=(name,))
        thread.start()
        thread.join()

    matches, render = staff_passwords.matches, certificates.certificate_pdf.render
    monkeypatch.setattr(staff_passwords, "matches", lambda *given: (meanwhile("hash"), matches(*given))[1])
    monkeypatch.setattr(certificates.certificate_pdf, "render", lambda *given, **more: (meanwhile("draw"), render(*given, **more))[1])
    await enter(browser, "petros")
    step = await browser.get(f"/staff/cases/{console.house.birth}/approve")
    form = {"csrf": field(step, "csrf"), "seen": unescape(field(step, "seen"))}
    done = await browser.post(f"/staff/cases/{console.house.birth}/approve", data=form)
    assert "Το πιστοποιητικό εκδόθηκε." in done.text
    assert wrote == ["hash", "draw"]


@pytest.mark.parametrize(("written", "printed"), [(" για το Erasmus ", "το Erasmus"), ("", None)])
async def test_the_purpose_is_corrected_before_it_is_printed(browser: httpx.AsyncClient, console, written, printed) -> None:
    await enter(browser, "petros")
    page = f"/staff/cases/{console.house.birth}/approve"
    step = await browser.get(page)
    assert 'name="purpose"' in step.text
    form = {"csrf": field(step, "csrf"), "seen": unescape(field(step, "seen")), "has_purpose": "1", "purpose": written}
    assert "Το πιστοποιητικό εκδόθηκε." in (await browser.post(page, data=form)).text
    with console.database.view() as uow:
        request = uow.session.get_one(CertificateRequest, console.house.birth)
        assert request.content["purpose"] == request.purpose == printed


async def test_making_a_password_for_somebody_holds_nobody_up(browser: httpx.AsyncClient, console, monkeypatch) -> None:
    database, wrote = console.database, []
    home = await enter(browser)

    def write() -> None:
        with database.work() as uow:
            audit.record(uow, "system", "sign_in", "page", "meanwhile")
        wrote.append(1)

    def meanwhile(password: str) -> str:
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        return hash_password(password)

    hash_password = staff_passwords.hash_password
    monkeypatch.setattr(staff_passwords, "hash_password", meanwhile)
    data = {"csrf": field(home, "csrf"), "username": "nikos", "display_name": "Νίκος", "role": "clerk", "services": ["problems"]}
    made = await browser.post("/staff/accounts", data=data)
    assert made.status_code == 200 and len(wrote) == 1
    reset = await browser.post("/staff/accounts/nikos/password", data={"csrf": field(home, "csrf")})
    assert reset.status_code == 200 and len(wrote) == 2
    for page, right in ((made, False), (reset, True)):
        password = re.search(r'class="secret"[^>]*>([^<]+)<', page.text)
        assert password
        with database.view() as uow:
            assert staff.compare(staff.credentials_of(uow, "nikos"), password[1].strip()).right is right


def test_a_password_changed_during_the_comparison_decides(database: Database, house: House) -> None:
    with database.view() as uow:
        verdict = staff.compare(staff.credentials_of(uow, "maria"), PASSWORD)
    assert verdict.right
    with database.work() as uow:
        staff_accounts.reset_password(uow, "maria", actor="staff:admin")
    with pytest.raises(BadCredentials), database.work() as uow:
        staff.admit(uow, verdict)


def test_a_password_changed_elsewhere_is_not_overwritten(database: Database, house: House) -> None:
    with database.work() as uow:
        token = staff.sign_in(uow, "maria", PASSWORD).token
    with database.view() as uow:
        credentials = staff.own_credentials(uow, token)
    new_hash = staff.checked_change(credentials, PASSWORD, "άλλη-καλή-φράση-7")
    with database.work() as uow:
        staff.change_password(uow, token, PASSWORD, "τρίτη-καλή-φράση-9")
    with pytest.raises(InvalidInput), database.work() as uow:
        staff.set_password(uow, token, credentials, new_hash)


def test_a_session_is_renewed_only_when_that_is_due(database: Database, house: House, clock) -> None:
    with database.work() as uow:
        token = staff.sign_in(uow, "maria", PASSWORD).token
    with database.view() as uow:
        fresh = staff.session_of(uow, token)
    assert fresh and fresh.renew_to is None
    clock.advance(hours=1)
    with database.view() as uow:
        due = staff.session_of(uow, token)
    assert due and due.renew_to == fresh.expires_at + timedelta(hours=1)
    with database.work() as uow:
        renewed = staff.user_of_session(uow, token)
    assert renewed and renewed.expires_at == due.renew_to


async def test_a_case_of_another_service_is_refused_and_that_is_audited(browser: httpx.AsyncClient, console) -> None:
    await enter(browser, "maria")
    path = f"/staff/cases/{console.house.birth}"
    assert (await browser.get(path)).status_code == 403
    with console.database.view() as uow:
        refused = audit.list_entries(uow, audit.AuditFilter(action="access_refused")).rows
    assert [(line.actor, line.object_id) for line in refused] == [("staff:maria", path)]


async def test_an_address_that_is_none_stays_in_the_console(browser: httpx.AsyncClient, house: House) -> None:
    for path in ("/staff/nope", "/staff/cases/x"):
        stranger = await browser.get(path)
        assert stranger.status_code == 404 and "Κονσόλα υπαλλήλων" in stranger.text and "ΕΚΑΒ" not in stranger.text
    await enter(browser, "maria")
    page = await browser.get("/staff/nope")
    assert page.status_code == 404 and "Μαρία Καραγιάννη" in page.text and "Στην αρχική" in page.text


async def test_counts_agree_with_their_words(browser: httpx.AsyncClient, house: House) -> None:
    await enter(browser, "admin")
    home = " ".join((await browser.get("/staff")).text.split())
    assert "<strong>1</strong> νέα<" in home and "<strong>2</strong> νέες<" in home and "<strong>0</strong> σε εξέλιξη<" in home
    assert "Ολοκληρωμένες <b>0</b>" in (await browser.get("/staff/cases")).text


async def test_a_rejection_is_hinted_only_where_the_form_has_one(browser: httpx.AsyncClient, house: House) -> None:
    await enter(browser, "admin")
    hint = "Σε απόρριψη, γράψτε τον λόγο."
    assert hint in (await browser.get(f"/staff/cases/{house.lamp}")).text
    assert hint not in (await browser.get(f"/staff/cases/{house.birth}")).text
