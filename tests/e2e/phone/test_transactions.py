"""Whole transactions by telephone: real SIP calls, synthetic Greek speech, and what stands in the books afterwards."""

from tests.support.citizens import certificate_answers, lamp_answers


async def test_a_problem_is_reported_by_voice_alone(phone_house, call):
    before = len(phone_house.requests("lighting"))
    phone = await call()
    assert "αυτόματος βοηθός" in phone.said and "δεν ηχογραφείται" in phone.said
    await phone.say("χάλασε η λάμπα στην οδό Ορφέως")
    await phone.until("problem_filed*", lamp_answers("Ορφέως", "δώδεκα", "12"))
    await phone.caller.hangup()
    assert (await phone.end())["how"] == "caller"
    assert "keys" not in {turn["by"] for turn in phone.turns}
    filed = phone_house.requests("lighting")
    assert len(filed) == before + 1
    assert "Ορφέως 12" in filed[0]["address"]


async def test_a_certificate_with_the_number_on_the_keypad_becomes_a_case(phone_house, call, citizen_of_register):
    before = phone_house.count("certificate_request")
    phone = await call()
    await phone.say("θέλω ένα πιστοποιητικό γέννησης")
    await phone.until("certificate_filed", certificate_answers(phone_house, citizen_of_register))
    await phone.caller.hangup()
    await phone.end()
    assert phone_house.count("certificate_request") == before + 1
    case = phone_house.rows('select channel, kind from "case" order by id desc')[0]
    assert case == ("phone", "γέννησης")


async def test_a_guide_question_is_answered(call):
    phone = await call()
    await phone.say("πού είναι το δημαρχείο")
    if "Πλατεία Βιζυηνού" not in phone.said:
        await phone.say("πού βρίσκεται το δημαρχείο")
    assert "Πλατεία Βιζυηνού" in phone.said, phone.turns
    assert "http" not in phone.said and "www" not in phone.said
