"""Bare numbers, ranges, ordinals, fractions and years, agreeing with what they count."""

from __future__ import annotations

import re

from greek.folding import fold
from greek.numerals import ACC, GEN, NOM, Case, F, Gender, M, N, cardinal, digit_by_digit, ordinal
from greek.reader.context import asked, words_after, words_before
from greek.reader.letters import GREEK_LETTERS
from greek.reader.nouns import Agreement, of_match
from greek.reader.shield import Rule

NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
JOIN = r"\s*(?:-|–|—|‑|έως|εως|ως|μέχρι)\s*"
_LEFT = r"(?<![\w.,/:])(?<!\d[-–])"
_ENDINGS: dict[str, tuple[Gender, Case, bool]] = {
    "ος": (M, NOM, False), "ός": (M, NOM, False), "ου": (M, GEN, False), "ού": (M, GEN, False), "ον": (M, ACC, False),
    "όν": (M, ACC, False),
    "η": (F, NOM, False), "ή": (F, NOM, False), "ην": (F, ACC, False), "ήν": (F, ACC, False), "ης": (F, GEN, False), "ής": (F, GEN, False),
    "α": (N, NOM, True), "ά": (N, NOM, True), "ο": (N, NOM, False), "ό": (N, NOM, False), "οι": (M, NOM, True), "οί": (M, NOM, True),
    "ους": (M, ACC, True), "ούς": (M, ACC, True), "ες": (F, NOM, True), "ές": (F, NOM, True), "ων": (M, GEN, True), "ών": (M, GEN, True),
}  # fmt: skip
ORDINAL = re.compile(rf"(?<![\w.,])(?P<number>\d{{1,4}})(?P<ending>{'|'.join(sorted(_ENDINGS, key=len, reverse=True))})(?!\w)(?!\s+ώρα\b)")
ORDINAL_RANGE = re.compile(r"(?<![\w.,])(?P<number>\d{1,3})(?=\s?[-–]\s?\d{1,3}(?P<ending>ος|ου|η|ης|ο|ή|ής|ό|ός|ού)(?!\w))")
LETTER_ORDINAL = re.compile(r"(?<!\w)(?P<letter>[Α-ΠΡΣΤΥΦΧΨΩ]|ΣΤ|ΙΑ|ΙΒ|ΙΓ|ΙΔ|ΙΕ|ΙΣΤ|στ|ια|ιβ|ιγ|ιδ|ιε|[α-ω])[΄'’´ʹ](?!\w)")
RANGE = re.compile(rf"{_LEFT}(?P<a>{NUMBER}){JOIN}(?P<b>{NUMBER})(?![\w/]|[.,:]\d|[-–]\d)")
YEARS = re.compile(r"(?<![\w.,/-])(?P<a>1[5-9]\d\d|20\d\d)\s?[-–]\s?(?P<b>1[5-9]\d\d|20\d\d|\d\d)(?![\w/-]|[.,]\d)")
PLAIN = re.compile(rf"(?<![\w])(?<!\d[.,/:])(?P<sign>(?:(?<=\s)|(?<=^)|(?<=\())[-−–])?(?P<number>{NUMBER})(?!\w)")
DOTTED = re.compile(r"(?<![\w.,])(?P<whole>\d+)\.(?P<part>\d{1,2}|\d{4,})(?![\w]|[.,]\d)")
COORDINATES = re.compile(r"(?<![\w.,])(?P<a>\d{1,2}\.\d{2,7})\s*[,;]\s*(?P<b>\d{1,2}\.\d{2,7})(?![\w.])")
FRACTION = re.compile(r"(?<![\w/.,])(?P<a>[1-9])/(?P<b>[2-9]|10)(?![\w/]|[.,]\d)")
VULGAR = re.compile(r"(?:(?P<whole>\d+)\s?)?(?P<sign>[½¼¾⅓⅔⅛⅕])")
ROMAN = re.compile(r"(?<!\w)(?P<roman>(?:II|III|IV|VI{1,3}|IX|XI{0,3}|XIV|XVI{0,3}|XIX|XXI?))(?:ος|ου|ης)?(?!\w)")
SLASHED = re.compile(r"(?<![\d/])(?P<a>\d{1,6})/(?P<year>(?:19|20)\d\d)(?![\d/])")
YEAR_FIRST = re.compile(r"(?<![\d/])(?P<year>(?:19|20)\d\d)/(?P<a>\d{1,6})(?![\d/])")
ROUND_CLOCK = re.compile(r"(?<![\w/])24/7(?!\w)|(?<![\w/])24\s?[χxΧ]\s?7(?!\w)")
HOUSE = re.compile(r"(?<![\w.,])(?P<number>\d{1,4})(?:(?P<letter>[Α-ΕΖA-EZα-δ])(?![\w΄'’´]|\.\w)|\s(?P<apart>[Α-ΕΖA-EZ])(?![\w΄'’´.]))")
TIMES = re.compile(rf"{_LEFT}(?P<a>{NUMBER})\s?[x×χΧX*]\s?(?P<b>{NUMBER})(?:\s?[x×χΧX*]\s?(?P<c>{NUMBER}))?(?![\d\w])")
COMPARED = re.compile(r"(?P<sign>>=|<=|≥|≤|>|<|~|±|≈)\s?(?=\d)")
_COMPARED = {
    ">": "πάνω από ",
    "<": "κάτω από ",
    ">=": "τουλάχιστον ",
    "<=": "έως ",
    "≥": "τουλάχιστον ",
    "≤": "έως ",
    "~": "περίπου ",
    "≈": "περίπου ",
    "±": "συν πλην ",
}
_DATE_WORDS = frozenset(
    "στισ τισ απο εωσ μεχρι ωσ πριν μετα την στην δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο κυριακη ημερομηνια ημερα προθεσμια".split()
)
_PARTS = {2: ("δεύτερο", "δεύτερα"), 3: ("τρίτο", "τρίτα"), 4: ("τέταρτο", "τέταρτα"), 5: ("πέμπτο", "πέμπτα"), 6: ("έκτο", "έκτα"),
          7: ("έβδομο", "έβδομα"), 8: ("όγδοο", "όγδοα"), 9: ("ένατο", "ένατα"), 10: ("δέκατο", "δέκατα")}  # fmt: skip
