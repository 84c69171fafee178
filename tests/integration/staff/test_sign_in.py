"""Signing in: the lock, the same answer for everybody, the cookie, the tokens, one's own password."""

from __future__ import annotations

import re

import httpx
import pytest

from backend.database import Database
from backend.errors import BadCredentials, InvalidInput, Locked
from backend.services import audit, staff, staff_accounts
from tests.support.staff_house import PASSWORD, later, serve


def field(page: httpx.Response | str, name: str) -> str:
    """The value of a hidden field."""
    text = page if isinstance(page, str) else page.text
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', text)
    assert found, f"no field {name} on the page"
    return found[1]


async def enter(client: httpx.AsyncClient, username: str = "admin", password: str = PASSWORD, **more: str) -> httpx.Response:
    form = await client.get("/staff/sign-in")
    return await client.post("/staff/sign-in", data={"csrf": field(form, "csrf"), "username": username, "password": password, **more})


def failures(database: Database, username: str) -> list[type]:
    seen = []
    for _ in range(6):
        with pytest.raises((BadCredentials, Locked)) as caught, database.work() as uow:
            staff.sign_in(uow, username, "wrong-wrong-wrong")
        seen.append((type(caught.value), caught.value.message))
    return seen


def test_unknown_and_known_names_fail_alike_and_lock(database: Database, house) -> None:
    known, unknown = failures(database, "maria"), failures(database, "nobody.here")
    assert known == unknown
    assert [kind for kind, _ in known] == [BadCredentials] * 4 + [Locked] * 2
    with pytest.raises(Locked), database.work() as uow:
        staff.sign_in(uow, "maria", PASSWORD)
    later(database, minutes=15)
    with database.work() as uow:
        assert staff.sign_in(uow, " MARIA ", PASSWORD).user.username == "maria"


def test_the_same_work_is_done_for_a_name_that_nobody_has(database: Database, house, monkeypatch) -> None:
    verified = []
    real = staff.staff_passwords._hasher.verify

    class Counting:
        def verify(self, given: str, password: str) -> bool:
            verified.append(given.split("$")[3])
            return real(given, password)

    staff.staff_passwords._nobody()
    monkeypatch.setattr(staff.staff_passwords, "_hasher", Counting())
    for name in ("maria", "nobody.here"):
        with pytest.raises(BadCredentials), database.work() as uow:
            staff.sign_in(uow, name, "wrong-wrong-wrong")
    assert len(verified) == 2 and verified[0] == verified[1], "both are compared with a hash of the same cost"


def test_a_password_typed_as_a_name_is_not_logged(database: Database, house) -> None:
    with pytest.raises(BadCredentials), database.work() as uow:
        staff.sign_in(uow, "my-secret-password", "x", address="192.0.2.7")
    with database.work() as uow:
        line = audit.list_entries(uow, audit.AuditFilter(action="sign_in_failed")).rows[0]
    assert "my-secret" not in repr(line) and line.detail == {"address": "192.0.2.7"}


def test_a_session_is_renewed_while_used_but_not_for_ever(database: Database, house) -> None:
    with database.work() as uow:
        token = staff.sign_in(uow, "maria", PASSWORD).token
    for _ in range(3):
        later(database, hours=7)
        with database.work() as uow:
            assert staff.user_of_session(uow, token)
    later(database, hours=3, minutes=1)
    with database.work() as uow:
        assert staff.user_of_session(uow, token) is None


def test_an_idle_session_ends_after_eight_hours(database: Database, house) -> None:
    with database.work() as uow:
        token = staff.sign_in(uow, "maria", PASSWORD).token
    later(database, hours=8)
    with database.work() as uow:
        assert staff.user_of_session(uow, token) is None


