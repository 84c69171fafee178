"""Certificates from the request to the check of the paper."""

from __future__ import annotations

import hashlib
import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from backend.errors import Conflict, InvalidEmail, InvalidInput, NotFound, NotIdentified
from backend.models import CertificateRequest, CivilRecord
from backend.services import cases, certificates, content
from tests.fakes import FakeChance, FakeClock
from tests.integration.backend.conftest import Town

ZOI_AFM = "550000123"  # her only record here is her residence


@pytest.fixture
def talk(town: Town) -> Town:
    """The town with Maria identified in the conversation `talk`."""
    town.identify()
    return town


def _approve(town: Town, case_id: int) -> str:
    with town.database.work() as uow:
        return certificates.approve(uow, case_id, "staff:eleni")


def test_nobody_gets_anything_unidentified(town: Town) -> None:
    with pytest.raises(NotIdentified):
        town.request("stranger")


def test_identification_that_ran_out_is_none(talk: Town, clock: FakeClock) -> None:
    clock.advance(hours=1)
    with pytest.raises(NotIdentified):
        talk.request()


def test_a_request_becomes_a_case(talk: Town) -> None:
    opened = talk.request(idempotency_key="k")
    assert opened.protocol == "ΠΙΣ-2026-000001" and opened.created
    assert talk.request(idempotency_key="k").created is False
    with talk.database.work() as uow:
        detail = cases.get_case(uow, opened.case_id)
        assert len(uow.session.scalars(select(CertificateRequest)).all()) == 1
    facts = dict(detail.facts)
    assert facts["Έγγραφο"] == "Απόσπασμα ληξιαρχικής πράξης γέννησης" and facts["Πολίτης"] == "Μαρία Ιωαννίδου (δείγμα)"
    assert facts["Σκοπός"] == "διορισμός" and facts["Παραλαβή"] == "PDF με e-mail"
    assert detail.contact.email == "maria@example.org" and detail.service == "certificates"


