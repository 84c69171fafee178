"""What a number has to agree with: the gender and case of the counted noun, of the article before it, or of a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass

from greek.folding import fold
from greek.numerals import ACC, GEN, NOM, Case, F, Gender, M, N
from greek.reader.context import STOP, Asked, asked, words_after, words_before
from greek.reader.lexicon import FORMS

Reading = tuple[Gender, tuple[Case, ...], bool]

# Endings of nouns and adjectives that the lexicon doesn't have, longest first; of the plural, then of the singular.
_PLURAL: tuple[tuple[re.Pattern[str], Reading], ...] = tuple(
    (re.compile(pattern), (gender, cases, True))
    for pattern, gender, cases in (
        (r"(?:ιστεσ|αστεσ|ευτεσ|ουχεσ|αρχεσ|ωρουσ|(?<!ο)(?<!υ)τητεσ|(?<!ότ)ηγητεσ|ελεγκτεσ)$", M, (NOM, ACC)),
        (r"εισ$", F, (NOM, ACC)), (r"εσ$", F, (NOM, ACC)), (r"ουσ$", M, (ACC,)), (r"οι$", M, (NOM,)), (r"ων$", N, (GEN,)),
        (r"α$", N, (NOM, ACC)),
        (r"η$", N, (NOM, ACC)), (r"υσ$", M, (NOM,)),
    )
)  # fmt: skip
_SINGULAR: tuple[tuple[re.Pattern[str], Reading], ...] = tuple(
    (re.compile(pattern), (gender, cases, False))
    for pattern, gender, cases in (
        (r"(?:μα|ιμο)$", N, (NOM, ACC)), (r"(?:τητασ|ιασ|εασ)$", F, (GEN,)), (r"ματοσ$", N, (GEN,)), (r"(?:οσ|ησ|ασ)$", M, (NOM,)),
        (r"ου$", N, (GEN,)), (r"εωσ$", F, (GEN,)), (r"[αη]$", F, (NOM, ACC)), (r"[οι]$", N, (NOM, ACC)),
    )
)  # fmt: skip
_PASSED = frozenset({"ακομη", "ακομα", "επιπλεον", "αλλα"})
_FROM_PART = {"στουσ": M, "στισ": F, "στα": N, "τουσ": M, "τισ": F, "τα": N}


@dataclass(frozen=True)
class Agreement:
    """Gender and case of a number; `noun`: how many words after it belong to what is counted (0: nothing is)."""

    gender: Gender = N
    case: Case = NOM
    noun: int = 0


def _guess(word: str, plural: bool) -> Reading | None:
    if len(word) < 3:
        return None
    for pattern, reading in _PLURAL if plural else _SINGULAR:
        if pattern.search(word):
            return reading
    return None


def _readings(word: str, plural: bool) -> list[Reading]:
    known = FORMS.get(word, [])
    # "1 ή 2 μήνες": a single one may stand before a plural.
    return [reading for reading in known if reading[2] == plural] or known


def agreement(number: int, before: list[str], after: list[str], *, fraction: bool = False) -> Agreement:
    """How `number` agrees, from the words before and after it as `words_before` and `words_after` give them.

    >>> agreement(3, ["των"], ["αιτήσεων"])
    Agreement(gender=<Gender.FEMININE: 'f'>, case=<Case.GENITIVE: 'gen'>, noun=1)
    """
    wanted = asked(before)
    plural = number != 1 or fraction
    found = _counted(after, plural, wanted)
    if found is None:
        return _without_noun(wanted, [fold(word) for word in after[:2]])
    (gender, cases, _), count = found
    if GEN in cases and len(cases) == 1:
        return Agreement(gender, GEN, count)
    if wanted.case is not None and wanted.case in cases:
        # "η 1 ημέρα" keeps the nominative of its article, "για 200 πολίτες" the accusative of its preposition.
        return Agreement(gender, wanted.case, count)
    return Agreement(gender, cases[0], count)


def _counted(after: list[str], plural: bool, wanted: Asked) -> tuple[Reading, int] | None:
    """The reading of the counted noun (or of an adjective before it), and at which word after the number it stands."""
    words = [fold(word) for word in after]
    for position, word in enumerate(words):
        if word in _PASSED and position + 1 < len(words):
            continue
        if word in STOP:
            break
        readings = _readings(word, plural)
        if readings:
            best = [reading for reading in readings if _fits(reading, wanted)]
            return (best or readings)[0], position + 1
    if not words or words[0] in STOP:
        return None
    guess = _guess(words[0], plural)
    if guess is None or (after[0][0].isupper() and not wanted.article):
        return None
    if wanted.gender is not None and wanted.article and wanted.gender is not guess[0]:
        guess = (wanted.gender, (wanted.case or NOM,), plural)
    return guess, 1


def _fits(reading: Reading, wanted: Asked) -> bool:
    if wanted.case is not None and wanted.case not in reading[1] and not (wanted.case is ACC and NOM in reading[1] and reading[0] is N):
        return False
    return wanted.gender is None or wanted.gender is reading[0]


def _without_noun(wanted: Asked, after: list[str]) -> Agreement:
    """A number with nothing counted behind it: its article decides ("των 3", "στους 21"), or the group it is taken from ("1 στους 3")."""
    if wanted.article in ("οι", "των", "του") and wanted.near:
        return Agreement(M, wanted.case or NOM)
    if wanted.near:
        return Agreement(wanted.gender or N, wanted.case or NOM)
    if after and (after[0] in ("στουσ", "στισ", "στα") or (after[0] == "απο" and len(after) > 1)):
        part = _FROM_PART.get(after[-1] if after[0] == "απο" else after[0])
        if part:
            return Agreement(part, NOM)
    return Agreement(N, GEN if wanted.case is GEN and not wanted.article else NOM)


def of_match(match: re.Match[str], number: int, group: str | int = 0, *, fraction: bool = False) -> Agreement:
    """`agreement` of a number that stands in `group` of the match."""
    return agreement(number, words_before(match, group), words_after(match, group), fraction=fraction)
