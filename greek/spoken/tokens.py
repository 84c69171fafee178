"""Spoken text cut into words, and the numbers that those words say.

The recogniser gives lower case without punctuation and often without accents; text with both is understood too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from greek.digits import number_word
from greek.folding import fold
from greek.ordinals import ordinal_word
from greek.phonetic import skeleton

_WORD = re.compile(r"\d+|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")  # with loose accents, as some keyboards send them
_THOUSAND = frozenset("χιλια χιλιεσ χιλιοι χιλιουσ χιλιων".split())
_EXTRA = {
    "δεκατριων": 13,
    "δεκατεσσερων": 14,
    "δεκατεσσαρων": 14,
    "τεσσαρων": 4,
    "μηδενικο": 0,
    "μιδεν": 0,
    "δεκαεννεα": 19,
    "δυω": 2,
    "ενανε": 1,
    "μηδεν": 0,
    "διακοσιουσ": 200,
    "δωδεκα": 12,
}
_EXTRA_BY_SOUND = {skeleton(word): value for word, value in _EXTRA.items()}
_HALVES = {
    skeleton(word): value
    for words, value in (
        ("ενάμισι ενάμιση μιάμιση", 1), ("δυόμισι δυόμιση δυομισι", 2), ("τρεισήμισι τρισήμισι τρεισήμιση τριάμισι", 3),
        ("τεσσεράμισι τεσσερισήμισι τεσσερεισήμισι τεσσερισήμιση", 4), ("πεντέμισι", 5), ("εξίμισι εξήμισι", 6), ("εφτάμισι επτάμισι", 7),
        ("οχτώμισι οκτώμισι", 8), ("εννιάμισι εννέαμισι", 9), ("δεκάμισι", 10), ("εντεκάμισι", 11), ("δωδεκάμισι", 12),
    )
    for word in words.split()
}  # fmt: skip


@dataclass(frozen=True)
class Token:
    """A word: as said, folded, where it stands, and whether a comma or a full stop stands before it."""

    text: str
    fold: str
    start: int
    end: int
    pause: bool


def tokens(text: str) -> list[Token]:
    """The words and digit groups of `text`, in order."""
    found: list[Token] = []
    for match in _WORD.finditer(text):
        gap = text[found[-1].end : match.start()] if found else ""
        word = "".join(str(int(sign)) for sign in match.group()) if match.group().isdecimal() else match.group()
        found.append(Token(word, fold(word), match.start(), match.end(), any(sign in gap for sign in ",.;·:!\n")))
    return found


def value(token: Token) -> int | None:
    """The value of one number word; None for other words and for digits."""
    if token.text.isdecimal():
        return None
    found = _EXTRA_BY_SOUND.get(skeleton(token.fold))
    return found if found is not None else number_word(token.fold)


def half(token: Token) -> int | None:
    """The whole part of «δυόμισι», «τρεισήμισι»; None for other words."""
    return _HALVES.get(skeleton(token.fold))


def _below_thousand(words: list[Token], at: int, stop: int) -> tuple[int, int] | None:
    """Hundreds, tens and units from `at` on, as far as they make one number: (value, index after it)."""
    total, limit, index = 0, 1000, at
    while index < stop and (index == at or not words[index].pause):
        worth = value(words[index])
        if worth is None or worth >= 1000 or worth >= limit or (worth == 0 and index > at):
            break
        total += worth
        index += 1
        if worth < 20:
            break
        limit = 100 if worth >= 100 else 10
    return (total, index) if index > at else None


def cardinal_at(words: list[Token], at: int, stop: int | None = None) -> tuple[int, int] | None:
    """The longest number that begins at word `at`: (value, index after it); None where no number begins."""
    stop = len(words) if stop is None else stop
    if at >= stop:
        return None
    if words[at].text.isdecimal():
        return int(words[at].text), at + 1
    total, index = 0, at
    for scale, names in ((10**9, "δισεκατομμυρι δισεκατομυρι"), (10**6, "εκατομμυρι εκατομυρι")):
        piece = _below_thousand(words, index, stop)
        if piece and piece[1] < stop and words[piece[1]].fold.startswith(tuple(names.split())):
            total, index = total + piece[0] * scale, piece[1] + 1
    piece = _below_thousand(words, index, stop)
    if index < stop and words[index].fold in _THOUSAND and (index == at or not words[index].pause):
        total, index = total + 1000, index + 1
        piece = _below_thousand(words, index, stop)
    elif piece and piece[1] < stop and words[piece[1]].fold.startswith("χιλιαδ") and piece[0]:
        total, index = total + piece[0] * 1000, piece[1] + 1
        piece = _below_thousand(words, index, stop)
    if piece and (index == at or (not words[index].pause and piece[0] > 0)):
        total, index = total + piece[0], piece[1]
    return (total, index) if index > at else None


def number(text: str) -> int | None:
    """The first number said in `text`: «δύο χιλιάδες είκοσι έξι» → 2026; None when there is none."""
    words = tokens(text)
    for at in range(len(words)):
        found = cardinal_at(words, at)
        if found:
            return found[0]
    return None


def ordinal_at(words: list[Token], at: int) -> tuple[int, str, int] | None:
    """An ordinal at word `at`: (number, its ending folded, index after it); «εικοστή πρώτη» is one."""
    total, index, limit, ending = 0, at, 10_000, ""
    while index < len(words) and (index == at or not words[index].pause):
        said = ordinal_word(words[index].fold)
        if not said:
            break
        worth, its_ending = said
        if worth >= limit or (ending and its_ending != ending):
            break
        total, index, ending = total + worth, index + 1, its_ending
        if worth < 10 or worth in (11, 12):
            break
        limit = 10 if worth < 100 else 100 if worth < 1000 else 1000
    return (total, ending, index) if index > at else None


def ordinal(text: str) -> int | None:
    """The first ordinal said in `text`: «στον τρίτο όροφο» → 3, «εικοστή όγδοη» → 28; None when there is none."""
    words = tokens(text)
    for at in range(len(words)):
        found = ordinal_at(words, at)
        if found:
            return found[0]
    return None
