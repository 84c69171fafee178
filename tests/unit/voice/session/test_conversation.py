"""The line's manners, one by one."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.support.stub_line_house import answer
from voice.leg import Ended
from voice.manners import prompts
from voice.manners.questions import question_in
from voice.manners.words import wants_repeat

START = prompts.SAY_WHAT


async def test_the_greeting_says_what_it_is(make_call):
    phone = make_call(now=lambda: datetime(2026, 11, 23, 9))
    await phone.hears("καλημέρα σας. Σας μιλά ο αυτόματος βοηθός")
    await phone.hears("δεν ηχογραφείται")
    await phone.hears("112")
    await phone.hears(START)


async def test_the_municipality_s_notice_is_told(make_call, house):
    house.line["notice"] = "Σήμερα τα γραφεία είναι κλειστά."
    phone = make_call()
    await phone.hears("Σήμερα τα γραφεία είναι κλειστά.")


async def test_a_sentence_goes_to_the_assistant_and_its_answer_is_said_and_noted(make_call, house):
    phone = make_call()
    await phone.hears(START)
    await phone.say("χάλασε η λάμπα")
    await phone.hears("Μάλιστα.")
    assert house.heard[0]["sender_id"] == "conversation-1" and house.heard[0]["text"] == "χάλασε η λάμπα"
    phone.leg.end(Ended.CALLER)
    await phone.over()
    greeting, turn = house.of("/turns")
    assert (greeting["seq"], greeting["by"], greeting["heard"]) == (0, "start", None)
    assert (turn["seq"], turn["by"], turn["heard"], turn["said"]) == (1, "voice", "χάλασε η λάμπα", ["Μάλιστα."])
    assert turn["understanding"] and turn["timings"]["first_sound_ms"] >= 0 and turn["words"][0]["confidence"] == 0.9
    assert house.of("/end")[0]["how"] == "caller"


@pytest.mark.parametrize("how", ["voice", "key"])
async def test_barge_in_silences_us(make_call, house, how):
    phone = make_call()
    phone.leg.holds = True
    await phone.hears("αυτόματος")
    if how == "key":
        await phone.press("1")
    else:
        await phone.say("θέλω πιστοποιητικό")
    await house.until(lambda: house.heard)
    assert phone.leg.flushed == 1
    phone.leg.end(Ended.CALLER)
    await phone.over()
    assert [turn["barge_in"] for turn in house.of("/turns")] == [False, True]


@pytest.mark.parametrize("words", ["επανάλαβε", "ξανά"])
async def test_repeat(make_call, house, words):
    phone = make_call()
    await phone.hears(START)
    await phone.say("χάλασε η λάμπα")
    await phone.hears("Μάλιστα.")
    await phone.say(words)
    await phone.hears("Μάλιστα.")
    await phone.press("*")
    await phone.hears("Μάλιστα.")
    assert len(house.heard) == 1


async def test_slower_repeats_slowly_and_stays_slow(make_call, house):
    phone = make_call()
    await phone.hears(START)
    await phone.say("χάλασε η λάμπα")
    assert (await phone.hears("Μάλιστα."))[1] == 1.0
    await phone.say("πιο αργά")
    assert (await phone.hears("Μάλιστα."))[1] == pytest.approx(0.8)
    await phone.say("στην ορφέως")
    assert (await phone.hears("Μάλιστα."))[1] == pytest.approx(0.8)
    assert len(house.heard) == 2


async def test_silence_is_asked_twice_then_a_person_is_offered_then_goodbye(make_call, house):
    phone = make_call()
    await phone.hears(START)
    await phone.quiet()
    await phone.hears(prompts.STILL_THERE)
    await phone.hears(START)
    await phone.quiet()
    await phone.hears(prompts.TAKE_YOUR_TIME)
    await phone.quiet()
    await phone.hears(prompts.OFFER_PERSON)
    await phone.quiet()
    await phone.hears(prompts.GOODBYE)
    await phone.over()
    assert house.of("/end")[0]["how"] == "goodbye" and phone.leg.ended is Ended.LINE


async def test_who_is_silent_is_asked_the_question_again_and_not_told_everything(make_call, house):
    house.assistant = lambda body: answer("Το ΚΕΠ είναι στην πλατεία. Έχει ράμπα. Θέλετε κάτι άλλο;")
    phone = make_call()
    await phone.hears(START)
    begun = len(phone.voice.said)
    await phone.quiet()
    await phone.hears(prompts.STILL_THERE)
    await phone.hears(START)
    assert [text for text, _ in phone.voice.said[begun:]] == [prompts.STILL_THERE, START]
    await phone.say("πού είναι το κεπ")
    await phone.hears("Έχει ράμπα.")
    begun = len(phone.voice.said)
    await phone.quiet()
    await phone.hears("κάτι άλλο")
    assert [text for text, _ in phone.voice.said[begun:]] == [prompts.STILL_THERE, "Θέλετε κάτι άλλο;"]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Έγινε. Κωδικός 805 941, PIN 0412. Θέλετε κάτι άλλο;", "Θέλετε κάτι άλλο;"),
        ("Καταγράφω: Φωτισμός, Ορφέως 12. Σωστά;", "Καταγράφω: Φωτισμός, Ορφέως 12. Σωστά;"),
        ("Το διόρθωσα. Τι είδους είναι; Για παράδειγμα φωτισμός.", "Τι είδους είναι; Για παράδειγμα φωτισμός."),
        ("Καλέστε τώρα το 112.", "Καλέστε τώρα το 112."),
        ("Σωστά;", "Σωστά;"),
    ],
)
def test_the_question_in_what_was_said(text, question):
    assert question_in(text) == question


async def test_six_seconds_of_silence_are_borne(make_call):
    phone = make_call()
    await phone.hears(START)
    await phone.quiet(6.5)
    assert prompts.STILL_THERE not in phone.said()


@pytest.mark.parametrize(("text", "confidence"), [("", 0.0), ("κάτι", 0.2)])
async def test_two_failures_offer_the_keypad(make_call, house, text, confidence):
    phone = make_call()
    await phone.hears(START)
    await phone.say(text, confidence)
    await phone.hears(prompts.NOT_CAUGHT)
    await phone.hears(START)
    await phone.say(text, confidence)
    await phone.hears("Για αναφορά προβλήματος πατήστε 1. Για πιστοποιητικό πατήστε 2.")
    await phone.hears("πατήστε 0")
    await phone.press("2")
    await house.until(lambda: house.heard)
    assert house.heard[0]["payload"] == "/request_certificate"


async def test_what_the_assistant_does_not_understand_counts_too(make_call, house):
    house.assistant = lambda body: answer("Δεν κατάλαβα.", intent="nlu_fallback")
    phone = make_call()
    await phone.hears(START)
    await phone.say("μπλα")
    await phone.hears("Δεν κατάλαβα.")
    assert prompts.BY_KEYS not in phone.said()
    await phone.say("μπλα")
    await phone.hears(prompts.BY_KEYS)


async def test_music_comes_to_an_end(make_call, house):
    phone = make_call()
    await phone.hears(START)
    for _ in range(5):
        await phone.say("")
        await phone.hears(prompts.NOT_CAUGHT)
    await phone.say("")
    await phone.hears(prompts.GOODBYE)
    await phone.over()


async def test_the_assistants_goodbye_hangs_up(make_call, house):
    house.assistant = lambda body: answer("Γεια σας.", ends=True)
    phone = make_call()
    await phone.hears(START)
    await phone.say("αντίο")
    await phone.hears("Γεια σας.")
    await phone.over()
    assert phone.leg.ended is Ended.LINE


async def test_an_emergency_in_the_middle_of_a_read_back(make_call, house):
    house.assistant = lambda body: (
        answer("Καλέστε τώρα το 112.") if "φωτιά" in (body.get("text") or "") else answer("Το ΑΦΜ σας;", kind="afm", length=9)
    )
    phone = make_call()
    await phone.hears(START)
    await phone.say("θέλω πιστοποιητικό")
    await phone.hears("Το ΑΦΜ σας;")
    await phone.press("090000045")
    await phone.hears("Σωστά;")
    await phone.say("φωτιά στο σπίτι", confidence=0.6)
    await phone.hears("Καλέστε τώρα το 112.")


async def test_nothing_is_said_before_112(make_call, house):
    house.assistant = lambda body: answer(
        *(("Κλείστε και καλέστε τώρα το 1 1 2.",) if len(house.heard) < 2 else ()), "Πού είναι;", kind="place", form="problem_form"
    )
    phone = make_call()
    await phone.hears(START)
    begun = len(phone.voice.said)
    await phone.say("βγάζει σπίθες η κολόνα")
    await phone.hears("Πού είναι;")
    assert phone.voice.said[begun][0] == "Κλείστε και καλέστε τώρα το 1 1 2."
    await phone.say("στην ορφέως")
    await phone.hears("Αν κοπεί η γραμμή")


@pytest.mark.parametrize(
    ("text", "repeat"),
    [
        ("τι είπατε δεν άκουσα", True),
        ("πώς είπατε", True),
        ("δεν σας άκουσα καλά", True),
        ("συγγνώμη τι είπατε", True),
        ("δεν άκουσα τίποτα για την αίτησή μου", False),
        ("τι λέτε για την ορφέως", False),
    ],
)
def test_ways_of_asking_what_was_said(text, repeat):
    assert wants_repeat(text) is repeat


async def test_the_resume_code_is_told_when_a_form_begins(make_call, house):
    house.assistant = lambda body: answer("Σε ποιον δρόμο;", kind="place", form="problem_form")
    phone = make_call()
    await phone.hears(START)
    await phone.say("χάλασε η λάμπα")
    await phone.hears("έχω κωδικό ένα δύο τρία, τέσσερα πέντε έξι")
    await phone.hears("Σε ποιον δρόμο;")
    await phone.say("στην ορφέως")
    await phone.hears("Σε ποιον δρόμο;")
    assert phone.said().count("έχω κωδικό ένα") == 1
    phone.leg.end(Ended.CALLER)
    await phone.over()
    assert "ένα δύο τρία" not in str(house.of("/turns"))


@pytest.mark.parametrize("how", ["voice", "asked", "keys"])
async def test_a_cut_call_goes_on_by_its_code(make_call, house, how):
    house.assistant = lambda body: answer("Σε ποιον δρόμο;", kind="place", form="problem_form", intent="repeat")
    phone = make_call()
    await phone.hears(START)
    if how == "voice":
        await phone.say("έχω κωδικό τέσσερα οκτώ τρία εννέα δύο μηδέν")
    elif how == "keys":
        await phone.press("*483920")
    else:
        await phone.say("έχω κωδικό")
        await phone.hears(prompts.WHICH_CODE)
        await phone.press("483920")
    await phone.hears("Σε ποιον δρόμο;")
    assert (house.heard[0]["sender_id"], house.heard[0]["payload"]) == ("old-conversation", "/repeat")
    phone.leg.end(Ended.CALLER)
    await phone.over()
    assert house.of("/turns")[-1]["understanding"]["intent"] == "resume_call"


async def test_a_resumed_call_listens_for_the_tax_number_that_is_asked_anew(make_call, house):
    def assistant(body):
        if body.get("payload") == "/repeat":
            return answer("Μου λέτε ξανά τον ΑΦΜ σας;", kind="afm", length=9, slot="certificate_afm", form="certificate_form")
        return answer("Σας έστειλα κωδικό.", kind="code", length=6, slot="certificate_code", form="certificate_form")

    house.assistant = assistant
    phone = make_call()
    await phone.hears(START)
    await phone.press("*483920")
    await phone.hears(prompts.RESUMED)
    await phone.hears("ΑΦΜ")
    await phone.press("550000018")
    await phone.hears("Σωστά;")
    await phone.say("ναι")
    await phone.hears("Σας έστειλα κωδικό.")
    assert house.heard[1]["text"] == "550000018" and house.heard[1]["sender_id"] == "old-conversation"


async def test_an_unknown_code_begins_anew(make_call, house):
    phone = make_call()
    await phone.hears(START)
    await phone.press("*111111")
    await phone.hears(prompts.NO_SUCH_CODE)


@pytest.mark.parametrize(("words", "given"), [("ναι", True), ("όχι", False)])
async def test_recording_only_with_consent(make_call, house, words, given):
    phone = make_call(ask_recording=True)
    await phone.hears(prompts.ASK_RECORDING)
    await phone.say(words)
    await phone.hears(START)
    await phone.say("χάλασε η λάμπα")
    await phone.hears("Μάλιστα.")
    phone.leg.end(Ended.CALLER)
    await phone.over()
    assert house.of("/consent") == [{"given": given}]
    assert [body[:4] for body in house.of("/audio")] == ([b"RIFF"] if given else [])


async def test_silence_is_no_consent(make_call, house):
    phone = make_call(ask_recording=True)
    await phone.hears(prompts.ASK_RECORDING)
    await phone.quiet()
    await phone.hears(START)
    phone.leg.end(Ended.CALLER)
    await phone.over()
    assert house.of("/consent") == [{"given": False}] and not house.of("/audio")


async def test_three_choices_at_a_time(make_call, house):
    names = ["Δημοτικός φωτισμός", "Απορρίμματα", "Λακκούβες", "Διαρροή νερού"]
    house.assistant = lambda body: answer(
        "Τι πρόβλημα;", kind="problem_category", choices=names, payloads=[f"/inform{at}" for at in range(4)]
    )
    phone = make_call()
    await phone.hears(START)
    await phone.say("πρόβλημα")
    await phone.hears("Τι πρόβλημα;")
    await phone.say("")
    await phone.say("")
    await phone.hears("Για δημοτικό φωτισμό πατήστε 1. Για απορρίμματα πατήστε 2. Για λακκούβες πατήστε 3. Για περισσότερα πατήστε 9.")
    await phone.press("9")
    await phone.hears("Για διαρροή νερού πατήστε 4.")
    await phone.press("4")
    await house.until(lambda: len(house.heard) == 2)
    assert house.heard[1]["payload"] == "/inform3"


@pytest.mark.parametrize("kind", ["yes_no", "place"])
async def test_key_nine_reads_on_a_long_answer(make_call, house, kind):
    house.assistant = lambda body: answer("Πρώτο μέρος.", "Να συνεχίσω;", kind=kind, more="payload" not in body)
    phone = make_call()
    await phone.hears(START)
    await phone.say("τι χρειάζεται")
    await phone.hears("Να συνεχίσω;")
    await phone.say("παρακάτω")
    await house.until(lambda: len(house.heard) == 2)
    assert "παρακάτω" in phone.line.recogniser.grammars[-1] and house.heard[1]["text"] == "παρακάτω"
    await phone.hears("Να συνεχίσω;")
    await phone.press("9")
    await house.until(lambda: len(house.heard) == 3)
    assert house.heard[2]["payload"] == '/inform{"choice": "more"}'
    await phone.hears("Να συνεχίσω;")
    await phone.press("9")
    await phone.hears(prompts.NO_SUCH_KEY)


def asks_for_digits(body):
    if body.get("payload") == "/report_emergency":
        return answer("Καλέστε τώρα το 112.", kind="afm", length=9, slot="certificate_afm", form="certificate_form")
    return answer("Μου λέτε τον ΑΦΜ σας;", kind="afm", length=9, slot="certificate_afm", form="certificate_form")


async def at_the_digits(make_call, house):
    house.assistant = asks_for_digits
    phone = make_call()
    await phone.hears(START)
    await phone.say("θέλω πιστοποιητικό γέννησης")
    await phone.hears("ΑΦΜ")
    return phone


@pytest.mark.parametrize("answered", ["όχι", "2"])
async def test_a_doubtful_word_amid_others_is_asked_about_and_the_dialogue_goes_on(make_call, house, answered):
    phone = await at_the_digits(make_call, house)
    await phone.say("πέντε πέντε φωτιά μηδέν μηδέν", φωτιά=0.4)
    said, _ = await phone.hears("Είναι επείγον;")
    assert "112" in said
    await (phone.press(answered) if answered == "2" else phone.say(answered))
    await phone.hears(prompts.NOT_URGENT)
    await phone.hears("Μου λέτε τον ΑΦΜ σας;")
    assert len(house.heard) == 1


@pytest.mark.parametrize("answered", ["ναι", "φωτιά"])
async def test_a_doubtful_word_that_was_meant_reaches_the_assistant(make_call, house, answered):
    phone = await at_the_digits(make_call, house)
    await phone.say("ελάτε στο χωριό φωτιά στα χωράφια μας", φωτιά=0.4)
    await phone.hears("Είναι επείγον;")
    await phone.say(answered, confidence=0.42)
    await phone.hears("Καλέστε τώρα το 112.")
    assert house.heard[1]["payload"] == "/report_emergency"


async def test_whoever_says_nothing_when_asked_hears_112_and_the_question(make_call, house):
    phone = await at_the_digits(make_call, house)
    await phone.say("πέντε πέντε φωτιά μηδέν μηδέν", φωτιά=0.4)
    await phone.hears("Είναι επείγον;")
    await phone.quiet()
    await phone.hears(prompts.EMERGENCY)
    await phone.hears("Μου λέτε τον ΑΦΜ σας;")


@pytest.mark.parametrize(
    ("text", "confidence"), [("φωτιά", 0.5), ("βοήθεια φωτιά", 0.6), ("το σπίτι μας καίγεται και είναι μέσα η μάνα μου", 0.8)]
)
async def test_a_cry_and_what_was_heard_well_go_to_the_assistant_at_once(make_call, house, text, confidence):
    phone = await at_the_digits(make_call, house)
    await phone.say(text, confidence)
    await house.until(lambda: len(house.heard) == 2)
    assert house.heard[1]["text"] == text and "επείγον" not in phone.said()


async def test_a_figure_of_speech_interrupts_nothing(make_call, house):
    phone = make_call()
    await phone.hears(START)
    await phone.say("πεθαίνω από την πείνα θέλω πιστοποιητικό")
    await phone.hears("Μάλιστα.")
    assert prompts.EMERGENCY not in phone.said() and "επείγον" not in phone.said()
