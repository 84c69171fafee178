"""Digits read back, transfer, call-backs, and what happens when the house behind the line is down."""

from __future__ import annotations

import json
import threading

import pytest

from tests.support.stub_line_house import answer
from voice.leg import Ended
from voice.manners import prompts
from voice.manners.keypad import after_for
from voice.manners.words import means_this_number
from voice.notes import HIDDEN
from voice.session import LEAST_PATIENCE_S, patience_left

START = prompts.SAY_WHAT
DEAD = "http://127.0.0.1:9"


@pytest.fixture
async def asked_for_afm(make_call, house):
    def assistant(body):
        told = body.get("text") or ""
        entities = [{"entity": "afm", "value": told, "start": 0, "end": len(told)}] if told.isdigit() else []
        return answer("Το ΑΦΜ σας;", kind="afm", length=9, form="certificate_form", slot="certificate_afm", entities=entities)

    house.assistant = assistant
    phone = make_call()
    await phone.hears(START)
    await phone.say("θέλω πιστοποιητικό")
    await phone.hears("Το ΑΦΜ σας;")
    return phone


async def test_spoken_digits_are_read_back_and_sent_when_confirmed(asked_for_afm, house):
    phone = asked_for_afm
    await phone.say("μηδέν εννιά μηδέν μηδέν μηδέν μηδέν μηδέν τέσσερα πέντε")
    await phone.hears("μηδέν εννέα μηδέν, μηδέν μηδέν μηδέν, μηδέν τέσσερα πέντε")
    await phone.hears("Σωστά;")
    assert len(house.heard) == 1
    await phone.say("ναι")
    await house.until(lambda: len(house.heard) == 2)
    assert house.heard[1]["text"] == "090000045"


async def test_digits_in_parts(asked_for_afm, house):
    phone = asked_for_afm
    await phone.say("μηδέν εννιά μηδέν μηδέν")
    await phone.hears("υπόλοιπα 5 ψηφία")
    await phone.press("00045")
    await phone.hears("Σωστά;")
    await phone.press("1")
    await house.until(lambda: len(house.heard) == 2)
    assert house.heard[1]["text"] == "090000045"


async def test_wrong_digits_are_taken_anew(asked_for_afm, house):
    phone = asked_for_afm
    await phone.press("090000044")
    await phone.hears("Σωστά;")
    await phone.say("όχι")
    await phone.hears(prompts.ONCE_MORE)
    await phone.press("090000045")
    await phone.hears("Σωστά;")
    await phone.press("1")
    await house.until(lambda: len(house.heard) == 2)
    assert house.heard[1]["text"] == "090000045"


@pytest.mark.parametrize("ends", ["#", "##"])
async def test_the_hash_behind_the_last_digit_silences_nothing_and_later_keys_do(asked_for_afm, house, ends):
    phone = asked_for_afm
    phone.leg.holds = True
    await phone.press("090000045")
    await phone.hears("Σωστά;")
    before = phone.leg.flushed
    await phone.press(ends)
    assert phone.leg.waiting_ms > 0 and phone.leg.flushed == before
    await phone.press("1")
    await house.until(lambda: len(house.heard) == 2)
    assert house.heard[1]["text"] == "090000045" and phone.leg.flushed == before + 1


async def test_a_hash_that_ends_no_digits_silences_the_line(asked_for_afm, monkeypatch):
    phone = asked_for_afm
    monkeypatch.setattr("voice.talk.LATE_END", 0.0)
    phone.leg.holds = True
    await phone.press("090000045")
    await phone.hears("Σωστά;")
    before = phone.leg.flushed
    await phone.press("#")
    assert phone.leg.flushed == before + 1