@pytest.mark.parametrize(("password", "why"), [("short", "12"), ("maria.maria.maria", "όνομα"), ("aaaaaaaaaaaaaa", "διαφορετικούς")])
def test_the_password_rule(password: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        staff.staff_passwords.check_rule(password, "maria.maria.maria")


def test_the_first_administrator_is_made_once(database: Database) -> None:
    with database.work() as uow:
        password = staff.ensure_first_administrator(uow)
    with database.work() as uow:
        assert staff.ensure_first_administrator(uow) is None
        session = staff.sign_in(uow, "admin", password or "")
    assert session.user.must_change_password and session.user.is_administrator


def test_a_deactivated_account_loses_its_sessions(database: Database, house) -> None:
    with database.work() as uow:
        token = staff.sign_in(uow, "maria", PASSWORD).token
    with database.work() as uow:
        staff_accounts.change_user(
            uow, "maria", display_name="Μαρία", role="clerk", services=["problems"], active=False, actor="staff:admin"
        )
    with database.work() as uow:
        assert staff.user_of_session(uow, token) is None
    with pytest.raises(BadCredentials), database.work() as uow:
        staff.sign_in(uow, "maria", PASSWORD)


async def test_cookie_and_headers(console, browser: httpx.AsyncClient) -> None:
    form = await browser.get("/staff/sign-in")
    answer = await browser.post(
        "/staff/sign-in", data={"csrf": field(form, "csrf"), "username": "maria", "password": PASSWORD}, follow_redirects=False
    )
    cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith("komotini_staff="))
    assert answer.status_code == 303 and answer.headers["location"] == "/staff"
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/staff" in cookie and "Secure" not in cookie
    home = await browser.get("/staff")
    assert home.status_code == 200 and "Μαρία Καραγιάννη" in home.text
    assert home.headers["cache-control"] == "no-store" and "script-src" not in home.headers["content-security-policy"]


async def test_the_cookie_is_secure_behind_https(house, database: Database) -> None:
    async with serve(database, public_url="https://assistant.example.org") as url, httpx.AsyncClient(base_url=url) as client:
        form = await client.get("/staff/sign-in")
        nonce = next(iter(form.headers.get_list("set-cookie"))).split(";")[0]
        data = {"csrf": field(form, "csrf"), "username": "maria", "password": PASSWORD}
        answer = await client.post("/staff/sign-in", data=data, headers={"cookie": nonce})
        cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith("komotini_staff="))
        assert "Secure" in cookie


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/staff\\evil", "/staff/sign-in", "/staffx", "/cases"])
async def test_nobody_is_sent_elsewhere_after_signing_in(console, browser: httpx.AsyncClient, target: str) -> None:
    form = await browser.get("/staff/sign-in")
    data = {"csrf": field(form, "csrf"), "username": "maria", "password": PASSWORD, "next": target}
    assert (await browser.post("/staff/sign-in", data=data, follow_redirects=False)).headers["location"] == "/staff"


async def test_wrong_token_or_foreign_site_is_refused(console, browser: httpx.AsyncClient) -> None:
    await browser.get("/staff/sign-in")
    data = {"csrf": "0" * 64, "username": "maria", "password": PASSWORD}
    assert (await browser.post("/staff/sign-in", data=data)).status_code == 403
    page = await browser.get("/staff/sign-in")
    data["csrf"] = field(page, "csrf")
    assert (await browser.post("/staff/sign-in", data=data, headers={"sec-fetch-site": "cross-site"})).status_code == 403
    assert (await browser.get("/staff", follow_redirects=False)).status_code == 303


async def test_must_change_password_comes_first(console, browser: httpx.AsyncClient) -> None:
    with console.database.work() as uow:
        temporary = staff_accounts.reset_password(uow, "maria", actor="system")
    page = await enter(browser, "maria", temporary)
    assert page.url.path == "/staff/password"
    assert (await browser.get("/staff/cases")).url.path == "/staff/password"
    wrong = await browser.post(
        "/staff/password", data={"csrf": field(page, "csrf"), "current_password": temporary, "new_password": "short"}
    )
    assert wrong.status_code == 422
    new = "ένας-άλλος-καλός-κωδικός"
    data = {"csrf": field(page, "csrf"), "current_password": temporary, "new_password": new, "repeat_password": new}
    done = await browser.post("/staff/password", data=data)
    assert done.url.path == "/staff" and "Ο κωδικός σας άλλαξε." in done.text
    assert "Ο κωδικός σας άλλαξε." not in (await browser.get("/staff")).text


async def test_sign_out_ends_the_session(console, browser: httpx.AsyncClient) -> None:
    home = await enter(browser)
    token = browser.cookies["komotini_staff"]
    left = await browser.post("/staff/sign-out", data={"csrf": field(home, "csrf")})
    assert left.url.path == "/staff/sign-in" and "Αποσυνδεθήκατε" in left.text
    again = await browser.get("/staff", headers={"cookie": f"komotini_staff={token}"}, follow_redirects=False)
    assert again.status_code == 303


async def test_tries_from_one_address_are_throttled(house, database: Database) -> None:
    database.settings.rate_sign_in_address = "2/minute"
    async with serve(database) as url, httpx.AsyncClient(base_url=url, follow_redirects=True) as client:
        statuses = [(await enter(client, f"user{number}", "wrong")).status_code for number in range(3)]
    assert statuses == [401, 401, 429]
