"""Asking and being answered: barge-in, repeat, slower, silence, what wasn't caught, keys. What the answers mean is for `Session`."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from greek import spoken
from greek.turns import dictated
from voice.ears import Began, Ears, Gone, Heard, Pressed, Quiet
from voice.grammars import OPEN, Expects
from voice.leg import CallOver
from voice.manners import english, prompts, words
from voice.manners.interruptions import GivesCode, MaybeEmergency, NeedsWords, NoConversation, Silent, SpokeOfEmergency, WantsPerson
from voice.manners.keypad import ENGLISH, GREEK, Menu
from voice.manners.questions import question_in
from voice.mouth import Mouth
from voice.notes import HIDDEN, Turn, discreet

SURE = 0.4
"""Mean confidence below which an utterance counts as not caught."""
GIVE_UP = 6
"""Misunderstandings in a row after which a call is no conversation: music, an empty room."""
READ_ON = '/inform{"choice": "more"}'
KEY_PAUSE = 4.0  # seconds after which keys of no known number are complete
CODE_PAUSE = 1.5
LATE_END = 3.0  # seconds after digits were complete in which # still belongs to them: many press it after the last digit

SECRET = frozenset({"afm", "code", "pin"})
"""Kinds of answers whose digits are not noted."""


@dataclass(frozen=True)
class Reply:
    """What the caller answered: `text` as heard or keyed, or the `payload` of the choice that a key stands for."""

    text: str = ""
    payload: str | None = None
    heard: Heard | None = None

    @property
    def keyed(self) -> bool:
        return self.heard is None


class Talk:
    """The conversation of one call. `note` gets each turn once its answer has begun to sound. `deaf`: only keys are heard."""

    def __init__(self, ears: Ears, mouth: Mouth, note: Callable[[Turn], None], *, deaf: bool = False) -> None:
        self.ears, self.mouth, self._note, self.deaf = ears, mouth, note, deaf
        self.turn = Turn(0, "start", time.monotonic())
        self.may_resume = False
        self.english = False
        """The caller works by keys and is spoken to in English."""
        self.failures = 0
        """How often in a row the caller was not understood."""
        self._last: list[tuple[str, str]] = []
        """What was said since the caller's last turn, each with what the record has of it."""
        self.kept: tuple[str, str] | None = None
        """Digits whose read-back got no clear answer yet, as (kind, digits)."""
        self._digits_until = 0.0
        self._menu = Menu(())
        self._first: asyncio.Future[float | None] | None = None
        self._noting: set[asyncio.Task[None]] = set()

    # -- speaking -------------------------------------------------------------------------------------------------

    def say(self, *texts: str, remember: bool = True, noted: str | None = None) -> None:
        """Say something; what is said until the caller's next turn is what «επανάλαβε» repeats. `noted`: what the record has instead."""
        said = [english.of(text) if self.english else text for text in texts if text]
        if not said:
            return
        notes = said if noted is None else [noted, *[""] * (len(said) - 1)]
        self._utter(list(zip(said, notes, strict=True)), remember=remember)

    def _utter(self, said: list[tuple[str, str]], *, remember: bool = False) -> None:
        if remember:
            self._last += said
        self.turn.said += [note for _, note in said if note]
        first = self.mouth.say([text for text, _ in said])
        self._first = self._first or first

    async def farewell(self, *texts: str) -> None:
        """Say something and wait until it has been heard."""
        self.say(*texts)
        self._finish_turn()
        await self.mouth.done()

    async def settle(self) -> None:
        """Until each turn has been noted."""
        self._finish_turn()
        if self._noting:
            await asyncio.wait(self._noting, timeout=2)

    # -- asking ---------------------------------------------------------------------------------------------------

    async def ask(
        self, *texts: str, expects: Expects = OPEN, menu: Menu | None = None, fresh: bool = False, quiet_once: bool = False,
        noted: str | None = None,
    ) -> Reply:  # fmt: skip
        """Say `texts` and wait for the answer; `quiet_once`: one silence is enough; `noted` as in `say`.

        Raises an Interruption, or CallOver.
        """
        self._menu = menu if menu is not None else Menu.of(expects, english=self.english)
        self.say(*texts, noted=noted)
        if self.deaf or self.english:
            self._by_keys(expects)
        self.ears.listen(expects, fresh=fresh)
        quiet, barge_in = 0, False
        while True:
            self._finish_turn()
            event = await self.ears.next()
            match event:
                case Gone():
                    raise CallOver("the caller is gone")
                case Began():
                    if self.mouth.speaking:
                        barge_in = True
                        self.mouth.stop()
                    continue
                case Quiet():
                    quiet += 1
                    self._new_turn(Turn(self.turn.seq + 1, "silence", time.monotonic()))
                    self._after_silence(3 if quiet_once else quiet)
                case Heard():
                    barge_in |= self._hush(event)
                    self._new_turn(Turn.of_voice(self.turn.seq + 1, event, barge_in))
                    if expects.kind in SECRET or noted is not None:
                        self._hide_digits(event.text)
                    reply = self._heard(event, expects)
                case Pressed() if self._ends_digits(event):
                    continue
                case Pressed():
                    barge_in |= self.mouth.speaking
                    self.mouth.stop()
                    reply = await self._keyed(event, expects, barge_in)
            if not isinstance(event, Quiet):
                quiet, barge_in = 0, False
                if reply is not None:
                    self._last = []
                    return reply
            self.ears.listen(expects)

    def _hush(self, heard: Heard) -> bool:
        """Stop talking where something was said; true where that cut us short."""
        speaks = self.mouth.speaking
        if speaks and heard.text:
            self.mouth.stop()
        return speaks and bool(heard.text)

    def _heard(self, heard: Heard, expects: Expects) -> Reply | None:
        text = heard.text
        self._mind_danger(heard)
        if heard.failed:
            self.deaf = True
            self.say(prompts.ONLY_KEYS, remember=False)
            self._by_keys(expects)
            return None
        if self.english and words.wants_language(text) != "el":
            self.say(english.PLEASE_KEYS, remember=False)
            self._by_keys(expects)
            return None
        if not text or heard.confidence < SURE:
            self.not_caught(expects)
            return None
        if spoken.yes_no(text) is not None if expects.manner == "yes_no" else expects.manner == "digits" and dictated(text):
            self.failures = 0
        if words.wants_repeat(text):
            self.repeat()
        elif words.wants_slower(text):
            self.mouth.slow = True
            self.repeat(prompts.SLOWER)
        elif words.wants_person(text):
            raise WantsPerson
        elif (language := words.wants_language(text)) is not None:
            return Reply(payload=ENGLISH if language == "en" else GREEK, heard=heard)
        elif self.may_resume and (code := words.resume_code(text)) is not None:
            self._hide_digits(text)
            raise GivesCode(code, heard)
        else:
            return Reply(text, heard=heard)
        return None

    def _mind_danger(self, heard: Heard) -> None:
        match words.urgency(heard):
            case "sure":
                raise SpokeOfEmergency(heard)
            case "perhaps":
                raise MaybeEmergency(heard)

    def not_caught(self, expects: Expects) -> None:
        """Say so; the second time in a row offer the keys."""
        self.failures += 1
        if self.failures >= GIVE_UP:
            raise NoConversation
        if self.failures >= 2:
            self.say(prompts.NOT_CAUGHT, prompts.BY_KEYS, remember=False)
            self._by_keys(expects)
        else:
            self.ask_again(prompts.NOT_CAUGHT)

    def repeat(self, first: str = "") -> None:
        """Say the last answer again."""
        self.say(first, remember=False)
        if self._last:
            self._utter(self._last)

    def ask_again(self, first: str) -> None:
        """Say what is being asked again, without the answer that came before it: who was silent hasn't missed that."""
        self.say(first, remember=False)
        if self._last:
            text, note = self._last[-1]
            self._utter([(question, question)] if note == text and (question := question_in(text)) else self._last)

    # -- keys -----------------------------------------------------------------------------------------------------

    def _by_keys(self, expects: Expects) -> None:
        """Tell which keys answer. Raises NeedsWords where none do and nobody can hear words."""
        if expects.more and not self._menu.has_more:
            self.say(prompts.MORE_KEYS, remember=False)
        if expects.manner == "digits":
            self.say(prompts.DIGIT_KEYS, remember=False)
        elif self._menu.is_yes_no:
            self.say(prompts.YES_NO_KEYS, remember=False)
        elif self._menu:
            self.say(self._menu.read(), prompts.PERSON_KEY, remember=False)
        elif self.deaf or self.english:
            raise NeedsWords
        else:
            self.say(prompts.SAY_IT, prompts.PERSON_KEY, remember=False)

    async def _keyed(self, event: Pressed, expects: Expects, barge_in: bool) -> Reply | None:
        key, digits = event.key, expects.manner == "digits"
        if digits and key not in "*#":
            keys = await self._gather(key, expects.digits)
            self._new_turn(self._key_turn(HIDDEN if expects.kind in SECRET else keys, barge_in))
            if keys.endswith("*"):
                self.repeat()
                return None
            return Reply(keys.rstrip("#"))
        if key == "*" and self.may_resume and not digits:
            keys = await self._gather("", 6, CODE_PAUSE)
            self._new_turn(self._key_turn(key + (HIDDEN if keys else ""), barge_in))
            if len(keys) == 6:
                raise GivesCode(keys)
            self.repeat()
            return None
        self._new_turn(self._key_turn(key, barge_in))
        if key == "0":
            raise WantsPerson
        if key == "*":
            self.repeat()
        elif key == "9" and self._menu.has_more:
            self._menu.more()
            self.say(self._menu.read(), remember=False)
        elif key == "9" and expects.more:
            return Reply(payload=READ_ON)
        elif (choice := self._menu.pick(key)) is not None:
            self.failures = 0
            return Reply(choice.title, choice.payload)
        elif key != "#":
            self.say(prompts.NO_SUCH_KEY, remember=False)
            self._by_keys(expects)
        return None

    async def _gather(self, first: str, length: int | None, pause: float = KEY_PAUSE) -> str:
        """Keys from `first` on: until `length`, # or * (which are then the last), or a pause."""
        keys = first
        with contextlib.suppress(TimeoutError):
            while length is None or len(keys) < length:
                async with asyncio.timeout(pause):
                    event = await self.ears.next()
                if isinstance(event, Gone):
                    raise CallOver("the caller is gone")
                if isinstance(event, Pressed):
                    keys += event.key
                    if event.key in "*#":
                        break
                elif isinstance(event, Heard):
                    self._mind_danger(event)
        self._digits_until = time.monotonic() + LATE_END
        return keys

    def _ends_digits(self, event: Pressed) -> bool:
        """Whether it is the # behind digits that were complete without it, or a second one: it silences nothing."""
        if event.key != "#":
            self._digits_until = 0.0
        return event.at < self._digits_until

    def _key_turn(self, keys: str, barge_in: bool) -> Turn:
        return Turn(self.turn.seq + 1, "keys", time.monotonic(), keys, confidence=1.0, barge_in=barge_in)

    def understood(self, found: Mapping[str, Any], told: str | None) -> None:
        """Note what the assistant made of `told`, the caller's words, or of a choice (None), in the turn that they end."""
        self.turn.understanding = discreet(self.turn, found, told)

    def _hide_digits(self, text: str) -> None:
        """Keep digits that were told out of the record of this turn."""
        if spoken.digits(text):
            self.turn.heard, self.turn.words = HIDDEN, []

    # -- silence, notes -------------------------------------------------------------------------------------------

    def _after_silence(self, times: int) -> None:
        if times >= 3:
            raise Silent
        if times == 1:
            self.ask_again(prompts.STILL_THERE)
        else:
            self.ask_again(prompts.TAKE_YOUR_TIME)

    def _new_turn(self, turn: Turn) -> None:
        self._finish_turn()
        self.turn = turn

    def _finish_turn(self) -> None:
        """Note the turn, once its answer has begun."""
        if self._first is None:
            return
        task = asyncio.create_task(self._write(self.turn, self._first))
        self._noting.add(task)
        task.add_done_callback(self._noting.discard)
        self._first = None

    async def _write(self, turn: Turn, first: asyncio.Future[float | None]) -> None:
        at = await asyncio.shield(first)
        turn.timings["first_sound_ms"] = None if at is None or turn.by in ("start", "silence") else round((at - turn.since) * 1000)
        self._note(turn)
