"""Where speech comes from: synthetic voices, prompts of other languages, folders of recordings."""

import gzip
import shutil

import numpy as np
import pytest
import soundfile

from voice.model import voices
from voice.model.build import Recipe
from voice.model.features import mfcc
from voice.model.prepare import examples_of
from voice.model.speech import (
    PROMPT_SETS,
    Order,
    Utterance,
    VoiceMissing,
    check_voices,
    prompts,
    recordings,
    synthesise,
    to_line,
    with_pseudo_speakers,
)


@pytest.fixture(autouse=True)
def espeak():
    if shutil.which("espeak-ng") is None:
        pytest.fail("espeak-ng is missing: apt-get install espeak-ng")


def tone(seconds, rate):
    return (0.3 * np.sin(2 * np.pi * 220 * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


def test_a_sentence_is_spoken_the_same_each_time():
    first, again = (synthesise(Order("θέλω ένα χαρτί", voices.TRAINING[0], 5)) for _ in range(2))
    assert first.words == (("th", "e", "l", "o"), ("e", "n", "a"), ("x", "a", "r", "t", "i"))
    assert 0.5 < first.seconds < 4
    assert np.array_equal(first.samples, again.samples)
    assert not np.array_equal(first.samples, synthesise(Order("θέλω ένα χαρτί", voices.TRAINING[0], 6)).samples[: len(first.samples)])


def test_what_is_read_in_another_language_is_left_out():
    assert synthesise(Order("το facebook", voices.TRAINING[0], 5)) is None


def test_all_voices_of_the_recipe_are_installed():
    check_voices(voices.TRAINING + voices.UNSEEN)
    with pytest.raises(VoiceMissing, match="Nobody"):
        check_voices(["Nobody"])


def test_a_stretched_throat_speaks_faster():
    assert len(to_line(tone(1, 22050), 22050)) == pytest.approx(8000, abs=3)
    assert len(to_line(tone(1, 22050), 22050, 1.1)) == pytest.approx(8000 / 1.1, abs=15)


def test_prompts_are_mapped_to_greek_sounds(tmp_path):
    which = PROMPT_SETS[0]
    listing = tmp_path / "usr/share/doc/asterisk-core-sounds-es/core-sounds-es.txt.gz"
    sounds = tmp_path / "usr/share/asterisk/sounds" / which.folder
    listing.parent.mkdir(parents=True)
    sounds.mkdir(parents=True)
    listing.write_bytes(gzip.compress(b"; sounds\n\nthanks: Gracias.\nbeep: [tone]\nabsent: Hola\nslow: No\n"))
    for name, seconds in (("thanks", 0.8), ("beep", 0.8), ("slow", 5.0)):
        soundfile.write(sounds / f"{name}.wav", tone(seconds, 8000), 8000)
    (only,) = prompts(tmp_path, which)
    assert only.words == (("g", "r", "a", "s", "i", "a", "s"),)
    assert only.voice == which.folder


def test_a_folder_of_recordings(tmp_path):
    soundfile.write(tmp_path / "a.wav", tone(1, 44100), 44100)
    (tmp_path / "a.txt").write_text("Ναι, θέλω 2.", encoding="utf-8")
    soundfile.write(tmp_path / "without.wav", tone(1, 8000), 8000)
    (tmp_path / "broken.wav").write_bytes(b"no sound")
    (tmp_path / "broken.txt").write_text("ναι", encoding="utf-8")
    (only,) = recordings(tmp_path)
    assert only.text == "ναι θέλω δύο"
    assert only.words[0] == ("n", "e")
    assert only.samples.dtype == np.int16
    assert len(only.samples) == pytest.approx(8000, abs=3)


def test_a_common_voice_folder(tmp_path):
    (tmp_path / "clips").mkdir()
    soundfile.write(tmp_path / "clips" / "one.wav", tone(1.5, 48000), 48000)
    rows = 'client_id\tpath\tsentence\nabc\tone.wav\tΚαλημέρα "σας"\nabc\tone.wav\tin English\n'
    (tmp_path / "validated.tsv").write_text(rows, encoding="utf-8")
    (only,) = recordings(tmp_path)
    assert (only.text, only.voice) == ("καλημέρα σας", "abc")


def test_few_people_become_several():
    one = Utterance("ναι", "x", (("n", "e"),), (tone(1, 8000) * 20000).astype(np.int16))
    made = list(with_pseudo_speakers([one]))
    assert [len(each.samples) for each in made] == pytest.approx([8000, 8889, 7207], abs=20)
    assert len({each.voice for each in made}) == 3


def test_features_and_copies():
    assert mfcc(tone(1, 8000) * 20000).shape == (98, 40)
    assert mfcc(np.zeros(10, np.float32)).shape == (0, 40)
    one = Utterance("ναι", "x", (("n", "e"),), (tone(1, 8000) * 20000).astype(np.int16))
    (first, second) = examples_of([one, one], 2, processes=1)
    assert len(first.copies) == 2
    assert not np.array_equal(first.copies[0], second.copies[0]), "each copy has a line of its own"


def test_stages_are_kept_by_what_they_depend_on():
    assert Recipe(words=10).key("utterances", "seed") == Recipe(words=20).key("utterances", "seed")
    assert Recipe(utterances=10).key("utterances") != Recipe(utterances=20).key("utterances")
