"""A whole house whose line speaks by Coqui TTS: its real code, on a small voice that is made here, also when that dies in a call."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from backend.settings import ROOT
from ops.coqui import ENVIRONMENT
from ops.trial import start_trial, trial_line
from tests.support import tracks
from tests.support.caller import Caller
from tests.support.phone_house import PhoneHouse, write_settings
from tests.support.telephone import Telephone

pytestmark = pytest.mark.coqui
PYTHON = ENVIRONMENT / "bin" / "python"


@pytest.fixture(scope="module")
def house(model, tmp_path_factory):
    assert PYTHON.exists(), "Coqui TTS is not installed: make coqui"
    folder, voice = tmp_path_factory.mktemp("coqui-house"), tmp_path_factory.mktemp("coqui") / "small"
    subprocess.run(
        [str(PYTHON), "tests/support/small_vits.py", str(voice)], cwd=ROOT, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    write_settings(folder)
    stack, password = start_trial(folder, model, line=trial_line(coqui=str(voice)))
    try:
        yield PhoneHouse(stack, 0, password)
    finally:
        stack.stop()


def workers(house: PhoneHouse) -> list[int]:
    """The Coqui processes of this house's line."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, rest = path.read_text().rsplit(")", 1)
            parents[int(pid.split(" ", 1)[0])] = int(rest.split()[1])
        except OSError:  # it has ended meanwhile
            continue
    line = house.stack.control().supervisor.getProcessInfo("voice")["pid"]
    return [pid for pid, parent in parents.items() if parent == line and b"coqui_worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]


async def seconds_heard(phone: Telephone) -> float:
    """How much sound the line has sent so far, once it has finished speaking."""
    await phone.listen()
    return float((tracks.loudness(phone.caller.received()) > tracks.LOUD).sum()) * tracks.WINDOW / tracks.RATE


async def test_a_dialogue_spoken_by_coqui_and_by_the_reserve_when_its_worker_dies(house, tmp_path):
    caller = Caller(tmp_path / "caller", user="2531012345")
    async with Telephone(tmp_path / "phone", house.url, house.secret, caller) as phone:
        await phone.dial(house.address)
        assert str(house.rows("select voice from call")[0][0]).startswith("coqui vits small")
        greeted = await seconds_heard(phone)
        await phone.say("τι ώρες λειτουργεί το δημαρχείο")
        assert "Πλατεία Βιζυηνού" in phone.said
        answered = await seconds_heard(phone)
        assert answered > greeted + 1

        for pid in workers(house):
            os.kill(pid, signal.SIGKILL)
        await phone.say("χάλασε η λάμπα στην οδό Ορφέως")
        assert phone.said
        assert await seconds_heard(phone) > answered + 1, "nothing was heard after the Coqui worker had died"
    assert "reserve_voice" in house.stack.log_tail("voice", 400)
