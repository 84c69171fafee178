"""Greek spelling to sounds, by rules, with the ways a word can be said.

Greek is written nearly as it is spoken; what spelling leaves open comes out as variants: an unstressed ι before a vowel is a vowel of its
own or melts into the consonant (δύο / δυο, πιάνο), μπ ντ γκ inside a word are said with or without their nasal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

MOST_VARIANTS = 8

_ACUTE, _DIAERESIS = "\u0301", "\u0308"
_VOWEL_LETTERS = frozenset("αεηιουω")
_VOWEL_SOUND = {"α": "a", "ε": "e", "η": "i", "ι": "i", "ο": "o", "υ": "i", "ω": "o", "αι": "e", "ει": "i", "οι": "i", "υι": "i", "ου": "u"}
_VOICED_AFTER_V = frozenset("βγδζλμνρ")
_VOICELESS = frozenset("πτκφθσχξψ")
# What is always said one way, whatever stands beside it.
_FIXED = {
    "β": ("v",), "δ": ("dh",), "ζ": ("z",), "θ": ("th",), "λ": ("l",), "μ": ("m",), "ν": ("n",), "ξ": ("k", "s"), "π": ("p",), "ρ": ("r",),
    "τ": ("t",), "φ": ("f",), "ψ": ("p", "s"), "τσ": ("t", "s"), "τζ": ("d", "z"),
}  # fmt: skip
_BEFORE_FRONT = {"κ": ("k", "c"), "γ": ("gh", "j"), "χ": ("x", "ch")}
_NASAL_STOP = {"μπ": ("m", "b"), "ντ": ("n", "d"), "γκ": ("n", "g"), "γγ": ("n", "g")}
# Which consonant an ι that is no vowel turns into, after these; it swallows the consonant where the pair says so.
_SWALLOWED = {"l": "ly", "n": "ny", "k": "c", "c": "c", "x": "ch", "ch": "ch", "gh": "j", "j": "j", "g": "g"}
_GLIDE = {**dict.fromkeys(("p", "t", "f", "th", "s"), "ch"), "m": "ny"}


@dataclass(frozen=True)
class _Unit:
    """One or two letters that make one sound. `strong`: carries stress or diaeresis, so it can't melt into its neighbour."""

    letters: str
    strong: bool

    @property
    def is_vowel(self) -> bool:
        return self.letters in _VOWEL_SOUND

    @property
    def is_front(self) -> bool:
        return _VOWEL_SOUND.get(self.letters) in ("e", "i") or self.letters in ("ευ", "ηυ")

    @property
    def is_i(self) -> bool:
        return _VOWEL_SOUND.get(self.letters) == "i"


def _letters(word: str) -> list[tuple[str, bool, bool]]:
    """(letter, stressed, has diaeresis) of a word; marks that aren't letters fall out."""
    out: list[tuple[str, bool, bool]] = []
    for sign in unicodedata.normalize("NFD", word.lower().replace("ς", "σ")):
        if "α" <= sign <= "ω":
            out.append((sign, False, False))
        elif out and sign == _ACUTE:
            out[-1] = (out[-1][0], True, out[-1][2])
        elif out and sign == _DIAERESIS:
            out[-1] = (out[-1][0], out[-1][1], True)
    return out


def _units(word: str) -> list[_Unit]:
    letters = _letters(word)
    units: list[_Unit] = []
    position = 0
    while position < len(letters):
        letter, stressed, split = letters[position]
        following = letters[position + 1] if position + 1 < len(letters) else None
        # A stress on the first vowel or a diaeresis on the second keeps them apart (γάιδαρος, λαϊκή).
        if following and not stressed and not split and not following[2]:
            pair = letter + following[0]
            if pair in _VOWEL_SOUND or pair in ("αυ", "ευ", "ηυ"):
                units.append(_Unit(pair, following[1]))
                position += 2
                continue
        if following:
            pair = letter + following[0]
            if pair in _NASAL_STOP or pair in ("τσ", "τζ"):
                units.append(_Unit(pair, False))
                position += 2
                continue
            if letter == following[0] and letter not in _VOWEL_LETTERS:
                position += 1  # a doubled consonant is said once
                continue
        units.append(_Unit(letter, stressed or split))
        position += 1
    return units


