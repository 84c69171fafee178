"""Numbers as Greek words: cardinals and ordinals with gender and case.

Forms follow the standard modern Greek declension (Triantafyllidis' grammar): 1, 3, 4 and the hundreds agree with what is counted,
thousands are feminine, millions neuter.
"""

from __future__ import annotations

from enum import Enum


class Gender(Enum):
    MASCULINE = "m"
    FEMININE = "f"
    NEUTER = "n"


class Case(Enum):
    NOMINATIVE = "nom"
    GENITIVE = "gen"
    ACCUSATIVE = "acc"


M, F, N = Gender.MASCULINE, Gender.FEMININE, Gender.NEUTER
NOM, GEN, ACC = Case.NOMINATIVE, Case.GENITIVE, Case.ACCUSATIVE

_UNITS = "μηδέν ένα δύο τρία τέσσερα πέντε έξι επτά οκτώ εννέα".split()
_TEENS = "δέκα έντεκα δώδεκα δεκατρία δεκατέσσερα δεκαπέντε δεκαέξι δεκαεπτά δεκαοκτώ δεκαεννέα".split()
_TENS = "- - είκοσι τριάντα σαράντα πενήντα εξήντα εβδομήντα ογδόντα ενενήντα".split()
_HUNDREDS = "- - διακόσι τριακόσι τετρακόσι πεντακόσι εξακόσι επτακόσι οκτακόσι εννιακόσι".split()

_ONE = {
    (M, NOM): "ένας", (M, GEN): "ενός", (M, ACC): "έναν",
    (F, NOM): "μία", (F, GEN): "μίας", (F, ACC): "μία",
    (N, NOM): "ένα", (N, GEN): "ενός", (N, ACC): "ένα",
}  # fmt: skip
_HUNDRED_ENDINGS = {
    (M, NOM): "οι", (M, ACC): "ους", (F, NOM): "ες", (F, ACC): "ες", (N, NOM): "α", (N, ACC): "α",
}  # fmt: skip
_SCALES = ((10**12, "τρισεκατομμύρι"), (10**9, "δισεκατομμύρι"), (10**6, "εκατομμύρι"))
LARGEST = 10**15 - 1


def _below_ten(number: int, gender: Gender, case: Case) -> str:
    if number == 1:
        return _ONE[gender, case]
    if number in (3, 4):
        stem = "τρ" if number == 3 else "τέσσερ"
        if case is GEN:
            return "τριών" if number == 3 else "τεσσάρων"
        if gender is N:
            return "τρία" if number == 3 else "τέσσερα"
        return "τρεις" if number == 3 else f"{stem}ις"
    return _UNITS[number]


def _below_twenty(number: int, gender: Gender, case: Case) -> str:
    if number < 10:
        return _below_ten(number, gender, case)
    if number == 13:
        return "δεκατριών" if case is GEN else "δεκατρία" if gender is N else "δεκατρείς"
    if number == 14:
        return "δεκατεσσάρων" if case is GEN else "δεκατέσσερα" if gender is N else "δεκατέσσερις"
    return _TEENS[number - 10]


def _below_hundred(number: int, gender: Gender, case: Case) -> str:
    if number < 20:
        return _below_twenty(number, gender, case)
    tens, unit = divmod(number, 10)
    return _TENS[tens] + (f" {_below_ten(unit, gender, case)}" if unit else "")


def _below_thousand(number: int, gender: Gender, case: Case) -> str:
    hundreds, rest = divmod(number, 100)
    if hundreds == 0:
        return _below_hundred(rest, gender, case)
    if hundreds == 1:
        return f"εκατόν {_below_hundred(rest, gender, case)}" if rest else "εκατό"
    stem = _HUNDREDS[hundreds]
    # The genitive moves the accent: διακόσια, διακοσίων.
    word = stem.replace("όσι", "οσί") + "ων" if case is GEN else stem + _HUNDRED_ENDINGS[gender, case]
    return word + (f" {_below_hundred(rest, gender, case)}" if rest else "")


def _thousands(number: int, gender: Gender, case: Case) -> str:
    if number == 1:
        return "χιλίων" if case is GEN else "χίλι" + _HUNDRED_ENDINGS[gender, case]
    return f"{_below_thousand(number, F, case)} {'χιλιάδων' if case is GEN else 'χιλιάδες'}"


