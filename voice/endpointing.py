"""When the caller begins and ends to speak.

Time is counted in audio, not by a clock: 20 ms of sound are 20 ms, however late they came, and tests need not wait. How long a pause
ends an utterance depends on what was asked and on what has been heard so far: "ναι" after a yes-or-no question is complete, four digits
of nine are not, and a sentence that stops after "στην" goes on (`greek.turns`).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal, Protocol

from greek.turns import dictated, is_short_answer, standing
from voice.grammars import OPEN, Expects, fills
from voice.leg import BYTES_PER_MS
from voice.vad import WINDOW_BYTES, WINDOW_MS

PRE_ROLL_MS = 320  # sound before the first certain window: the network notices soft beginnings late


class SpeechProbability(Protocol):
    """What tells speech from silence; `voice.vad.Vad`."""

    def speech(self, frame_8k_32ms: bytes) -> float: ...


@dataclass(frozen=True)
class SpeechStarted:
    """The caller speaks since `at_ms` of the sound fed so far. The sound itself follows as `Sound`."""

    at_ms: int


@dataclass(frozen=True)
class Sound:
    """PCM of the utterance, for the recogniser: first what came shortly before the beginning, then each piece as it comes."""

    pcm: bytes


@dataclass(frozen=True)
class SpeechEnded:
    """The utterance is over. It lasted `duration_ms` and ended at `at_ms`; `waited_ms` of pause made it sure.

    `reason`: pause; settled (the line never fell silent, but no new word came: noise, music, a television); too_long.
    """

    duration_ms: int
    at_ms: int
    waited_ms: int
    reason: Literal["pause", "settled", "too_long"]


Event = SpeechStarted | Sound | SpeechEnded


@dataclass(frozen=True)
class Timing:
    """How patient to be, in milliseconds."""

    start: int = 64
    barge_in: int = 192
    """As much certain speech stops the assistant; less is a cough. The network is sure a window late, so it is 200 ms or more of speech."""
    longest: int = 20_000
    settled: int = 1500
    settled_filled: int = 800


@dataclass(frozen=True)
class _Pause:
    """What pause ends an utterance: when what was asked has been heard; when it is a sentence that can stand; until then."""

    filled: int
    whole: int
    unclear: int


# The network hears speech for some 100 ms longer than there is any: these begin after that.
_PAUSES = {
    "yes_no": _Pause(224, 384, 576),
    "digits": _Pause(320, 384, 608),
    "choice": _Pause(288, 320, 608),
    "place": _Pause(320, 576, 704),
    "open": _Pause(288, 288, 608),
}
_OPEN_PAUSE = 992
_STORY_PAUSE = 544
"""Of a sentence that could stand, where a caller has told much already: who tells a story breathes between its sentences."""
_STORY = 12  # words
_DICTATING_PAUSE = 1200
_SHORT_PAUSE = 320
_SHORT_ANSWER = 6  # words; who says more has not simply answered and may go on


class Endpointer:
    """Follows the sound of one call. `feed` it everything that the leg reads; tell it what the recogniser hears by `heard`."""

    ON, OFF = 0.5, 0.35

    def __init__(self, vad: SpeechProbability, expects: Expects = OPEN, timing: Timing | None = None) -> None:
        self._vad = vad
        self._timing = timing or Timing()
        self._rest = b""
        self._now = 0
        self._last_speech = 0
        self._recent: deque[bytes] = deque(maxlen=(PRE_ROLL_MS + 1000) // WINDOW_MS)
        self.line_speaks = False
        """Set while the assistant's own voice is on the line: then it takes `Timing.barge_in` of speech to count as a beginning."""
        self.listen(expects)

    @property
    def silence_ms(self) -> int:
        """How long nobody has spoken."""
        return 0 if self.speaking else self._now - self._last_speech

    @property
    def position_ms(self) -> int:
        """How much sound has been looked at."""
        return self._now

    def listen(self, expects: Expects) -> None:
        """A new question has been asked: what was heard of the one before no longer counts, and silence counts from now."""
        self._expects = expects
        self.speaking = False
        self._started = 0
        self._run = 0
        self._run_began = 0
        self._text = ""
        self._filled = False
        self._text_changed = self._now
        self._last_speech = self._now

    def heard(self, text: str) -> None:
        """The recogniser's partial text of this utterance so far."""
        if text != self._text:
            self._text, self._text_changed = text, self._now
            self._filled = fills(self._expects, text)

    def feed(self, frame: bytes) -> list[Event]:
        """Look at the next piece of sound (any even length); what happened, in order."""
        self._rest += frame
        events: list[Event] = []
        while len(self._rest) >= WINDOW_BYTES:
            window, self._rest = self._rest[:WINDOW_BYTES], self._rest[WINDOW_BYTES:]
            events += self._look(window)
        return events

    def pause_ms(self) -> int:
        """The pause that would end the utterance now."""
        pause, manner = _PAUSES[self._expects.manner], self._expects.manner
        if self._filled and (manner == "digits" or len(self._text.split()) <= _SHORT_ANSWER):
            return pause.filled
        if manner == "digits" and dictated(self._text):
            return _DICTATING_PAUSE
        if is_short_answer(self._text):
            return max(pause.filled, _SHORT_PAUSE)
        match standing(self._text):
            case "open":
                return _OPEN_PAUSE
            case "whole":
                return max(pause.whole, _STORY_PAUSE) if len(self._text.split()) >= _STORY else pause.whole
        return pause.unclear

    def _look(self, window: bytes) -> list[Event]:
        probability = self._vad.speech(window)
        self._now += WINDOW_MS
        self._recent.append(window)
        if self.speaking:
            return [Sound(window), *self._going_on(probability)]
        return self._beginning(probability)

    def _beginning(self, probability: float) -> list[Event]:
        if probability < self.ON:
            # One doubtful window inside a word doesn't undo what came before it, two do.
            self._run = max(0, self._run - 2 * WINDOW_MS)
            return []
        if not self._run:
            self._run_began = self._now - WINDOW_MS
        self._run += WINDOW_MS
        self._last_speech = self._now
        if self._run < (self._timing.barge_in if self.line_speaks else self._timing.start):
            return []
        self.speaking = True
        self._started = self._text_changed = self._run_began
        self._text, self._filled = "", False
        wanted = (self._now - self._run_began + PRE_ROLL_MS) * BYTES_PER_MS
        return [SpeechStarted(self._started), Sound(b"".join(self._recent)[-wanted:])]

    def _going_on(self, probability: float) -> list[Event]:
        if probability >= self.OFF:
            self._last_speech = self._now
        quiet = self._now - self._last_speech
        if quiet >= self.pause_ms():
            return [self._end("pause", quiet)]
        if self._now - self._started >= self._timing.longest:
            return [self._end("too_long", quiet)]
        patience = self._timing.settled_filled if self._filled else self._timing.settled
        if self._text and self._expects.manner != "digits" and self._now - self._text_changed >= patience:
            return [self._end("settled", quiet)]
        return []

    def _end(self, reason: Literal["pause", "settled", "too_long"], quiet: int) -> SpeechEnded:
        self.speaking = False
        self._run = 0
        return SpeechEnded(self._last_speech - self._started, self._last_speech, quiet, reason)