def _after_au(following: _Unit | None) -> tuple[str, ...]:
    """The second half of αυ, ευ, ηυ: f before voiceless sounds and at the end, nothing before another f or v."""
    if following is None or following.letters[0] in _VOICELESS:
        return () if following is not None and following.letters == "φ" else ("f",)
    return () if following.letters == "β" else ("v",)


def _sounds(unit: _Unit, following: _Unit | None, first: bool) -> list[tuple[str, ...]]:
    """The ways one unit is said, the usual one first."""
    text = unit.letters
    if text in ("αυ", "ευ", "ηυ"):
        return [({"α": "a", "ε": "e", "η": "i"}[text[0]], *_after_au(following))]
    if unit.is_vowel:
        return [(_VOWEL_SOUND[text],)]
    if text in _NASAL_STOP:
        nasal, stop = _NASAL_STOP[text]
        if first:
            return [(stop,)]
        return [(nasal, stop), (stop,)] if text in ("γκ", "γγ") else [(stop,), (nasal, stop)]
    if text in _BEFORE_FRONT:
        if text == "γ" and following and following.letters[0] in "χξ":
            return [("n",)]
        return [(_BEFORE_FRONT[text][bool(following and following.is_front)],)]
    if text == "σ":
        return [("z",) if (following and following.letters[0] in "βγδζμ") or (following and following.letters == "ντ") else ("s",)]
    return [_FIXED[text]]


def _melted(before: str) -> tuple[bool, str]:
    """What an unstressed ι becomes after the phone `before`: (does it swallow that phone, the new phone)."""
    if before in _SWALLOWED:
        return True, _SWALLOWED[before]
    return False, _GLIDE.get(before, "j")


def pronunciations(word: str) -> list[list[str]]:
    """The ways `word` is said, each a list of phones of `voice.model.phones`, the most careful one first; empty for no Greek letters.

    >>> pronunciations("γεια")
    [['j', 'i', 'a'], ['j', 'a']]
    """
    units = _units(word)
    variants: list[list[str]] = [[]]
    for index, unit in enumerate(units):
        following = units[index + 1] if index + 1 < len(units) else None
        after_consonant = index > 0 and not units[index - 1].is_vowel and units[index - 1].letters not in ("αυ", "ευ", "ηυ")
        before_vowel = following is not None and (following.is_vowel or following.letters in ("αυ", "ευ", "ηυ"))
        if unit.is_i and not unit.strong and after_consonant and before_vowel:
            grown = []
            for variant in variants:
                swallows, phone = _melted(variant[-1])
                grown += [[*variant, "i"], [*(variant[:-1] if swallows else variant), phone]]
            variants = grown
        else:
            ways = _sounds(unit, following, index == 0)
            variants = [[*variant, *way] for variant, way in product(variants, ways)]
        variants = variants[:MOST_VARIANTS]
    unique: list[list[str]] = []
    for variant in variants:
        if variant and variant not in unique:
            unique.append(variant)
    return unique


_VOICED_START = {"p": "b", "t": "d", "k": "g", "c": "g"}


def in_running_speech(variants: Iterable[list[str]]) -> list[list[str]]:
    """How the same word sounds between others: a first p t k voiced by an n before it, a last s voiced, a last n before a lip sound."""
    spoken: list[list[str]] = []
    known = [list(variant) for variant in variants]
    for variant in known:
        if len(variant) < 2:
            continue
        if variant[0] in _VOICED_START:
            spoken.append([_VOICED_START[variant[0]], *variant[1:]])
        if variant[-1] == "s":
            spoken.append([*variant[:-1], "z"])
        if variant[-1] == "n":
            spoken.append([*variant[:-1], "m"])
    return [variant for variant in spoken if variant not in known]
