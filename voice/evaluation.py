"""How well speech is heard: words and slots of what was heard against what was said.

Two readings are compared after lower-casing and after punctuation falls out; numbers in digits are read out first. Words that sound the
same (που and πού, καλή and καλοί, δύο and δυο) are no error of hearing: `wer` counts them right, `wer_exact` wrong.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from greek.dates import find_dates
from greek.digits import find_numbers
from greek.folding import fold
from greek.places import PlaceName, PlaceResolver
from greek.reader import read
from greek.times import find_times
from voice.hiss import hissing
from voice.model.g2p import pronunciations

RATE = 8000
CHUNK = RATE // 5
ROOT = Path(__file__).resolve().parent.parent
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


class ModelBroken(RuntimeError):
    """The model folder can't be used; the text says what is wrong with it."""


@dataclass(frozen=True)
class Heard:
    """`confidence` is the mean of the words', 0 to 1 (0 for nothing heard)."""

    text: str
    confidence: float


@dataclass(frozen=True)
class WordErrors:
    """Counts of one pair: words said, errors when homophones count as right, errors when they don't."""

    words: int
    errors: int
    exact_errors: int


def check_model(folder: Path) -> None:
    """Raise ModelBroken unless `folder` holds what Vosk needs. Vosk itself ends the process over some broken models, so look first."""
    if not folder.is_dir():
        raise ModelBroken(f"there is no model folder {folder}")
    if not any((folder / name).is_file() for name in ("am/final.mdl", "final.mdl")):
        raise ModelBroken(f"{folder} is no Vosk model: am/final.mdl is missing")
    static, dynamic = folder / "graph" / "HCLG.fst", folder / "graph" / "HCLr.fst"
    if not static.is_file() and not (dynamic.is_file() and (folder / "graph" / "Gr.fst").is_file()):
        raise ModelBroken(f"{folder} is no Vosk model: graph/HCLG.fst, or graph/HCLr.fst and graph/Gr.fst, are missing")
    for path in folder.rglob("*"):
        if path.suffix in (".fst", ".mdl") and path.stat().st_size < 64:
            raise ModelBroken(f"{path} is cut off ({path.stat().st_size} bytes): fetch or make the model again")
    header = next(path for name in ("am/final.mdl", "final.mdl") if (path := folder / name).is_file())
    with header.open("rb") as file:
        if file.read(2) != b"\0B":
            raise ModelBroken(f"{header} is not a Kaldi model: fetch or make the model again")
    _check_digests(folder)


def _check_digests(folder: Path) -> None:
    """Compare the files with the SHA-256 that model.json names; a model without that paper is taken as it is."""
    paper = folder / "model.json"
    if not paper.is_file():
        return
    try:
        wanted = json.loads(paper.read_text(encoding="utf-8")).get("sha256", {})
        pairs = [(folder / name, str(digest)) for name, digest in wanted.items()]
    except (OSError, ValueError, AttributeError) as error:
        raise ModelBroken(f"{paper} can't be read ({error}): fetch or make the model again") from error
    for path, digest in pairs:
        if not path.is_file():
            raise ModelBroken(f"{path} is missing: fetch or make the model again")
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise ModelBroken(f"{path} is not the file that model.json names (SHA-256 differs): fetch or make the model again")


def load_model(folder: Path) -> Any:
    """Vosk's Model of a checked folder. Raises ModelBroken."""
    import vosk

    check_model(folder)
    vosk.SetLogLevel(-1)
    try:
        return vosk.Model(str(folder))
    except Exception as error:  # Vosk raises a bare Exception
        raise ModelBroken(f"{folder} can't be loaded: {error}") from error


