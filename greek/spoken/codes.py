"""Digits as they are said: codes, ΑΦΜ, PINs, phones, protocol numbers, and codes spelled letter by letter."""

from __future__ import annotations

import re
from itertools import pairwise

from greek.folding import fold
from greek.phonetic import skeleton
from greek.reader.letters import GREEK_LETTERS, LATIN_LETTERS
from greek.spoken.tokens import Token, cardinal_at, tokens

_TIMES = {"διπλο": 2, "διπλα": 2, "διπλη": 2, "τριπλο": 3, "τριπλα": 3, "δισ": 2}
_ZEROS = frozenset({"μηδενικα"})
_CORRECTION = frozenset("οχι συγγνωμη λαθοσ διορθωνω διορθωση ακυρο".split())
_GREEK_BY_NAME = {fold(name): letter for letter, name in GREEK_LETTERS.items()} | {
    "γαμμα": "Γ", "λαμβδα": "Λ", "ζητα": "Ζ", "ιωτα": "Ι", "γιοτα": "Ι", "ομεγα": "Ω", "υψιλο": "Υ", "εψιλο": "Ε", "νυ": "Ν", "μυ": "Μ",
    "ξυ": "Ξ", "ταφ": "Τ", "ρω": "Ρ", "καππα": "Κ",
}  # fmt: skip
_LATIN_BY_NAME = {fold(name): letter.upper() for letter, name in LATIN_LETTERS.items()} | {"κει": "K", "εη": "A", "ντι": "D", "ζεντ": "Z"}
_PROTOCOLS = frozenset({"ΠΡΒ", "ΠΙΣ", "ΑΙΤ", "ΑΔΕ", "ΠΡΩ"})
GREEK_LETTER_NAMES = frozenset(_GREEK_BY_NAME)

# A group of digits with where it stands: (digits, index of its first word, index after its last).
Group = tuple[str, int, int]


def _groups_at(words: list[Token], at: int) -> list[Group]:
    """Every way to read the words from `at` on as one group of digits, the longest reading first."""
    word = words[at].fold
    if word in _TIMES and at + 1 < len(words):
        return [(digits * _TIMES[word], at, stop) for digits, _, stop in _groups_at(words, at + 1)]
    if words[at].text.isdecimal():
        return [(words[at].text, at, at + 1)]
    groups: list[Group] = []
    longest = cardinal_at(words, at)
    if longest is None:
        return groups
    if longest[1] < len(words) and words[longest[1]].fold in _ZEROS and 1 < longest[0] < 8:
        return [("0" * longest[0], at, longest[1] + 1)]
    stops = range(longest[1], at, -1)
    for stop in stops:
        piece = cardinal_at(words, at, stop)
        if piece and piece[1] == stop:
            groups.append((str(piece[0]), at, stop))
    return groups


def runs(words: list[Token]) -> list[list[Group]]:
    """The runs of number words that follow one another, each as its groups (read as long as possible)."""
    found: list[list[Group]] = []
    at = 0
    while at < len(words):
        groups = _groups_at(words, at)
        if not groups:
            at += 1
            continue
        if found and found[-1][-1][2] == at:
            found[-1].append(groups[0])
        else:
            found.append([groups[0]])
        at = groups[0][2]
    return found


def _of_length(words: list[Token], start: int, stop: int, length: int) -> str | None:
    """The words [start, stop) as exactly `length` digits with as few groups as possible; other words in between are passed over."""
    best: dict[tuple[int, int], tuple[int, str]] = {(start, 0): (0, "")}
    for at in range(start, stop):
        for have in range(length + 1):
            state = best.get((at, have))
            if state is None:
                continue
            groups = [group for group in _groups_at(words, at) if group[2] <= stop]
            if not groups:
                _keep(best, (at + 1, have), state)
            for said, _, after in groups:
                if have + len(said) <= length:
                    _keep(best, (after, have + len(said)), (state[0] + 1, state[1] + said))
    end = best.get((stop, length))
    return end[1] if end else None


def _keep(best: dict[tuple[int, int], tuple[int, str]], key: tuple[int, int], state: tuple[int, str]) -> None:
    if key not in best or state[0] < best[key][0]:
        best[key] = state


def digits(text: str, length: int | None = None) -> str | None:
    """The digits said in `text`, one by one or in groups; with `length`, only a reading of exactly so many digits.

    Where the speaker corrects himself ("όχι, συγγνώμη …") what comes after counts. None when nothing fits.

    >>> digits("τετρακόσια ογδόντα τρία εννιακόσια είκοσι", 6)
    '483920'
    """
    words = tokens(text)
    corrected = [index for index, word in enumerate(words) if word.fold in _CORRECTION]
    starts = [index + 1 for index in reversed(corrected)] + [0]
    for start in starts:
        found = _digits_from(words[start:], length)
        if found is not None:
            return found
    return None


