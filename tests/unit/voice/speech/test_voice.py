"""From the assistant's text to sentences, and which of them reach the engine."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from voice.synthesiser.base import Resampler, SynthesisError, silence
from voice.synthesiser.cache import PromptCache
from voice.synthesiser.espeak import EspeakSynthesizer
from voice.synthesiser.voice import BETWEEN_SENTENCES_MS, LONGEST_PIECE, Voice, pieces


class Scribe:
    """An engine that writes down what it was asked to say; its sound is the text itself."""

    name = "scribe"

    def __init__(self) -> None:
        self.said: list[tuple[str, float]] = []

    async def speak(self, text: str, *, rate: float = 1.0) -> AsyncIterator[bytes]:
        self.said.append((text, rate))
        for letter in text:
            yield letter.encode("utf-16-le")


async def heard(voice: Voice, text: str, **options) -> bytes:
    return b"".join([chunk async for chunk in voice.say(text, **options)])


def test_text_is_written_out_before_it_is_spoken():
    assert list(pieces("Στις 9:30 στο ΚΕΠ. Κοστίζει 20 €.")) == ["Στις εννιά και μισή το πρωί στο κεπ.", "Κοστίζει είκοσι ευρώ."]


@pytest.mark.parametrize("text", ["", "   ", "…", "🙂", "\n\n"])
def test_nothing_to_say(text):
    assert list(pieces(text)) == []


def test_long_sentences_are_cut_at_breaths_and_lose_no_word():
    text = ", ".join(["θα χρειαστείτε την ταυτότητά σας και μία αίτηση"] * 20)
    cut = list(pieces(text))
    assert len(cut) > 2 and max(map(len, cut)) <= LONGEST_PIECE
    assert " ".join(cut) == text
    assert all(piece.endswith(",") for piece in cut[:-1])


def test_a_word_without_end_is_cut_too():
    assert max(map(len, pieces("α" * 5000))) <= LONGEST_PIECE


async def test_sentences_are_apart_by_a_pause():
    assert await heard(Voice(Scribe()), "Ναι. Όχι.") == "Ναι.".encode("utf-16-le") + silence(BETWEEN_SENTENCES_MS) + "Όχι.".encode(
        "utf-16-le"
    )


async def test_prepared_sentences_are_rendered_once(tmp_path):
    engine = Scribe()
    voice = Voice(engine, PromptCache(tmp_path, engine.name))
    assert await voice.prepare(["Καλημέρα. Πείτε μου.", "Πείτε μου."], rates=(1.0, 0.8)) == 4
    assert await voice.prepare(["Καλημέρα. Πείτε μου."], rates=(1.0, 0.8)) == 0
    engine.said.clear()
    assert await heard(voice, "Πείτε μου. Αλλιώς.") == "Πείτε μου.".encode("utf-16-le") + silence(220) + "Αλλιώς.".encode("utf-16-le")
    assert engine.said == [("Αλλιώς.", 1.0)]


async def test_what_is_not_a_prompt_is_not_kept(tmp_path):
    engine = Scribe()
    voice = Voice(engine, PromptCache(tmp_path, engine.name))
    await heard(voice, "Ο κωδικός σας είναι 4 8 3.")
    assert list(tmp_path.rglob("*.wav")) == []
    await heard(voice, "Περιμένετε.", keep=True)
    assert len(list(tmp_path.rglob("*.wav"))) == 1


async def test_a_sentence_broken_off_is_not_kept(tmp_path):
    engine = Scribe()
    voice = Voice(engine, PromptCache(tmp_path, engine.name))
    saying = voice.say("Περιμένετε.", keep=True)
    await anext(saying)
    await saying.aclose()
    assert list(tmp_path.rglob("*.wav")) == []


def test_resampling_in_pieces_gives_the_same_length_as_at_once():
    import numpy as np

    tone = np.sin(np.arange(22050) * 2 * np.pi * 440 / 22050).astype(np.float32)
    stream = Resampler(22050)
    cut = b"".join(stream.feed(tone[start : start + 1000], last=start + 1000 >= len(tone)) for start in range(0, len(tone), 1000))
    whole = Resampler(22050).feed(tone, last=True)
    assert abs(len(cut) - 16000) <= 4 and len(cut) == len(whole)


class Mute(Scribe):
    """An engine that gives `first` chunks and then breaks down, or never gives a sound."""

    name = "mute"

    def __init__(self, first: int = 0, *, hangs: bool = False) -> None:
        super().__init__()
        self.first, self.hangs, self.left = first, hangs, 0

    async def speak(self, text: str, *, rate: float = 1.0) -> AsyncIterator[bytes]:
        try:
            for letter in text[: self.first]:
                yield letter.encode("utf-16-le")
            if self.hangs:
                await asyncio.Event().wait()
            raise SynthesisError("broken")
        finally:
            self.left += 1


@pytest.mark.parametrize("hangs", [False, True])
async def test_where_the_voice_gives_no_sound_the_reserve_speaks_and_is_not_kept(tmp_path, hangs):
    first, reserve, cache = Mute(hangs=hangs), Scribe(), PromptCache(tmp_path, "mute")
    voice = Voice(first, cache, reserve, patience_s=0.01)
    assert await heard(voice, "Καλημέρα.", keep=True) == "Καλημέρα.".encode("utf-16-le")
    assert (reserve.said, first.left, cache.get("Καλημέρα.")) == ([("Καλημέρα.", 1.0)], 1, None)


async def test_a_sentence_that_breaks_off_is_not_begun_again_in_another_voice():
    reserve = Scribe()
    with pytest.raises(SynthesisError):
        await heard(Voice(Mute(3), reserve=reserve), "Καλημέρα.")
    assert reserve.said == []


async def test_without_a_reserve_the_error_is_told():
    with pytest.raises(SynthesisError):
        await heard(Voice(Mute()), "Καλημέρα.")


async def test_english_is_spoken_by_the_english_voice_and_codes_digit_by_digit():
    greek, english = Scribe(), Scribe()
    voice = Voice(greek, english=english)
    await heard(voice, "Done. Your code is 483 920. Press 1.", rate=0.8)
    await heard(voice, "Έγινε. Το e-mail σας;")
    assert english.said == [("Done.", 0.8), ("Your code is 4 8 3, 9 2 0.", 0.8), ("Press 1.", 0.8)]
    assert greek.said[0][0] == "Έγινε." and len(greek.said) == 2


async def test_english_is_never_kept_among_the_greek_prompts(tmp_path):
    voice = Voice(Scribe(), PromptCache(tmp_path, "scribe"), english=Scribe())
    assert await voice.prepare(["For English, press 4.", "Καλημέρα σας."]) == 1


async def sound_of(engine: EspeakSynthesizer, text: str) -> bytes:
    return b"".join([chunk async for chunk in engine.speak(text)])


async def test_espeak_says_english_otherwise_than_greek():
    greek, english = EspeakSynthesizer("el+f2"), EspeakSynthesizer("en+f2")
    text = "For English, press 4."
    spoken = [await sound_of(engine, text) for engine in (greek, english, greek)]
    assert len(spoken[1]) > 8000
    before, between, after = map(len, spoken)
    # espeak-ng's own length of one sentence wavers by some samples.
    assert abs(before - after) < 100 < abs(before - between)
