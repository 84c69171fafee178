"""The recording's two channels, and the line's settings."""

from __future__ import annotations

import io
import wave

import numpy as np
import pytest

from voice.__main__ import deaf_because
from voice.leg import FRAME_BYTES
from voice.recording import Recorder
from voice.settings import SHIPPED_MODEL, VoiceSettings


def frames(value: int, count: int) -> bytes:
    return np.full(count * FRAME_BYTES // 2, value, "<i2").tobytes()


def test_nothing_is_kept_before_consent():
    recorder = Recorder()
    recorder.heard(frames(1, 1))
    recorder.said(frames(2, 1), 0)
    assert recorder.wav() is None


def test_caller_left_line_right_and_what_was_cut_short_is_missing():
    recorder = Recorder()
    recorder.start()
    recorder.heard(frames(1, 1))
    recorder.said(frames(2, 4), 0)
    recorder.heard(frames(1, 2))
    recorder.silenced()
    recorder.heard(frames(1, 1))
    with wave.open(io.BytesIO(recorder.wav())) as file:
        assert (file.getnchannels(), file.getframerate()) == (2, 8000)
        both = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    quarter = len(both) // 4
    assert (both[:, 0] == 1).all()
    assert [int(both[part * quarter, 1]) for part in range(4)] == [0, 2, 2, 0]


def test_transfer_targets_in_order():
    assert VoiceSettings(transfer_to="person=sip:1@pbx, desk=sip:2@pbx").targets() == {"person": "sip:1@pbx", "desk": "sip:2@pbx"}


def test_a_target_without_a_name_is_refused():
    with pytest.raises(ValueError, match="name=sip:"):
        VoiceSettings(transfer_to="sip:1@pbx").targets()


def test_the_fetched_model_goes_before_the_shipped_one(tmp_path, monkeypatch):
    monkeypatch.setenv("KOMOTINI_DATA_DIR", str(tmp_path))
    assert VoiceSettings(model="").model_folder() == SHIPPED_MODEL
    (tmp_path / "models" / "vosk-model-el-gr-0.7").mkdir(parents=True)
    assert VoiceSettings(model="").model_folder() == tmp_path / "models" / "vosk-model-el-gr-0.7"
    assert VoiceSettings(model="/x").model_folder().as_posix() == "/x"


@pytest.mark.parametrize(
    ("model", "why"),
    [("/x/gone", "Δεν υπάρχει ο φάκελος του μοντέλου (gone). Ο διαχειριστής του συστήματος διορθώνει τη ρύθμιση"), ("", "δεν ανοίγει")],
)
async def test_staff_are_told_why_the_line_does_not_hear(make_call, tmp_path, monkeypatch, model, why):
    monkeypatch.setenv("KOMOTINI_DATA_DIR", str(tmp_path))
    line = make_call(deaf=True).line
    line.deaf_because = deaf_because(VoiceSettings(model=model))
    assert why in line.status()["model"]["sentence"] and line.status()["model"]["name"] == ""
