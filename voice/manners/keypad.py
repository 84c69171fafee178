"""Choosing by keys: three choices are read at a time, 9 reads on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from greek.folding import fold
from voice.grammars import Expects
from voice.manners import prompts

AT_ONCE = 3
ENGLISH, GREEK = '/change_language{"language": "αγγλικά"}', '/change_language{"language": "ελληνικά"}'
LANGUAGE_KEY = "4"
MAIN = (
    ("αναφορά προβλήματος", "/report_problem"),
    ("πιστοποιητικό", "/request_certificate"),
    ("την πορεία μιας υπόθεσης", "/check_case_status"),
)
# The rest needs words that nobody would understand.
MAIN_ENGLISH = (("a problem in the street", "/report_problem"),)


@dataclass(frozen=True)
class Choice:
    """`payload` where the assistant gave one, else the title is sent as if it had been said."""

    title: str
    payload: str | None = None


_NEUTER = frozenset("λάθος μέρος τέλος έτος δάσος βάρος ύψος πλάτος κόστος μέγεθος".split())


def after_for(title: str) -> str:
    """`title` as it stands after «για»: masculine names in -ος lose their ς («δημοτικός φωτισμός» → «δημοτικό φωτισμό»)."""
    words = title.strip().split()
    if words and not words[0].isupper():
        words[0] = words[0][:1].lower() + words[0][1:]
    for at, word in enumerate(words):
        if not word.endswith(("ος", "ός")) or word in _NEUTER:
            break
        words[at] = word[:-1]
    return " ".join(words)


class Menu:
    """The choices of one question. Keys 1 to 8 choose wherever there are no more than eight; else 1 to 3 choose of the three just read."""

    def __init__(self, choices: Sequence[Choice], *, other_language: str | None = None) -> None:
        """`other_language`: what key 4 stands for beside the choices (told in the greeting, not read here)."""
        self._choices, self._other_language = tuple(choices), other_language
        self._at = 0

    @classmethod
    def of(cls, expects: Expects, payloads: Sequence[str] = (), *, english: bool = False) -> Menu:
        """The menu of a question; the main one where it has no choices and anything may be said."""
        if expects.choices:
            return cls([Choice(title, payloads[at] if at < len(payloads) else None) for at, title in enumerate(expects.choices)])
        if expects.manner == "yes_no":
            return cls([Choice("ναι"), Choice("όχι")])
        if expects.manner != "open":
            return cls([])
        rows, other = (MAIN_ENGLISH, GREEK) if english else (MAIN, ENGLISH)
        return cls([Choice(*row) for row in rows], other_language=other)

    def __bool__(self) -> bool:
        return bool(self._choices)

    @property
    def _short(self) -> bool:
        return len(self._choices) <= 8

    @property
    def has_more(self) -> bool:
        return len(self._choices) > AT_ONCE

    @property
    def is_yes_no(self) -> bool:
        """Whether 1 is yes and 2 is no."""
        return [fold(choice.title)[:3] for choice in self._choices] == ["ναι", "οχι"]

    def more(self) -> None:
        """On to the next three; from the last back to the first."""
        self._at = self._at + AT_ONCE if self._at + AT_ONCE < len(self._choices) else 0

    def read(self) -> str:
        """«Για … πατήστε 1.» for three choices."""
        shown = self._choices[self._at : self._at + AT_ONCE]
        first = self._at if self._short else 0
        lines = [f"Για {after_for(choice.title)} πατήστε {first + number}." for number, choice in enumerate(shown, 1)]
        return " ".join([*lines, *([prompts.MORE_KEYS] if self.has_more else [])])

    def pick(self, key: str) -> Choice | None:
        """What `key` (1 to 8) chooses."""
        if key == LANGUAGE_KEY and self._other_language:
            return Choice("", self._other_language)
        at = int(key) - 1 + (0 if self._short else self._at) if key in "12345678" else -1
        last = len(self._choices) if self._short else min(self._at + AT_ONCE, len(self._choices))
        return self._choices[at] if 0 <= at < last else None
