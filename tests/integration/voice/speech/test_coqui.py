"""The real Coqui code, in its own environment, with a small VITS made by Coqui's own classes. Runs where `make coqui` has been run."""

import os
import subprocess
from pathlib import Path

import numpy as np
import pytest

from voice.synthesiser.base import SynthesisError
from voice.synthesiser.coqui import PYTHON, ROOT, CoquiSynthesizer
from voice.synthesiser.voice import Voice

COQUI = Path(os.environ.get("KOMOTINI_COQUI_PYTHON", PYTHON))
pytestmark = pytest.mark.coqui
GREETING = "καλημέρα σας, καλέσατε τον δήμο κομοτηνής. πείτε μου πώς μπορώ να βοηθήσω"


def run(*arguments: str) -> str:
    done = subprocess.run([str(COQUI), *arguments], cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    assert COQUI.exists(), "Coqui TTS is not installed: make coqui"
    made = tmp_path_factory.mktemp("coqui") / "small"
    run("tests/support/small_vits.py", str(made))
    return made


@pytest.fixture
async def engine(folder):
    engine = CoquiSynthesizer(folder, python=COQUI)
    await engine.start()
    yield engine
    await engine.stop()


async def chunks_of(engine, text, **options) -> list[bytes]:
    return [chunk async for chunk in engine.speak(text, **options)]


async def test_a_sentence_comes_in_chunks(engine):
    chunks = await chunks_of(engine, GREETING)
    assert len(chunks) > 3 and all(len(chunk) % 2 == 0 for chunk in chunks)
    seconds = sum(map(len, chunks)) / 16000
    assert 0.5 < seconds < 30 and len(chunks[0]) / 16000 < 0.6
    assert np.frombuffer(b"".join(chunks), np.int16).any()


async def test_slower_is_longer(engine):
    usual, slow = [sum(map(len, await chunks_of(engine, GREETING, rate=rate))) for rate in (1.0, 0.6)]
    assert slow > 1.2 * usual


async def test_a_sentence_broken_off_leaves_nothing_behind(engine):
    whole = sum(map(len, await chunks_of(engine, "ναι")))
    speaking = engine.speak(GREETING)
    await anext(speaking)
    await speaking.aclose()
    assert sum(map(len, await chunks_of(engine, "ναι"))) == whole


async def test_a_worker_that_dies_is_replaced(engine):
    (first,) = engine._processes
    speaking = engine.speak(GREETING)
    await anext(speaking)
    first.kill()
    await first.wait()
    with pytest.raises(SynthesisError):
        async for _ in speaking:
            pass
    assert await chunks_of(engine, "ναι")
    assert engine._processes != [first]


@pytest.mark.parametrize("text", ["", "…", "12 xyz", "漢字"])
async def test_what_the_voice_has_no_letters_for_harms_nothing(engine, text):
    await chunks_of(engine, text)
    assert await chunks_of(engine, "ναι")


async def test_the_voice_speaks_the_assistants_text(engine):
    sound = [chunk async for chunk in Voice(engine).say("Ανοιχτά 8:00-14:00. Κόστος 20 €.")]
    assert sum(map(len, sound)) > 16000


async def test_chunks_are_the_whole(folder):
    code = f"""
import sys, numpy, torch
from pathlib import Path
from voice.synthesiser import coqui_worker as worker
voice = worker.VitsVoice(Path({str(folder)!r}))
def say(chunk):
    worker.CHUNK = chunk
    torch.manual_seed(3)
    return numpy.frombuffer(b"".join(voice.speak({GREETING!r}, 1.0)), numpy.int16).astype(int)
parts, whole = say(32), say(100000)
print(len(parts), len(whole), abs(parts - whole).max())
"""
    parts, whole, difference = map(int, run("-c", code).split()[-3:])
    assert parts == whole > 8000
    assert difference <= 2


async def test_a_folder_that_holds_no_voice_is_said(tmp_path):
    engine = CoquiSynthesizer(tmp_path, python=COQUI)
    with pytest.raises(SynthesisError, match=r"config\.json"):
        await engine.start()