@pytest.mark.parametrize(("then", "sent"), [("ναι", "090000045"), ("090000057", "090000057")])
async def test_digits_stay_until_they_are_confirmed_or_corrected(asked_for_afm, house, then, sent):
    phone = asked_for_afm
    await phone.press("090000045")
    for _ in range(3):
        await phone.hears("Σωστά;")
        await phone.say("κάνει ζέστη σήμερα")
    await house.until(lambda: len(house.heard) == 2)
    await phone.hears("μηδέν τέσσερα πέντε")
    await phone.hears("Σωστά;")
    if then == "ναι":
        await phone.say(then)
    else:
        await phone.say("όχι")
        await phone.hears(prompts.ONCE_MORE)
        await phone.press(then)
        await phone.hears("Σωστά;")
        await phone.press("1")
    await house.until(lambda: len(house.heard) == 3)
    assert [turn["text"] for turn in house.heard[1:]] == ["κάνει ζέστη σήμερα", sent]


@pytest.mark.parametrize("how", ["voice", "keys"])
async def test_what_identifies_a_caller_is_not_noted(asked_for_afm, house, how):
    phone = asked_for_afm
    if how == "voice":
        await phone.say("μηδέν εννιά μηδέν μηδέν")
        await phone.hears("υπόλοιπα 5 ψηφία")
        await phone.say("μηδέν μηδέν μηδέν τέσσερα πέντε")
    else:
        await phone.press("090000045")
    await phone.hears("Σωστά;")
    await phone.say("όχι το σωστό είναι μηδέν εννιά μηδέν μηδέν μηδέν μηδέν μηδέν τέσσερα πέντε")
    await phone.hears("Σωστά;")
    await phone.press("1")
    await house.until(lambda: len(house.heard) == 2)
    phone.leg.end(Ended.CALLER)
    await phone.over()
    noted = json.dumps(house.of("/turns"), ensure_ascii=False)
    assert HIDDEN in noted and "Σωστά;" in noted
    assert not any(digits in noted for digits in ("μηδέν", "εννέα", "εννιά", "0900", "πέντε"))


async def test_a_tax_number_told_unasked_is_not_noted(make_call, house):
    said = "θέλω πιστοποιητικό γέννησης έχω αφμ μηδέν εννιά μηδέν μηδέν μηδέν μηδέν μηδέν τέσσερα πέντε"
    start = said.index("μηδέν")
    number = {"entity": "afm", "value": "090000045", "start": start, "end": len(said)}
    entities = [number, {"entity": "certificate_type", "value": "γέννησης"}]
    house.assistant = lambda body: answer("Για ποιον σκοπό;", entities=entities)
    phone = make_call()
    await phone.hears(START)
    await phone.say(said)
    await phone.hears("Για ποιον σκοπό;")
    phone.leg.end(Ended.CALLER)
    await phone.over()
    assert house.heard[0]["text"] == said
    turn = house.of("/turns")[-1]
    assert turn["heard"] == f"θέλω πιστοποιητικό γέννησης έχω αφμ {HIDDEN}"
    assert [entity["value"] for entity in turn["understanding"]["entities"]] == ["γέννησης"]
    assert "εννιά" not in json.dumps(turn, ensure_ascii=False) and "0900" not in json.dumps(turn)


async def test_digits_read_back_are_not_noted_when_they_are_said_again(asked_for_afm, house):
    phone = asked_for_afm
    await phone.press("090000045")
    await phone.hears("Σωστά;")
    await phone.quiet()
    await phone.hears(prompts.STILL_THERE)
    await phone.hears("μηδέν εννέα μηδέν")
    await phone.press("*")
    await phone.hears("μηδέν εννέα μηδέν")
    phone.leg.end(Ended.CALLER)
    await phone.over()
    noted = json.dumps(house.of("/turns"), ensure_ascii=False)
    assert noted.count(HIDDEN) >= 3 and "μηδέν" not in noted


async def test_what_is_no_digit_goes_to_the_assistant(asked_for_afm, house):
    await asked_for_afm.say("δεν το ξέρω")
    await house.until(lambda: len(house.heard) == 2)
    assert house.heard[1]["text"] == "δεν το ξέρω"


