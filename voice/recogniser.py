"""The ear of the line: Vosk at 8 kHz, straight from the telephone, decoding in threads.

A model with a run-time graph can be told which answers are expected. Bound to a list it turns anything else that is said into words of the
list, and is sure of it. So a stream with a grammar decodes twice, bound and free (both together cost some hundredths of a core), and
believes the bound one only where the free one sounds like it and is no surer: "άνθρωπο" after a yes-or-no question stays "άνθρωπο", and
"θέλω ένα πιστοποιητικό" does not turn into "θέλω ένα πίσω πενήντα" after one for digits.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import structlog
from rapidfuzz import fuzz

from greek.phonetic import skeleton
from voice.evaluation import ModelBroken, check_model
from voice.hiss import hissing
from voice.leg import BYTES_PER_MS, SAMPLE_RATE

PIECE_BYTES = 60 * BYTES_PER_MS  # the shipped network looks at 90 ms at once; less would only cost visits to the threads
PROBE_SECONDS = 180
# Percent of sounds in common from which the bound reading is believed, and how many more where the free one is of other words throughout.
ALIKE, FOREIGN = 60.0, 40.0
T = TypeVar("T")
_log = structlog.get_logger(__name__)


class ModelUnavailable(RuntimeError):
    """The line can't hear: the model is missing or broken. The text is one plain sentence for the operator."""


@dataclass(frozen=True)
class Word:
    """A word heard; `start` and `end` in seconds since the stream began, `confidence` 0 to 1."""

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True)
class Recognised:
    """What was heard in a stream. `confidence` is the mean of its words', 0 where nothing was heard; `bound`: read by the grammar."""

    text: str
    words: tuple[Word, ...]
    confidence: float
    bound: bool = False


@dataclass(frozen=True)
class ModelCard:
    """What is known of a model. `wer`: share of words it gets wrong on its own test (0.08 is 8 %), None where nobody measured it;
    `synthetic`: that test had machine voices, so people are heard worse."""

    name: str
    made: str
    wer: float | None
    grammars: bool
    synthetic: bool = False

    def sentence(self) -> str:
        """For the log and for staff, in Greek."""
        if self.wer is None:
            return f"Μοντέλο αναγνώρισης {self.name}, άγνωστο ποσοστό σφάλματος λέξεων."
        share = f"{self.wer * 100:.1f} %".replace(".", ",")
        measured_on = "συνθετικές φωνές" if self.synthetic else "ανθρώπους"
        return f"Μοντέλο αναγνώρισης {self.name}, ποσοστό σφάλματος λέξεων {share} (μετρημένο σε {measured_on})."


