"""Kept prompts: what comes back, and what a damaged file does."""

import wave

import pytest

from voice.synthesiser.cache import PromptCache

PCM = bytes(range(256)) * 20


@pytest.fixture
def cache(tmp_path):
    return PromptCache(tmp_path, "espeak-ng el")


def test_kept_sound_outlives_the_process(cache, tmp_path):
    cache.put("Καλημέρα", 1.0, PCM)
    assert PromptCache(tmp_path, "espeak-ng el").get("Καλημέρα") == PCM


def test_a_file_is_an_ordinary_wav(cache):
    cache.put("Καλημέρα", 1.0, PCM)
    with wave.open(str(cache.path("Καλημέρα"))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (8000, 1, 2)
        assert file.readframes(file.getnframes()) == PCM


@pytest.mark.parametrize(
    ("voice", "text", "rate"), [("espeak-ng fr", "Ναι", 1.0), ("espeak-ng el", "Όχι", 1.0), ("espeak-ng el", "Ναι", 0.8)]
)
def test_voice_text_and_speed_are_told_apart(tmp_path, voice, text, rate):
    PromptCache(tmp_path, "el").put("Ναι", 1.0, PCM)
    assert PromptCache(tmp_path, voice).get(text, rate) is None


@pytest.mark.parametrize(
    "damage",
    [lambda whole: whole[:-7], lambda whole: b"", lambda whole: whole[:100] + b"\xff" + whole[101:], lambda whole: bytes(len(whole))],
    ids=["cut", "empty", "one byte", "zeros"],
)
def test_a_damaged_file_counts_as_none(cache, tmp_path, damage):
    cache.put("Ναι", 1.0, PCM)
    path = cache.path("Ναι")
    path.write_bytes(damage(path.read_bytes()))
    fresh = PromptCache(tmp_path, "espeak-ng el")
    assert fresh.get("Ναι") is None
    fresh.put("Ναι", 1.0, PCM)
    assert PromptCache(tmp_path, "espeak-ng el").get("Ναι") == PCM


def test_nothing_half_written_is_left(cache):
    for number in range(5):
        cache.put(f"Πρόταση {number}", 1.0, PCM)
    assert {path.suffix for path in cache.folder.iterdir()} == {".wav"}


def test_memory_is_bounded_and_the_oldest_goes(tmp_path):
    cache = PromptCache(tmp_path, "v", in_memory=2 * len(PCM))
    for text in ("α", "β", "γ"):
        cache.put(text, 1.0, PCM)
    for file in cache.folder.iterdir():
        file.unlink()
    assert [cache.get(text) is not None for text in ("α", "β", "γ")] == [False, True, True]


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "file").write_text("")
    cache = PromptCache(tmp_path / "file", "v")
    cache.put("Ναι", 1.0, PCM)
    assert cache.get("Ναι") == PCM
