"""What the phone line tells the web process, over real HTTP, on both databases."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from backend.database import Database
from backend.models import OutboxMessage
from backend.services import cases, conversations, identity, registry
from backend.services.call_list import read_back
from tests.fakes import FakeClock

SECRET = {"authorization": "Bearer a-rasa-secret-only-for-tests"}
AT = "2026-03-03T07:30:05+00:00"


@pytest.fixture
def line(site: Any) -> Any:
    with httpx.Client(base_url=site.url, headers=SECRET, timeout=30, trust_env=False) as client:
        yield client


def opening(line_id: str = "call-1@sip", **changes: Any) -> dict[str, Any]:
    return {"line_id": line_id, "caller": "6900000001", "called": "line", "started_at": AT, "recogniser": "el", "voice": "el+f2", **changes}


def opened(line: httpx.Client, line_id: str = "call-1@sip", **changes: Any) -> dict[str, Any]:
    answer = line.post("/api/voice/calls", json=opening(line_id, **changes))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def turn(seq: int, heard: str | None, *said: str, **changes: Any) -> dict[str, Any]:
    words = [{"word": word, "start": 0.1, "end": 0.4, "confidence": 0.9} for word in (heard or "").split()]
    timings = {"speech_ms": 900, "wait_ms": 300, "recogniser_ms": None, "dialogue_ms": 80, "first_sound_ms": 450}
    by = "voice" if heard else "start"
    told = {"seq": seq, "heard": heard, "words": words, "confidence": 0.9 if heard else None, "by": by, "said": list(said)}
    return {**told, "understanding": None, "barge_in": False, "timings": timings, "at": AT, **changes}


def tell(line: httpx.Client, call: dict[str, Any], *turns: dict[str, Any]) -> None:
    for body in turns:
        answer = line.post(f"/api/voice/calls/{call['id']}/turns", json=body)
        assert answer.status_code == 204, answer.text


def end(line: httpx.Client, call: dict[str, Any], at: str, how: str = "vanished") -> None:
    assert line.post(f"/api/voice/calls/{call['id']}/end", json={"how": how, "ended_at": at}).status_code == 204


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer wrong"}, {"authorization": "Basic x"}])
def test_only_the_house_itself_may_ask(quick_site: Any, headers: dict[str, str]) -> None:
    for method, path in (("GET", "line"), ("POST", "calls"), ("GET", "calls/x"), ("PUT", "status"), ("POST", "callbacks")):
        answer = quick_site.client.request(method, f"/api/voice/{path}", headers=headers, json={})
        assert answer.status_code == 401, path
        assert answer.json()["error"]["code"] == "wrong_token"


def test_working_hours(line: Any, clock: FakeClock) -> None:
    assert line.get("/api/voice/line").json() == {"open": True, "hours": "Δευτέρα με Παρασκευή, 8:00 με 14:30", "notice": None}
    clock.set(datetime.fromisoformat("2026-03-25T09:00:00+02:00"))  # a public holiday
    assert line.get("/api/voice/line").json()["open"] is False


def test_a_call_is_noted_once_and_read_back(line: Any, database: Database) -> None:
    call = opened(line)
    assert opened(line) == call
    assert len(call["resume_code"]) == 6 and call["resume_code"].isdigit()
    greeting = turn(0, None, "Γεια σας. Είμαι ο ψηφιακός βοηθός.", "Τι χρειάζεστε;")
    asked = turn(1, "έχει καεί μια λάμπα", "Πού ακριβώς;", understanding={"intent": "report_problem", "confidence": 0.97})
    tell(line, call, greeting, asked, asked, greeting)
    end(line, call, "2026-03-03T07:32:00+00:00", "caller")
    end(line, call, "2026-03-03T08:00:00+00:00", "failed")
    for name in (call["id"], "call-1@sip", "call-1%40sip"):
        found = line.get(f"/api/voice/calls/{name}").json()
        assert (found["id"], found["line_id"], found["state"], found["how"]) == (call["id"], "call-1@sip", "ended", "caller")
        assert [(one["heard"], one["said"], one["by"]) for one in found["turns"]] == [
            (None, "Γεια σας. Είμαι ο ψηφιακός βοηθός. Τι χρειάζεστε;", "start"),
            ("έχει καεί μια λάμπα", "Πού ακριβώς;", "voice"),
        ]
        assert found["turns"][1]["timings"]["first_sound_ms"] == 450
    with database.view() as uow:
        told = conversations.transcript_for_staff(uow, call["conversation_id"])
    assert [(message.sender, message.text) for message in told] == [
        ("assistant", "Γεια σας. Είμαι ο ψηφιακός βοηθός."), ("assistant", "Τι χρειάζεστε;"),
        ("citizen", "έχει καεί μια λάμπα"), ("assistant", "Πού ακριβώς;"),
    ]  # fmt: skip
    assert (told[2].intent, told[3].reply_to) == ("report_problem", told[2].id)
    assert line.get("/api/voice/calls/unknown").status_code == 404


def test_a_pin_that_was_read_aloud_is_not_kept(line: Any, database: Database) -> None:
    call = opened(line)
    tell(line, call, turn(1, "ναι", "Κωδικός 483920. Το PIN σας είναι 4 8 2 1."))
    with database.view() as uow:
        assert read_back(uow, call["id"])["turns"][0]["said"] == "Κωδικός 483920. Το PIN σας είναι ••••."
        assert "4 8 2 1" not in str(conversations.transcript_for_staff(uow, call["conversation_id"]))


def test_a_dropped_call_goes_on_in_its_conversation(line: Any, database: Database, clock: FakeClock) -> None:
    first = opened(line, "first")
    tell(line, first, turn(1, "θέλω πιστοποιητικό", "Ποιο;"))
    end(line, first, clock().isoformat())
    clock.advance(minutes=59)
    second = opened(line, "second")
    code = first["resume_code"]
    answer = line.post(f"/api/voice/calls/{second['id']}/resume", json={"code": f"{code[:3]} {code[3:]}"})
    assert (answer.status_code, answer.json()) == (200, {"conversation_id": first["conversation_id"]})
    tell(line, second, turn(1, "γέννησης", "Για ποιον λόγο;"))
    with database.view() as uow:
        told = [message.text for message in conversations.transcript_for_staff(uow, first["conversation_id"])]
    assert told == ["θέλω πιστοποιητικό", "Ποιο;", "γέννησης", "Για ποιον λόγο;"]
    clock.advance(minutes=2)
    third = opened(line, "third")
    late = line.post(f"/api/voice/calls/{third['id']}/resume", json={"code": code})
    assert (late.status_code, late.json()["error"]["code"]) == (404, "wrong_resume_code")


def test_a_resumed_call_is_nobody_s_until_a_one_time_code_was_given_again(line: Any, database: Database) -> None:
    first, second = opened(line, "first"), opened(line, "second")
    with database.work() as uow:
        registry.load_demo_citizens(uow)
        identity.start_identification(uow, first["conversation_id"], "550000018")
    with database.work() as uow:
        body = uow.session.scalars(select(OutboxMessage.body).order_by(OutboxMessage.id.desc())).first() or ""
        code = re.findall(r"(?<!\d)\d{6}(?!\d)", body)[0]
        identity.verify_code(uow, first["conversation_id"], code)
        assert identity.identified_citizen(uow, first["conversation_id"])
    assert line.post(f"/api/voice/calls/{second['id']}/resume", json={"code": first["resume_code"]}).status_code == 200
    with database.view() as uow:
        assert identity.identified_citizen(uow, first["conversation_id"]) is None


def test_a_code_on_its_way_when_the_call_was_cut_still_counts(line: Any, database: Database) -> None:
    first, second = opened(line, "first"), opened(line, "second")
    with database.work() as uow:
        registry.load_demo_citizens(uow)
        identity.start_identification(uow, first["conversation_id"], "550000018")
    with database.view() as uow:
        body = uow.session.scalars(select(OutboxMessage.body).order_by(OutboxMessage.id.desc())).first() or ""
    assert line.post(f"/api/voice/calls/{second['id']}/resume", json={"code": first["resume_code"]}).status_code == 200
    with database.work() as uow:
        found = identity.verify_code(uow, first["conversation_id"], re.findall(r"(?<!\d)\d{6}(?!\d)", body)[0])
        assert found.last_name == "Ιωαννίδου"


def test_a_call_does_not_resume_itself(line: Any) -> None:
    call = opened(line)
    assert line.post(f"/api/voice/calls/{call['id']}/resume", json={"code": call["resume_code"]}).status_code == 404


def test_resume_codes_can_not_be_guessed(line: Any, clock: FakeClock) -> None:
    goal = opened(line, "goal")
    wrong = f"{(int(goal['resume_code']) + 1) % 1_000_000:06d}"
    for number in range(4):
        call = opened(line, f"guess-{number}")
        statuses = [line.post(f"/api/voice/calls/{call['id']}/resume", json={"code": wrong}).status_code for _ in range(6)]
        assert statuses == [404] * 5 + [429]
    fresh = opened(line, "fresh")
    locked = line.post(f"/api/voice/calls/{fresh['id']}/resume", json={"code": goal["resume_code"]})
    assert locked.status_code == 429 and int(locked.headers["retry-after"]) > 0
    clock.advance(minutes=59)
    tell(line, goal, turn(9, "ναι", "Ναι."))
    clock.advance(minutes=2)
    assert line.post(f"/api/voice/calls/{fresh['id']}/resume", json={"code": goal["resume_code"]}).status_code == 200


def test_a_call_back_is_a_case_of_communication(line: Any, database: Database) -> None:
    call = opened(line)
    body = {"call_id": call["id"], "phone": "25310 12345", "reason": "θέλει υπάλληλο", "key": "k1"}
    first, again = (line.post("/api/voice/callbacks", json=body) for _ in range(2))
    assert first.status_code == 201 and first.json() == again.json()
    assert first.json()["protocol"].startswith("ΕΠΚ-2026-")
    with database.work() as uow:
        status = cases.get_status(uow, "epk-2026-1", first.json()["pin"])
        page = cases.list_cases(uow, cases.CaseFilter(service="communication", text="25310"))
        detail = cases.get_case(uow, page.rows[0].case_id)
    assert status.service == "communication"
    assert [row.title for row in page.rows] == ["Επιστροφή κλήσης (25310 12345): θέλει υπάλληλο"]
    assert (detail.contact.phone, detail.channel, detail.conversation_id) == ("+302531012345", "phone", call["conversation_id"])
    assert detail.facts == [("Λόγος", "θέλει υπάλληλο"), ("Τηλέφωνο", "25310 12345")]


@pytest.mark.parametrize(
    ("caller", "phone", "expected", "fact"),
    [
        ("6900000001", None, "+306900000001", "Προσοχή"),
        ("sip:6900000001@10.0.0.1", "12", "+306900000001", "Είπε ή πληκτρολόγησε"),
        ("anonymous", "12", None, "Είπε ή πληκτρολόγησε"),
        ("anonymous", None, None, "Λόγος"),
    ],
)
def test_a_promised_call_back_is_never_refused(
    line: Any, database: Database, caller: str, phone: str | None, expected: str | None, fact: str
) -> None:
    call = opened(line, caller=caller)
    answer = line.post("/api/voice/callbacks", json={"call_id": call["id"], "phone": phone, "reason": "", "key": "k"})
    assert answer.status_code == 201, answer.text
    with database.view() as uow:
        detail = cases.get_case(uow, cases.list_cases(uow).rows[0].case_id)
    assert detail.contact.phone == expected
    assert fact in dict(detail.facts)


def test_who_asks_twice_in_a_call_is_called_once(line: Any, database: Database) -> None:
    call = opened(line)

    def ask(key: str, reason: str, phone: str = "2531012345") -> str:
        body = {"call_id": call["id"], "phone": phone, "reason": reason, "key": key}
        return str(line.post("/api/voice/callbacks", json=body).json()["protocol"])

    first = ask("k1", "θέλει υπάλληλο")
    assert [ask("k2", "θέλει υπάλληλο"), ask("k3", "δεν απαντούσε"), ask("k3", "δεν απαντούσε")] == [first] * 3
    assert ask("k4", "θέλει υπάλληλο", "6900000001") != first, "another number is another call"
    with database.work() as uow:
        case_id = cases.list_cases(uow, cases.CaseFilter(text=first)).rows[0].case_id
        assert [line.internal_note for line in cases.get_case(uow, case_id).history] == [None, "Ζητήθηκε ξανά: δεν απαντούσε"]
        cases.change_state(uow, case_id, "in_progress", actor="staff:maria")
    assert ask("k5", "θέλει υπάλληλο") != first, "somebody has begun to deal with the first one"


def test_a_call_back_for_a_call_that_was_never_noted(line: Any) -> None:
    assert line.post("/api/voice/callbacks", json={"phone": "6900000001", "reason": "x", "key": "k"}).status_code == 201


def test_the_same_call_back_after_the_call_went_over_to_another_conversation(line: Any) -> None:
    goal, call = opened(line, "goal"), opened(line, "call")
    body = {"call_id": call["id"], "phone": "6900000001", "reason": "x", "key": "k"}
    first = line.post("/api/voice/callbacks", json=body)
    assert line.post(f"/api/voice/calls/{call['id']}/resume", json={"code": goal["resume_code"]}).status_code == 200
    assert line.post("/api/voice/callbacks", json=body).json() == first.json()


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("calls", {}),
        ("calls", opening(started_at="2026-03-03T07:30:05")),  # naive
        ("calls", opening(line_id="")),
        ("callbacks", {"reason": "x"}),
        ("calls/{id}/turns", turn(1, "α", by="telepathy")),
        ("calls/{id}/turns", turn(1, "α", confidence=7)),
        ("calls/{id}/end", {"how": "caller"}),
    ],
)
def test_bodies_that_are_wrong(line: Any, path: str, body: dict[str, Any]) -> None:
    call = opened(line, "good")
    answer = line.post(f"/api/voice/{path.format(**call)}", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid_input")
