"""The sound of a call is kept with the caller's consent, encrypted, for as many days as are set; without it nothing is."""

import io
import re
import uuid
import wave

import httpx
import pytest
from sqlalchemy import create_engine, text

from backend.database import Database
from backend.services import staff
from tests.support.phone_house import until
from voice.manners import prompts

PASSWORD = "μια-καλή-φράση-42"


@pytest.fixture
async def asking_line(phone_house):
    async with phone_house.another_line(record="ask") as line:
        yield line


@pytest.fixture
async def console(phone_house):
    """The console, as a reviewer sees it."""
    name = f"reviewer-{uuid.uuid4().hex[:6]}"
    database = Database(phone_house.settings)
    with database.work() as uow:
        staff.create_user(uow, name, "Ελένη Σωτηρίου", "reviewer", services=(), password=PASSWORD, must_change_password=False)
    database.close()
    async with httpx.AsyncClient(base_url=phone_house.url, headers={"accept": "text/html"}, follow_redirects=True, timeout=60) as browser:
        token = re.search(r'name="csrf" value="([^"]+)"', (await browser.get("/staff/sign-in")).text)
        page = await browser.post("/staff/sign-in", data={"csrf": token[1], "username": name, "password": PASSWORD})
        assert "Σήμερα" in page.text
        yield browser


def kept(house):
    """Whatever sound lies in the house's folders: recordings, and what somebody may have forgotten there."""
    data = house.settings.data_dir
    return {path for path in data.rglob("*") if path.is_file() and (path.suffix in (".enc", ".wav", ".part") or "recordings" in path.parts)}


async def a_short_call(call, line, answer):
    """Somebody answers the question about recording, says something, and hangs up. Returns the call's record."""
    phone = await call(number="6900000013", to=line.address)
    assert prompts.ASK_RECORDING in phone.said
    if answer:
        await phone.ask(f"{re.escape(prompts.RECORDED)}|{prompts.NOT_RECORDED}", *answer)
    else:
        await phone.hear(2)
    told = phone.said
    await phone.say("πού είναι το δημαρχείο")
    await phone.caller.hangup()
    return await phone.end(), told


@pytest.mark.parametrize("answer", [("ναι", "ναι συμφωνώ"), ("keys:1",)], ids=["voice", "key"])
async def test_with_consent_the_sound_is_kept_encrypted_and_deleted_after_its_days(phone_house, call, asking_line, console, answer):
    before = kept(phone_house)
    record, told = await a_short_call(call, asking_line, answer)
    assert prompts.RECORDED in told
    await until(lambda: kept(phone_house) - before, lambda: "no recording came")
    (file,) = kept(phone_house) - before
    sealed = file.read_bytes()
    assert file.suffix == ".enc" and file.stat().st_mode & 0o077 == 0
    assert b"RIFF" not in sealed and len(sealed) > 8000, "not to be heard by who has the file alone"

    row = next(part for part in (await console.get("/staff/calls")).text.split("<tr") if record["id"] in part)
    assert "ηχογράφηση" in row
    assert "<audio" in (await console.get(f"/staff/calls/{record['id']}")).text
    played = await console.get(f"/staff/calls/{record['id']}/audio.wav")
    with wave.open(io.BytesIO(played.content)) as sound:
        assert sound.getnchannels() == 2 and any(sound.readframes(sound.getnframes()))

    days = phone_house.settings.voice_keep_audio_days
    engine = create_engine(phone_house.settings.database_url)
    with engine.begin() as connection:
        connection.execute(
            text("update call set audio_at = datetime(audio_at, :days) where id = :id"), {"days": f"-{days} days", "id": record["id"]}
        )
    engine.dispose()
    async with phone_house.without("web"):  # each start of the web process begins with a round
        pass
    await until(lambda: not file.exists(), lambda: "the recording was not deleted")
    page = (await console.get(f"/staff/calls/{record['id']}")).text
    assert "<audio" not in page and "Διαγράφηκε" in page
    assert (await console.get(f"/staff/calls/{record['id']}/audio.wav")).status_code == 404


@pytest.mark.parametrize("answer", [("όχι", "όχι ευχαριστώ"), ("keys:2",), ()], ids=["voice", "key", "silence"])
async def test_without_consent_nothing_is_stored(phone_house, call, asking_line, console, answer):
    before = kept(phone_house)
    record, told = await a_short_call(call, asking_line, answer)
    assert prompts.NOT_RECORDED in told
    assert kept(phone_house) == before
    row = next(part for part in (await console.get("/staff/calls")).text.split("<tr") if record["id"] in part)
    assert "ηχογράφηση" not in row
    page = (await console.get(f"/staff/calls/{record['id']}")).text
    assert "<audio" not in page and "δημαρχείο" in page
    consent = phone_house.rows("select consent from call where id = :id", id=record["id"])
    assert [bool(row[0]) for row in consent] == [False] and consent[0][0] is not None
