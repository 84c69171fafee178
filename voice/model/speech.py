"""Speech to train on: espeak-ng in many voices, people from Debian's telephone prompts, and any folder of recordings.

Every utterance is 8 kHz, 16 bit, mono, with the phones of each of its words.
"""

from __future__ import annotations

import csv
import gzip
import random
import re
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray
from scipy.signal import resample_poly

from voice.model.espeak import ipa, speak, voice_variants
from voice.model.g2p import pronunciations
from voice.model.phones import from_ipa
from voice.model.text import spoken_words

RATE = 8000
LOUDNESS = 0.7
LONGEST_SECONDS = 14.0
Samples = NDArray[np.int16]


@dataclass(frozen=True)
class Utterance:
    """What was said. `words` holds the phones of each word; `samples` int16 at 8 kHz; `voice` tells speakers apart."""

    text: str
    voice: str
    words: tuple[tuple[str, ...], ...]
    samples: Samples

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE


class VoiceMissing(RuntimeError):
    """espeak-ng lacks a voice variant that the recipe names."""


def check_voices(names: Sequence[str]) -> None:
    missing = sorted(set(names) - voice_variants())
    if missing:
        raise VoiceMissing(
            f"espeak-ng has no voice variants {', '.join(missing)}: install Debian's espeak-ng and espeak-ng-data, version 1.51 or later."
        )


