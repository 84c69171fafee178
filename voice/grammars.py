"""What the dialogue asks for: the phrases by which it may be answered, whether an answer is complete, and its value.

The lists (streets, villages, certificates, categories) are read from backend/content as data. A grammar holds the answers themselves; the
recogniser also listens with its whole vocabulary beside it, so who says something else is heard as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from greek import spoken
from greek.folding import fold
from greek.numerals import cardinal
from greek.phonetic import skeleton, stem
from greek.places import PlaceName, PlaceResolver
from greek.reader import read
from voice.cases import other_cases

CONTENT = Path(__file__).resolve().parent.parent / "backend" / "content"
_WORD = re.compile(r"[^\W\d_]+")
_LENGTHS = {"afm": 9, "phone": 10}
_MANNERS = {
    "yes_no": "yes_no", "digits": "digits", "afm": "digits", "code": "digits", "pin": "digits", "phone": "digits", "number": "digits",
    "certificate_type": "choice", "problem_category": "choice", "choice": "choice", "street": "place", "place": "place",
}  # fmt: skip

COMMANDS = (
    "επανάλαβε", "επαναλάβετε", "ξανά", "πιο αργά", "πιο δυνατά", "βοήθεια", "άνθρωπο", "θέλω άνθρωπο", "υπάλληλο", "ακύρωση", "τέλος",
    "δεν ξέρω", "πίσω", "φωτιά", "ατύχημα", "κίνδυνος", "ασθενοφόρο",
)  # fmt: skip
"""What can be said at any point."""
MORE = ("παρακάτω", "συνέχισε", "συνεχίστε", "συνέχεια", "τα υπόλοιπα", "τα επόμενα", "ναι συνεχίστε")
"""What asks for the rest of a long answer, or for the next of a list."""
_YES_NO = (
    "ναι", "όχι", "ναι ναι", "όχι όχι", "μάλιστα", "σωστά", "σωστό", "ναι σωστά", "ναι είναι σωστό", "όχι δεν είναι σωστό", "λάθος",
    "βέβαια", "βεβαίως", "ναι βέβαια", "φυσικά", "εντάξει", "ναι εντάξει", "ναι παρακαλώ", "όχι ευχαριστώ", "ναι θέλω", "όχι δεν θέλω",
    "δεν θέλω", "συμφωνώ", "δεν συμφωνώ", "προχωρήστε", "ακριβώς", "σωστά είναι", "δεν είναι σωστό",
)  # fmt: skip
_DIGITS = tuple("μηδέν ένα δύο τρία τέσσερα πέντε έξι επτά εφτά οκτώ οχτώ εννέα εννιά".split())
_PLACE_LEADS = (
    "στην",
    "στον",
    "στο",
    "στη",
    "στα",
    "οδός",
    "οδό",
    "στην οδό",
    "αριθμός",
    "στο χωριό",
    "κοντά στο",
    "απέναντι από",
    "γωνία",
    "και",
)


@dataclass(frozen=True)
class Expects:
    """What the dialogue waits for, as the phone channel says it. `length`: so many digits; `choices`: the answers to pick from."""

    kind: str = "open"
    length: int | None = None
    choices: tuple[str, ...] = field(default=())
    more: bool = False
    """A long answer goes on where the caller wants to hear it."""

    @classmethod
    def from_mapping(cls, row: Mapping[str, Any] | None) -> Expects:
        """From the channel's JSON; what is missing or makes no sense is left open."""
        row = row or {}
        length, choices = row.get("length"), row.get("choices")
        return cls(
            str(row.get("kind") or "open"),
            length if isinstance(length, int) and length > 0 else None,
            tuple(str(choice) for choice in choices) if isinstance(choices, (list, tuple)) else (),
            row.get("more") is True,
        )

    @property
    def manner(self) -> str:
        """How it is answered: yes_no, digits, choice, place or open."""
        return _MANNERS.get(self.kind, "choice" if self.choices else "open")

    @property
    def digits(self) -> int | None:
        """How many digits complete the answer; None where any number may."""
        return self.length or _LENGTHS.get(self.kind)


OPEN = Expects()


def words(text: str) -> str:
    """`text` as a recogniser spells it: written out, lower case, no signs."""
    return " ".join(_WORD.findall(read(text).lower()))


def phrases(expects: Expects) -> tuple[str, ...] | None:
    """The grammar for an answer, `COMMANDS` included; None where anything may be said."""
    own: Iterable[str]
    match expects.manner:
        case "yes_no":
            own = _YES_NO
        case "digits":
            own = _digits()
        case "place":
            own = _places()
        case "choice":
            own = (*_known_choices(expects.kind), *map(words, expects.choices))
        case _:
            return None
    further = MORE if expects.more or expects.manner == "choice" else ()
    return tuple(dict.fromkeys(phrase for phrase in (*own, *further, *COMMANDS) if phrase))


