"""The phone channel's own part: spoken to written by what was asked, and what is waited for after a turn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

from connectors.door import Collected
from connectors.expecting import Expects, expects
from connectors.heard import written
from connectors.phone import PhoneChannel

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = Domain.load(str(ROOT / "domain.yml"))
RESPONSES: dict[str, list[dict[str, Any]]] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
# Nobody sends a photo by phone.
ONLY_SEEN = {"utter_photo_loose", "utter_photo_taken", "utter_problem_without_photos"}

AFM = Expects("afm", 9, slot="certificate_afm", form="certificate_form")
CODE = Expects("code", 6, slot="certificate_code", form="certificate_form")
CASE = Expects("code", 6, slot="case_reference", form="status_form")
PIN = Expects("pin", 4, slot="case_pin", form="status_form")
PHONE = Expects("phone", 10, ["Όχι"], ['/inform{"choice": "skip"}'], "problem_contact", "problem_form")
PLACE = Expects("place", slot="problem_place", form="problem_form")
YES_NO = Expects(
    "yes_no", None, ["Ναι", "Αλλαγή", "Άκυρο"], ["/affirm", '/inform{"choice": "change"}', "/cancel"], "problem_confirm", "problem_form"
)
EMAIL = Expects("email", slot="certificate_email", form="certificate_form")
CHECK = Expects(slot="verification_code", form="verify_form")
STUCK = Expects("choice", None, ["Συνέχεια", "Υπάλληλος"], ["/keep", "/request_human"], "problem_place", "problem_form")
REST = Expects("yes_no", more=True)
REST_IN_FORM = Expects("place", slot="problem_place", form="problem_form", more=True)
LIST = Expects("certificate_type", slot="certificate_type", form="certificate_form")


@pytest.mark.parametrize(
    ("heard", "asked", "given"),
    [
        ("μια λακκούβα στην ορφέως δώδεκα", Expects(), "μια λακκούβα στην ορφέως 12"),
        ("μηδέν εννιά μηδέν μηδέν μηδέν μηδέν μηδέν σαράντα πέντε", AFM, "090000045"),
        ("μηδέν εννέα μηδέν τρία μηδενικά μηδέν τέσσερα πέντε", AFM, "090000045"),
        ("090000045", AFM, "090000045"),
        ("μηδέν εννιά μηδέν", AFM, "090"),
        ("δεν τον θυμάμαι", AFM, "δεν τον θυμάμαι"),
        ("ένα δύο τρία τέσσερα πέντε έξι όχι λάθος τετρακόσια ογδόντα τρία εννιακόσια είκοσι", CODE, "483920"),
        ("δεν ήρθε", CODE, "δεν ήρθε"),
        ("τετρακόσια ογδόντα τρία εννιακόσια είκοσι", CASE, "483920"),
        ("πι ρο βήτα δύο χιλιάδες είκοσι έξι εκατόν είκοσι τρία", CASE, "ΠΡΒ-2026-000123"),
        ("ένα δύο τρία τέσσερα", PIN, "1234"),
        ("δώδεκα τριάντα τέσσερα", PIN, "1234"),
        ("έξι εννιά εφτά μηδέν μηδέν μηδέν μηδέν μηδέν μηδέν ένα", PHONE, "6970000001"),
        ("όχι", PHONE, '/inform{"choice": "skip"}'),
        ("ορφέως ένα", PLACE, "ορφέως 1"),
        ("στη βενιζέλου τριάντα ένα", PLACE, "στη βενιζέλου 31"),
        ("ναι", REST, "/affirm"),
        ("ναι συνεχίστε", REST, '/inform{"choice": "more"}'),
        ("παρακάτω", REST, '/inform{"choice": "more"}'),
        ("πες μου και τα υπόλοιπα", REST_IN_FORM, '/inform{"choice": "more"}'),
        ("συνέχισε", REST_IN_FORM, '/inform{"choice": "more"}'),
        ("λίγο πιο κάτω από την πλατεία", REST_IN_FORM, "λίγο πιο κάτω από την πλατεία"),
        ("παρακάτω", PLACE, "παρακάτω"),
        ("και τα υπόλοιπα", LIST, "/dont_know"),
        ("σωστά τα λέτε", YES_NO, "/affirm"),
        ("έτσι όπως τα λέτε", YES_NO, "έτσι όπως τα λέτε"),
        ("ναι παιδί μου σωστά", YES_NO, "/affirm"),
        ("ναι σωστά", YES_NO, "/affirm"),
        ("ναι είναι σωστό", YES_NO, "/affirm"),
        ("όχι ευχαριστώ", YES_NO, "/deny"),
        ("δεν είναι σωστό", YES_NO, "/deny"),
        ("όχι στο δεκατέσσερα", YES_NO, "όχι στο 14"),
        ("ναι αλλά άλλαξε την οδό", YES_NO, "ναι αλλά άλλαξε την οδό"),
        ("φωτιά", YES_NO, "φωτιά"),
        ("αλλαγή", YES_NO, '/inform{"choice": "change"}'),
        ("μαρία παπάκι example τελεία gr", EMAIL, "maria@example.gr"),
        ("μπι κέι τι εξ εννέα αρ τέσσερα εμ", CHECK, "BKTX9R4M"),
        ("υπάλληλο", STUCK, "/request_human"),
        ("τα επόμενα", LIST, "/dont_know"),
        ("γέννησης", LIST, "γέννησης"),
    ],
)
def test_what_was_heard_becomes_what_was_meant(heard: str, asked: Expects, given: str) -> None:
    assert written(heard, asked) == given


@pytest.mark.parametrize(
    ("heard", "begun", "given"),
    [
        ("γεια σας", False, "γεια σας"),
        ("γεια σας", True, "/goodbye"),
        ("ευχαριστώ πολύ γεια σας", True, "/goodbye"),
        ("όχι για σας", True, "/goodbye"),
        ("είναι για σας", True, "είναι για σας"),
        ("γεια σας έχω μια λακκούβα", True, "γεια σας έχω μια λακκούβα"),
    ],
)
def test_hello_is_a_goodbye_once_something_was_said(heard: str, begun: bool, given: str) -> None:
    assert written(heard, Expects(), begun=begun) == given


def conversation(form: str | None = None, says: str = "Πείτε μου;", buttons: Any = None, **slots: Any) -> DialogueStateTracker:
    tracker = DialogueStateTracker.from_events("caller", [UserUttered("γεια", {"name": "greet", "confidence": 1.0})], slots=DOMAIN.slots)
    changed = [SlotSet(name, value) for name, value in slots.items()]
    tracker.update_with_events([ActiveLoop(form), *changed, BotUttered("Εντάξει."), BotUttered(says, {"buttons": buttons or []})], DOMAIN)
    return tracker


@pytest.mark.parametrize(
    ("form", "slot", "kind", "length"),
    [
        ("problem_form", "problem_category", "problem_category", None),
        ("problem_form", "problem_place", "place", None),
        ("problem_form", "problem_description", "open", None),
        ("problem_form", "problem_contact", "phone", 10),
        ("problem_form", "problem_confirm", "yes_no", None),
        ("certificate_form", "certificate_afm", "afm", 9),
        ("certificate_form", "certificate_code", "code", 6),
        ("certificate_form", "certificate_delivery", "choice", None),
        ("status_form", "case_pin", "pin", 4),
    ],
)
def test_the_requested_slot_says_what_is_waited_for(form: str, slot: str, kind: str, length: int | None) -> None:
    found = expects(conversation(form, requested_slot=slot))
    assert (found.kind, found.length, found.slot, found.form) == (kind, length, slot, form)


@pytest.mark.parametrize(
    ("memory", "slot", "kind"),
    [
        ({"awaiting": "cancel"}, "problem_place", "yes_no"),
        ({"awaiting": "switch"}, "certificate_afm", "yes_no"),
        ({"awaiting": "change"}, "problem_confirm", "choice"),
        ({"noted": {"code_over": True}}, "certificate_code", "yes_no"),
    ],
)
def test_a_question_of_the_forms_own_comes_first(memory: dict[str, Any], slot: str, kind: str) -> None:
    assert expects(conversation("x_form", requested_slot=slot, form_memory=memory)).kind == kind


def test_an_offer_is_waited_for_only_while_it_is_the_last_thing_asked() -> None:
    assert expects(conversation(offered="anything_else", says="Θέλετε κάτι άλλο;")).kind == "yes_no"
    assert expects(conversation(offered="last_case", says="Η υπόθεση παραλήφθηκε.")).kind == "open"
    assert expects(conversation(offered="ask_certificate_requirements", says="Για ποιο;")).kind == "certificate_type"


def test_nothing_is_waited_for_before_the_first_word() -> None:
    assert expects(None) == Expects()


def test_choices_and_payloads_are_pairs_of_the_last_message() -> None:
    buttons = [
        {"title": "Ναι", "payload": "/affirm"},
        {"title": "Και βέβαια", "payload": "/affirm"},
        {"title": "Άκυρο", "payload": "/cancel"},
    ]
    found = expects(conversation("problem_form", requested_slot="problem_confirm", buttons=buttons)).as_json()
    assert found["payloads"] == ["/affirm", "/cancel"] and len(found["choices"]) == 2


async def said(*names: str) -> Collected:
    output = Collected("phone")
    for name in names:
        await output.send_response("caller", {"text": name, "utter_action": name})
    return output


async def test_a_goodbye_ends_the_call_only_when_nothing_is_open() -> None:
    channel, output = PhoneChannel("s" * 16), await said("utter_goodbye")
    assert channel.answer(output, conversation())["ends"] is True
    assert channel.answer(output, conversation("status_form", requested_slot="case_pin"))["ends"] is False
    assert channel.answer(await said("utter_greet"), conversation())["ends"] is False


async def test_who_asks_for_a_person_is_put_through_and_asked_no_more() -> None:
    channel, output = PhoneChannel("s" * 16), await said("utter_human_open", "utter_afm_again")
    answer = channel.answer(output, conversation("certificate_form", requested_slot="certificate_afm"))
    assert answer["transfer"] is True and [message["text"] for message in output.messages] == ["utter_human_open"]
    assert answer["expects"]["slot"] == "certificate_afm" and answer["language"] == "el"


def test_no_secret_no_channel() -> None:
    with pytest.raises(RasaException, match="phone"):
        PhoneChannel.from_credentials({})


@pytest.mark.parametrize("name", sorted(set(RESPONSES) - ONLY_SEEN))
def test_every_response_has_words_for_the_phone(name: str) -> None:
    spoken = [variant["text"] for variant in RESPONSES[name] if variant.get("channel") == "phone"]
    assert spoken, "no `channel: phone`"
    for text in spoken:
        assert not any(sign in text for sign in ("http", "www.", "•", "\n", "πατήστε", "κουμπί", "γράφετε", "γράψτε", "φωτογραφία")), text
        assert len(text) <= 250, text


def test_a_long_answer_that_goes_on_is_told_to_the_line() -> None:
    waiting = expects(conversation(offered="read_on", unread=["Δεύτερο."], says="Να συνεχίσω;"))
    assert (waiting.kind, waiting.more) == ("yes_no", True)
    assert expects(conversation("problem_form", requested_slot="problem_place")).more is False
