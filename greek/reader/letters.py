"""Letters and signs as they are said in Greek, and runs of both."""

from __future__ import annotations

from greek.numerals import cardinal, digit_by_digit

GREEK_LETTERS = {
    "Α": "άλφα", "Β": "βήτα", "Γ": "γάμα", "Δ": "δέλτα", "Ε": "έψιλον", "Ζ": "ζήτα", "Η": "ήτα", "Θ": "θήτα", "Ι": "γιώτα",
    "Κ": "κάπα", "Λ": "λάμδα", "Μ": "μι", "Ν": "νι", "Ξ": "ξι", "Ο": "όμικρον", "Π": "πι", "Ρ": "ρο", "Σ": "σίγμα", "Τ": "ταυ",
    "Υ": "ύψιλον", "Φ": "φι", "Χ": "χι", "Ψ": "ψι", "Ω": "ωμέγα",
}  # fmt: skip
LATIN_LETTERS = {
    "a": "έι", "b": "μπι", "c": "σι", "d": "ντι", "e": "ι", "f": "εφ", "g": "τζι", "h": "έιτς", "i": "άι", "j": "τζέι", "k": "κέι",
    "l": "ελ", "m": "εμ", "n": "εν", "o": "όου", "p": "πι", "q": "κιου", "r": "αρ", "s": "ες", "t": "τι", "u": "γιου", "v": "βι",
    "w": "ντάμπλγιου", "x": "εξ", "y": "γουάι", "z": "ζεντ",
}  # fmt: skip


def spell(text: str) -> str:
    """Each letter by its name, each digit by its name; other signs are left out."""
    names = []
    for sign in text:
        if sign.isdigit():
            names.append(digit_by_digit(sign))
        elif sign.upper() in GREEK_LETTERS:
            names.append(GREEK_LETTERS[sign.upper()])
        elif sign.lower() in LATIN_LETTERS:
            names.append(LATIN_LETTERS[sign.lower()])
    return " ".join(names)


def short_number(digits: str) -> str:
    """A number inside an address: up to two digits, and years, as numbers; others digit by digit."""
    if digits.startswith("0") or len(digits) == 3 or len(digits) > 4:
        return digit_by_digit(digits) if len(digits) != 3 or digits.startswith("0") else cardinal(int(digits))
    if len(digits) == 4 and not 1900 <= int(digits) < 2100:
        return f"{cardinal(int(digits[:2]))} {cardinal(int(digits[2:])) if digits[2] != '0' else digit_by_digit(digits[2:])}"
    return cardinal(int(digits))