def transcribe(model: Any, samples: NDArray[np.int16], grammar: Sequence[str] | None = None) -> Heard:
    """What `model` hears in int16 samples at 8 kHz, as the line hears it (`voice.hiss`); with `grammar` only these phrases can be heard."""
    import vosk

    samples = np.frombuffer(hissing(np.asarray(samples, "<i2").tobytes()), "<i2")

    phrases = () if grammar is None else (json.dumps(list(grammar), ensure_ascii=False),)
    recogniser = vosk.KaldiRecognizer(model, RATE, *phrases)
    recogniser.SetWords(True)
    parts: list[dict[str, Any]] = []
    for start in range(0, len(samples), CHUNK):
        if recogniser.AcceptWaveform(samples[start : start + CHUNK].tobytes()):
            parts.append(json.loads(recogniser.Result()))
    parts.append(json.loads(recogniser.FinalResult()))
    words = [word for part in parts for word in part.get("result", ())]
    text = " ".join(part["text"] for part in parts if part.get("text"))
    return Heard(text, float(np.mean([word["conf"] for word in words])) if words else 0.0)


def load_line(path: Path) -> NDArray[np.int16]:
    """A sound file of any rate and number of channels as int16 mono at 8 kHz."""
    import soundfile
    import soxr

    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    mono = samples.mean(1)
    if rate != RATE:
        mono = soxr.resample(mono, rate, RATE)
    return np.asarray(np.clip(mono, -1, 1) * 32767).astype(np.int16)


def score_words(text: str) -> list[str]:
    """The words of `text` that are compared: numbers read out, lower case, no punctuation."""
    return _WORD.findall((read(text) if re.search(r"\d", text) else text).lower())


@lru_cache(maxsize=50000)
def _sounds(word: str) -> frozenset[tuple[str, ...]]:
    return frozenset(map(tuple, pronunciations(word)))


def sounds_alike(one: str, other: str) -> bool:
    return one == other or not _sounds(one).isdisjoint(_sounds(other))


def _distance(said: Sequence[str], heard: Sequence[str], *, by_sound: bool) -> int:
    row = list(range(len(heard) + 1))
    for index, word in enumerate(said, 1):
        diagonal, row[0] = row[0], index
        for position, candidate in enumerate(heard, 1):
            same = sounds_alike(word, candidate) if by_sound else word == candidate
            diagonal, row[position] = row[position], min(row[position] + 1, row[position - 1] + 1, diagonal + (not same))
    return row[-1]


def word_errors(said: str, heard: str) -> WordErrors:
    """Insertions, deletions and substitutions between two texts."""
    reference, found = score_words(said), score_words(heard)
    return WordErrors(len(reference), _distance(reference, found, by_sound=True), _distance(reference, found, by_sound=False))


class SlotFinder:
    """The values that a dialogue would take from a sentence: numbers, dates, times, places, kinds of certificate, yes and no."""

    def __init__(self, root: Path = ROOT) -> None:
        content = root / "backend" / "content"
        places = yaml.safe_load((content / "places.yml").read_text(encoding="utf-8"))["places"]
        self.places = PlaceResolver(PlaceName.from_mapping(row) for row in places)
        types = yaml.safe_load((content / "certificate_types.yml").read_text(encoding="utf-8"))["types"]
        self.certificates = [fold(row["value"]) for row in types]

    def find(self, text: str) -> Counter[str]:
        """Slots as "kind=value" with how often each occurs."""
        folded = fold(text)
        slots = [f"number={number.digits}" for number in find_numbers(text) if not number.article]
        slots += [f"date={date.value}" for date in find_dates(text)]
        slots += [f"time={time.value}" for time in find_times(text)]
        slots += [f"{place.kind}={place.value}" for place in self.places.find(text) if place.known]
        slots += [f"certificate={value}" for value in self.certificates if value in folded]
        slots += [f"answer={word}" for word in folded.split() if word in ("ναι", "οχι")]
        return Counter(slots)


def slot_hits(finder: SlotFinder, said: str, heard: str) -> tuple[int, int]:
    """(slots of what was said that are also in what was heard, slots of what was said)."""
    wanted = finder.find(said)
    return sum((wanted & finder.find(heard)).values()), sum(wanted.values())