def read_card(folder: Path) -> ModelCard:
    """The card of the model in `folder`: its model.json where it has one, else what the folder's name says."""
    try:
        content = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        content = {}
    content = content if isinstance(content, dict) else {}
    rows = content.get("measured")
    # `bench.speech --record` writes its rows in percent: free sentences over a telephone line come first. Its voices are synthetic.
    measured = [row.get("WER %") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    wer = measured[0] / 100 if measured and isinstance(measured[0], int | float) else content.get("wer")
    return ModelCard(
        str(content.get("name") or folder.name),
        str(content.get("made") or ""),
        float(wer) if isinstance(wer, int | float) else None,
        (folder / "graph" / "HCLr.fst").is_file(),
        bool(measured),
    )


class Recogniser:
    """A loaded model, one per process; any number of streams at once. Raises ModelUnavailable."""

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        self._model = _load(folder)
        self.card = read_card(folder)
        # The C library lets go of Python's lock while it decodes.
        self._threads = ThreadPoolExecutor(threads or max(1, os.cpu_count() or 1), thread_name_prefix="recogniser", initializer=_step_back)
        self._grammars: dict[tuple[str, ...], str | None] = {}
        self._missing: set[str] = set()
        _log.info("recogniser_ready", model=self.card.name, wer=self.card.wer, grammars=self.card.grammars)

    def stream(self, grammar: Sequence[str] | None = None) -> RecognitionStream:
        """Listen to one utterance; with `grammar`, with these phrases in mind. Close it after use."""
        bound = self._grammar(tuple(grammar)) if grammar and self.card.grammars else None
        return RecognitionStream(self._decoder, self._threads, bound)

    def knows(self, word: str) -> bool:
        """Whether the model's vocabulary has `word` (lower case, with accents)."""
        return bool(self._model.vosk_model_find_word(word) >= 0)

    def close(self) -> None:
        """Wait for what is being decoded and let the threads go."""
        self._threads.shutdown(wait=True)

    def _grammar(self, phrases: tuple[str, ...]) -> str | None:
        """`phrases` as Vosk takes them. It would shorten a phrase by words that it doesn't know, so such phrases are left out."""
        if phrases not in self._grammars:
            known = [phrase for phrase in phrases if all(map(self.knows, phrase.split()))]
            missing = {word for phrase in phrases for word in phrase.split() if not self.knows(word)} - self._missing
            if missing:
                self._missing |= missing
                _log.debug("words_unknown_to_model", words=sorted(missing))
            if len(self._grammars) > 256:
                self._grammars.clear()
            self._grammars[phrases] = json.dumps(known, ensure_ascii=False) if known else None
        return self._grammars[phrases]

    def _decoder(self, grammar: str | None) -> _Decoder:
        import vosk

        recogniser = vosk.KaldiRecognizer(self._model, SAMPLE_RATE, *(() if grammar is None else (grammar,)))
        recogniser.SetWords(True)
        return _Decoder(recogniser)


def _step_back() -> None:
    """Let the thread that carries the calls' sound go before this one."""
    with contextlib.suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)


class _Decoder:
    """One pass over an utterance. Where Vosk itself sees an end in the middle, the pieces are joined: the line decides what an end is."""

    def __init__(self, recogniser: Any) -> None:
        self._recogniser = recogniser
        self._pieces: list[dict[str, Any]] = []
        self.partial = ""

    def accept(self, pcm: bytes) -> None:
        if self._recogniser.AcceptWaveform(pcm):
            self._pieces.append(json.loads(self._recogniser.Result()))
            going = ""
        else:
            going = json.loads(self._recogniser.PartialResult()).get("partial", "")
        self.partial = " ".join(filter(None, (*(piece.get("text", "") for piece in self._pieces), going)))

    def finish(self, *, bound: bool) -> Recognised:
        self._pieces.append(json.loads(self._recogniser.FinalResult()))
        heard = tuple(
            Word(row["word"], float(row["start"]), float(row["end"]), min(1.0, max(0.0, float(row["conf"]))))
            for piece in self._pieces
            for row in piece.get("result", ())
        )
        confidence = sum(word.confidence for word in heard) / len(heard) if heard else 0.0
        return Recognised(" ".join(word.text for word in heard), heard, confidence, bound)


NOTHING = Recognised("", (), 0.0)


