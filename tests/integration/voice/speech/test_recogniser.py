"""Vosk with the shipped model, fed with espeak-ng's Greek as a telephone would."""

import asyncio
import os
import shutil
import threading
from pathlib import Path

import psutil
import pytest

from voice.grammars import Expects, phrases, value
from voice.recogniser import NOTHING, ModelUnavailable, Recognised, Recogniser, Word, alike, believed, read_card
from voice.synthesiser.espeak import EspeakSynthesizer

MODEL = Path(__file__).parents[4] / "voice" / "models" / "el-telephone"
PAUSE = bytes(4800)


@pytest.fixture(scope="module")
def recogniser():
    recogniser = Recogniser(MODEL)
    yield recogniser
    recogniser.close()


async def spoken(text: str) -> bytes:
    return PAUSE + b"".join([chunk async for chunk in EspeakSynthesizer().speak(text)]) + PAUSE


async def hear(recogniser: Recogniser, text: str, grammar=None):
    stream = recogniser.stream(grammar)
    partials = []
    pcm = await spoken(text)
    for start in range(0, len(pcm), 320):
        partials.append(await stream.feed(pcm[start : start + 320]))
    heard = await stream.result()
    stream.close()
    return heard, partials


async def test_an_open_sentence_with_its_words_and_times(recogniser):
    heard, partials = await hear(recogniser, "θέλω ένα πιστοποιητικό γέννησης")
    assert heard.text == "θέλω ένα πιστοποιητικό γέννησης"
    assert [word.text for word in heard.words] == heard.text.split()
    assert all(0 <= word.start < word.end < 5 and 0 <= word.confidence <= 1 for word in heard.words)
    assert heard.confidence > 0.8 and not heard.bound
    assert partials[0] == "" and "πιστοποιητικό" in partials[-1]


@pytest.mark.parametrize(
    ("expects", "said", "meant"),
    [
        (Expects("yes_no"), "ναι", "yes"),
        (Expects("yes_no"), "όχι", "no"),
        (Expects("afm"), "μηδέν εννιά τέσσερα πέντε τρία ένα δύο οκτώ έξι", "094531286"),
        (Expects("code", 4), "ένα τρία τρία επτά", "1337"),
        (Expects("certificate_type"), "πιστοποιητικό οικογενειακής κατάστασης", "οικογενειακής κατάστασης"),
        (Expects("street"), "στην ορφέως δώδεκα", "στην ορφέως 12"),
    ],
)
async def test_answers_by_grammar(recogniser, expects, said, meant):
    heard, _ = await hear(recogniser, said, phrases(expects))
    assert value(expects, heard.text) == meant
    assert heard.bound


@pytest.mark.parametrize("said", ["θέλω να μιλήσω με έναν υπάλληλο", "χάλασε η λάμπα στην ορφέως"])
async def test_who_answers_something_else_is_heard_too(recogniser, said):
    heard, partials = await hear(recogniser, said, ["ναι", "όχι"])
    assert heard.text == said and not heard.bound
    assert value(Expects("yes_no"), partials[-1]) is None


@pytest.mark.parametrize("kind", ["afm", "phone", "yes_no", "certificate_type", "street"])
@pytest.mark.parametrize(
    "said", ["χάλασε η λάμπα έξω από το σπίτι μου", "τι ώρα κλείνει το δημαρχείο σήμερα", "δεν το θυμάμαι αυτή τη στιγμή"]
)
async def test_off_script_sentences_are_not_bent_into_the_grammar(recogniser, kind, said):
    free, _ = await hear(recogniser, said)
    heard, _ = await hear(recogniser, said, phrases(Expects(kind)))
    assert heard.text == free.text and not heard.bound


async def test_a_sentence_that_begins_like_the_grammar(recogniser):
    heard, partials = await hear(recogniser, "θέλω ένα πιστοποιητικό γέννησης", phrases(Expects("afm")))
    assert heard.text == "θέλω ένα πιστοποιητικό γέννησης"
    assert value(Expects("afm"), partials[-1]) is None


@pytest.mark.parametrize(
    ("kind", "said"), [("afm", "ακύρωση"), ("yes_no", "όχι ευχαριστώ"), ("code", "θέλω άνθρωπο"), ("street", "δεν ξέρω")]
)
async def test_commands_are_heard_in_every_grammar(recogniser, kind, said):
    heard, _ = await hear(recogniser, said, phrases(Expects(kind)))
    assert heard.text == said


async def test_silence_is_nothing(recogniser):
    stream = recogniser.stream()
    await stream.feed(bytes(16000))
    assert (await stream.result()) == NOTHING


async def test_nothing_fed_is_nothing(recogniser):
    assert (await recogniser.stream(["ναι"]).result()).text == ""


async def test_the_same_result_twice_and_no_more_after_it(recogniser):
    stream = recogniser.stream()
    await stream.feed(await spoken("καλημέρα"))
    first = await stream.result()
    await stream.feed(await spoken("όχι"))
    assert await stream.result() == first and first.text == "καλημέρα"


async def test_streams_at_once_do_not_mix(recogniser):
    said = ["ναι", "θέλω ένα πιστοποιητικό γέννησης", "όχι", "στην ορφέως δώδεκα"] * 2
    assert [heard.text for heard, _ in await asyncio.gather(*(hear(recogniser, text) for text in said))] == said


