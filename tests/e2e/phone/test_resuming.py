"""A call that was cut goes on where it stopped; what was confirmed is neither asked nor filed again."""

import pytest

from tests.support.citizens import certificate_answers, lamp_answers
from tests.support.wording import heard_in
from voice.manners import prompts


async def cut(phone):
    """The connection is lost: no goodbye, no more sound."""
    phone.caller.kill()
    await phone.end()


async def resume(phone, code, way):
    """Give the code; until the line has found the conversation."""
    if way == "keys":
        await phone.ask(prompts.RESUMED, f"keys:*{code}")
        return
    spoken_code = prompts.grouped(code)
    await phone.ask(f"{prompts.RESUMED}|{prompts.WHICH_CODE}", f"έχω κωδικό {spoken_code}", "έχω κωδικό", "έχω έναν κωδικό")
    if prompts.RESUMED not in phone.said:
        await phone.ask(prompts.RESUMED, spoken_code)


@pytest.mark.parametrize("way", ["keys", "voice"])
async def test_a_form_goes_on_at_the_same_question(phone_house, call, citizen_of_register, way):
    requests, codes = phone_house.count("certificate_request"), len(phone_house.codes())
    answers = certificate_answers(phone_house, citizen_of_register)
    first = await call()
    await first.say("θέλω ένα πιστοποιητικό γέννησης")
    code = await first.told_code()
    await first.until("certificate_purpose*", answers)
    await cut(first)

    second = await call()
    await resume(second, code, way)
    # The code of a call is no identification: who calls now must prove who they are, and is asked nothing else twice.
    assert second.has_heard("afm_lapsed"), second.turns
    await second.until("certificate_purpose*", certificate_answers(phone_house, citizen_of_register))
    await second.until("certificate_filed", certificate_answers(phone_house, citizen_of_register))
    said = " ".join(turn["said"] for turn in second.turns)
    assert "certificate_type" not in heard_in(said), "what they want was known"
    assert phone_house.count("certificate_request") == requests + 1
    assert len(phone_house.codes()) == codes + 2


async def test_what_was_filed_is_not_filed_again(phone_house, call):
    before = len(phone_house.requests("lighting"))
    answers = lamp_answers("Βενιζέλου", "είκοσι", "20")
    first = await call()
    await first.say("χάλασε η λάμπα στην οδό Βενιζέλου")
    code = await first.told_code()
    await first.until("problem_filed*", answers)
    await cut(first)
    assert len(phone_house.requests("lighting")) == before + 1

    second = await call()
    await resume(second, code, "keys")
    assert not second.has_heard("problem_confirm*"), second.turns
    await second.say("ναι")
    assert not second.has_heard("problem_filed*"), second.turns
    assert len(phone_house.requests("lighting")) == before + 1


async def test_a_wrong_code_leads_nowhere(call):
    phone = await call()
    await phone.press("*000000")
    assert prompts.NO_SUCH_CODE in phone.said, phone.turns