def _millions(count: int, stem: str, case: Case) -> str:
    if count == 1:
        noun = stem.replace("μύρι", "μυρί") + "ου" if case is GEN else stem + "ο"
    else:
        noun = stem.replace("μύρι", "μυρί") + "ων" if case is GEN else stem + "α"
    return f"{_below_thousand(count, N, case)} {noun}"


def cardinal(number: int, gender: Gender = N, case: Case = NOM) -> str:
    """`number` in words, agreeing with what is counted.

    >>> cardinal(4, Gender.FEMININE)
    'τέσσερις'
    >>> cardinal(201, Gender.MASCULINE, Case.GENITIVE)
    'διακοσίων ενός'

    Raises ValueError for a magnitude over 999 trillion.
    """
    if number < 0:
        return f"μείον {cardinal(-number, gender, case)}"
    if number > LARGEST:
        raise ValueError(f"too large to be read as a number: {number}")
    parts = []
    for scale, stem in _SCALES:
        count, number = divmod(number, scale)
        if count:
            parts.append(_millions(count, stem, case))
    thousands, rest = divmod(number, 1000)
    if thousands:
        parts.append(_thousands(thousands, gender, case))
    if rest or not parts:
        parts.append(_below_thousand(rest, gender, case))
    return " ".join(parts)


_ORDINAL_UNITS = "- πρώτ δεύτερ τρίτ τέταρτ πέμπτ έκτ έβδομ όγδο ένατ".split()
_ORDINAL_TENS = "- δέκατ εικοστ τριακοστ τεσσαρακοστ πεντηκοστ εξηκοστ εβδομηκοστ ογδοηκοστ ενενηκοστ".split()
_ORDINAL_HUNDREDS = [
    "-",
    "εκατοστ",
    "διακοσιοστ",
    "τριακοσιοστ",
    "τετρακοσιοστ",
    "πεντακοσιοστ",
    "εξακοσιοστ",
    "επτακοσιοστ",
    "οκτακοσιοστ",
    "εννιακοσιοστ",
]
_ADJECTIVE = {
    (M, NOM): "ος", (M, GEN): "ου", (M, ACC): "ο",
    (F, NOM): "η", (F, GEN): "ης", (F, ACC): "η",
    (N, NOM): "ο", (N, GEN): "ου", (N, ACC): "ο",
}  # fmt: skip
_ADJECTIVES = {
    (M, NOM): "οι", (M, GEN): "ων", (M, ACC): "ους",
    (F, NOM): "ες", (F, GEN): "ων", (F, ACC): "ες",
    (N, NOM): "α", (N, GEN): "ων", (N, ACC): "α",
}  # fmt: skip
_ACCENTED = {
    "ος": "ός", "ου": "ού", "ο": "ό", "η": "ή", "ης": "ής", "οι": "οί", "ων": "ών", "ους": "ούς", "ες": "ές", "α": "ά",
}  # fmt: skip


def _ordinal_word(stem: str, gender: Gender, case: Case, plural: bool) -> str:
    ending = (_ADJECTIVES if plural else _ADJECTIVE)[gender, case]
    return stem + (_ACCENTED[ending] if stem.endswith("οστ") else ending)


def ordinal(number: int, gender: Gender = M, case: Case = NOM, plural: bool = False) -> str:
    """`number` as an ordinal: 12 → δωδέκατος, 21 feminine → εικοστή πρώτη. For 1 to 1999; ValueError outside."""
    if not 1 <= number <= 1999:
        raise ValueError(f"no ordinal for {number}")
    stems: list[str] = []
    if number >= 1000:
        stems.append("χιλιοστ")
        number -= 1000
    hundreds, rest = divmod(number, 100)
    if hundreds:
        stems.append(_ORDINAL_HUNDREDS[hundreds])
    if rest in (11, 12):
        stems.append("ενδέκατ" if rest == 11 else "δωδέκατ")
    else:
        tens, unit = divmod(rest, 10)
        if tens:
            stems.append(_ORDINAL_TENS[tens])
        if unit:
            stems.append(_ORDINAL_UNITS[unit])
    return " ".join(_ordinal_word(stem, gender, case, plural) for stem in stems)


def digit_by_digit(digits: str, group: int = 0) -> str:
    """Each digit by its name; with `group`, a comma (a short pause) after every so many.

    >>> digit_by_digit("483920", 3)
    'τέσσερα οκτώ τρία, εννέα δύο μηδέν'
    """
    words = [_UNITS[int(digit)] for digit in digits if digit.isdecimal()]
    if group <= 0:
        return " ".join(words)
    return ", ".join(" ".join(words[start : start + group]) for start in range(0, len(words), group))
