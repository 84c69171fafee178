"""New words around the network that is there: the network stays, the graph and the papers follow, torch isn't touched."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import vosk

from voice.model.recipe import Recipe, recipe_of

ROOT = Path(__file__).resolve().parent.parent.parent
SHIPPED = ROOT / "voice" / "models" / "el-telephone"
WITHOUT_TORCH = "import sys; sys.modules['torch'] = None; from voice.model.regraph import main; main()"


@pytest.fixture(scope="module")
def remade(tmp_path_factory):
    """A copy of the shipped model with a small vocabulary made anew, in a process that can't import torch."""
    folder = tmp_path_factory.mktemp("model") / "el-telephone"
    shutil.copytree(SHIPPED, folder)
    command = [sys.executable, "-c", WITHOUT_TORCH, "--out", str(folder), "--words", "300", "--forms", "0"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder


def test_the_network_stays_and_the_graph_changes(remade):
    assert (remade / "am" / "final.mdl").read_bytes() == (SHIPPED / "am" / "final.mdl").read_bytes()
    assert (remade / "graph" / "Gr.fst").read_bytes() != (SHIPPED / "graph" / "Gr.fst").read_bytes()


def test_the_papers_name_what_lies_there(remade):
    facts = json.loads((remade / "model.json").read_text(encoding="utf-8"))
    shipped = json.loads((SHIPPED / "model.json").read_text(encoding="utf-8"))
    for name, digest in facts["sha256"].items():
        assert hashlib.sha256((remade / name).read_bytes()).hexdigest() == digest, name
    assert facts["words"] == len((remade / "graph" / "words.txt").read_text(encoding="utf-8").splitlines()) - 4
    assert facts["words"] < shipped["words"]
    assert (facts["recipe"]["words"], facts["recipe"]["forms"]) == (300, 0)
    assert facts["parameters"] == shipped["parameters"]
    assert "measured" not in facts, "figures of the old graph say nothing about the new one"
    assert f"{facts['words']} words" in (remade / "SOURCES.md").read_text(encoding="utf-8")


def test_vosk_loads_it_and_knows_the_words_of_the_services(remade):
    vosk.SetLogLevel(-1)
    model = vosk.Model(str(remade))
    assert model.vosk_model_find_word("πιστοποιητικό") >= 0
    recogniser = vosk.KaldiRecognizer(model, 8000, json.dumps(["ναι", "όχι"], ensure_ascii=False))
    recogniser.AcceptWaveform(np.zeros(8000, np.int16).tobytes())
    assert json.loads(recogniser.FinalResult())["text"] in ("", "ναι", "όχι")


def test_a_folder_without_a_network_is_refused(tmp_path):
    (tmp_path / "model.json").write_text(json.dumps({"name": "empty", "made": "2026-01-01", "recipe": {}}))
    done = subprocess.run([sys.executable, "-c", WITHOUT_TORCH, "--out", str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode != 0
    assert "has no am/final.mdl" in done.stderr


def test_papers_of_an_older_recipe_are_read():
    assert recipe_of({"recipe": {"width": 99, "speech": ["here"], "long_gone": 1}}) == Recipe(width=99, speech=("here",), stamps=False)