def _digits_from(words: list[Token], length: int | None) -> str | None:
    found = runs(words)
    if not found:
        return None
    joined = ["".join(group[0] for group in run) for run in found]
    if length is None:
        return max(joined, key=len)
    for said in joined:
        if len(said) == length:
            return said
    for run in sorted(found, key=lambda run: run[0][1] - run[-1][2]):
        fitting = _of_length(words, run[0][1], run[-1][2], length)
        if fitting:
            return fitting
    return _of_length(words, 0, len(words), length)


def phone(text: str) -> str | None:
    """The ten digits of a Greek telephone number said in `text` (the country's code is left out); None when there is none."""
    for length, prefix in ((12, "30"), (14, "0030"), (10, "")):
        said = digits(text, length)
        if said and said.startswith(prefix) and re.match(r"2\d|69", said[len(prefix) :]):
            return said[len(prefix) :]
    return None


def letter(token: Token, latin: bool = False) -> str | None:
    """The letter that a word names: «άλφα» → Α; with `latin`, «μπι» → B."""
    if latin:
        return _LATIN_BY_NAME.get(token.fold) or (
            token.text.upper() if len(token.text) == 1 and token.text.isascii() and token.text.isalpha() else None
        )
    return _GREEK_BY_NAME.get(token.fold)


def spelled(text: str, length: int | None = None, latin: bool = True) -> str | None:
    """A code spelled by letters and digits: «μπι κέι τι εξ εννέα αρ τέσσερα εμ» → BKTX9R4M. None when it isn't `length` long."""
    words = tokens(text)
    out, at = "", 0
    while at < len(words):
        sign = letter(words[at], latin)
        number = cardinal_at(words, at)
        if sign and not (number and not latin):
            out, at = out + sign, at + 1
        elif number:
            out, at = out + str(number[0]), number[1]
        else:
            at += 1
    if not out or (length is not None and len(out) != length):
        return None
    return out


def protocol_at(words: list[Token], at: int) -> tuple[str, int] | None:
    """«πι ρο βήτα δύο χιλιάδες είκοσι έξι εκατόν είκοσι τρία» → ("ΠΡΒ-2026-000123", index after it)."""
    prefix, index = "", at
    while index < len(words) and len(prefix) < 4:
        sign = letter(words[index])
        if sign is None:
            break
        prefix, index = prefix + sign, index + 1
    if len(prefix) < 2 and index < len(words) and words[index].text.isupper() and 2 <= len(words[index].text) <= 4:
        prefix, index = words[index].text, index + 1
    if len(prefix) < 3:
        return None
    index = _skip_dash(words, index)
    year = cardinal_at(words, index)
    if not year or not 2000 <= year[0] <= 2099:
        return None
    index = _skip_dash(words, year[1])
    rest = _rest_digits(words, index)
    if rest is None:
        return None
    return f"{prefix}-{year[0]}-{int(rest[0]):06d}", rest[1]


def _skip_dash(words: list[Token], index: int) -> int:
    while index < len(words) and words[index].fold in ("παυλα", "καθετοσ", "δια", "τησ", "του"):
        index += 1
    return index


def _rest_digits(words: list[Token], at: int) -> tuple[str, int] | None:
    out, index = "", at
    while index < len(words):
        groups = _groups_at(words, index)
        if not groups or len(out) + len(groups[0][0]) > 7 or (out and words[index].pause and len(out) > 2):
            break
        out, index = out + groups[0][0], groups[0][2]
    return (out, index) if out else None


def protocol(text: str) -> str | None:
    """The protocol number said in `text`, as it is written; None when there is none."""
    words = tokens(text)
    for at in range(len(words)):
        found = protocol_at(words, at)
        if found:
            return found[0]
    return None


def joins(run: list[Group], words: list[Token]) -> bool:
    """Whether a run of groups is one string of digits: with no pause in it, or with groups of single digits about each pause."""
    if len(run) == 1:
        return True
    pauses = [index for index in range(1, len(run)) if words[run[index][1]].pause]
    if not pauses:
        return True
    bounds = [0, *pauses, len(run)]
    pieces = [run[first:last] for first, last in pairwise(bounds)]
    return all(len(piece) > 1 and all(len(group[0]) == 1 for group in piece) for piece in pieces)


def sounds_like(word: str, other: str) -> bool:
    """Whether two words sound alike."""
    return skeleton(word) == skeleton(other)
