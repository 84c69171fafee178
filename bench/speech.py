"""`python -m bench.speech`: word error rates of a model by line condition, with voices it never heard and sentences from nowhere in its
text.

The sentences are those of the frozen understanding test and of the guide's test questions, which no text source reads; any that still
occurs in one is dropped. Speech is espeak-ng's: figures for synthetic speech, not for people.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from bench.report import show
from greek.numerals import cardinal
from ops.eval_speech import SHIPPED
from ops.paths import ROOT
from voice.evaluation import RATE, load_line, load_model, score_words, transcribe, word_errors
from voice.model import voices
from voice.model.codecs import a_law, add_noise, lose_packets, noise
from voice.model.espeak import speak
from voice.model.sources import add_measurements
from voice.model.spoken import EVERYDAY, everyday
from voice.model.text import WORD, TextSources, is_well_written, spoken_words

TESTS = (("tests/nlu/frozen.tsv", "text"), ("tests/guide/questions_test.tsv", "question"))
LONGEST = 25
YES_NO = ("ναι", "όχι", "ναι βέβαια", "όχι ευχαριστώ", "ναι σωστά", "σωστά", "λάθος", "μάλιστα")
DIGITS = "μηδέν ένα δύο τρία τέσσερα πέντε έξι επτά εφτά οκτώ οχτώ εννέα εννιά".split()

_CAREFUL = {everyday_word: careful_word for careful_word, everyday_word in EVERYDAY.items()}
Samples = NDArray[np.int16]
Line = Callable[[NDArray[np.float64], np.random.RandomState], NDArray[np.float64]]

CONDITIONS: dict[str, Line] = {
    "A-law": lambda sound, chance: a_law(sound),
    "A-law, noise at 10 dB": lambda sound, chance: a_law(np.clip(add_noise(sound, noise(len(sound), chance), 10.0), -1, 1)),
    "A-law, 5 % of packets lost": lambda sound, chance: lose_packets(a_law(sound), 0.05, chance),
}


def kept_apart(count: int, seed: int = 5) -> list[str]:
    """Sentences to speak: well written, without Latin letters, in none of the sources."""
    sources = TextSources()
    known = {" ".join(sentence.words) for sentence in sources.written() + sources.sampled(20000, 9)}
    found: dict[str, None] = {}
    for name, column in TESTS:
        with (ROOT / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                text = row[column]
                words = spoken_words(text)
                proper = all(is_well_written(word) for word in WORD.findall(text.lower()))
                if 2 <= len(words) <= LONGEST and proper and " ".join(words) not in known:
                    found[" ".join(words)] = None
    sentences = list(found)
    random.Random(seed).shuffle(sentences)
    return sentences[:count]


def spoken(texts: Iterable[str], seed: int = 11) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Each text by an unseen voice in turn, at an ordinary speed, as float samples at 8 kHz with half a second of silence around."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        wav = Path(folder) / "spoken.wav"
        for number, text in enumerate(texts):
            speak(
                text, wav, variant=voices.UNSEEN[number % len(voices.UNSEEN)], speed=chance.randint(130, 175), pitch=chance.randint(35, 65)
            )
            samples = load_line(wav).astype(np.float64) / 32768
            yield text, np.concatenate([np.zeros(RATE // 4), samples / (np.abs(samples).max() + 1e-9) * 0.5, np.zeros(RATE // 4)])


def heard_over(line: Line, sound: NDArray[np.float64], number: int) -> Samples:
    return np.asarray(np.clip(line(sound, np.random.RandomState(number)), -1, 1) * 32767).astype(np.int16)


def careful(text: str) -> str:
    """Everyday number words in their careful form: εφτά for επτά is no error of hearing a seven."""
    return " ".join(_CAREFUL.get(word, word) for word in text.split())


def measure(
    model: Any, what: str, speech: Sequence[tuple[str, NDArray[np.float64]]], grammar: Sequence[str] | None, console: Console
) -> list[dict[str, Any]]:
    """One row for each condition: percent of words and of whole sentences."""
    rows = []
    for condition, line in CONDITIONS.items():
        words = errors = exact = right = 0
        seconds = work = 0.0
        for number, (text, sound) in enumerate(track(speech, f"{what}, {condition}", console=console, transient=True)):
            samples = heard_over(line, sound, number)
            began = time.process_time()
            found = word_errors(careful(text), careful(transcribe(model, samples, grammar).text))
            work += time.process_time() - began
            seconds += len(samples) / RATE
            words, errors, exact = words + found.words, errors + found.errors, exact + found.exact_errors
            right += found.errors == 0
        rows.append({
            "what": what, "condition": condition, "n": len(speech), "WER %": 100 * errors / max(1, words),
            "WER with spelling %": 100 * exact / max(1, words), "right %": 100 * right / max(1, len(speech)),
            "core %": 100 * work / seconds,
        })  # fmt: skip
    return rows


def digit_strings(count: int, seed: int = 3) -> list[str]:
    chance = random.Random(seed)
    return [everyday(chance, " ".join(cardinal(chance.randrange(10)) for _ in range(9))).replace("δυο", "δύο") for _ in range(count)]


def unknown_share(sentences: Sequence[str], words_file: Path) -> float:
    """Percent of spoken words that the model doesn't have."""
    known = {line.split(" ", 1)[0] for line in words_file.read_text(encoding="utf-8").splitlines()}
    words = [word for sentence in sentences for word in score_words(sentence)]
    return 100 * sum(word not in known for word in words) / max(1, len(words))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.speech", description=__doc__)
    parser.add_argument("--model", type=Path, default=SHIPPED)
    parser.add_argument("--sentences", type=int, default=150)
    parser.add_argument("--record", action="store_true", help="write the figures into the model's SOURCES.md and model.json")
    options = parser.parse_args()
    os.nice(5)
    console = Console(stderr=True)
    model = load_model(options.model)
    sentences = kept_apart(options.sentences)
    rows = measure(model, "free sentences", list(spoken(sentences)), None, console)
    rows += measure(model, "nine digits", list(spoken(digit_strings(40))), DIGITS, console)
    rows += measure(model, "yes and no", list(spoken(YES_NO * 5)), YES_NO, console)
    show("speech", rows)
    words_file = options.model / "graph" / "words.txt"
    if words_file.is_file():
        show("vocabulary", [{"sentences": len(sentences), "unknown words %": unknown_share(sentences, words_file)}])
    if options.record:
        add_measurements(options.model, rows)


if __name__ == "__main__":
    main()
