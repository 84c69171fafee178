"""Whole transactions by telephone: real SIP calls, synthetic Greek speech, and what stands in the books afterwards."""

import re

import httpx
import pytest

from greek import spoken

RECEIPT = r"Έγινε|PIN"


async def to_a_lamp(said):
    """What a caller who reports a lamp answers."""
    if "αριθμό, ή κοντά" in said:
        return "δώδεκα"
    return "ναι" if "Σωστά" in said else "όχι"


def requests_of(house, service):
    return httpx.get(f"{house.url}/open311/v2/requests.json", params={"service_code": service}).json()


async def test_a_problem_is_reported_by_voice_alone(phone_house, call):
    before = len(requests_of(phone_house, "lighting"))
    phone = await call()
    assert "αυτόματος βοηθός" in phone.said and "δεν ηχογραφείται" in phone.said
    await phone.say("χάλασε η λάμπα στην οδό Ορφέως")
    await phone.until(RECEIPT, to_a_lamp)
    await phone.caller.hangup()
    filed = requests_of(phone_house, "lighting")
    assert len(filed) == before + 1
    assert "Ορφέως 12" in filed[0]["address"]
    record = await phone.wait_for(lambda found: bool(found["how"]), "the end")
    assert record["how"] == "caller"


async def test_a_guide_question_is_answered(call):
    phone = await call()
    await phone.say("πού είναι το δημαρχείο")
    assert "Πλατεία Βιζυηνού" in phone.said, phone.turns
    assert "http" not in phone.said and "www" not in phone.said


async def test_speech_stops_the_line_s_own_voice(call):
    phone = await call(hear_greeting=False)
    while not phone.caller.received().any():
        await phone.caller.until(lambda: bool(phone.caller.received().any()), 10, "the greeting")
    await phone.say("θέλω ένα πιστοποιητικό γέννησης", barge=True)
    assert phone.last.silenced_ms is not None and phone.last.silenced_ms < 1500, phone.last
    record = await phone.wait_for(lambda found: len(found["turns"]) >= 2, "the turn")
    assert any(turn["heard"] for turn in record["turns"])


async def test_silence_is_asked_about_twice_and_then_ended_politely(call):
    phone = await call()
    record = await phone.wait_for(lambda found: found["how"] is not None, "the end")
    said = " ".join(turn["said"] for turn in record["turns"])
    assert "Είστε ακόμα στη γραμμή" in said and "Με την ησυχία σας" in said and "μιλήσετε με υπάλληλο" in said
    assert record["how"] not in ("failed", "caller")
    await phone.caller.until(lambda: phone.caller.over, 10, "the line's goodbye")


async def test_key_0_leads_to_a_person(phone_house, call, colleague):
    phone = await call()
    await phone.caller.keys("0")
    await colleague.until(lambda: colleague.has("CALL_ESTABLISHED"), 20, "the colleague's telephone")
    record = await phone.wait_for(lambda found: found["how"] is not None, "the end")
    assert record["how"] == "transferred"


@pytest.mark.parametrize("way", ["keys", "voice"])
async def test_a_call_cut_in_the_middle_goes_on_with_its_code(call, way):
    first = await call()
    await first.say("θέλω ένα πιστοποιητικό γέννησης")
    assert "ΑΦΜ" in first.said, first.turns
    told = " ".join(turn["said"] for turn in first.turns)
    code = code_in(told)
    first.caller.kill()
    await first.wait_for(lambda found: found["how"] is not None, "the end")

    second = await call()
    await (second.press(f"*{code}") if way == "keys" else second.say("έχω κωδικό"))
    if way == "voice":
        await second.press(f"{code}#")
        if re.search("(?i)σωστά", second.said):
            await second.say("ναι")
    assert "ΑΦΜ" in second.said, second.turns


def code_in(said):
    """The resume code that the line told, which it says in words."""
    told = said.partition("έχω κωδικό")[2].partition(".")[0]
    code = spoken.digits(told, 6)
    assert code, f"no code was told: {said}"
    return code


async def test_a_certificate_with_the_number_on_the_keypad_becomes_a_case(phone_house, call, citizen_of_register):
    count = "select count(*) from certificate_request"
    before, codes = phone_house.rows(count)[0][0], len(phone_house.codes())
    phone = await call()
    await phone.say("θέλω ένα πιστοποιητικό γέννησης")

    async def answer(said):
        if "Σωστά" in said:
            return "ναι"
        if "με μήνυμα" in said:
            return f"keys:{await phone_house.code_after(codes)}#"
        if "ΑΦΜ" in said:
            return f"keys:{citizen_of_register['afm']}#"
        if re.search(r"ΚΕΠ", said):
            return "από το κεπ"
        if re.search(r"(?i)γιατί|σκοπό|χρήση|για ποιον λόγο", said):
            return "για την τράπεζα"
        return "πιστοποιητικό γέννησης"

    await phone.until(RECEIPT, answer)
    await phone.caller.hangup()
    assert phone_house.rows(count)[0][0] == before + 1
    assert len(phone_house.codes()) == codes + 1
