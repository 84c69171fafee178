"""The lexicon: every word with the ways it is said and what each way costs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from voice.model.espeak import ipa_of_words
from voice.model.g2p import in_running_speech, pronunciations
from voice.model.phones import from_ipa

VARIANT, RUNNING = 0.3, 1.5


@dataclass(frozen=True)
class Entry:
    """`cost` is a negative natural logarithm, 0 for the usual way."""

    word: str
    phones: tuple[str, ...]
    cost: float


def lexicon(words: Sequence[str], running: Collection[str] = (), *, check: bool = True) -> list[Entry]:
    """Entries of all `words`. Those in `running` also get the ways they sound between others.

    `check` asks espeak-ng for each word and adds its reading where the rules hadn't thought of it.
    """
    readings = ipa_of_words(list(words)) if check else [""] * len(words)
    entries: list[Entry] = []
    for word, reading in zip(words, readings, strict=True):
        ways = pronunciations(word)
        costs = {tuple(way): 0.0 if index == 0 else VARIANT for index, way in reversed(list(enumerate(ways)))}
        heard = from_ipa(reading) if len(word) > 1 else None
        if heard and word_like(heard, ways):
            costs.setdefault(tuple(heard), VARIANT)
        if word in running:
            for way in in_running_speech(list(map(list, costs))):
                costs.setdefault(tuple(way), RUNNING)
        entries += [Entry(word, phones, cost) for phones, cost in sorted(costs.items(), key=lambda item: (item[1], item[0])) if phones]
    return entries


def word_like(heard: Sequence[str], ways: Sequence[Sequence[str]]) -> bool:
    """Whether espeak-ng said the word rather than spelt it: a spelt one is far longer."""
    return bool(ways) and len(heard) <= max(map(len, ways)) + 2


def homophone_key(word: str) -> str:
    """The sound of a word as one string: words with the same key can't be told apart by ear.

    >>> homophone_key("που") == homophone_key("πού")
    True
    """
    ways = pronunciations(word)
    return " ".join(ways[0]) if ways else word