def to_line(samples: NDArray[np.floating], rate: int, stretch: float = 1.0) -> Samples:
    """Float samples of any rate as int16 at 8 kHz, evenly loud. `stretch` over 1 raises pitch, formants and speed together."""
    down = max(1, round(rate * stretch / 50))
    line = resample_poly(samples, RATE // 50, down)
    peak = float(np.abs(line).max()) if len(line) else 0.0
    return (line / max(peak, 1e-4) * LOUDNESS * 32767).astype(np.int16)


@dataclass(frozen=True)
class Order:
    """One sentence to be spoken, with the manner of it."""

    text: str
    voice: str
    seed: int
    varied: bool = True


def synthesise(order: Order) -> Utterance | None:
    """The spoken order; None where espeak-ng spelt something in another language or made nothing usable."""
    chance = random.Random(order.seed)  # noqa: S311
    if order.varied:
        speed, pitch, gap = chance.randint(110, 230), chance.randint(5, 95), chance.choice((0, 0, 0, 1, 3))
        stretch = min(1.25, max(0.8, chance.gauss(1.0, 0.1)))
    else:
        speed, pitch, gap, stretch = chance.randint(130, 175), chance.randint(35, 65), 0, 1.0
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        said = speak(order.text, Path(file.name), variant=order.voice, speed=speed, pitch=pitch, gap=gap)
        samples, rate = soundfile.read(file.name, dtype="float32")
    words = _phones_of(said)
    if words is None or len(samples) < rate // 10 or float(np.abs(samples).max()) < 1e-3:
        return None
    line = to_line(samples, rate, stretch)
    before, after = (np.zeros(chance.randint(0, 2400), np.int16) for _ in range(2))
    return Utterance(order.text, order.voice, words, np.concatenate([before, line, after]))


def _phones_of(said: str, *, foreign: bool = False) -> tuple[tuple[str, ...], ...] | None:
    if "(" in said:
        return None
    words: list[tuple[str, ...]] = []
    for token in said.split():
        phones = from_ipa(token, foreign=foreign)
        if phones is None:
            return None
        if phones:
            words.append(tuple(phones))
    return tuple(words) or None


def speak_all(orders: Sequence[Order], processes: int = 2) -> Iterator[Utterance]:
    """Utterances in the order of their orders, as they are ready; what couldn't be spoken is left out."""
    check_voices(sorted({order.voice for order in orders}))
    with Pool(processes) as pool:
        for utterance in pool.imap(synthesise, orders, chunksize=16):
            if utterance is not None:
                yield utterance


# ---------------------------------------------------------------------------------------------- people


@dataclass(frozen=True)
class PromptSet:
    """A Debian package of telephone prompts: espeak-ng's language, name of the list of texts, folder of the recordings."""

    language: str
    suffix: str
    folder: str

    @property
    def packages(self) -> tuple[str, str]:
        return f"asterisk-core-sounds-{self.suffix}", f"asterisk-core-sounds-{self.suffix}-wav"


PROMPT_SETS = (PromptSet("es-419", "es", "es_MX_f_Allison"), PromptSet("it", "it", "it_IT_m_Carlo"))
_PROMPT_LINE = re.compile(r"^([\w./-]+):\s*(.+)$")


def prompts(unpacked: Path, which: PromptSet) -> Iterator[Utterance]:
    """Recordings of one prompt set below `unpacked` (where the packages were unpacked). Sounds and music are left out."""
    listing = unpacked / f"usr/share/doc/asterisk-core-sounds-{which.suffix}/core-sounds-{which.suffix}.txt.gz"
    with gzip.open(listing, "rt", encoding="utf-8-sig", errors="replace") as file:
        lines = [match for match in map(_PROMPT_LINE.match, (line.strip() for line in file)) if match]
    for match in lines:
        name, text = match.groups()
        wav = unpacked / "usr/share/asterisk/sounds" / which.folder / f"{name}.wav"
        if not wav.is_file() or any(sign in text for sign in "[(?\ufffd"):
            continue
        words = _phones_of(ipa(re.sub(r"[.,;:!¡¿«»“”\"]+", " ", text), which.language), foreign=True)
        samples, rate = soundfile.read(wav, dtype="float32")
        if words is None or not 0.2 < len(samples) / rate < LONGEST_SECONDS:
            continue
        # What was read must fit what is heard: a text that doesn't belong gives impossible speeds.
        if 0.03 < len(samples) / rate / sum(map(len, words)) < 0.35:
            yield Utterance(text, which.folder, words, to_line(samples, rate))


@dataclass(frozen=True)
class StampSet:
    """The spoken names of Tux Paint's stamps in one language: espeak-ng's language, the package's own code for it."""

    language: str
    code: str

    packages = ("tuxpaint-stamps-default",)


GREEK_STAMPS = StampSet("el", "el")
# Neighbours whose five vowels and most consonants are Greek's; what holds other sounds falls out.
STAMP_SETS = (StampSet("es", "es"), StampSet("bg", "bg"), StampSet("ro", "ro"), StampSet("ca", "ca"))


def stamps(unpacked: Path, which: StampSet) -> Iterator[Utterance]:
    """People's recordings of one language below `unpacked`. Names of letters are left out: a text doesn't say how they are read."""
    for wav in sorted((unpacked / "usr/share/tuxpaint/stamps").rglob(f"*_desc_{which.code}.ogg")):
        listing = wav.with_name(wav.name.replace(f"_desc_{which.code}.ogg", ".txt"))
        said = _stamp_text(listing, which.code) if listing.is_file() else ""
        if which.language == "el":
            said = " ".join(spoken_words(said))
        elif re.search(r"\d", said):
            continue
        if len(said) < 3 or any(sign in said for sign in "[(?\ufffd"):
            continue
        words = _phones_of(ipa(re.sub(r"[.,;:!¡¿«»“”\"'-]+", " ", said), which.language), foreign=which.language != "el")
        if words is None or any(not phones for phones in words):
            continue
        samples, rate = soundfile.read(wav, dtype="float32", always_2d=True)
        seconds = len(samples) / rate
        if 0.2 < seconds < LONGEST_SECONDS and 0.045 < seconds / sum(map(len, words)) < 0.35:
            yield Utterance(said, f"stamps-{which.code}", words, to_line(samples[:, 0], rate))


def is_kept_apart(text: str) -> bool:
    """One in eight Greek stamps never trains, so that it can be measured how people are heard."""
    return zlib.crc32(text.encode()) % 8 == 0


def _stamp_text(listing: Path, code: str) -> str:
    for line in listing.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith(f"{code}.utf8="):
            return line.partition("=")[2].strip()
    return ""


def recordings(folder: Path) -> Iterator[Utterance]:
    """Greek recordings of a folder: WAV (or FLAC, OGG, MP3) beside `.txt` of the same name, or Common Voice's (validated.tsv, clips/)."""
    for path, text, speaker in _pairs(folder):
        spoken = spoken_words(text)
        if not spoken:
            continue
        words = tuple(tuple(pronunciations(word)[0]) for word in spoken)
        try:
            samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
        except soundfile.LibsndfileError:
            continue
        if 0.2 < len(samples) / rate < LONGEST_SECONDS:
            yield Utterance(" ".join(spoken), speaker, words, to_line(samples[:, 0], rate))


def _pairs(folder: Path) -> Iterator[tuple[Path, str, str]]:
    listing = next((folder / name for name in ("validated.tsv", "train.tsv") if (folder / name).is_file()), None)
    if listing is not None:
        with listing.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield folder / "clips" / row["path"], row["sentence"], row.get("client_id", "")
        return
    for text_file in sorted(folder.rglob("*.txt")):
        for ending in (".wav", ".flac", ".ogg", ".mp3"):
            if text_file.with_suffix(ending).is_file():
                yield text_file.with_suffix(ending), text_file.read_text(encoding="utf-8"), text_file.parent.name


def with_pseudo_speakers(utterances: Iterable[Utterance], stretches: Sequence[float] = (1.0, 0.9, 1.11)) -> Iterator[Utterance]:
    """Each utterance as said by throats of other lengths: few recorded people become several."""
    for utterance in utterances:
        for stretch in stretches:
            samples = utterance.samples if stretch == 1.0 else to_line(utterance.samples.astype(np.float32), RATE, stretch)
            yield replace(utterance, samples=samples, voice=f"{utterance.voice}*{stretch}")
