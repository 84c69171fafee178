"""The database is stopped in the middle of a conversation: a clear sentence, nothing lost or doubled, and on it goes."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from ops.trial import start_trial
from tests.postgres import PostgresServer
from tests.support.citizen import Citizen, said

pytestmark = pytest.mark.postgres
GREEK_SENTENCE = re.compile(r"^[Α-ΩΆΈΉΊΌΎΏ][^{}<>]+\.$")
# `database_url` of a house is SQLAlchemy's; psycopg takes it without the driver's name.
DRIVER = "+psycopg"


@dataclass
class Town:
    """A running house and the PostgreSQL server, of this module alone, that it keeps its data in."""

    url: str
    server: PostgresServer
    database_url: str

    def connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.database_url.replace(DRIVER, ""), autocommit=True)

    def query(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self.connect() as connection:
            return connection.execute(statement, values).fetchall()  # type: ignore[arg-type]

    def filed(self, number: int) -> int:
        return self.query('SELECT count(*) FROM "case" WHERE title LIKE %s', f"%Ορφέως {number}")[0][0]

    def halt(self) -> None:
        self.server.halt()

    def go_on(self) -> None:
        """Start the server and wait until the house says that it is ready."""
        self.server.start()
        deadline = time.monotonic() + 60
        while httpx.get(f"{self.url}/ready").status_code != 200:
            assert time.monotonic() < deadline, httpx.get(f"{self.url}/ready").text


@pytest.fixture(scope="module")
def town(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with PostgresServer() as server, server.fresh_database(migrated=False) as url:
        stack, _ = start_trial(tmp_path_factory.mktemp("postgres-house"), model, url)
        try:
            yield Town(stack.settings.public_url, server, url)
        finally:
            stack.stop()


@pytest.fixture(autouse=True)
def running_again(town: Town) -> Iterator[None]:
    """A test that fails while the server is stopped must not take the others with it."""
    yield
    if town.server.halted:
        town.go_on()


def about_to_confirm(town: Town, number: int) -> Citizen:
    """A citizen who has been asked whether the report of a lamp may be filed."""
    citizen = Citizen(town.url)
    citizen.say(f"δεν ανάβει η λάμπα στην Ορφέως {number} εδώ και τρεις μέρες")
    for _ in range(6):
        titles = [button["title"] for button in citizen.buttons()]
        if "Ναι" in titles and f"Ορφέως {number}" in citizen.last:
            return citizen
        citizen.press("Παράλειψη") if "Παράλειψη" in titles else citizen.say("όχι")
    raise AssertionError(citizen.last)


def refused(answer: httpx.Response) -> str:
    """Checks the one error shape and gives its code."""
    assert answer.status_code == 503, answer.text
    assert set(answer.json()) == {"error"} and set(answer.json()["error"]) == {"code", "message", "request_id"}, answer.text
    assert GREEK_SENTENCE.match(answer.json()["error"]["message"]), answer.text
    return str(answer.json()["error"]["code"])


def test_a_yes_that_meets_a_stopped_database_is_filed_once_when_it_returns(town: Town) -> None:
    citizen = about_to_confirm(town, 41)
    before = citizen.client.get(f"/api/chat/sessions/{citizen.session}/messages", headers=citizen.headers).json()["messages"]
    town.halt()
    key = str(uuid.uuid4())
    for _ in range(2):
        assert refused(citizen.post({"text": "ναι"}, key)) in ("unavailable", "assistant_unavailable")
    town.go_on()
    first = citizen.say("ναι", key)
    assert citizen.case()["protocol"] in said(first)
    again = citizen.say("ναι", key)
    assert [message["id"] for message in again] == [message["id"] for message in first]
    assert town.filed(41) == 1
    after = citizen.client.get(f"/api/chat/sessions/{citizen.session}/messages", headers=citizen.headers).json()["messages"]
    assert after[: len(before)] == before
    assert [one["text"] for one in after[len(before) :] if one["sender"] == "citizen"] == ["ναι"]


def test_a_database_that_stops_while_the_case_is_being_written(town: Town) -> None:
    citizen = about_to_confirm(town, 43)
    key = str(uuid.uuid4())
    holder = town.connect()
    holder.autocommit = False
    # The action gets as far as the protocol number and waits there for this lock: in the middle of its transaction.
    holder.execute("LOCK TABLE protocol_counter IN ACCESS EXCLUSIVE MODE")
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(citizen.post, {"text": "ναι"}, key)
        deadline = time.monotonic() + 30
        while not town.query("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"):
            assert time.monotonic() < deadline and not answer.done(), "the action never got to the lock"
        town.halt()
        refused(answer.result())
    town.go_on()
    assert town.filed(43) == 0, "what was half done was rolled back"
    heard = citizen.say("ναι", key)
    if not [message for message in heard if (message.get("custom") or {}).get("case")]:
        # The answer of the first attempt: that it could not be filed, that nothing is lost, and how to go on.
        assert "ξανά" in said(heard), heard
        citizen.say("ναι")
    assert citizen.case()["protocol"]
    citizen.say("ναι", key)
    assert town.filed(43) == 1


def test_every_door_says_so_in_its_own_form(town: Town) -> None:
    citizen = about_to_confirm(town, 45)
    town.halt()
    path = f"/api/chat/sessions/{citizen.session}"
    client = citizen.client
    for answer in (
        client.post("/api/chat/sessions", json={"language": "el"}),
        client.get(f"{path}/messages", headers=citizen.headers),
        client.get(f"{path}/transcript", headers=citizen.headers),
        client.post(f"{path}/transcript/email", json={"email": "maria@example.org"}, headers=citizen.headers),
        client.delete(path, headers=citizen.headers),
        client.get("/api/cases/123456", headers={"X-Case-Pin": "1234"}),
    ):
        assert refused(answer) == "unavailable"
    errors = client.get("/open311/v2/requests.json")
    assert errors.status_code == 503 and errors.json()[0]["code"] == 503
    for page in ("/staff/", "/staff/cases", "/verify/ABCDEFGH"):
        shown = client.get(page, headers={"accept": "text/html", "cookie": "komotini_staff=x"})
        assert shown.status_code == 503 and "Δοκιμάστε ξανά σε λίγο" in shown.text, (page, shown.status_code)
    assert client.get("/health").status_code == 200
    assert client.get("/ready").status_code == 503
    town.go_on()
    kept = client.get(f"{path}/messages", headers=citizen.headers).json()["messages"]
    assert kept, "what was refused deleted nothing"
    citizen.say("ναι")
    assert town.filed(45) == 1
