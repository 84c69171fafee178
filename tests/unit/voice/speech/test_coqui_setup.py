"""What `make coqui` does to its environment, and what is said where it hasn't been run."""

import pytest

from ops.coqui import SetupFailed, check_voice, mend_torchaudio
from voice.synthesiser.base import SynthesisError
from voice.synthesiser.coqui import CoquiSynthesizer, installed


def test_what_is_missing_is_said(tmp_path):
    assert not installed(tmp_path / "python")
    with pytest.raises(SynthesisError, match="make coqui"):
        CoquiSynthesizer(tmp_path, python=tmp_path / "python")


def test_a_missing_voice_is_said(tmp_path):
    (tmp_path / "python").touch()
    with pytest.raises(SynthesisError, match="no Coqui voice"):
        CoquiSynthesizer(tmp_path / "none", python=tmp_path / "python")


def test_two_voices_never_share_a_name(tmp_path):
    (tmp_path / "python").touch()
    names = set()
    for number in range(3):
        folder = tmp_path / str(number) / "voice"
        folder.mkdir(parents=True)
        (folder / "config.json").write_text("{}" if number else '{"model": "vits"}')
        (folder / "model_file.pth").write_bytes(bytes(number))
        names.add(CoquiSynthesizer(folder, python=tmp_path / "python").name)
    assert len(names) == 3


def test_torchaudios_compiled_part_is_taken_away_and_nothing_else(tmp_path):
    library = tmp_path / "lib" / "python3.11" / "site-packages" / "torchaudio" / "lib"
    library.mkdir(parents=True)
    (library / "_torchaudio.abi3.so").touch()
    (library / "other.so").touch()
    assert mend_torchaudio(tmp_path) == [library / "_torchaudio.abi3.so"]
    assert [path.name for path in library.iterdir()] == ["other.so"]
    assert mend_torchaudio(tmp_path) == []


def test_a_voice_has_configuration_and_weights(tmp_path):
    with pytest.raises(SetupFailed):
        check_voice(tmp_path)
    (tmp_path / "config.json").touch()
    (tmp_path / "best_model.pth").touch()
    check_voice(tmp_path)