class RecognitionStream:
    """One utterance. The methods may be called from one task at a time; `close` from any, at any moment."""

    def __init__(self, make: Callable[[str | None], _Decoder], threads: ThreadPoolExecutor, grammar: str | None) -> None:
        self._make = make
        self._threads = threads
        self._grammar = grammar
        self._expected = frozenset(word for phrase in json.loads(grammar) for word in phrase.split()) if grammar else frozenset()
        self._decoders: tuple[_Decoder, ...] = ()
        self._waiting = b""
        self._partial = ""
        self._result: Recognised | None = None
        self._turn = asyncio.Lock()
        self._closed = False

    async def feed(self, pcm: bytes) -> str:
        """Hear on; returns the partial text so far. After `result` or `close` nothing more is heard."""
        async with self._turn:
            if self._closed or self._result is not None:
                return self._partial
            self._waiting += pcm
            if len(self._waiting) >= PIECE_BYTES:
                piece, self._waiting = self._waiting, b""
                self._partial = await self._in_thread(self._accept, piece)
            return self._partial

    async def result(self) -> Recognised:
        """What was heard in all. Asking again gives the same; a closed stream has heard nothing."""
        async with self._turn:
            if self._result is None:
                piece, self._waiting = self._waiting, b""
                self._result = NOTHING if self._closed else await self._in_thread(self._finish, piece)
                self._decoders = ()
            return self._result

    def close(self) -> None:
        """Free what the stream holds (what is being decoded just now ends first). Twice does no harm."""
        self._closed = True
        self._waiting = b""
        self._decoders = ()

    async def _in_thread(self, work: Callable[[bytes], T], piece: bytes) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, piece)

    def _ready(self) -> tuple[_Decoder, ...]:
        if not self._decoders:
            free = self._make(None)
            made = (free,) if self._grammar is None else (free, self._make(self._grammar))
            if self._closed:
                return made
            self._decoders = made
        return self._decoders

    def _accept(self, piece: bytes) -> str:
        decoders, piece = self._ready(), hissing(piece)
        for decoder in decoders:
            decoder.accept(piece)
        readings = [decoder.partial for decoder in decoders]
        free = readings[0].split()
        other = sum(len(word) for word in free if word not in self._expected) / max(1, sum(map(len, free)))
        return readings[-1] if alike(readings[0], readings[-1], other) else readings[0]

    def _finish(self, piece: bytes) -> Recognised:
        decoders = self._ready()
        if piece:
            piece = hissing(piece)
            for decoder in decoders:
                decoder.accept(piece)
        free, *bound = (decoder.finish(bound=number > 0) for number, decoder in enumerate(decoders))
        return bound[0] if bound and believed(free, bound[0], self._expected) else free


def believed(free: Recognised, bound: Recognised, expected: Collection[str]) -> bool:
    """Whether the grammar's reading stands. Not where the free one is surer, which it is when something else was said."""
    if not free.words:
        return True
    seconds = sum(word.end - word.start for word in free.words)
    sure = sum((word.end - word.start) * word.confidence for word in free.words if word.text not in expected)
    return bound.confidence >= free.confidence and alike(free.text, bound.text, sure / seconds if seconds else 0.0)


def alike(free: str, bound: str, foreign: float = 0.0) -> bool:
    """Whether two readings of the same sound may be one: most of their sounds agree, or the free one heard nothing.

    `foreign`: how much of the free one is of words that weren't expected, 0 to 1; the more, the more must agree.
    """
    if not free:
        return True
    return fuzz.ratio(skeleton(free).replace(" ", ""), skeleton(bound).replace(" ", "")) >= ALIKE + FOREIGN * foreign


_DEAF = "The line hears nothing and works by keys"


def _load(folder: Path) -> Any:
    try:
        import vosk
    except ImportError as error:
        raise ModelUnavailable(f"{_DEAF}: Vosk is missing (make setup).") from error
    try:
        check_model(folder)
        _probe(folder)
    except ModelBroken as error:
        raise ModelUnavailable(f"{_DEAF}: {error}.") from error
    vosk.SetLogLevel(-1)
    try:
        return vosk.Model(str(folder))
    except Exception as error:  # Vosk raises a bare Exception
        raise ModelUnavailable(f"{_DEAF}: the model {folder} can't be loaded ({error}).") from error


def _probe(folder: Path) -> None:
    """Raise ModelBroken unless another process can use the model: some broken ones end whoever does."""
    command = [sys.executable, "-P", str(Path(__file__).with_name("model_probe.py")), str(folder)]
    try:
        tried = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=PROBE_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ModelBroken(f"the model {folder} could not be tried within {PROBE_SECONDS} s") from error
    if tried.returncode != 0:
        last = (tried.stderr.strip().splitlines() or ["no reason given"])[-1] if tried.returncode > 0 else "it crashes"
        raise ModelBroken(f"the model {folder} is broken ({last[:200]}): fetch or make it again")
