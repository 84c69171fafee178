"""Scores of hearing, and models that can't be used."""

import hashlib
import json
import struct

import numpy as np
import pytest
import soundfile

from voice.evaluation import ModelBroken, SlotFinder, check_model, load_line, slot_hits, sounds_alike, word_errors


def test_the_same_words_are_no_error():
    found = word_errors("Θέλω ένα χαρτί, παρακαλώ.", "θέλω ένα χαρτί παρακαλώ")
    assert (found.words, found.errors, found.exact_errors) == (4, 0, 0)


def test_homophones_are_errors_of_spelling_only():
    found = word_errors("πού είναι η καλή", "που είναι οι καλοί")
    assert (found.errors, found.exact_errors) == (0, 3)


@pytest.mark.parametrize(
    ("said", "heard", "errors"), [("α β γ", "α γ", 1), ("α β", "α δέκα β", 1), ("νερό", "καιρό", 1), ("ναι", "", 1), ("", "ναι", 1)]
)
def test_errors_are_counted(said, heard, errors):
    assert word_errors(said, heard).errors == errors


def test_digits_are_read_out():
    assert word_errors("στις 5 Μαΐου", "στις πέντε μαΐου").errors == 0


def test_sounds():
    assert sounds_alike("δύο", "δυο")
    assert not sounds_alike("τρία", "τρεις")


def test_slots():
    finder = SlotFinder()
    assert slot_hits(finder, "θέλω πιστοποιητικό γέννησης", "θέλω πιστοποιητικό γέννησης") == (1, 1)
    assert slot_hits(finder, "Ερμού δώδεκα", "ερμού δώδεκα")[0] == slot_hits(finder, "Ερμού δώδεκα", "ερμού δώδεκα")[1] > 0
    assert slot_hits(finder, "ναι", "όχι") == (0, 1)
    assert slot_hits(finder, "καλημέρα σας", "καλημέρα") == (0, 0)


def test_a_sound_file_of_another_rate(tmp_path):
    sound = 0.5 * np.sin(2 * np.pi * 300 * np.arange(44100) / 44100)
    soundfile.write(tmp_path / "tone.wav", np.stack([sound, sound], 1), 44100)
    line = load_line(tmp_path / "tone.wav")
    assert line.dtype == np.int16
    assert abs(len(line) - 8000) < 20
    assert 15000 < np.abs(line[1000:-1000]).max() < 17500


def broken(tmp_path, what):
    if what == "missing":
        return tmp_path / "nothing"
    (tmp_path / "am").mkdir()
    (tmp_path / "graph").mkdir()
    if what == "no graph":
        (tmp_path / "am" / "final.mdl").write_bytes(b"\0B" + bytes(100))
    elif what == "no network":
        (tmp_path / "graph" / "HCLG.fst").write_bytes(bytes(100))
    else:
        (tmp_path / "am" / "final.mdl").write_bytes(struct.pack("<50i", *range(50)) if what == "no Kaldi" else b"\0B")
        (tmp_path / "graph" / "HCLG.fst").write_bytes(bytes(100))
    return tmp_path


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("missing", "there is no model folder"),
        ("no network", "final.mdl is missing"),
        ("no graph", "HCLG.fst"),
        ("cut off", "cut off"),
        ("no Kaldi", "not a Kaldi model"),
    ],
)
def test_a_broken_model_is_named(tmp_path, what, says):
    with pytest.raises(ModelBroken, match=says):
        check_model(broken(tmp_path, what))


def complete(folder):
    """A folder that looks like a model, with a paper that names its files."""
    (folder / "am").mkdir()
    (folder / "graph").mkdir()
    (folder / "am" / "final.mdl").write_bytes(b"\0B" + bytes(100))
    (folder / "graph" / "HCLG.fst").write_bytes(bytes(100))
    names = ("am/final.mdl", "graph/HCLG.fst")
    facts = {"sha256": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}}
    (folder / "model.json").write_text(json.dumps(facts))
    return folder


def test_a_model_is_what_its_paper_says(tmp_path):
    check_model(complete(tmp_path))


@pytest.mark.parametrize("name", ["am/final.mdl", "graph/HCLG.fst"])
def test_a_changed_file_is_named(tmp_path, name):
    path = complete(tmp_path) / name
    content = bytearray(path.read_bytes())
    content[50] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelBroken, match=f"{name}.*SHA-256 differs"):
        check_model(tmp_path)


@pytest.mark.parametrize("paper", ["[broken", '["a list"]', '{"sha256": 5}'])
def test_a_paper_that_cant_be_read(tmp_path, paper):
    (complete(tmp_path) / "model.json").write_text(paper)
    with pytest.raises(ModelBroken, match=r"model\.json can't be read"):
        check_model(tmp_path)


def test_a_file_that_its_paper_names_is_missing(tmp_path):
    folder = complete(tmp_path)
    facts = json.loads((folder / "model.json").read_text())
    facts["sha256"]["graph/words.txt"] = "0" * 64
    (folder / "model.json").write_text(json.dumps(facts))
    with pytest.raises(ModelBroken, match=r"words\.txt is missing"):
        check_model(folder)


def test_a_model_without_a_paper_is_taken_as_it_is(tmp_path):
    (complete(tmp_path) / "model.json").unlink()
    check_model(tmp_path)
