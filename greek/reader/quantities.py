"""Money, percentages, units, ordinals, laws, ranges and all other numbers, agreeing with what they count."""

from __future__ import annotations

import re

from greek.numerals import GEN, NOM, Case, F, Gender, M, N, cardinal, digit_by_digit, ordinal
from greek.reader.letters import GREEK_LETTERS
from greek.reader.nouns import agreement

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_UNITS: dict[str, tuple[str, str, Gender]] = {
    "τ.μ.": ("τετραγωνικό μέτρο", "τετραγωνικά μέτρα", N),
    "τμ": ("τετραγωνικό μέτρο", "τετραγωνικά μέτρα", N),
    "m²": ("τετραγωνικό μέτρο", "τετραγωνικά μέτρα", N),
    "m2": ("τετραγωνικό μέτρο", "τετραγωνικά μέτρα", N),
    "κ.μ.": ("κυβικό μέτρο", "κυβικά μέτρα", N),
    "m³": ("κυβικό μέτρο", "κυβικά μέτρα", N),
    "χλμ.": ("χιλιόμετρο", "χιλιόμετρα", N),
    "χλμ": ("χιλιόμετρο", "χιλιόμετρα", N),
    "km": ("χιλιόμετρο", "χιλιόμετρα", N),
    "μ.": ("μέτρο", "μέτρα", N),
    "m": ("μέτρο", "μέτρα", N),
    "εκ.": ("εκατοστό", "εκατοστά", N),
    "cm": ("εκατοστό", "εκατοστά", N),
    "mm": ("χιλιοστό", "χιλιοστά", N),
    "κιλά": ("κιλό", "κιλά", N),
    "kg": ("κιλό", "κιλά", N),
    "γρ.": ("γραμμάριο", "γραμμάρια", N),
    "lt": ("λίτρο", "λίτρα", N),
    "λτ.": ("λίτρο", "λίτρα", N),
    "°C": ("βαθμός Κελσίου", "βαθμοί Κελσίου", M),
    "°": ("βαθμός", "βαθμοί", M),
    "MB": ("μεγαμπάιτ", "μεγαμπάιτ", N),
    "GB": ("γιγαμπάιτ", "γιγαμπάιτ", N),
    "kWh": ("κιλοβατώρα", "κιλοβατώρες", F),
    "kW": ("κιλοβάτ", "κιλοβάτ", N),
    "στρ.": ("στρέμμα", "στρέμματα", N),
    "dB": ("ντεσιμπέλ", "ντεσιμπέλ", N),
    "χ.α.": ("χιλιόμετρο την ώρα", "χιλιόμετρα την ώρα", N),
    "km/h": ("χιλιόμετρο την ώρα", "χιλιόμετρα την ώρα", N),
    "λ.": ("λεπτό", "λεπτά", N),
    "δευτ.": ("δευτερόλεπτο", "δευτερόλεπτα", N),
}
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_ORDINAL_ENDINGS: dict[str, tuple[Gender, Case]] = {
    "ος": (M, NOM), "ου": (N, GEN), "ον": (M, Case.ACCUSATIVE), "η": (F, NOM), "ης": (F, GEN), "ην": (F, NOM), "ο": (N, NOM),
}  # fmt: skip

MONEY = re.compile(rf"(?P<number>{_NUMBER})\s*(?:€|ευρώ|EUR)(?!\w)|(?:€|EUR)\s*(?P<after>{_NUMBER})")
MONEY_SPAN = re.compile(rf"(?P<a>{_NUMBER})\s*(?:-|–|έως|ως)\s*(?P<b>{_NUMBER})\s*(?:€|ευρώ)(?!\w)")
PERCENT = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<sign>%|‰)")
PERCENT_SPAN = re.compile(rf"(?P<a>{_NUMBER})\s*%?\s*(?:-|–|έως)\s*(?P<b>{_NUMBER})\s*%")
UNIT_SPAN = re.compile(rf"(?P<a>{_NUMBER})\s*(?:-|–|έως)\s*(?P<b>{_NUMBER})\s*(?P<unit>{_UNIT})(?!\w)")
WITH_UNIT = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})(?!\w)")
DIMENSIONS = re.compile(rf"(?P<a>{_NUMBER})\s?[x×χ]\s?(?P<b>{_NUMBER})(?!\d)")
ORDINAL = re.compile(r"(?<!\w)(?P<number>\d{1,4})(?:\s?)(?P<ending>ος|ου|ον|ης|ην|η|ο)(?!\w)")
LETTER_ORDINAL = re.compile(r"(?<!\w)(?P<letter>[Α-ΘΙ]|ΣΤ|στ)[΄'’´](?!\w)")
LAW = re.compile(
    r"(?<!\w)(?P<kind>[Νν]\.|[Νν]όμος|[Νν]όμου|[Νν]όμο|Π\.?\s?Δ\.?|π\.δ\.|ΚΥΑ|ΦΕΚ)\s?(?P<letter>[ΑΒΓΔ][΄']?\s)?(?P<number>\d{1,6})/(?P<year>\d{4})(?!\d)"
)
SLASHED = re.compile(r"(?<![\d/])(?P<a>\d{1,6})/(?P<year>(?:19|20)\d\d)(?![\d/])")
FRACTION_HOURS = re.compile(r"(?<![\w/])24/7(?!\w)")
HOUSE = re.compile(r"(?<![\w.,])(?P<number>\d{1,4})\s?(?P<letter>[Α-ΕA-E])(?![\w΄'’])")
RANGE = re.compile(rf"(?<![\w.,-])(?P<a>{_NUMBER})\s*(?:-|–|έως|ως)\s*(?P<b>{_NUMBER})(?![\w]|[.,]\d|-\d)(?P<noun>\s+[^\W\d_]+)?")
NUMBER = re.compile(rf"(?:(?P<before>[^\W\d_]+)(?P<gap>\s+))?(?<![\w])(?P<sign>[-−])?(?P<number>{_NUMBER})(?!\w)(?P<noun>\s+[^\W\d_]+)?")
_LAW_NAMES = {
    "ν.": "νόμος",
    "Ν.": "νόμος",
    "ΠΔ": "προεδρικό διάταγμα",
    "Π.Δ.": "προεδρικό διάταγμα",
    "π.δ.": "προεδρικό διάταγμα",
    "ΚΥΑ": "κοινή υπουργική απόφαση",
    "ΦΕΚ": "φεκ",
}


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
    elif decimals:
        words = cardinal(whole)
    else:
        words = cardinal(whole, gender, case)
    if decimals:
        tail = digit_by_digit(decimals) if decimals.startswith("0") or len(decimals) > 3 else cardinal(int(decimals))
        words = f"{words} κόμμα {tail}"
    return words