async def test_a_star_among_digits_repeats_the_question(asked_for_afm, house):
    await asked_for_afm.press("09*")
    await asked_for_afm.hears("Το ΑΦΜ σας;")


@pytest.mark.parametrize("how", ["key", "voice", "assistant"])
async def test_a_person_in_working_hours(make_call, house, how):
    house.assistant = lambda body: answer("Σας συνδέω.", transfer=True)
    phone = make_call()
    await phone.hears(START)
    if how == "key":
        await phone.press("0")
    else:
        await phone.say("θέλω άνθρωπο" if how == "voice" else "δώστε μου τον προϊστάμενο")
    await phone.hears(prompts.CONNECTING)
    await phone.over()
    assert phone.leg.transfers == ["person"] and house.of("/end")[0]["how"] == "transferred"


async def test_a_failed_transfer_becomes_a_call_back_and_the_talk_goes_on(make_call, house):
    phone = make_call()
    phone.leg.transfer_works = False
    await phone.hears(START)
    await phone.press("0")
    await phone.hears(prompts.NOBODY_ANSWERS)
    await phone.hears("δύο πέντε τρία, ένα μηδέν ένα, δύο τρία τέσσερα πέντε")
    await phone.say("ναι")
    await phone.hears("ΕΠΙ-2026-000001")
    await phone.hears(prompts.ANYTHING_ELSE)
    (filed,) = house.of("/callbacks")
    assert filed["phone"] == "2531012345" and filed["call_id"] == "call-1" and filed["key"]


async def test_a_no_to_anything_else_after_a_call_back_is_a_goodbye(make_call, house):
    phone = make_call()
    phone.leg.transfer_works = False
    await phone.hears(START)
    await phone.press("0")
    await phone.hears("Να σας καλέσουμε στον αριθμό")
    await phone.press("1")
    await phone.hears(prompts.ANYTHING_ELSE)
    house.assistant = lambda body: answer("Εντάξει. Θέλετε κάτι άλλο;", intent="deny")
    await phone.say("όχι ευχαριστώ")
    await phone.hears(prompts.GOODBYE)
    await phone.over()
    assert "Εντάξει" not in phone.said() and house.of("/end")[0]["how"] == "goodbye"


async def test_out_of_hours_another_number_by_voice(make_call, house):
    house.line["open"] = False
    phone = make_call(caller="anonymous")
    await phone.hears(START)
    await phone.say("άνθρωπο")
    await phone.hears(prompts.CLOSED)
    await phone.hears(prompts.WHICH_PHONE)
    await phone.say("έξι εννέα σαράντα πέντε δώδεκα τριάντα τέσσερα πενήντα έξι")
    await phone.hears("έξι εννέα τέσσερα, πέντε ένα δύο, τρία τέσσερα πέντε έξι")
    await phone.say("σωστά")
    await phone.hears(prompts.CALL_BACK_FILED)
    assert house.of("/callbacks")[0]["phone"] == "6945123456" and not phone.leg.transfers


async def test_a_broken_assistant_is_said_and_a_call_back_filed(make_call, house):
    house.broken = True
    phone = make_call()
    await phone.hears(START)
    await phone.say("χάλασε η λάμπα")
    await phone.hears(prompts.DOWN)
    await phone.press("1")
    await phone.hears(prompts.CALL_BACK_FILED)
    await phone.hears(prompts.GOODBYE)
    await phone.over()
    assert house.of("/callbacks")[0]["phone"] == "2531012345"


async def test_who_hangs_up_then_is_called_back_all_the_same(make_call, house):
    house.broken = True
    phone = make_call()
    await phone.hears(START)
    await phone.say("χάλασε η λάμπα")
    await phone.hears("Να σας καλέσουμε")
    phone.leg.end(Ended.CALLER)
    await phone.over()
    assert house.of("/callbacks")[0]["phone"] == "2531012345"