_PARTS_GENITIVE = {
    2: "δευτέρου",
    3: "τρίτου",
    4: "τετάρτου",
    5: "πέμπτου",
    6: "έκτου",
    7: "εβδόμου",
    8: "ογδόου",
    9: "ενάτου",
    10: "δεκάτου",
}
_VULGAR = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8), "⅕": (1, 5)}
_ROMANS = {"I": 1, "V": 5, "X": 10}


def parse(text: str) -> tuple[int, str]:
    """'1.234,50' → (1234, '50'): the whole part and the digits after the comma."""
    whole, _, decimals = text.replace(".", "").partition(",")
    return int(whole), decimals


def say(text: str, gender: Gender = N, case: Case = NOM) -> str:
    """A written number in words; decimals after "κόμμα". Leading zeros and very long numbers are read digit by digit."""
    whole, decimals = parse(text)
    plain = text.replace(".", "").partition(",")[0]
    if (plain.startswith("0") and len(plain) > 1) or len(plain) > 12:
        words = digit_by_digit(plain)
    else:
        words = cardinal(whole) if decimals else cardinal(whole, gender, case)
    if decimals:
        tail = digit_by_digit(decimals) if decimals.startswith("0") or len(decimals) > 3 else cardinal(int(decimals))
        words = f"{words} κόμμα {tail}"
    return words


def agreeing(match: re.Match[str], group: str, context: str | int = 0) -> str:
    """The number in `group`, agreeing with the words around `context` (the whole match by default)."""
    whole, decimals = parse(match[group])
    if _is_year(match, group, whole):
        return cardinal(whole)
    agrees = Agreement() if decimals else of_match(match, whole, context)
    return say(match[group], agrees.gender, agrees.case)


def _is_year(match: re.Match[str], group: str, number: int) -> bool:
    """ "του 2017", "της δεκαετίας του 1980": a year stays as it is after an article in the genitive."""
    before = words_before(match, group)
    return 1100 <= number < 2100 and len(match[group]) == 4 and bool(before) and fold(before[-1]) == "του"


def ordinal_word(match: re.Match[str]) -> str | None:
    gender, case, plural = _ENDINGS[match["ending"]]
    number = int(match["number"])
    wanted = asked(words_before(match))
    if match["ending"] in ("ο", "ό") and (wanted.gender is M or (wanted.case is ACC and wanted.gender is None and not wanted.article)):
        gender, case = M, ACC
    if wanted.case is ACC and case is NOM and gender is F:
        case = ACC
    if match["ending"] in ("α", "ά") and (not words_after(match) or any(word[0].isupper() for word in words_before(match)[-1:])):
        return None  # "Ορφέως 3α" is a house
    return ordinal(number, gender, case, plural) if 1 <= number <= 1999 else cardinal(number)


def letter_ordinal(match: re.Match[str]) -> str:
    letter = match["letter"].upper()
    return {"ΣΤ": "στίγμα", "ΙΣΤ": "γιώτα στίγμα"}.get(letter) or " ".join(GREEK_LETTERS[sign] for sign in letter)


