"""A line that can't hear, since its model is missing or broken, serves by keys."""

import shutil

import httpx
import pytest

from voice.manners import prompts
from voice.settings import SHIPPED_MODEL


@pytest.fixture(params=["missing", "broken"])
async def deaf_line(request, phone_house, tmp_path):
    model = tmp_path / "some-model"
    if request.param == "broken":
        shutil.copytree(SHIPPED_MODEL, model)
        graph = model / "graph" / "HCLr.fst"
        graph.write_bytes(graph.read_bytes()[:-1000])
    async with phone_house.another_line(model=str(model)) as line:
        assert line.state()["mode"] == "keys"
        assert "line_works_by_keys" in line.log() and "some-model" in line.log(), line.log()
        yield line


async def test_a_case_is_asked_about_and_a_problem_becomes_a_call_back(phone_house, call, deaf_line):
    before = phone_house.callbacks()
    wish = {"phone": "6900000011", "reason": "δοκιμή", "key": deaf_line.address}
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {phone_house.secret}"}) as web:
        case = (await web.post(f"{phone_house.url}/api/voice/callbacks", json=wish)).json()

    phone = await call(number="6900000010", to=deaf_line.address)
    assert prompts.ONLY_KEYS in phone.said and "πατήστε 3" in phone.said
    await phone.press("3")
    reference = {"line_right": "keys:1", "status_reference": f"keys:{case['code']}#"}
    await phone.until("status_pin", reference)
    await phone.until("status", {"line_right": "keys:1", "status_pin": f"keys:{case['pin']}#"})
    assert "πιστροφή κλήσης" in phone.said, phone.turns
    noted = " ".join(str(turn) for turn in phone.turns)
    assert not any(secret in noted for secret in (case["code"], case["pin"], prompts.grouped(case["pin"]))), "the record tells no secret"

    await phone.press("1")
    await phone.until("line_call_back", {"problem_category": "keys:1"})
    await phone.ask(prompts.CALL_BACK_FILED, "keys:1")
    await phone.press("2")
    assert phone.has_heard("certificate_type*"), phone.turns  # what was open when keys no longer sufficed is closed
    await phone.caller.hangup()
    assert (await phone.end())["how"] == "caller"
    filed = phone_house.callbacks()
    assert len(filed) == len(before) + 2
    assert filed[-1][0] == "+306900000010" and "πλήκτρα" in filed[-1][1]
