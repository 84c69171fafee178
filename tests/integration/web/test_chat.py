"""The chat relay: one row and one turn per message, whatever the network and Rasa do."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from backend.database import Database


def test_a_message_is_answered_and_kept(site: Any, rasa: Any) -> None:
    chat = site.chat()
    rasa.reply = lambda body: [{"text": "Γεια σας!", "buttons": [{"title": "Ναι", "payload": "/affirm"}], "custom": {"expects": ["text"]}}]
    answer = chat.say("Καλημέρα")
    assert answer.status_code == 200
    message = answer.json()["messages"][0]
    assert message["text"] == "Γεια σας!"
    assert message["buttons"] == [{"title": "Ναι", "payload": "/affirm"}]
    assert message["custom"] == {"expects": ["text"]}
    assert rasa.turns[0]["sender_id"] == chat.session_id
    assert rasa.turns[0]["text"] == "Καλημέρα"
    kept = chat.messages()
    assert [(one["id"], one["sender"], one["text"]) for one in kept] == [(1, "citizen", "Καλημέρα"), (2, "assistant", "Γεια σας!")]
    assert chat.messages(after=1) == [kept[1]]


def test_a_pressed_button_is_kept_with_its_words(quick_site: Any, rasa: Any) -> None:
    chat = quick_site.chat()
    rasa.reply = lambda body: [{"text": "Σωστά;", "buttons": [{"title": "Ναι, στείλτε το", "payload": "/affirm"}]}]
    chat.say(payload="/greet")
    chat.say(payload="/affirm")
    assert rasa.turns[1]["payload"] == "/affirm"
    assert "text" not in rasa.turns[1]
    assert [one["text"] for one in chat.messages() if one["sender"] == "citizen"] == ["", "Ναι, στείλτε το"]


def test_the_switch_of_language_is_kept_with_its_words(quick_site: Any, rasa: Any) -> None:
    chat = quick_site.chat()
    assert chat.say(payload='/change_language{"language": "αγγλικά"}').status_code == 200
    chat.say(payload='/change_language{"language": "κλίνγκον"}')
    assert rasa.turns[0]["payload"] == '/change_language{"language": "αγγλικά"}'
    assert [one["text"] for one in chat.messages() if one["sender"] == "citizen"] == ["English", ""]


def test_the_same_key_gives_the_same_answer_again(site: Any, rasa: Any) -> None:
    chat = site.chat()
    first = chat.say("μία φορά", key="k-1").json()
    again = chat.say("μία φορά", key="k-1").json()
    assert again == first
    assert len(rasa.turns) == 1
    assert len(chat.messages()) == 2


def test_the_same_key_at_the_same_time_is_one_turn(site: Any, rasa: Any) -> None:
    chat = site.chat()
    rasa.gate.clear()
    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(chat.say, "μία φορά", "k-1") for _ in range(8)]
        assert rasa.arrived.acquire(timeout=20)
        rasa.gate.set()
        bodies = [answer.result().json() for answer in answers]
    assert all(body == bodies[0] for body in bodies)
    assert len(rasa.turns) == 1
    assert len(chat.messages()) == 2


def test_turns_of_one_conversation_are_in_order(site: Any, rasa: Any) -> None:
    chat = site.chat()
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda number: chat.say(f"μήνυμα {number}"), range(12)))
    assert {answer.status_code for answer in answers} == {200}
    senders = [one["sender"] for one in chat.messages()]
    assert senders == ["citizen", "assistant"] * 12
    assert [one["id"] for one in chat.messages()] == list(range(1, 25))


def test_rasa_stops_in_the_middle_and_comes_back(site: Any, rasa: Any) -> None:
    chat = site.chat()
    assert chat.say("πρώτο").status_code == 200
    rasa.stop()
    failed = chat.say("δεύτερο", key="k-2")
    assert failed.status_code == 503
    assert failed.json()["error"]["code"] == "assistant_unavailable"
    assert "δοκιμάστε ξανά" in failed.json()["error"]["message"].lower()
    assert failed.json()["error"]["request_id"]
    pending = chat.messages()[-1]
    assert (pending["text"], pending["state"], pending["key"]) == ("δεύτερο", "pending", "k-2")
    rasa.start()
    retried = chat.say("δεύτερο", key="k-2")
    assert retried.status_code == 200
    assert [one["text"] for one in chat.messages() if one["sender"] == "citizen"] == ["πρώτο", "δεύτερο"]
    assert len(rasa.turns) == 2


def test_actions_down_leaves_the_message_pending(quick_site: Any, rasa: Any) -> None:
    chat = quick_site.chat()
    rasa.status = 503
    assert chat.say("γεια", key="k").json()["error"]["code"] == "assistant_unavailable"
    rasa.status = 200
    assert chat.say("γεια", key="k").status_code == 200
    assert len(chat.messages()) == 2


def test_a_wrong_rasa_secret_is_not_blamed_on_the_citizen(start_site: Callable[..., Any], sqlite_database: Database) -> None:
    from pydantic import SecretStr

    chat = start_site(sqlite_database, rasa_secret=SecretStr("another")).chat()
    assert chat.say("γεια").status_code == 503


def test_a_turn_that_takes_too_long(start_site: Callable[..., Any], sqlite_database: Database, rasa: Any) -> None:
    chat = start_site(sqlite_database, rasa_timeout_seconds=0.2).chat()
    rasa.gate.clear()
    assert chat.say("αργεί", key="k").json()["error"]["code"] == "assistant_unavailable"
    rasa.gate.set()
    assert chat.say("αργεί", key="k").status_code == 200
    assert [one["sender"] for one in chat.messages()] == ["citizen", "assistant"]


def test_the_browser_goes_away_and_finds_the_answer_later(site: Any, rasa: Any) -> None:
    import httpx

    chat = site.chat()
    rasa.gate.clear()
    with pytest.raises(httpx.ReadTimeout):
        site.client.post(f"{chat.path}/messages", json={"text": "γεια"}, headers={**chat.headers, "idempotency-key": "k"}, timeout=0.5)
    rasa.gate.set()
    answer = chat.say("γεια", key="k")
    assert answer.status_code == 200
    assert len(rasa.turns) == 1
    assert len(chat.messages()) == 2


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ({"text": ""}, 422, "κενό"),
        ({"text": "  \n\t "}, 422, "κενό"),
        ({"text": "\u0000\u0007\u200e"}, 422, "κενό"),
        ({"text": "α" * 2001}, 422, "μεγάλο"),
        ({"text": "α" * 10_000}, 422, "μεγάλο"),
        ({"text": "α" * 200_000}, 422, "μεγάλο"),
        ({}, 422, "κενό"),
        ({"payload": "όχι"}, 422, "έγκυρη"),
        ({"text": 5}, 422, ""),
    ],
)
def test_messages_that_are_refused(quick_site: Any, rasa: Any, body: dict[str, Any], status: int, word: str) -> None:
    chat = quick_site.chat()
    answer = chat.say(**body)
    assert answer.status_code == status
    assert word in answer.json()["error"]["message"]
    assert rasa.turns == []
    assert chat.messages() == []


def test_messages_that_are_only_text(site: Any, rasa: Any) -> None:
    chat = site.chat()
    for sent, kept in [
        ("😀👨\u200d👩\u200d👧", "😀👨\u200d👩\u200d👧"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("γεια\u0000\u0008 σας\u202e", "γεια σας"),
        ("α" * 2000, "α" * 2000),
        ("/affirm", "/affirm"),
    ]:
        assert chat.say(sent).status_code == 200
        assert rasa.turns[-1]["text"] == kept
        assert "payload" not in rasa.turns[-1]
    assert chat.messages()[-2]["text"] == "/affirm"


def test_half_a_surrogate_is_dropped(quick_site: Any, rasa: Any) -> None:
    chat = quick_site.chat()
    headers = {**chat.headers, "content-type": "application/json"}
    answer = quick_site.client.post(f"{chat.path}/messages", content=b'{"text": "a\\ud800b"}', headers=headers)
    assert answer.status_code in (200, 400)
    assert answer.status_code == 400 or rasa.turns[0]["text"] == "ab"


def test_whose_conversation_it_is(site: Any) -> None:
    chat = site.chat()
    other = site.chat()
    path = f"{chat.path}/messages"
    assert site.client.get(path).status_code == 401
    assert site.client.get(path, headers=other.headers).status_code == 401
    assert site.client.get(path, headers=other.headers).json()["error"]["code"] == "wrong_token"
    assert site.client.get("/api/chat/sessions/never-was/messages", headers=chat.headers).status_code == 404
    assert site.client.post("/api/chat/sessions/never-was/messages", json={"text": "α"}).status_code == 404


def test_bodies_that_are_not_json(quick_site: Any) -> None:
    chat = quick_site.chat()
    answer = quick_site.client.post(f"{chat.path}/messages", content=b"{", headers=chat.headers)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "bad_request"
    assert quick_site.client.post("/api/chat/sessions", json={"language": "klingon"}).status_code == 422
    assert chat.say("α", key="κλειδί".encode().hex() * 20).status_code == 422


def test_transcript(site: Any, rasa: Any) -> None:
    chat = site.chat()
    chat.say("Δεν ανάβει η λάμπα")
    text = chat.get("/transcript?format=txt")
    assert text.headers["content-disposition"].startswith("attachment")
    assert "Εσείς:" in text.text
    assert "Δεν ανάβει η λάμπα" in text.text
    assert chat.get("/transcript?format=json").json()["messages"] == chat.messages()
    assert chat.get("/transcript?format=doc").status_code == 422


def test_transcript_by_email(site: Any) -> None:
    chat = site.chat()
    chat.say("Δεν ανάβει η λάμπα")
    path = f"{chat.path}/transcript/email"
    assert site.client.post(path, json={"email": "not an address"}, headers=chat.headers).status_code == 422
    assert site.client.post(path, json={"email": "maria@example.org"}, headers=chat.headers).status_code == 202
    assert site.mail.arrived.acquire(timeout=20)
    assert site.mail.sent[0].recipient == "maria@example.org"
    assert "Δεν ανάβει η λάμπα" in site.mail.sent[0].body


def test_delete(site: Any, rasa: Any) -> None:
    chat = site.chat()
    chat.say("μυστικό")
    assert site.client.delete(chat.path, headers=chat.headers).status_code == 204
    assert site.client.get(f"{chat.path}/messages", headers=chat.headers).status_code == 404
    site.run(site.app.ctx.parts.erasures.round())
    assert chat.session_id in rasa.erased


def test_delete_while_rasa_is_down(start_site: Callable[..., Any], database: Database, rasa: Any, clock: Any) -> None:
    site = start_site(database, background=False)
    chat = site.chat()
    chat.say("μυστικό")
    rasa.stop()
    assert site.client.delete(chat.path, headers=chat.headers).status_code == 204
    erasures = site.app.ctx.parts.erasures
    assert site.run(erasures.round()) == 0
    rasa.start()
    assert site.run(erasures.round()) == 0, "the next try is due later"
    clock.advance(minutes=1)
    assert site.run(erasures.round()) == 1
    assert rasa.erased == [chat.session_id]
    assert site.run(erasures.round()) == 0


def test_rate_limit_per_session(start_site: Callable[..., Any], sqlite_database: Database) -> None:
    chat = start_site(sqlite_database, rate_message_session="2/hour").chat()
    assert [chat.say("α").status_code for _ in range(3)] == [200, 200, 429]
    refused = chat.say("α")
    assert refused.json()["error"]["code"] == "too_many_requests"
    assert int(refused.headers["retry-after"]) > 0
