"""Whole dialogues through a real Rasa and a real action server, to the row in the database."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select

from backend import migrate
from backend.database import Database
from backend.models import Case, OutboxMessage, Problem
from backend.services import call_resume, calls, guide, registry
from backend.settings import ROOT, Settings
from greek.reader import read
from tests.support.rasa_stack import RasaStack, Reply, trained_model

pytestmark = pytest.mark.stack
FOLDER = Path(__file__).parent / "dialogues"
DIALOGUES = [dialogue for file in sorted(FOLDER.glob("*.yml")) for dialogue in yaml.safe_load(file.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RasaStack, Database]]:
    """The stack over a migrated database with the demo citizens."""
    stack = RasaStack(tmp_path_factory.mktemp("dialogues"), trained_model())
    url = stack.environment["KOMOTINI_DATABASE_URL"]
    settings = Settings(_env_file=None, data_dir=stack.folder, database_url=url, secret_key=stack.environment["KOMOTINI_SECRET_KEY"])
    migrate.upgrade(settings)
    database = Database(settings)
    with database.work() as uow:
        registry.load_demo_citizens(uow)
        guide.load_articles(uow, ROOT / "backend" / "content" / "articles")
    try:
        stack.start()
        yield stack, database
    finally:
        stack.stop()
        database.close()


def rows(database: Database, sender: str) -> int:
    with database.work() as uow:
        return len(uow.session.scalars(select(Case.id).where(Case.conversation_id == sender)).all())


def last_code(database: Database) -> str:
    with database.work() as uow:
        body = uow.session.scalars(select(OutboxMessage.body).order_by(OutboxMessage.id.desc())).first() or ""
    found = re.search(r"(?<!\d)\d{6}(?!\d)", body)
    assert found, f"no code in the outbox: {body!r}"
    return found.group()


def take(stack: RasaStack, database: Database, sender: str, step: dict[str, Any]) -> Reply:
    if "press" in step:
        return stack.press(sender, step["press"])
    if "key" in step:
        return stack.key(sender, step["key"])
    text = str(step.get("say", step.get("hear")))
    if "$" in text:
        code = last_code(database)
        text = text.replace("$CODE", code).replace("$WRONG", "111111" if code != "111111" else "222222")
        text = text.replace("$SPOKEN", " ".join(read(digit) for digit in code))
    return stack.say(sender, text) if "say" in step else stack.hear(sender, text)


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue["name"])
def test_dialogue(town: tuple[RasaStack, Database], dialogue: dict[str, Any]) -> None:
    stack, database = town
    sender = uuid.uuid4().hex
    for number, step in enumerate(dialogue["steps"], start=1):
        reply = take(stack, database, sender, step)
        told = f"step {number} {step}: {reply.status} {reply.error or ''}\n{reply.text}"
        assert reply.status == 200 and reply.messages, told
        for words in step.get("has", ()):
            assert words in reply.text, told
        for words in step.get("lacks", ()):
            assert words not in reply.text, told
        for name in {"kind", "length", "slot", "form"} & set(step):
            assert reply.line["expects"][name] == step[name], f"{told}\n{reply.line}"
        for name in {"ends", "transfer", "language"} & set(step):
            assert reply.line[name] == step[name], f"{told}\n{reply.line}"
        if "asks" in step:
            assert step["asks"] in reply.payloads, told
        if step.get("case"):
            assert set(reply.custom("case")) == {"protocol", "code", "pin"}, told
        if "rows" in step:
            assert rows(database, sender) == step["rows"], told


def filed(stack: RasaStack, number: int, *, place: str | None = None) -> dict[str, str]:
    """A report filed in a new conversation: its receipt."""
    sender = uuid.uuid4().hex
    street = place or f"Δοκιμαστική {number}"
    stack.press(sender, f'/report_problem{{"problem_category": "διαρροή νερού", "street": "{street}", "street_number": "{number}"}}')
    stack.press(sender, '/inform{"choice": "skip"}')
    stack.press(sender, '/inform{"choice": "skip"}')
    receipt: dict[str, str] = stack.press(sender, "/affirm").custom("case")
    return receipt


def test_status_from_a_new_conversation_by_code_and_pin(town: tuple[RasaStack, Database]) -> None:
    stack, _ = town
    case, sender = filed(stack, 31), uuid.uuid4().hex
    assert "κωδικό" in stack.press(sender, "/check_case_status").text
    assert "PIN" in stack.say(sender, case["code"]).text
    wrong = "0000" if case["pin"] != "0000" else "1111"
    assert "δεν είναι σωστά" in stack.say(sender, wrong).text
    assert "Παραλήφθηκε" in stack.say(sender, case["pin"]).text


def test_status_by_phone_with_code_and_pin_in_words(town: tuple[RasaStack, Database]) -> None:
    stack, _ = town
    case, sender = filed(stack, 51), uuid.uuid4().hex
    asked = stack.hear(sender, "θέλω να μάθω τι έγινε με την υπόθεσή μου")
    assert (asked.line["expects"]["kind"], asked.line["expects"]["length"]) == ("code", 6), asked.text
    asked = stack.hear(sender, " ".join(read(digit) for digit in case["code"]))
    assert (asked.line["expects"]["kind"], asked.line["expects"]["length"]) == ("pin", 4), asked.text
    wrong = "μηδέν μηδέν μηδέν μηδέν" if case["pin"] != "0000" else "ένα ένα ένα ένα"
    assert "δεν είναι σωστά" in stack.hear(sender, wrong).text
    told = stack.hear(sender, " ".join(read(digit) for digit in case["pin"]))
    assert "Παραλήφθηκε" in told.text and told.line["expects"]["form"] is None


def digits(number: str) -> str:
    return " ".join(read(digit) for digit in number)


def resumed(database: Database) -> tuple[str, Callable[[], None]]:
    """The conversation of a call, and what cuts that call and resumes it in another one."""
    with database.work() as uow:
        first = calls.open_call(uow, line_id=uuid.uuid4().hex, caller="", called="", started_at=uow.now())
        second = calls.open_call(uow, line_id=uuid.uuid4().hex, caller="", called="", started_at=uow.now())

    def resume() -> None:
        with database.work() as uow:
            assert call_resume.resume(uow, second.id, first.resume_code) == first.conversation_id

    return first.conversation_id, resume


def test_a_resumed_call_asks_for_the_one_time_code_again_before_anything_personal(town: tuple[RasaStack, Database]) -> None:
    stack, database = town
    sender, resume = resumed(database)
    stack.hear(sender, "θέλω πιστοποιητικό γέννησης")
    stack.hear(sender, digits("550000043"))
    assert "Κωνσταντίνος Παπαδόπουλος" in stack.hear(sender, digits(last_code(database))).text
    stack.hear(sender, "για πρόσληψη")
    assert "Σωστά;" in stack.hear(sender, "με e-mail").text
    resume()
    asked = stack.key(sender, "/repeat")
    assert "ΑΦΜ" in asked.text and asked.line["expects"]["kind"] == "afm"
    for told in (asked, stack.hear(sender, "ναι")):
        assert not {"Κωνσταντίνος", "example.org", "Σωστά", "ΠΙΣ-"} & set(re.split(r"[\s:,;.@]+", told.text)), told.text
        assert "example" not in told.text and "Σωστά" not in told.text
    assert rows(database, sender) == 0
    assert stack.hear(sender, digits("550000043")).line["expects"]["kind"] == "code"
    again = stack.hear(sender, digits(last_code(database)))
    assert "Σωστά;" in again.text, "what was told before is not asked again"
    assert "ΠΙΣ-" in stack.hear(sender, "ναι").text and rows(database, sender) == 1


def test_another_citizen_who_resumes_a_call_hears_nothing_of_the_first_one_s(town: tuple[RasaStack, Database]) -> None:
    stack, database = town
    sender, resume = resumed(database)
    stack.hear(sender, "θέλω πιστοποιητικό γέννησης")
    stack.hear(sender, digits("550000043"))
    stack.hear(sender, digits(last_code(database)))
    stack.hear(sender, "για πρόσληψη στον στρατό")
    stack.hear(sender, "με ταχυδρομείο")
    resume()
    stack.key(sender, "/repeat")
    stack.hear(sender, digits("550000080"))
    other = stack.hear(sender, digits(last_code(database)))
    assert "Σοφία" in other.text and "χρήση" in other.text and "Ζητώ" not in other.text


def test_a_report_nearby_is_supported_instead_of_doubled(town: tuple[RasaStack, Database]) -> None:
    stack, database = town
    case, sender = filed(stack, 41, place="Στηρίξεως"), uuid.uuid4().hex
    asked = stack.press(sender, '/report_problem{"problem_category": "διαρροή νερού", "street": "Στηρίξεως", "street_number": "43"}')
    assert "Είναι το ίδιο;" in asked.text
    assert "ενημερώσουμε" in stack.press(sender, "/affirm").text
    assert "2 πολίτες" in stack.press(sender, '/inform{"choice": "skip"}').text
    assert rows(database, sender) == 0
    with database.work() as uow:
        query = select(Problem.support_count).join(Case).where(Case.code == case["code"])
        assert uow.session.scalars(query).one() == 1


def test_actions_killed_in_the_middle_lose_nothing_and_double_nothing(town: tuple[RasaStack, Database]) -> None:
    stack, database = town
    sender = uuid.uuid4().hex
    stack.press(sender, '/report_problem{"problem_category": "ηχορύπανση", "street": "Κιλκίς", "street_number": "5"}')
    stack.press(sender, '/inform{"choice": "skip"}')
    stack.press(sender, '/inform{"choice": "skip"}')
    stack.kill("actions")
    try:
        assert stack.press(sender, "/affirm", message_id="yes").status == 503
    finally:
        stack.start_actions()
    again = stack.press(sender, "/affirm", message_id="yes")
    assert again.status == 200 and again.custom("case")
    assert stack.press(sender, "/affirm", message_id="yes").messages == again.messages
    assert rows(database, sender) == 1


def test_the_channel_keeps_its_door(town: tuple[RasaStack, Database]) -> None:
    stack, _ = town
    body = {"sender_id": "x", "text": "γεια"}
    assert stack.send(body, secret="wrong").status == 401
    assert stack.erase("x", secret="wrong") == 401
    assert stack.send({"sender_id": "x"}).status == 422
    typed = stack.say(uuid.uuid4().hex, "/request_human")
    assert typed.status == 200 and typed.understanding["confidence"] < 1.0


def test_an_erased_conversation_starts_anew(town: tuple[RasaStack, Database]) -> None:
    stack, _ = town
    sender = uuid.uuid4().hex
    stack.press(sender, "/report_problem")
    assert stack.erase(sender) == 204
    assert "ψηφιακός βοηθός" in stack.press(sender, "/greet").text
