"""The parts that forms are made of. A service declares its slots as objects of these classes or of its own subclasses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from actions import cues
from actions.sayable import three_of

if TYPE_CHECKING:
    from actions.talk import Talk
    from actions.turn import Turn

# Stored in an optional slot that the citizen left out: filled, so that it isn't asked again, and false.
SKIPPED = False
_SURE_YES = 0.8


class Refused(Exception):
    """A value that can't be taken. `response` is said instead, with `values` filled in.

    With `ask_again` the slot's question follows, with `ends` the form is over; otherwise the response itself is the question.
    """

    def __init__(self, response: str, *, ask_again: bool = False, ends: bool = False, **values: Any) -> None:
        super().__init__(response)
        self.response, self.ask_again, self.ends, self.values = response, ask_again, ends, values


class Slot:
    """One thing that a form asks for.

    `ask` names the response with the question; ``<ask>_again`` is its short form (after an interruption) and ``<ask>_help`` what is said
    to somebody who doesn't know. Values are JSON: they live in Rasa's slot `name`, None while unknown.
    """

    optional: ClassVar[bool] = False
    free_text: ClassVar[bool] = False  # the answer may be any sentence
    handles_repeat: ClassVar[bool] = False  # «ξανά» means something of its own here (send the code again)
    clears: tuple[str, ...] = ()  # Rasa slots that mean nothing any more when this one changes
    words: tuple[str, ...] = ()  # folded stems by which a citizen names this slot («άλλαξε την οδό»)

    def __init__(self, name: str, ask: str, *, words: tuple[str, ...] = (), clears: tuple[str, ...] = ()) -> None:
        self.name, self.ask = name, ask
        self.words, self.clears = words or self.words, clears or self.clears

    def applies(self, values: Mapping[str, Any]) -> bool:
        """Whether it is to be asked at all, given what is known."""
        return True

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> Any | None:
        """The value in the sentence, or None. `asked`: it was the question, so a bare answer counts too."""
        raise NotImplementedError

    def merge(self, old: Any, new: Any) -> Any:
        """A correction put together with what was known (a new number in the same street)."""
        return new

    def same(self, old: Any, new: Any) -> bool:
        """Whether a value just read says what is kept already: then nothing is corrected."""
        return bool(old == new)

    def bare_corrects(self, value: Any) -> bool:
        """Whether the mere value, said while something else is asked for, replaces what was known («Ορφέως 14»)."""
        return True

    async def check(self, value: Any, talk: Talk) -> Any:
        """The value as it is to be kept. Raises `Refused`, or a `MunicipalityError` whose sentence is said."""
        return value

    def keep(self, value: Any, talk: Talk) -> None:
        """Store the checked value."""
        talk.set(self.name, value)

    async def prepare(self, talk: Talk) -> bool:
        """Called when it would be asked; False when there is no need after all (it then has a value)."""
        return True

    async def lapsed(self, talk: Talk) -> bool:
        """Whether the value it holds counts no more (an identification that is over); asked at each turn."""
        return False

    def named_in(self, turn: Turn) -> bool:
        """Whether the sentence names this slot."""
        return any(re.search(rf"\b{stem}", turn.plain) for stem in self.words)

    async def question(self, talk: Talk, *, again: bool) -> None:
        """Ask for it."""
        talk.say(f"{self.ask}_again" if again else self.ask)

    async def help(self, talk: Talk) -> None:
        """Ask for it differently."""
        talk.say(f"{self.ask}_help")


class EntitySlot(Slot):
    """A slot filled by an entity of the sentence, or by a button ``/inform{"<entity>": …}``."""

    def __init__(self, name: str, ask: str, entity: str, **options: Any) -> None:
        super().__init__(name, ask, **options)
        self.entity = entity

    def items(self) -> Sequence[str]:
        """What there is to choose from, for a line that has to say it."""
        return ()

    async def help(self, talk: Talk) -> None:
        """On the phone three of the list are said, the next three at the next time."""
        page = int(talk.memory.noted.get("listed", 0))
        if talk.by_phone:
            talk.memory.noted["listed"] = page + 1
        talk.say(f"{self.ask}_help", items=three_of(self.items(), page))

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> Any | None:
        return turn.value(self.entity)


class TextSlot(Slot):
    """A slot that takes the whole sentence when it was asked for."""

    free_text = True
    longest: ClassVar[int] = 1000

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> Any | None:
        return turn.text[: self.longest] or None if asked else None


class Confirm(Slot):
    """The last slot of a form that writes: everything is read back, and only a yes files it."""

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> Any | None:
        if not asked or turn.intent != "affirm":
            return None
        # Filing needs a real yes: a button, or words that are one without doubt and ask nothing.
        return True if not turn.text or (turn.confidence >= _SURE_YES and not cues.is_question(turn)) else None

    async def question(self, talk: Talk, *, again: bool) -> None:
        if again:
            talk.say(f"{self.ask}_again")
        else:
            summary: dict[str, Any] = dict(talk.form.summary(talk))
            talk.say(self.ask, **summary)

    async def help(self, talk: Talk) -> None:
        await self.question(talk, again=False)


class YesNo(Slot):
    """A question answered by yes or no; kept as "yes" or "no"."""

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> Any | None:
        if not asked:
            return None
        first = turn.plain.split(maxsplit=1)[:1]
        if turn.intent == "affirm" or turn.value("choice") == "yes" or first == ["ναι"]:
            return "yes"
        return "no" if turn.intent == "deny" or turn.value("choice") == "no" or first in (["οχι"], ["οχι,"]) else None
