"""The model that ships hears what espeak-ng says in voices it never heard."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import numpy as np
import pytest
import soundfile
from rich.console import Console

from ops.eval_speech import SHIPPED, evaluate
from voice.evaluation import ModelBroken, load_line, load_model, transcribe, word_errors
from voice.model import voices
from voice.model.codecs import a_law
from voice.model.espeak import speak

SENTENCES = (
    "θέλω ένα πιστοποιητικό γέννησης",
    "θέλω να δηλώσω μια λακκούβα στην οδό ερμού",
    "δεν ανάβουν τα φώτα στην πλατεία",
    "θέλω να μιλήσω με υπάλληλο",
    "τι ώρα κλείνει το δημαρχείο",
)
DIGITS = "μηδέν ένα δύο τρία τέσσερα πέντε έξι επτά οκτώ εννέα".split()


@pytest.fixture(scope="module")
def model():
    return load_model(SHIPPED)


@pytest.fixture
def say(tmp_path):
    """Speech through an A-law line: text, number of an unseen voice → int16 at 8 kHz."""
    if shutil.which("espeak-ng") is None:
        pytest.fail("espeak-ng is missing: apt-get install espeak-ng")

    def spoken(text, voice=0):
        wav = tmp_path / "said.wav"
        speak(text, wav, variant=voices.UNSEEN[voice], speed=150, pitch=50)
        sound = load_line(wav).astype(np.float64) / 32768
        quiet = np.zeros(2000)
        return np.asarray(np.concatenate([quiet, a_law(sound), quiet]) * 32767).astype(np.int16)

    return spoken


@pytest.mark.parametrize("number", range(len(SENTENCES)))
def test_whole_sentences(model, say, number):
    heard = transcribe(model, say(SENTENCES[number], number))
    found = word_errors(SENTENCES[number], heard.text)
    assert found.errors <= 1, f"said {SENTENCES[number]!r}, heard {heard.text!r}"
    assert heard.confidence > 0.5


@pytest.mark.parametrize("voice", range(4))
@pytest.mark.parametrize("word", ["ναι", "όχι"])
def test_yes_and_no_by_grammar(model, say, word, voice):
    assert transcribe(model, say(word, voice), ["ναι", "όχι"]).text == word


@pytest.mark.parametrize("voice", range(4))
def test_digits_by_grammar(model, say, voice):
    code = "τέσσερα οκτώ τρία εννέα δύο μηδέν"
    assert transcribe(model, say(code, voice), DIGITS).text == code


def test_a_grammar_shuts_everything_else_out(model, say):
    heard = transcribe(model, say("θέλω ένα πιστοποιητικό"), ["ναι", "όχι"])
    assert set(heard.text.split()) <= {"ναι", "όχι"}


def test_the_words_of_the_town_are_known(model):
    for word in "κομοτηνή δημαρχείο πιστοποιητικό γέννησης ερμού λακκούβα για μια δυο αίτησή φαρμακείο βιβλιοθήκη".split():
        assert model.vosk_model_find_word(word) >= 0, word


def test_its_papers_lie_beside_it():
    facts = json.loads((SHIPPED / "model.json").read_text(encoding="utf-8"))
    card = (SHIPPED / "SOURCES.md").read_text(encoding="utf-8")
    assert facts["words"] > 5000
    assert {"what", "condition", "WER %"} <= facts["measured"][0].keys()
    assert 0 < facts["wer"] <= 0.08
    assert {"am/final.mdl", "graph/HCLr.fst", "graph/Gr.fst", "graph/words.txt"} <= facts["sha256"].keys()
    assert facts["sha256"]["am/final.mdl"] in card
    for licence in ("CC-BY-SA-3.0", "CC-BY-SA-4.0", "EUPL-1.2"):
        assert licence in card


def test_evaluation_of_a_folder(say, tmp_path):
    folder = tmp_path / "calls"
    folder.mkdir()
    for number, text in enumerate(SENTENCES[:2]):
        soundfile.write(folder / f"{number}.wav", say(text, number), 8000)
        (folder / f"{number}.txt").write_text(text + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "ops.eval_speech", "--test", str(folder), "--out", str(tmp_path / "rows.tsv")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result = json.loads(done.stdout)
    assert result["n"] == 2
    assert 0 <= result["wer"] <= 0.3
    assert {"wer_exact", "slot_accuracy", "rtf", "confidence", "model"} <= result.keys()
    rows = (tmp_path / "rows.tsv").read_text(encoding="utf-8").splitlines()
    assert rows[0].split("\t") == ["file", "text", "heard", "confidence"]
    assert [row.split("\t")[1] for row in rows[1:]] == list(SENTENCES[:2])


def test_an_empty_folder_and_a_broken_model(tmp_path):
    with pytest.raises(ValueError, match="holds no sound files"):
        evaluate(tmp_path, SHIPPED, Console(quiet=True))
    with pytest.raises(ModelBroken, match="no model folder"):
        load_model(tmp_path / "nothing")


def test_a_graph_that_is_not_one(tmp_path):
    copy = tmp_path / "model"
    shutil.copytree(SHIPPED, copy)
    (copy / "graph" / "Gr.fst").write_bytes(b"")
    with pytest.raises(ModelBroken, match=r"Gr\.fst"):
        load_model(copy)
