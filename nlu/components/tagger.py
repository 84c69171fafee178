"""Which words of a message are an entity, told by the words around them: a conditional random field over folded words.

It names what no list and no form gives away (titles, authors, what somebody votes for) and judges what the lists propose: «βιβλιοθήκη»
is a landmark on the way to it and none in a question about its hours. Proposals reach it as features, and so does the intent.
"""

from __future__ import annotations

import base64
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from greek.normal import Normalised
from greek.phonetic import stem

OUTSIDE = "O"
_ITERATIONS = 40
_L1, _L2 = 0.05, 0.2
_QUOTES = "«»\"“”'"


@dataclass(frozen=True)
class Proposal:
    """What another finder takes for `entity` at [start, end) of the normalised text."""

    entity: str
    start: int
    end: int


@dataclass(frozen=True)
class Span:
    """Words [first, last] of a message tagged as `entity`; `chance` is that of its likeliest word."""

    entity: str
    first: int
    last: int
    chance: float


def _hints(normal: Normalised, proposals: Iterable[Proposal]) -> list[set[str]]:
    marks: list[set[str]] = [set() for _ in normal.words]
    for proposal in proposals:
        begun = False
        for index, word in enumerate(normal.words):
            if word.start < proposal.end and proposal.start < word.end:
                marks[index].add(("i:" if begun else "b:") + proposal.entity)
                begun = True
    return marks


def features(normal: Normalised, proposals: Sequence[Proposal], intent: str = "", *, capitals: bool = True) -> list[list[str]]:
    """The features of each word. `capitals`: whether upper case may be used (a recogniser writes none)."""
    words = normal.words
    stems = [stem(word.text) if not word.text.isdigit() else f"#{len(word.text)}" for word in words]
    hints = _hints(normal, proposals)
    proposed = sorted({proposal.entity for proposal in proposals})
    capitals = capitals and not normal.raw.isupper()
    rows: list[list[str]] = []
    for index, word in enumerate(words):
        left, right = (stems[index - 1] if index else "^"), (stems[index + 1] if index + 1 < len(words) else "$")
        further_left = stems[index - 2] if index > 1 else "^"
        further_right = stems[index + 2] if index + 2 < len(words) else "$"
        own = [f"s={stems[index]}", f"w={word.sound}", f"p={word.sound[:4]}", f"e={word.sound[-3:]}"]
        row = [
            *own,
            f"l={left}",
            f"r={right}",
            f"ll={further_left}",
            f"rr={further_right}",
            f"l+s={left}+{stems[index]}",
            f"s+r={stems[index]}+{right}",
            f"ll+l={further_left}+{left}",
            f"lw={words[index - 1].text if index else '^'}",
            f"in={intent}",
            f"in+s={intent}+{stems[index]}",
            f"in+l={intent}+{left}",
            *(f"h={hint}" for hint in hints[index]),
            *(f"h+in={hint}+{intent}" for hint in hints[index]),
            *(f"h+s={hint}+{stems[index]}" for hint in hints[index]),
            *(f"h+l={hint}+{left}" for hint in hints[index]),
            *(f"h+r={hint}+{right}" for hint in hints[index]),
            *(f"hl={hint}" for hint in (hints[index - 1] if index else ())),
            *(f"hr={hint}" for hint in (hints[index + 1] if index + 1 < len(words) else ())),
            *(f"any={entity}" for entity in proposed),
        ]
        if not hints[index]:
            row += ["h=", f"h=+in={intent}"]
        if index == 0:
            row.append("first")
        if index + 1 == len(words):
            row.append("last")
        if len(words) <= 2:
            row.append("short")
        before = normal.text[words[index - 1].end : word.start] if index else ""
        if any(sign in before for sign in ",.;:"):
            row.append("after a stop")
        if any(sign in before for sign in _QUOTES):
            row.append("quoted")
        if capitals and normal.original(word.start, word.end)[:1].isupper():
            row.append("capital first" if index == 0 else "capital")
        rows.append(row)
    return rows


def tags(normal: Normalised, marks: Iterable[Proposal]) -> list[str]:
    """The true tag of each word."""
    found = [OUTSIDE] * len(normal.words)
    for mark in marks:
        begun = False
        for index, word in enumerate(normal.words):
            if word.start < mark.end and mark.start < word.end and found[index] == OUTSIDE:
                found[index] = ("I-" if begun else "B-") + mark.entity
                begun = True
    return found


class Tagger:
    """A trained field; `state` is its model as bytes in base64, numbers and strings only."""

    def __init__(self, state: str) -> None:
        self.state = state
        self._tagger = pycrfsuite.Tagger()
        # The tagger reads these bytes where they lie: they must live as long as it does.
        self._model = base64.b64decode(state)
        self._tagger.open_inmemory(self._model)
        self._labels = self._tagger.labels()
        self.entities = frozenset(label[2:] for label in self._labels if label != OUTSIDE)

    @classmethod
    def learn(cls, examples: Iterable[tuple[list[list[str]], list[str]]]) -> Tagger:
        """From (features, tags) of each sentence. The same examples give the same model."""
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
        trainer.set_params(
            {"c1": _L1, "c2": _L2, "max_iterations": _ITERATIONS, "feature.minfreq": 2, "feature.possible_transitions": False}
        )
        for rows, labels in examples:
            if rows:
                trainer.append(rows, labels)
        descriptor, path = tempfile.mkstemp(suffix=".crfsuite")
        os.close(descriptor)
        try:
            trainer.train(path)
            return cls(base64.b64encode(Path(path).read_bytes()).decode("ascii"))
        finally:
            Path(path).unlink()

    def read(self, rows: list[list[str]]) -> list[dict[str, float]]:
        """Of each word, the chance of each entity that is not next to impossible."""
        if not rows:
            return []
        self._tagger.set(rows)
        chances: list[dict[str, float]] = []
        for index in range(len(rows)):
            of_word: dict[str, float] = {}
            if self._tagger.marginal(OUTSIDE, index) < 0.98:
                for label in self._labels:
                    chance = self._tagger.marginal(label, index) if label != OUTSIDE else 0.0
                    if chance > 0.005:
                        of_word[label[2:]] = of_word.get(label[2:], 0.0) + chance
            chances.append(of_word)
        return chances


def spans(chances: list[dict[str, float]], at_least: float) -> list[Span]:
    """The runs of words that are each at least so likely one entity, likeliest first; where two contend for a word, the likelier has it."""
    runs: list[Span] = []
    for entity in sorted({entity for of_word in chances for entity in of_word}):
        first = None
        for index in range(len(chances) + 1):
            chance = chances[index].get(entity, 0.0) if index < len(chances) else 0.0
            if chance >= at_least and first is None:
                first = index
            elif chance < at_least and first is not None:
                runs.append(Span(entity, first, index - 1, max(of_word.get(entity, 0.0) for of_word in chances[first:index])))
                first = None
    kept: list[Span] = []
    for run in sorted(runs, key=lambda run: (-run.chance, run.first)):
        if not any(run.first <= other.last and other.first <= run.last for other in kept):
            kept.append(run)
    return kept
