"""What is too long for one breath on the phone, in parts: three of a list at a time, and no part much longer than an ear bears."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from actions.sayable import sayable
from actions.words import Fact
from greek.reader import read

AT_ONCE = 3
LONGEST_S = 20.0
BEARABLE_S = 25.0
"""The last part may be this long: nobody is asked whether to go on for a few words."""
LETTERS_PER_S = 14.6  # espeak-ng at the line's usual speed, over the phone wording of domain.yml
_SHORT = 80  # letters: a title or a name, which stays where its sentence has it
_NEXT_ITEM = re.compile(r",\s+(?:και\s+)?(?![^()]*\))")
_SENTENCE_END = re.compile(r"(?<=[.;!])\s+")

Value = str | Sequence[str] | Sequence[Fact]


@dataclass(frozen=True)
class Line:
    """One sentence. `opens`: it begins three further items of a list, which are not said in one breath with those before."""

    text: str
    opens: bool = False


def seconds(text: str) -> float:
    """How long it takes to say `text`."""
    return len(read(text)) / LETTERS_PER_S


def lines(value: Value) -> Iterator[Line]:
    """The sentences of a text or of a list."""
    if isinstance(value, str):
        for sentence in _SENTENCE_END.split(sayable(value)):
            yield from _of_sentence(sentence)
        return
    for at, item in enumerate(value):
        if isinstance(item, Fact) and len(item.items) > 1:
            yield from _of_list(item.label, item.items)
        else:
            opens = at > 0 and at % AT_ONCE == 0 and not isinstance(item, Fact)
            for number, line in enumerate(lines(_ended(sayable(str(item))))):
                yield Line(line.text, opens if number == 0 else line.opens)


def _of_sentence(sentence: str) -> Iterator[Line]:
    """A sentence that is a list («Χρειάζεστε: α, β, γ, δ.») comes three items at a time."""
    lead, colon, rest = sentence.partition(": ")
    items = _NEXT_ITEM.split(rest.rstrip("."))
    if colon and len(items) > AT_ONCE and not any(mark in rest[:-1] for mark in ".;!"):
        yield from _of_list(lead, items)
    elif sentence:
        yield Line(sentence)


def _of_list(lead: str, items: Sequence[str]) -> Iterator[Line]:
    for at in range(0, len(items), AT_ONCE):
        if text := sayable(f"{'Ακόμη' if at else lead}: {listed(items[at : at + AT_ONCE])}."):
            yield Line(text, opens=at > 0)


def listed(items: Sequence[str]) -> str:
    """«ταυτότητα, αίτηση και φωτογραφία»."""
    *others, last = items
    return f"{', '.join(others)}{',' if any(' και ' in item for item in items) else ' και'} {last}" if others else last


def _ended(text: str) -> str:
    return text if not text or text[-1] in ".;!" else f"{text}."


def in_parts(values: Mapping[str, Value]) -> tuple[dict[str, str], list[str]]:
    """What the placeholders of a response hold when it is first said, and the parts that are kept for later.

    Long texts and lists are told in the order of `values`; where one is cut, those after it are kept whole.
    """
    said = {name: sayable(value) for name, value in values.items() if isinstance(value, str) and len(value) <= _SHORT}
    told = [(name, line) for name, value in values.items() if name not in said for line in lines(value)]
    spent = sum(map(seconds, said.values()))
    first, *later = _grouped([line for _, line in told], spent)
    for name in values:
        if name not in said:
            said[name] = " ".join(line.text for other, line in told[: len(first)] if other == name)
    return said, [" ".join(line.text for line in part) for part in later]


def _grouped(all_lines: Sequence[Line], spent: float) -> list[list[Line]]:
    parts: list[list[Line]] = [[]]
    lasts = [spent]  # seconds of each part
    for line in all_lines:
        takes = seconds(line.text)
        if parts[-1] and (line.opens or lasts[-1] + takes > LONGEST_S):
            parts.append([])
            lasts.append(0.0)
        parts[-1].append(line)
        lasts[-1] += takes
    if len(parts) > 1 and not parts[-1][0].opens and sum(lasts[-2:]) <= BEARABLE_S:
        parts[-2:] = [parts[-2] + parts[-1]]
    return parts