async def test_a_slow_assistant_is_admitted_and_its_answer_still_said(make_call, house):
    gate = threading.Event()
    house.assistant = lambda body: (gate.wait(), answer("Μάλιστα."))[1]
    phone = make_call(rasa_timeout_s=0.05)
    await phone.hears(START)
    await phone.say("χάλασε η λάμπα")
    await phone.hears(prompts.ONE_MOMENT)
    gate.set()
    await phone.hears("Μάλιστα.")


@pytest.mark.parametrize(("since", "left"), [(10.0, 1.8), (9.4, 1.2), (2.0, LEAST_PATIENCE_S)])
def test_patience_counts_from_the_end_of_the_callers_words(since, left):
    assert patience_left(1.8, since, 10.0) == pytest.approx(left)


async def test_an_emergency_with_the_assistant_down(make_call, house):
    house.broken = True
    phone = make_call()
    await phone.hears(START)
    await phone.say("φωτιά")
    await phone.hears(prompts.EMERGENCY)


async def test_with_the_web_process_down_all_is_sent_later(make_call, house, tmp_path):
    phone = make_call(web=DEAD, rasa=DEAD)
    await phone.hears(START)
    await phone.say("χάλασε η λάμπα")
    await phone.hears(prompts.DOWN)
    await phone.press("1")
    await phone.hears(prompts.CALL_BACK_FILED)
    await phone.over()
    files = sorted((tmp_path / "spool").glob("*.json"))
    assert "/api/voice/callbacks" in files[0].read_text() and all(file.stat().st_mode & 0o077 == 0 for file in files)
    healthy = make_call()
    await healthy.line.register.send_spooled()
    assert house.of("/callbacks")[0]["phone"] == "2531012345" and house.of("/callbacks")[0]["call_id"] == "call-1"
    assert len([turn for turn in house.of("/turns") if turn["heard"] == "χάλασε η λάμπα"]) == 1
    assert not list((tmp_path / "spool").glob("*.json"))


async def test_a_damaged_spool_file_stops_nothing(make_call, house, tmp_path):
    (tmp_path / "spool").mkdir()
    (tmp_path / "spool" / "1.json").write_text("{")
    request = {"method": "POST", "path": "/api/voice/callbacks", "body": {"phone": "2531012345", "reason": "", "key": "k"}}
    (tmp_path / "spool" / "2.json").write_text(json.dumps({"call_id": "call-1", "opening": None, "requests": [request]}))
    assert await make_call().line.register.send_spooled() == 1
    assert house.of("/callbacks")


async def test_by_keys_alone(make_call, house):
    house.assistant = lambda body: answer("Σε ποιον δρόμο;", kind="place", form="problem_form")
    phone = make_call(deaf=True)
    await phone.hears(prompts.ONLY_KEYS)
    await phone.hears("Για αναφορά προβλήματος πατήστε 1.")
    await phone.press("1")
    await phone.hears(prompts.NEEDS_WORDS)
    await phone.press("1")
    await phone.hears(prompts.CALL_BACK_FILED)
    assert house.heard[0]["payload"] == "/report_problem" and house.of("/callbacks")
    await phone.hears(prompts.ANYTHING_ELSE)
    assert house.heard[1]["payload"] == "/restart", "the form that needed words is closed"
    await phone.press("3")
    await house.until(lambda: len(house.heard) == 3)
    assert house.heard[2]["payload"] == "/check_case_status"


@pytest.mark.parametrize(
    ("title", "said"),
    [("Δημοτικός φωτισμός", "δημοτικό φωτισμό"), ("Υπάλληλος", "υπάλληλο"), ("ΚΕΠ", "ΚΕΠ"), ("Λάθος δρόμος", "λάθος δρόμος")],
)
def test_titles_after_for(title, said):
    assert after_for(title) == said


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("ευχαριστώ", "Να σας καλέσουμε"),
        ("όχι", prompts.WHICH_PHONE),
        ("όχι στο δύο πέντε τρία ένα μηδέν ένα δύο τρία τέσσερα έξι", "ένα δύο τρία, τέσσερα έξι|δύο τρία τέσσερα έξι"),
    ],
)
async def test_what_is_no_yes_to_the_number(make_call, house, said, then):
    house.broken = True
    phone = make_call()
    await phone.hears(START)
    await phone.say("χάλασε η λάμπα")
    await phone.hears("Να σας καλέσουμε")
    await phone.say(said)
    await phone.hears(then.split("|")[-1])


