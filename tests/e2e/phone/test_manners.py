"""How the line behaves in a call: interrupting it, silence, repeating, speaking slower, danger."""

from tests.support import tracks
from voice.manners import prompts

CERTIFICATE = ("θέλω ένα πιστοποιητικό γέννησης", "πιστοποιητικό γέννησης", "keys:2")
REST_OF_GREETING = ("κίνδυνο ζωής", "δικά σας λόγια")


async def greeting_began(phone):
    await phone.caller.until(lambda: tracks.first_sound(phone.caller.received()) is not None, 60, "the greeting")


def last_turn(house, phone, by):
    """(barge_in, understanding) of the newest turn of its kind, as the house has noted it."""
    query = "select t.barge_in, t.understanding from call_turn t join call c on c.id = t.call_id where c.line_id = :id and t.by = :by"
    return house.rows(f"{query} order by t.seq desc", id=phone.caller.call_id, by=by)[0]


async def test_speech_stops_the_line_s_own_voice(phone_house, call):
    phone = await call(hear_greeting=False)
    await greeting_began(phone)
    await phone.speak("θέλω ένα πιστοποιητικό γέννησης")
    assert phone.last.silenced_ms is not None, "the line was silent before we had finished"
    await phone.hear(2)
    assert last_turn(phone_house, phone, "voice")[0]
    assert not any(words in phone.ear() for words in REST_OF_GREETING)


async def test_a_key_stops_the_line_s_own_voice(phone_house, call):
    phone = await call(hear_greeting=False)
    await greeting_began(phone)
    await phone.press("2")
    assert phone.has_heard("afm*") or phone.has_heard("certificate_type*"), phone.turns
    assert last_turn(phone_house, phone, "keys")[0]
    assert not any(words in phone.ear() for words in REST_OF_GREETING)


async def test_silence_is_asked_about_twice_and_then_ended_politely(call):
    phone = await call()
    record = await phone.end()
    first, second, offer = (turn["said"] for turn in record["turns"][1:4])
    assert [turn["by"] for turn in record["turns"]] == ["start", "silence", "silence", "silence", "silence"]
    assert first.startswith(prompts.STILL_THERE) and second.startswith(prompts.TAKE_YOUR_TIME) and offer == prompts.OFFER_PERSON
    assert record["turns"][4]["said"] == prompts.GOODBYE
    assert record["how"] == "goodbye"
    await phone.caller.until(lambda: phone.caller.over, 30, "the line's hanging up")


async def test_what_was_said_is_repeated_and_then_more_slowly(phone_house, call):
    phone = await call()
    await phone.ask("ΑΦΜ", *CERTIFICATE)
    question = phone.said.partition("••••. ")[2]  # the code for resuming is told once

    usual = await sound_of(phone, question, "επανάλαβε", "επαναλάβετε παρακαλώ", "keys:*")
    assert phone.said == question, phone.turns
    slow = await sound_of(phone, question, "πιο αργά", "πιο αργά παρακαλώ")
    assert phone.said == f"{prompts.SLOWER} {question}", phone.turns
    assert slow > 1.15 * usual
    assert last_turn(phone_house, phone, "voice")[1] in (None, "null"), "nobody asked the assistant"


async def sound_of(phone, text, *ways):
    """Seconds of sound in what the line says, once it says `text`."""
    for way in ways:
        await phone.listen()
        start = len(phone.caller.received())
        if text in await phone.do(way):
            await phone.listen()
            return float((tracks.loudness(phone.caller.received()[start:]) > tracks.LOUD).sum()) / 100
    raise AssertionError(f"it was not said again: {phone.turns}")


async def test_danger_in_the_middle_of_a_form_is_answered_at_once(phone_house, call):
    phone = await call()
    await phone.ask("ΑΦΜ", *CERTIFICATE)
    await phone.press("550000018")
    assert phone.has_heard("line_right"), phone.turns
    await phone.ask("1 ?1 ?2", "φωτιά στο σπίτι", "έπιασε φωτιά το σπίτι", "φωτιά")
    assert phone.said.index("112" if "112" in phone.said else "1 1 2") < 80, "before anything else"