@lru_cache(1)
def _digits() -> tuple[str, ...]:
    # Two figures, hundreds: people group what they dictate. Pairs of single digits show the language model that one follows another.
    pairs = tuple(f"{one} {other}" for one in _DIGITS for other in _DIGITS)
    numbers = tuple(cardinal(value) for value in (*range(10, 100), *range(100, 1000, 100), 1000, 2000))
    return (*_DIGITS, *pairs, *numbers, "διπλό", "τριπλό", "τρία μηδενικά", "δύο μηδενικά", "όχι συγγνώμη", "λάθος")


# Names in Latin letters are typed by visitors; «ΒΙΠΕ» is a word that the shipped model doesn't know («βιομηχανική περιοχή» it does).
_WRITTEN_ONLY = re.compile(r"[A-Za-zÀ-ɏ]|ΒΙ\.?ΠΕ")


@lru_cache(1)
def _places() -> tuple[str, ...]:
    said = [(place, name) for place in _names() for name in (place.name, *place.aliases) if not _WRITTEN_ONLY.search(name)]
    names = [words(name) for _, name in said]
    numbers = [cardinal(value) for value in range(1, 200)]
    led = [f"{lead} {name}" for name in names for lead in ("στην", "στο")]
    # Streets are named in the genitive, which no preposition changes.
    cases = [case for place, name in said if place.kind != "street" for case in _cases(words(name))]
    return (*names, *led, *cases, *numbers, *_PLACE_LEADS)


def _cases(name: str) -> list[str]:
    """How a village or landmark ends after a preposition: the noun that leads, or the last word, in its other cases."""
    first, *rest = name.split()
    forms = [" ".join((form, *rest)) for form in other_cases(first)]
    if len(rest) == 1 and rest[0][-1:] != "ς":  # «Μεγάλο Δουκάτο», but not «Πλατεία Ειρήνης»
        forms += [" ".join(pair) for pair in zip(other_cases(first), other_cases(rest[0]), strict=False)]
    return forms


@lru_cache(1)
def _names() -> tuple[PlaceName, ...]:
    return tuple(PlaceName.from_mapping(row) for row in _load("places.yml")["places"])


@lru_cache(1)
def _resolver() -> PlaceResolver:
    return PlaceResolver(_names())


def _load(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))
    return content


@lru_cache(8)
def _choices_of(kind: str) -> dict[str, tuple[str, ...]]:
    """Ways of saying each value of a list of the municipality's."""
    if kind == "certificate_type":
        return {row["value"]: (row["value"], row["title"], row["everyday"]) for row in _load("certificate_types.yml")["types"]}
    if kind == "problem_category":
        rows = _load("problem_categories.yml")["categories"]
        return {row["value"]: (row["value"], row["label"], *row.get("keywords", ())) for row in rows}
    return {}


def _known_choices(kind: str) -> list[str]:
    said = [words(way) for ways in _choices_of(kind).values() for way in ways]
    if kind == "certificate_type":
        said += [f"{lead} {words(value)}" for value in _choices_of(kind) for lead in ("πιστοποιητικό", "το πιστοποιητικό")]
    return said


def value(expects: Expects, text: str) -> str | None:
    """What `text` answers: "yes" or "no"; digits; the list's own spelling of a choice; for places and open questions the text as it is
    written («ορφέως δώδεκα» → «ορφέως 12»). None where it doesn't answer."""
    match expects.manner:
        case "yes_no":
            answer = spoken.yes_no(text)
            return None if answer is None else "yes" if answer else "no"
        case "digits":
            return spoken.phone(text) if expects.kind == "phone" else spoken.digits(text, expects.digits)
        case "choice":
            return _choice(expects, text)
    return spoken.to_written(text) or None


def _choice(expects: Expects, text: str) -> str | None:
    ways = {**_choices_of(expects.kind), **{choice: (choice,) for choice in expects.choices}}
    said = _stems(text)
    found = {name for name, forms in ways.items() if any(_stems(form) <= said for form in forms if _stems(form))}
    if not found:  # «ταχυδρομείο» is enough where one choice alone speaks of it
        found = {name for name in ways if said & _own_stems(name, ways)}
    if len(found) > 1:  # «γάμου» is inside «άδεια γάμου»: the fuller name wins
        found = {name for name in found if not any(other != name and fold(name) in fold(other) for other in found)}
    return found.pop() if len(found) == 1 else None


@lru_cache(4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(skeleton(word)) for word in words(text).split())


def _own_stems(name: str, names: Iterable[str]) -> set[str]:
    """Stems of the longer words of `name` that no other name has."""
    others = set().union(*(_stems(other) for other in names if other != name))
    return {stem(skeleton(word)) for word in words(name).split() if len(word) > 3} - others


def fills(expects: Expects, text: str) -> bool:
    """Whether `text` already answers completely, so that waiting for more brings little."""
    if not text or (expects.manner == "digits" and expects.digits is None and expects.kind != "phone"):
        return False
    match expects.manner:
        case "open":
            return False
        case "place":
            found = [place for place in _resolver().find(spoken.to_written(text)) if place.known]
            return any(place.kind != "street" or place.number is not None for place in found)
    return value(expects, text) is not None
