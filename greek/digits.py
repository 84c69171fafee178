"""Numbers in words and digits in groups: «δώδεκα», «εκατόν δώδεκα», «μηδέν εννιά τέσσερα», "4 8 3 9 2 0", "483 920"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from greek.folding import fold_with_offsets
from greek.phonetic import skeleton
from greek.words import word_list

_UNITS = {
    "μηδεν": 0, "ενα": 1, "ενασ": 1, "εναν": 1, "ενοσ": 1, "μια": 1, "μιασ": 1, "δυο": 2, "τρια": 3, "τρεισ": 3, "τριων": 3,
    "τεσσερα": 4, "τεσσερισ": 4, "τεσσαρα": 4, "τεσσερων": 4,
    "τεσσαρων": 4, "πεντε": 5, "εξι": 6, "εφτα": 7, "επτα": 7, "οχτω": 8, "οκτω": 8,
    "εννια": 9, "εννεα": 9,
}  # fmt: skip
_TEENS = {
    "δεκα": 10, "εντεκα": 11, "ενδεκα": 11, "δωδεκα": 12, "δεκατριων": 13, "δεκατεσσαρων": 14,
    "δεκατεσσερων": 14, "δεκατρια": 13, "δεκατρεισ": 13, "δεκατεσσερα": 14, "δεκατεσσερισ": 14,
    "δεκαπεντε": 15, "δεκαεξι": 16, "δεκαξι": 16, "δεκαεφτα": 17, "δεκαεπτα": 17, "δεκαοχτω": 18, "δεκαοκτω": 18, "δεκαεννια": 19,
    "δεκαεννεα": 19,
}  # fmt: skip
_TENS = {
    "εικοσι": 20, "τριαντα": 30, "σαραντα": 40, "πενηντα": 50, "εξηντα": 60, "εβδομηντα": 70, "ογδοντα": 80, "ενενηντα": 90,
}  # fmt: skip
_HUNDREDS = {
    "εκατο": 100, "εκατον": 100, "διακοσια": 200, "τριακοσια": 300, "τετρακοσια": 400, "πεντακοσια": 500, "εξακοσια": 600,
    "εφτακοσια": 700, "επτακοσια": 700, "οχτακοσια": 800, "οκτακοσια": 800, "εννιακοσια": 900, "εννεακοσια": 900,
}  # fmt: skip
_THOUSAND = {"χιλια": 1000, "χιλιεσ": 1000, "χιλιοι": 1000, "χιλιουσ": 1000, "χιλιων": 1000, "χιλιαδεσ": 1000, "χιλιαδων": 1000}
_GENDERS = word_list("διακοσι τριακοσι τετρακοσι πεντακοσι εξακοσι εφτακοσι επτακοσι οχτακοσι οκτακοσι εννιακοσι εννεακοσι")

_VALUES: dict[str, tuple[int, int]] = {}  # skeleton -> (value, rank): rank 0 units, 1 teens, 2 tens, 3 hundreds, 4 thousand
for _rank, _table in enumerate((_UNITS, _TEENS, _TENS, _HUNDREDS, _THOUSAND)):
    for _word, _value in _table.items():
        _VALUES[skeleton(_word)] = (_value, _rank)
for _base in _GENDERS:
    for _ending in ("εσ", "οι", "ων", "ουσ"):
        _VALUES[skeleton(_base + _ending)] = (_HUNDREDS[_base + "α"], 3)
NUMBER_WORDS: tuple[str, ...] = (*_UNITS, *_TEENS, *_TENS, *_HUNDREDS, *_THOUSAND)
"""The words that numbers are made of, folded."""
_ARTICLES = {skeleton(word) for word in ("ενα", "ενασ", "εναν", "ενοσ", "μια", "μιασ")}

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_GAP = re.compile(r"[\s.,\-–/]{0,3}")


@dataclass(frozen=True)
class Number:
    """A number found at [start, end) of the text: `digits` as it is written in digits, `article` when it may only be «ένας, μία»."""

    start: int
    end: int
    digits: str
    article: bool = False

    @property
    def value(self) -> int:
        return int(self.digits)


def number_word(word: str) -> int | None:
    """The value of one number word («είκοσι» -> 20), None for other words. Spelling, accents and case don't matter."""
    found = _VALUES.get(skeleton(word))
    return found[0] if found else None


def find_numbers(text: str) -> list[Number]:
    """The numbers in `text` (any case, accents or not, loose ones too; Greek letters): each maximal cardinal in words, each run of
    digits, in order."""
    whole = fold_with_offsets(text)
    folded = whole.text
    numbers: list[Number] = []
    start = end = -1
    total = current = 0
    last_rank = 9
    article = False

    def close() -> None:
        nonlocal start, total, current, last_rank
        if start >= 0:
            numbers.append(Number(*whole.span(start, end), str(total + current), article))
        start, total, current, last_rank = -1, 0, 0, 9

    for match in _TOKEN.finditer(folded):
        word = match.group()
        if word.isdecimal():
            close()
            numbers.append(Number(*whole.span(*match.span()), "".join(str(int(digit)) for digit in word)))
            continue
        sound = skeleton(word)
        found = _VALUES.get(sound)
        if found is None:
            if word == "και" and start >= 0 and last_rank >= 2:
                continue  # «εκατόν και δώδεκα» is said; a «και» after a unit ends the number
            close()
            continue
        value, rank = found
        adjacent = start >= 0 and re.fullmatch(r"\s+(?:και\s+)?", folded[end : match.start()]) is not None
        # What may follow: after tens a unit, after hundreds tens or less, after thousands hundreds or less; a zero stands alone.
        fits = adjacent and (
            (rank == 4 and total == 0 and current > 0)
            or (rank < last_rank and last_rank >= 2 and value > 0 and not (last_rank == 2 and rank == 1))
        )
        if not fits:
            close()
            start = match.start()
            article = sound in _ARTICLES
        else:
            article = False
        end = match.end()
        if rank == 4:
            total, current = max(current, 1) * 1000, 0
        else:
            current += value
        last_rank = rank
    close()
    return numbers


def digit_runs(text: str) -> list[Number]:
    """Numbers that follow one another directly, joined as one spoken or grouped code: «4 8 3 9 2 0», «σαράντα οκτώ 39 είκοσι».

    Only blanks, full stops, commas, hyphens and slashes may stand between (three characters at most).
    """
    runs: list[Number] = []
    for number in find_numbers(text):
        if runs and _GAP.fullmatch(text[runs[-1].end : number.start]):
            last = runs[-1]
            runs[-1] = Number(last.start, number.end, last.digits + number.digits)
        else:
            runs.append(number)
    return runs


def words_to_digits(text: str) -> str:
    """`text` with its number words as digits; «ένας» and «μία» alone stay words, since they are mostly articles."""
    pieces: list[str] = []
    end = 0
    for number in find_numbers(text):
        if not number.article:
            pieces += [text[end : number.start], number.digits]
            end = number.end
    return "".join([*pieces, text[end:]])
