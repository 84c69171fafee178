"""Letters, signs and Latin words as they are said in Greek."""

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
LATIN_WORDS = {
    "gr": "τζι αρ", "com": "κομ", "org": "οργκ", "net": "νετ", "gov": "γκοβ", "eu": "ι γιου", "www": "τρία ντάμπλγιου", "info": "ίνφο",
    "email": "ιμέιλ", "e-mail": "ιμέιλ", "mail": "μέιλ", "sms": "ες εμ ες", "pdf": "πι ντι εφ", "qr": "κιου αρ", "wifi": "γουάι φάι",
    "gmail": "τζιμέιλ", "online": "ονλάιν", "internet": "ίντερνετ", "komotini": "κομοτηνή", "dimos": "δήμος", "mystreet": "μάι στριτ",
    "open": "όπεν", "noreply": "νόου ριπλάι", "example": "εξάμπλ", "support": "σαπόρτ",
}  # fmt: skip
_SOUNDS = (
    ("th", "θ"), ("ch", "χ"), ("ph", "φ"), ("sh", "σ"), ("ps", "ψ"), ("ks", "ξ"), ("ou", "ου"), ("oo", "ου"), ("ee", "ι"), ("ck", "κ"),
    ("a", "α"), ("b", "μπ"), ("c", "κ"), ("d", "ντ"), ("e", "ε"), ("f", "φ"), ("g", "γκ"), ("h", "χ"), ("i", "ι"), ("j", "τζ"), ("k", "κ"),
    ("l", "λ"), ("m", "μ"), ("n", "ν"), ("o", "ο"), ("p", "π"), ("q", "κ"), ("r", "ρ"), ("s", "σ"), ("t", "τ"), ("u", "ου"), ("v", "β"),
    ("w", "γου"), ("x", "ξ"), ("y", "ι"), ("z", "ζ"),
)  # fmt: skip
_VOWELS = frozenset("aeiouy")


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


def latin_word(word: str) -> str:
    """A Latin word in Greek letters: known words as they are said, words without a vowel spelled, others by sound."""
    low = word.lower()
    if low in LATIN_WORDS:
        return LATIN_WORDS[low]
    if not _VOWELS & set(low) or len(low) == 1:
        return spell(low)
    out, rest = "", low
    while rest:
        for latin, greek in _SOUNDS:
            if rest.startswith(latin):
                out, rest = out + greek, rest[len(latin) :]
                break
        else:
            rest = rest[1:]
    return out[:-1] + "ς" if out.endswith("σ") else out


def mixed(text: str) -> str:
    """A run of letters and digits inside an address: words as words, numbers up to three digits as numbers."""
    parts: list[str] = []
    run = ""
    for sign in text + " ":
        if run and (run[-1].isdigit() != sign.isdigit() or not sign.isalnum()):
            if run.isdigit():
                parts.append(cardinal(int(run)) if len(run) <= 3 and not run.startswith("0") else digit_by_digit(run))
            else:
                parts.append(latin_word(run) if run.isascii() else run.lower())
            run = ""
        if sign.isalnum():
            run += sign
    return " ".join(parts)
