"""Filing, moving along, notes, files."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from backend.database import Database
from backend.errors import Conflict, InvalidEmail, InvalidInput, InvalidPhone, NotFound
from backend.models import Attachment, Case, OutboxMessage, ProtocolCounter
from backend.services import cases
from backend.services.cases import Contact
from tests.fakes import FakeChance, FakeClock
from tests.integration.backend.conftest import Town


def test_a_case_is_filed_with_number_code_and_pin(town: Town, someone: Contact) -> None:
    opened = town.report(contact=someone, conversation_id="talk")
    assert opened.created and opened.protocol == "ΠΡΒ-2026-000001"
    assert len(opened.code) == 6 and len(opened.pin) == 4
    with town.database.work() as uow:
        status = cases.get_status(uow, opened.code, opened.pin)
    assert (status.state, status.state_label, status.service) == ("received", "Παραλήφθηκε", "problems")
    assert status.title == "Δημοτικός φωτισμός: Ορφέως 12"
    assert status.contact_hint == "m•••@example.org"
    assert [(line.state, line.actor_label) for line in status.history] == [("received", "Πολίτης")]


def test_the_citizen_gets_a_receipt_by_email_first(town: Town, someone: Contact) -> None:
    opened = town.report(contact=someone)
    [message] = town.messages()
    assert (message.channel, message.recipient) == ("email", "maria@example.org")
    assert opened.protocol in message.subject
    for words in (opened.protocol, f"{opened.code[:3]} {opened.code[3:]}", opened.pin, "https://assistant.example.org/cases"):
        assert words in message.body


def test_the_citizen_gets_a_receipt_by_sms_without_an_email(town: Town) -> None:
    opened = town.report(contact=Contact(phone="6900000001"))
    [message] = town.messages()
    assert (message.channel, message.recipient) == ("sms", "+306900000001")
    assert all(words in message.body for words in (opened.protocol, opened.code, opened.pin)) and len(message.body) <= 160


def test_nobody_is_told_without_a_contact(town: Town) -> None:
    opened = town.report()
    with town.database.work() as uow:
        cases.change_state(uow, opened.case_id, "done", actor="staff:eleni", note="Αλλάχτηκε.")
    assert town.messages() == []


@pytest.mark.parametrize(
    ("contact", "error"), [(Contact(phone="12"), InvalidPhone), (Contact(email="x@"), InvalidEmail), (Contact(phone="x"), InvalidPhone)]
)
def test_a_wrong_contact_files_nothing(town: Town, contact: Contact, error: type[Exception]) -> None:
    with pytest.raises(error):
        town.report(contact=contact)
    assert town.report().protocol == "ΠΡΒ-2026-000001"


def test_the_same_key_files_once(town: Town, someone: Contact) -> None:
    first = town.report(idempotency_key="k1", conversation_id="talk", contact=someone)
    again = town.report(idempotency_key="k1", conversation_id="talk", contact=someone)
    assert again == cases.OpenedCase(first.case_id, first.protocol, first.code, first.pin, created=False)
    assert len(town.messages()) == 1
    assert town.report(idempotency_key="k2", conversation_id="talk").protocol == "ΠΡΒ-2026-000002"


def test_a_key_of_another_conversation_gives_nothing_away(town: Town) -> None:
    town.report(idempotency_key="k1", conversation_id="talk")
    with pytest.raises(Conflict):
        town.report(idempotency_key="k1", conversation_id="other")


def test_numbers_count_by_prefix_and_local_year(town: Town, clock: FakeClock) -> None:
    clock.set(datetime(2026, 12, 31, 21, 59, tzinfo=UTC))  # 23:59 in Komotini
    assert town.report().protocol == "ΠΡΒ-2026-000001"
    assert town.report(kind="request").protocol == "ΑΙΤ-2026-000001"
    clock.advance(minutes=2)
    assert town.report().protocol == "ΠΡΒ-2027-000001"


def test_a_rolled_back_filing_leaves_no_gap(town: Town) -> None:
    with pytest.raises(RuntimeError), town.database.work() as uow:
        cases.open_case(uow, service="problems", prefix="ΠΡΒ", kind="x", title="x", channel="web")
        raise RuntimeError("power cut")
    assert town.report().protocol == "ΠΡΒ-2026-000001"


def test_a_code_in_use_is_not_given_again(town: Town, chance: FakeChance) -> None:
    chance.will_give("111111", "111111", "111111", "222222")
    assert [town.report().code, town.report().code] == ["111111", "222222"]
    with town.database.work() as uow:
        protocols = list(uow.session.scalars(select(Case.protocol).order_by(Case.id)))
    assert protocols == ["ΠΡΒ-2026-000001", "ΠΡΒ-2026-000002"]


def test_a_case_moves_and_the_citizen_is_told(town: Town, someone: Contact, clock: FakeClock) -> None:
    opened = town.report(contact=someone)
    clock.advance(hours=2)
    with town.database.work() as uow:
        cases.change_state(uow, opened.case_id, "in_progress", actor="staff:eleni", note=" Πάει συνεργείο. ", internal_note="κολόνα 14")
    with town.database.work() as uow:
        status, detail = cases.get_status(uow, opened.code, opened.pin), cases.get_case(uow, opened.case_id)
    assert [(line.state, line.note, line.actor_label) for line in status.history][1] == ("in_progress", "Πάει συνεργείο.", "Δήμος")
    assert status.updated_at - status.created_at == status.history[1].at - status.history[0].at
    assert (detail.history[1].actor, detail.history[1].internal_note) == ("staff:eleni", "κολόνα 14")
    told = town.messages()[-1]
    assert "Πάει συνεργείο." in told.body and "κολόνα" not in told.body and "είναι σε εξέλιξη" in told.subject


@pytest.mark.parametrize(
    "path", [["in_progress", "waiting_citizen", "in_progress", "done", "in_progress"], ["rejected", "in_progress"], ["done"]]
)
def test_roads_that_a_case_may_take(town: Town, path: list[str]) -> None:
    opened = town.report()
    for state in path:
        with town.database.work() as uow:
            cases.change_state(uow, opened.case_id, state, actor="staff:eleni")
    assert town.state(opened) == path[-1]


@pytest.mark.parametrize(
    "path", [["received"], ["in_progress", "in_progress"], ["done", "rejected"], ["rejected", "done"], ["in_progress", "received"]]
)
def test_roads_that_it_may_not(town: Town, path: list[str]) -> None:
    opened = town.report()
    with pytest.raises(Conflict):
        for state in path:
            with town.database.work() as uow:
                cases.change_state(uow, opened.case_id, state, actor="staff:eleni")
    assert len(path) == 1 or town.state(opened) == path[-2]


def test_unknown_states_and_cases(town: Town) -> None:
    opened = town.report()
    with town.database.work() as uow:
        with pytest.raises(InvalidInput):
            cases.change_state(uow, opened.case_id, "lost", actor="staff:eleni")
        for call in (
            lambda: cases.change_state(uow, 999, "done", actor="x"),
            lambda: cases.add_note(uow, 999, actor="x", note="x"),
            lambda: cases.get_case(uow, 999),
        ):
            with pytest.raises(NotFound):
                call()


def test_notes_for_the_citizen_and_for_staff_only(town: Town, someone: Contact) -> None:
    opened = town.report(contact=someone)
    with town.database.work() as uow:
        cases.add_note(uow, opened.case_id, actor="staff:eleni", internal_note="πελάτης τηλεφώνησε")
        cases.add_note(uow, opened.case_id, actor="staff:eleni", note="Θα αργήσει μία μέρα.")
        with pytest.raises(InvalidInput):
            cases.add_note(uow, opened.case_id, actor="staff:eleni", note="  ", internal_note="")
    with town.database.work() as uow:
        assert [line.note for line in cases.get_status(uow, opened.code, opened.pin).history] == [None, "Θα αργήσει μία μέρα."]
        assert len(cases.get_case(uow, opened.case_id).history) == 3
    assert [("τηλεφώνησε" in message.body, "Θα αργήσει" in message.body) for message in town.messages()] == [(False, False), (False, True)]


def test_a_move_with_only_an_internal_note_is_still_shown(town: Town) -> None:
    opened = town.report()
    with town.database.work() as uow:
        cases.change_state(uow, opened.case_id, "done", actor="staff:eleni", internal_note="έτοιμο")
        lines = cases.get_status(uow, opened.code, opened.pin).history
    assert [(line.state, line.note) for line in lines] == [("received", None), ("done", None)]


def test_a_long_note_fits_one_sms(town: Town) -> None:
    opened = town.report(contact=Contact(phone="6900000001"))
    with town.database.work() as uow:
        cases.change_state(uow, opened.case_id, "waiting_citizen", actor="staff:eleni", note="Πείτε μας ποια κολόνα εννοείτε. " * 20)
    assert len(town.messages()[-1].body) <= 160 and town.messages()[-1].body.endswith("…")


def _upload(database: Database, name: str, conversation_id: str | None) -> None:
    with database.work() as uow:
        uow.session.add(
            Attachment(
                id=name,
                conversation_id=conversation_id,
                filename="a.jpg",
                media_type="image/jpeg",
                size=10,
                sha256="0" * 64,
                path="x",
                created_at=uow.now(),
            )
        )


def test_files_are_bound_to_the_case_of_their_conversation(town: Town) -> None:
    _upload(town.database, "one", "talk")
    _upload(town.database, "two", "elsewhere")
    opened = town.report(conversation_id="talk", attachment_ids=["one"])
    with town.database.work() as uow:
        assert [file.id for file in cases.get_case(uow, opened.case_id).attachments] == ["one"]
        cases.attach(uow, opened.case_id, ["one"], "talk")
        for missing in ("two", "none"):
            with pytest.raises(NotFound):
                cases.attach(uow, opened.case_id, [missing], "talk")
    with pytest.raises(Conflict):
        town.report(conversation_id="talk", attachment_ids=["one"])
    with pytest.raises(NotFound):
        town.report(conversation_id="talk", attachment_ids=["two"])
    with town.database.work() as uow:
        assert uow.session.scalar(select(func.count()).select_from(Case)) == 1
        assert uow.session.scalar(select(ProtocolCounter.last)) == 1
        assert uow.session.scalar(select(func.count()).select_from(OutboxMessage)) == 0