def test_what_the_register_does_not_hold(talk: Town) -> None:
    with pytest.raises(NotFound) as caught:
        talk.request(certificate_type="θανάτου")
    assert "Ληξιαρχείο" in caught.value.message
    with talk.database.work() as uow:
        assert cases.list_cases(uow).total == 0


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"certificate_type": "διαβατηρίου"}, InvalidInput),
        ({"delivery": "pigeon"}, InvalidInput),
        ({"email": "not an address"}, InvalidEmail),
    ],
)
def test_bad_requests(talk: Town, changes: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        talk.request(**changes)


def test_delivery_needs_somewhere_to_go(town: Town) -> None:
    town.identify(afm="550000079")  # no e-mail in the register
    with pytest.raises(InvalidInput) as caught:
        town.request(certificate_type="μόνιμης κατοικίας")
    assert caught.value.field == "email"
    posted = town.request(certificate_type="μόνιμης κατοικίας", delivery="post", delivery_address="  ")
    with town.database.work() as uow:
        assert dict(cases.get_case(uow, posted.case_id).facts)["Διεύθυνση"] == "Καποδιστρίου 31, 691 33 Κομοτηνή"


def test_approval_issues_sends_and_closes(talk: Town, chance: FakeChance) -> None:
    opened = talk.request(email="other@example.org")
    chance.will_give("BKMT7QW4")
    assert _approve(talk, opened.case_id) == "BKMT7QW4"
    with talk.database.work() as uow:
        path = certificates.pdf_file(uow, opened.case_id)
        status = cases.get_status(uow, opened.code, opened.pin)
        request = uow.session.get_one(CertificateRequest, opened.case_id)
    assert status.state == "done" and "e-mail" in (status.history[-1].note or "")
    data = path.read_bytes()
    assert hashlib.sha256(data).hexdigest() == request.pdf_sha256 and request.issued_by == "staff:eleni"
    assert path.stat().st_mode & 0o077 == 0
    assert "Ιωαννίδου" in PdfReader(io.BytesIO(data)).pages[0].extract_text()
    receipt, delivery = talk.messages()[-2:]
    assert receipt.recipient == delivery.recipient == "other@example.org"
    assert delivery.attachments == [
        {"path": "certificates/PIS-2026-000001.pdf", "filename": "PIS-2026-000001.pdf", "media_type": "application/pdf"}
    ]
    assert "BKMT7QW4" in delivery.body and "/verify/BKMT7QW4" in delivery.body


def test_a_purpose_in_latin_letters_is_kept_and_printed_in_greek(talk: Town) -> None:
    opened = talk.request(purpose="gia trapeza")
    _approve(talk, opened.case_id)
    with talk.database.view() as uow:
        assert uow.session.get_one(CertificateRequest, opened.case_id).content["purpose"] == "τράπεζα"


@pytest.mark.parametrize(("delivery", "words"), [("kep", "ΚΕΠ"), ("post", "ταχυδρομηθεί")])
def test_other_deliveries_are_announced_without_the_file(talk: Town, delivery: str, words: str) -> None:
    opened = talk.request(delivery=delivery)
    _approve(talk, opened.case_id)
    told = talk.messages()[-1]
    assert words in told.body and told.attachments == []


def test_approving_twice_is_a_conflict(talk: Town) -> None:
    opened = talk.request()
    code = _approve(talk, opened.case_id)
    sent = len(talk.messages())
    with pytest.raises(Conflict):
        _approve(talk, opened.case_id)
    with talk.database.work() as uow:
        assert certificates.verify(uow, code).valid
    assert len(talk.messages()) == sent


def test_a_rejected_one_is_not_approved_and_tells_why(talk: Town) -> None:
    opened = talk.request()
    with talk.database.work() as uow:
        with pytest.raises(InvalidInput):
            certificates.reject(uow, opened.case_id, "staff:eleni", "  ")
        certificates.reject(uow, opened.case_id, "staff:eleni", "Η πράξη χρειάζεται διόρθωση.")
    assert "Η πράξη χρειάζεται διόρθωση." in talk.messages()[-1].body
    with pytest.raises(Conflict):
        _approve(talk, opened.case_id)
    with pytest.raises(Conflict), talk.database.work() as uow:
        certificates.reject(uow, opened.case_id, "staff:eleni", "ξανά")
    with pytest.raises(NotFound), talk.database.work() as uow:
        certificates.pdf_file(uow, opened.case_id)


def test_done_only_by_approval(talk: Town) -> None:
    opened = talk.request()
    with pytest.raises(Conflict), talk.database.work() as uow:
        cases.change_state(uow, opened.case_id, "done", actor="staff:eleni")
    _approve(talk, opened.case_id)
    with pytest.raises(Conflict), talk.database.work() as uow:
        cases.change_state(uow, opened.case_id, "in_progress", actor="staff:eleni")


def test_no_approval_of_what_is_no_certificate_or_lost_its_record(talk: Town) -> None:
    lamp, opened = talk.report(), talk.request()
    with talk.database.work() as uow:
        for row in uow.session.scalars(select(CivilRecord).where(CivilRecord.certificate_type == "γέννησης")):
            uow.session.delete(row)
    for case_id in (lamp.case_id, opened.case_id, 999):
        with pytest.raises(NotFound):
            _approve(talk, case_id)
    assert talk.state(opened) == "received"


@pytest.mark.parametrize("typed", ["BKMT7QW4", "bkmt 7qw4", "BKMT-7QW4", "ΒΚΜΤ7QW4", "βκμτ 7qw4"])
def test_anybody_can_check_the_paper(talk: Town, chance: FakeChance, typed: str) -> None:
    opened = talk.request()
    chance.will_give("BKMT7QW4")
    _approve(talk, opened.case_id)
    with talk.database.work() as uow:
        found = certificates.verify(uow, typed)
    assert (found.valid, found.holder_initials, found.protocol, found.certificate_type) == (True, "Μ. Ι.", opened.protocol, "γέννησης")
    assert found.label == "Απόσπασμα ληξιαρχικής πράξης γέννησης" and found.sample


@pytest.mark.parametrize("typed", ["", "BKMT7QW5", "x" * 200, "%", "'"])
def test_unknown_codes(talk: Town, typed: str) -> None:
    talk.request()  # without a code yet: must not be found by an empty one
    with pytest.raises(NotFound), talk.database.work() as uow:
        certificates.verify(uow, typed)


def test_a_revoked_certificate_is_not_valid_any_more(talk: Town) -> None:
    opened = talk.request()
    with pytest.raises(Conflict), talk.database.work() as uow:
        certificates.revoke(uow, opened.case_id, "staff:eleni", "λάθος στοιχεία")
    code = _approve(talk, opened.case_id)
    with talk.database.work() as uow:
        with pytest.raises(InvalidInput):
            certificates.revoke(uow, opened.case_id, "staff:eleni", " ")
        certificates.revoke(uow, opened.case_id, "staff:eleni", "Λάθος στοιχεία.")
    with talk.database.work() as uow:
        assert certificates.verify(uow, code).valid is False
    assert "ανακλήθηκε" in talk.messages()[-1].body
    with pytest.raises(Conflict), talk.database.work() as uow:
        certificates.revoke(uow, opened.case_id, "staff:eleni", "ξανά")


def test_a_verification_code_in_use_is_not_given_again(talk: Town, chance: FakeChance) -> None:
    first, second = talk.request(), talk.request()
    chance.will_give("BBBBBBBB", "BBBBBBBB", "CCCCCCCC")
    assert [_approve(talk, first.case_id), _approve(talk, second.case_id)] == ["BBBBBBBB", "CCCCCCCC"]


def test_every_record_of_the_samples_can_be_issued(town: Town, clock: FakeClock) -> None:
    wanted = {}
    for row in content.read("demo_citizens")["citizens"]:
        for record in row["records"]:
            wanted.setdefault((record["type"], row["sex"]), row["afm"])
    for number, ((kind, _sex), afm) in enumerate(wanted.items()):
        clock.advance(hours=1)
        town.identify(f"talk-{number}", afm)
        opened = town.request(f"talk-{number}", certificate_type=kind, delivery="kep")
        assert len(_approve(town, opened.case_id)) == 8
    assert len(wanted) == 15  # eight types for women and men; the male register only for men


def test_a_resident_registered_elsewhere(town: Town) -> None:
    town.identify(afm=ZOI_AFM)
    assert town.request(certificate_type="μονιμης κατοικιας").created
    with pytest.raises(NotFound):
        town.request(certificate_type="γέννησης")