def number_range(match: re.Match[str]) -> str:
    whole, decimals = parse(match["b"])
    agrees = Agreement() if decimals else of_match(match, whole)
    return f"{say(match['a'], agrees.gender, agrees.case)} έως {say(match['b'], agrees.gender, agrees.case)}"


def years(match: re.Match[str]) -> str:
    first, last = match["a"], match["b"]
    before = [fold(word) for word in words_before(match)]
    if len(last) == 2 and before and before[-1] in ("ηρωων", "λεωφοροσ", "οδοσ"):
        return f"{cardinal(int(first))} {cardinal(int(last))}"  # the street is called so
    return f"{cardinal(int(first))} έως {cardinal(int(last))}"


def dotted(match: re.Match[str]) -> str:
    return f"{say(match['whole'])} κόμμα {digit_by_digit(match['part']) if match['part'][0] == '0' else say(match['part'])}"


def coordinates(match: re.Match[str]) -> str:
    return ", ".join(f"{cardinal(int(whole))} κόμμα {digit_by_digit(part)}" for whole, part in (match[g].split(".") for g in ("a", "b")))


def fraction(match: re.Match[str]) -> str | None:
    top, bottom = int(match["a"]), int(match["b"])
    before = [fold(word) for word in words_before(match)]
    after = [fold(word) for word in words_after(match)]
    of_something = bool(after) and after[0] in ("του", "τησ", "των", "μισθου")
    if (top >= bottom or (before and before[-1] in _DATE_WORDS)) and not of_something:
        return None
    return _part(top, bottom, asked(words_before(match)).case is GEN, bool(before) and before[-1] in ("το", "στο", "κατα"))


def _part(top: int, bottom: int, genitive: bool, article: bool = False) -> str:
    if (top, bottom) == (1, 2):
        return "μισού" if genitive else ("ένα δεύτερο" if article else "μισό")
    if genitive:
        return f"{cardinal(top, N, GEN)} {_PARTS_GENITIVE[bottom] if top == 1 else _PARTS[bottom][0][:-1] + 'ων'}"
    return f"{cardinal(top)} {_PARTS[bottom][0 if top == 1 else 1]}"


def _half(match: re.Match[str]) -> str:
    return "μισή" if of_match(match, int(match["whole"]), "sign").gender is F else "μισό"


def vulgar(match: re.Match[str]) -> str:
    top, bottom = _VULGAR[match["sign"]]
    if not match["whole"]:
        return _part(top, bottom, False)
    return f"{agreeing(match, 'whole', 'sign')} και {_half(match) if bottom == 2 else _part(top, bottom, False)}"


def roman(match: re.Match[str]) -> str:
    values = [_ROMANS[sign] for sign in match["roman"]]
    total = sum(-value if value < next_ else value for value, next_ in zip(values, [*values[1:], 0], strict=True))
    return cardinal(total)


def slashed(match: re.Match[str]) -> str:
    return f"{cardinal(int(match['a']))} του {cardinal(int(match['year']))}"


def year_first(match: re.Match[str]) -> str:
    return f"{cardinal(int(match['year']))} κάθετος {say(match['a'])}"


def house(match: re.Match[str]) -> str:
    letter = (match["letter"] or match["apart"]).upper().translate(str.maketrans("ABCDEZ", "ΑΒΓΔΕΖ"))
    return f"{say(match['number'])} {GREEK_LETTERS[letter]}"


def dimensions(match: re.Match[str]) -> str:
    return " επί ".join(say(match[group]) for group in "abc" if match[group])


def plain(match: re.Match[str]) -> str:
    return ("μείον " if match["sign"] else "") + agreeing(match, "number")


def ordinal_first(match: re.Match[str]) -> str | None:
    """The first half of "1η-3η", "2ος-3ος", or of "1-3ος"."""
    gender, case, plural = _ENDINGS[match["ending"]]
    number = int(match["number"])
    return ordinal(number, gender, case, plural) if number else None


ORDINALS: tuple[Rule, ...] = ((ORDINAL_RANGE, ordinal_first), (ORDINAL, ordinal_word))
SPECIAL: tuple[Rule, ...] = (
    (ROUND_CLOCK, lambda match: "όλο το εικοσιτετράωρο, επτά ημέρες την εβδομάδα"), (COMPARED, lambda match: _COMPARED[match["sign"]]),
    (VULGAR, vulgar), (FRACTION, fraction),
)  # fmt: skip
RULES: tuple[Rule, ...] = (
    (SLASHED, slashed), (YEAR_FIRST, year_first), (TIMES, dimensions), (HOUSE, house), (COORDINATES, coordinates), (YEARS, years),
    (RANGE, number_range), (DOTTED, dotted), (PLAIN, plain), (LETTER_ORDINAL, letter_ordinal), (ROMAN, roman),
)  # fmt: skip