async def test_closing_in_the_middle(recogniser):
    stream = recogniser.stream(["ναι"])
    feeding = asyncio.create_task(stream.feed(await spoken("θέλω ένα χαρτί")))
    await asyncio.sleep(0)
    stream.close()
    stream.close()
    await feeding
    assert await stream.feed(bytes(3200)) == await feeding
    assert await stream.result() == NOTHING


async def test_memory_does_not_grow_with_utterances(recogniser):
    async def utterances(count: int) -> None:
        for number in range(count):
            stream = recogniser.stream(["ναι", "όχι"])
            await stream.feed(pcm)
            if number % 3:
                await stream.result()
            stream.close()

    pcm = (await spoken("ναι"))[:6400]
    await utterances(30)
    before = psutil.Process().memory_info().rss
    await utterances(60)
    assert psutil.Process().memory_info().rss - before < 8e6


def test_phrases_with_unknown_words_are_left_out(recogniser):
    assert recogniser.knows("ναι") and not recogniser.knows("αβγδεζ")
    assert recogniser._grammar(("ναι", "στις αβγδεζ", "όχι")) == '["ναι", "όχι"]'
    assert recogniser._grammar(("αβγδεζ",)) is None


@pytest.mark.parametrize(
    ("free", "bound", "believed"),
    [("ναι", "ναι", True), ("νέα", "ναι", True), ("", "ναι", True), ("θέλω άνθρωπο", "ναι όχι ναι", False), ("άνθρωπο", "όχι", False)],
)
def test_when_two_readings_are_alike(free, bound, believed):
    assert alike(free, bound) is believed


def test_the_more_other_words_the_more_must_agree():
    assert alike("θέλω ένα πιστό", "θέλω ένα πίσω") and not alike("θέλω ένα πιστό", "θέλω ένα πίσω", 1.0)
    assert alike("ναι", "ναι", 1.0)


def reading(text: str, confidence: float) -> Recognised:
    words = tuple(Word(word, number, number + 1, confidence) for number, word in enumerate(text.split()))
    return Recognised(text, words, confidence if words else 0.0)


@pytest.mark.parametrize(
    ("free", "bound", "stands"),
    [
        (("πάρω", 0.3), ("δύο", 0.2), False),  # nothing in common
        (("δύο ή", 0.5), ("δύο", 0.9), True),  # nearly the same, and the grammar is surer
        (("θέλω ένα πιστοποιητικό", 1.0), ("θέλω ένα πίσω πενήντα", 0.99), False),  # the sentence is surer
        (("θέλω ένα πιστοποιητικό γέννησης", 0.9), ("θέλω ένα πίσω πενήντα έξι", 0.99), False),  # too little of its end agrees
        (("", 0.0), ("δύο", 0.4), True),
    ],
)
def test_when_the_grammar_is_believed(free, bound, stands):
    assert believed(reading(*free), reading(*bound), {"δύο", "θέλω", "ένα", "πίσω", "πενήντα"}) is stands


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("graph/HCLr.fst", None, "missing"),
        ("am/final.mdl", b"\0B" + b"x" * 900, "broken"),
        ("graph/Gr.fst", b"x" * 900, "broken"),
        ("conf/mfcc.conf", b"--sample-frequency=16000\n", "broken"),
    ],
)
def test_a_broken_model_is_one_plain_sentence(tmp_path, file, content, says):
    shutil.copytree(MODEL, tmp_path / "model")
    broken = tmp_path / "model" / file
    broken.unlink() if content is None else broken.write_bytes(content)
    with pytest.raises(ModelUnavailable, match=says) as raised:
        Recogniser(tmp_path / "model")
    assert str(raised.value).startswith("The line hears nothing and works by keys") and "\n" not in str(raised.value)


def test_a_missing_model_says_how_to_get_one(tmp_path):
    with pytest.raises(ModelUnavailable, match="make voice-model"):
        Recogniser(tmp_path / "none")


def test_the_card(tmp_path):
    assert read_card(MODEL).name == "el-telephone" and read_card(MODEL).grammars
    (tmp_path / "model.json").write_text('{"name": "x", "wer": 0.2}')
    assert read_card(tmp_path).sentence() == "Μοντέλο αναγνώρισης x, ποσοστό σφάλματος λέξεων 20,0 % (μετρημένο σε ανθρώπους)."
    (tmp_path / "model.json").write_text('{"name": "x", "measured": [{"what": "free sentences", "WER %": 7.5}, {"WER %": 0.1}]}')
    assert read_card(tmp_path).sentence() == "Μοντέλο αναγνώρισης x, ποσοστό σφάλματος λέξεων 7,5 % (μετρημένο σε συνθετικές φωνές)."
    (tmp_path / "model.json").write_text("[broken")
    assert read_card(tmp_path).wer is None and "άγνωστο" in read_card(tmp_path).sentence()


async def test_decoding_steps_back_behind_the_sound_of_calls(recogniser):
    def niceness() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    assert await asyncio.get_running_loop().run_in_executor(recogniser._threads, niceness) == 10
    assert niceness() < 10