async def test_the_number_of_the_call_can_be_named_without_its_digits(make_call, house):
    house.assistant = lambda body: answer("Σε ποιο κινητό;", kind="phone", length=10, form="problem_form", slot="problem_contact")
    phone = make_call()
    await phone.hears(START)
    await phone.say("χάλασε η λάμπα")
    await phone.hears("Σε ποιο κινητό;")
    await phone.say("σε αυτό που σας παίρνω τώρα")
    await phone.hears("δύο πέντε τρία, ένα μηδέν ένα, δύο τρία τέσσερα πέντε")
    await phone.say("ναι")
    await house.until(lambda: len(house.heard) == 2)
    assert house.heard[1]["text"] == "2531012345"


@pytest.mark.parametrize(
    ("text", "this"),
    [
        ("σε αυτό που σας παίρνω τώρα", True),
        ("στο τηλέφωνο που σας καλώ", True),
        ("σε αυτόν τον αριθμό", True),
        ("στον ίδιο αριθμό", True),
        ("ναι σε αυτόν", True),
        ("το ίδιο", True),
        ("στο κινητό", False),
        ("έξι εννιά επτά μηδέν", False),
        ("στον αριθμό δώδεκα", False),
        ("αυτό που σας είπα", False),
    ],
)
def test_ways_of_meaning_this_number(text, this):
    assert means_this_number(text) is this


async def test_who_says_no_and_then_means_this_number_after_all(make_call, house):
    house.broken = True
    phone = make_call()
    await phone.hears(START)
    await phone.say("χάλασε η λάμπα")
    await phone.hears("Να σας καλέσουμε")
    await phone.say("όχι")
    await phone.hears(prompts.WHICH_PHONE)
    await phone.say("ναι σε αυτόν")
    await phone.hears(prompts.CALL_BACK_FILED)
    assert house.of("/callbacks")[0]["phone"] == "2531012345"


async def test_the_receipt_of_a_call_back_is_read_digit_by_digit():
    assert "τέσσερα εννέα δύο, μηδέν εννέα έξι" in prompts.case_number("492096", None)
    assert "ΕΠΙ-2026-000001" in prompts.case_number("ΕΠΙ-2026-000001", "4821")


async def test_who_says_nothing_to_it_is_called_back_all_the_same(make_call, house):
    house.broken = True
    phone = make_call()
    await phone.hears(START)
    await phone.say("χάλασε η λάμπα")
    await phone.hears("Να σας καλέσουμε")
    for prompt in (prompts.STILL_THERE, prompts.TAKE_YOUR_TIME, prompts.CALL_BACK_FILED):
        await phone.quiet()
        await phone.hears(prompt)
    assert house.of("/callbacks")[0]["phone"] == "2531012345"


async def test_a_recogniser_that_breaks_down_leaves_the_keys(make_call, house):
    phone = make_call()
    await phone.hears(START)
    phone.line.recogniser.texts.append(None)
    await phone.say("χάλασε η λάμπα")
    await phone.hears(prompts.ONLY_KEYS)
    await phone.hears("Για πιστοποιητικό πατήστε 2.")
    await phone.press("2")
    await house.until(lambda: house.heard)
    assert house.heard[0]["payload"] == "/request_certificate"


async def test_a_sentence_with_a_number_word_goes_to_the_assistant_and_is_no_digit(asked_for_afm, house):
    await asked_for_afm.say("θέλω ένα πιστοποιητικό γέννησης")
    await house.until(lambda: len(house.heard) == 2)
    assert house.heard[1]["text"] == "θέλω ένα πιστοποιητικό γέννησης"
