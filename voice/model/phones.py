"""The sounds of Greek as the model knows them, and how IPA maps to them.

Twenty-eight phones plus silence. Stress is left out: on the phone it costs more data than it tells. Kaldi wants each phone once per place
in a word (begin, end, inside, alone), so that words can be cut out of a lattice; all places share their acoustic states.
"""

from __future__ import annotations

from dataclasses import dataclass

SILENCE = "SIL"
VOWELS = ("a", "e", "i", "o", "u")
CONSONANTS = (
    "p", "t", "k", "c", "b", "d", "g", "f", "v", "th", "dh", "s", "z", "x", "ch", "gh", "j", "m", "n", "ny", "l", "ly", "r",
)  # fmt: skip
PHONES = (SILENCE, *VOWELS, *CONSONANTS)
INDEX = {phone: index for index, phone in enumerate(PHONES)}

_GREEK_IPA = {
    "a": "a", "ɐ": "a", "ɑ": "a", "e": "e", "ɛ": "e", "i": "i", "ɪ": "i", "o": "o", "ɔ": "o", "u": "u", "p": "p", "t": "t", "k": "k",
    "c": "c", "b": "b", "d": "d", "ɡ": "g", "ɟ": "g", "f": "f", "v": "v", "θ": "th", "ð": "dh", "s": "s", "ʂ": "s", "ʃ": "s", "z": "z",
    "ʒ": "z", "x": "x", "ç": "ch", "ɣ": "gh", "j": "j", "ʝ": "j", "m": "m", "n": "n", "ŋ": "n", "ɲ": "ny", "l": "l", "ʎ": "ly", "r": "r",
}  # fmt: skip
# Sounds of the neighbours' languages by the nearest Greek one.
_FOREIGN_IPA = {**_GREEK_IPA, "β": "v", "ɾ": "r", "w": "u", "j": "i", "ɱ": "m", "h": "x", "ʝ": "j", "ɟ": "j", "ʊ": "u"}
_MARKS = frozenset("ˈˌːʲ\u200d\u0361\u032a-‿0")


def from_ipa(ipa: str, *, foreign: bool = False) -> list[str] | None:
    """Phones of one word of IPA; None where it holds a sound that has no counterpart.

    Long consonants become one. `foreign` adds the sounds of Spanish and Italian.

    >>> from_ipa("ɣˈata")
    ['gh', 'a', 't', 'a']
    """
    table = _FOREIGN_IPA if foreign else _GREEK_IPA
    phones: list[str] = []
    for sign in ipa:
        if sign in _MARKS:
            continue
        phone = table.get(sign)
        if phone is None:
            return None
        if phones and phones[-1] == phone and phone not in VOWELS:
            continue
        phones.append(phone)
    return phones


@dataclass(frozen=True)
class PlacedPhone:
    """A phone at a place of a word. `base` indexes PHONES; `place` is Kaldi's word for it."""

    name: str
    base: int
    place: str


def placed_phones() -> list[PlacedPhone]:
    """All placed phones in the order of their Kaldi ids: the first has id 1 (0 is epsilon)."""
    table = [PlacedPhone(SILENCE, 0, "nonword")]
    for base, phone in enumerate(PHONES):
        if base:
            places = (("B", "begin"), ("E", "end"), ("I", "internal"), ("S", "singleton"))
            table += [PlacedPhone(f"{phone}_{suffix}", base, place) for suffix, place in places]
    return table


def place_in_word(phones: list[str]) -> list[str]:
    """Names of the placed phones of one word."""
    if len(phones) == 1:
        return [f"{phones[0]}_S"]
    return [f"{phones[0]}_B", *(f"{phone}_I" for phone in phones[1:-1]), f"{phones[-1]}_E"]