def _euros(text: str) -> str:
    whole, decimals = parse(text)
    cents = int((decimals + "0")[:2]) if decimals else 0
    tail = f"{cardinal(cents)} {'λεπτό' if cents == 1 else 'λεπτά'}" if cents else ""
    if not whole and cents:
        return tail
    return f"{cardinal(whole)} ευρώ" + (f" και {tail}" if tail else "")


def money(match: re.Match[str]) -> str:
    return _euros(match["number"] or match["after"])


def money_span(match: re.Match[str]) -> str:
    return f"{say(match['a'])} έως {_euros(match['b'])}"


def percent(match: re.Match[str]) -> str:
    return f"{say(match['number'])} τοις {'εκατό' if match['sign'] == '%' else 'χιλίοις'}"


def percent_span(match: re.Match[str]) -> str:
    return f"{say(match['a'])} έως {say(match['b'])} τοις εκατό"


def with_unit(match: re.Match[str]) -> str:
    one, many, gender = _UNITS[match["unit"]]
    whole, decimals = parse(match["number"])
    return f"{say(match['number'], gender)} {one if whole == 1 and not decimals else many}"


def unit_span(match: re.Match[str]) -> str:
    _, many, gender = _UNITS[match["unit"]]
    return f"{say(match['a'], gender)} έως {say(match['b'], gender)} {many}"


def dimensions(match: re.Match[str]) -> str:
    return f"{say(match['a'])} επί {say(match['b'])}"


def ordinal_word(match: re.Match[str]) -> str:
    gender, case = _ORDINAL_ENDINGS[match["ending"]]
    number = int(match["number"])
    return ordinal(number, gender, case) if 1 <= number <= 1999 else f"{cardinal(number)}"


def letter_ordinal(match: re.Match[str]) -> str:
    letter = match["letter"].upper()
    return "στ" if letter == "ΣΤ" else GREEK_LETTERS[letter]


def law(match: re.Match[str]) -> str:
    kind = match["kind"].replace(" ", "")
    name = _LAW_NAMES.get(kind, kind)
    letter = f" {GREEK_LETTERS[match['letter'].strip()[0]]}" if match["letter"] else ""
    return f"{name}{letter} {cardinal(int(match['number']))} του {cardinal(int(match['year']))}"


def slashed(match: re.Match[str]) -> str:
    return f"{cardinal(int(match['a']))} του {cardinal(int(match['year']))}"


def house(match: re.Match[str]) -> str:
    letter = match["letter"].translate(str.maketrans("ABCDE", "ΑΒΓΔΕ"))
    return f"{cardinal(int(match['number']))} {GREEK_LETTERS[letter]}"


def number_range(match: re.Match[str]) -> str:
    noun = match["noun"] or ""
    whole, decimals = parse(match["b"])
    gender, case = agreement(whole, "", noun.strip()) if not decimals else (N, NOM)
    return f"{say(match['a'], gender, case)} έως {say(match['b'], gender, case)}{noun}"


def number(match: re.Match[str]) -> str:
    before, noun = match["before"] or "", match["noun"] or ""
    whole, _ = parse(match["number"])
    gender, case = agreement(whole, before, noun.strip())
    sign = "μείον " if match["sign"] else ""
    return f"{before}{match['gap'] or ''}{sign}{say(match['number'], gender, case)}{noun}"


RULES = (
    (FRACTION_HOURS, lambda match: "όλο το εικοσιτετράωρο"), (LAW, law), (MONEY_SPAN, money_span), (MONEY, money),
    (PERCENT_SPAN, percent_span), (PERCENT, percent), (UNIT_SPAN, unit_span), (WITH_UNIT, with_unit), (DIMENSIONS, dimensions),
    (ORDINAL, ordinal_word), (SLASHED, slashed), (HOUSE, house), (RANGE, number_range), (NUMBER, number), (LETTER_ORDINAL, letter_ordinal),
)  # fmt: skip
