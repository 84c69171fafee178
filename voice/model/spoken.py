"""Numbers, hours, dates and codes as people say them: what fills the patterns."""

from __future__ import annotations

import random

from greek.numerals import Case, Gender, cardinal, ordinal
from voice.model.patterns import Filler

# The everyday sisters of the careful forms that `greek.numerals` gives.
EVERYDAY = {
    "επτά": "εφτά", "οκτώ": "οχτώ", "εννέα": "εννιά", "δεκαεπτά": "δεκαεφτά", "δεκαοκτώ": "δεκαοχτώ", "δεκαεννέα": "δεκαεννιά",
    "επτακόσια": "εφτακόσια", "οκτακόσια": "οχτακόσια", "δύο": "δυο", "μία": "μια",
}  # fmt: skip
MONTHS = (
    "ιανουαρίου", "φεβρουαρίου", "μαρτίου", "απριλίου", "μαΐου", "ιουνίου", "ιουλίου", "αυγούστου", "σεπτεμβρίου", "οκτωβρίου",
    "νοεμβρίου", "δεκεμβρίου",
)  # fmt: skip
MINUTES = ("", "", "", " και μισή", " και τέταρτο", " παρά τέταρτο", " και δέκα", " παρά πέντε", " και είκοσι")
PARTS_OF_DAY = ("", "", " το πρωί", " το μεσημέρι", " το απόγευμα", " το βράδυ", " ακριβώς")


def everyday(chance: random.Random, text: str) -> str:
    """`text` with some careful number words changed to everyday ones."""
    return " ".join(EVERYDAY.get(word, word) if chance.random() < 0.4 else word for word in text.split())


def _digits(chance: random.Random, count: int) -> str:
    return everyday(chance, " ".join(cardinal(chance.randrange(10)) for _ in range(count)))


def _pairs(chance: random.Random) -> str:
    """A phone number the way people group it: by twos and threes."""
    groups: list[str] = []
    left = 8
    while left > 0:
        size = min(left, chance.choice((1, 2, 2, 3)))
        value = chance.randrange(10 ** (size - 1) if size > 1 else 0, 10**size)
        groups.append(cardinal(value))
        left -= size
    return everyday(chance, " ".join(groups))


def phone_number(chance: random.Random) -> str:
    start = chance.choice(("έξι εννέα", "εξήντα εννέα", "δύο πέντε τρία ένα", "είκοσι πέντε τριάντα ένα", "έξι εννέα"))
    rest = _digits(chance, 6 if "τρ" in start else 8) if chance.random() < 0.6 else _pairs(chance)
    return everyday(chance, start) + " " + rest


def number(chance: random.Random) -> str:
    top = chance.choice((10, 20, 100, 100, 1000, 5000, 100000))
    return everyday(chance, cardinal(chance.randrange(top)))


def house_number(chance: random.Random) -> str:
    return everyday(chance, cardinal(chance.randrange(1, chance.choice((20, 60, 150)))))


def hour(chance: random.Random) -> str:
    value = chance.randrange(1, 13)
    minutes, part = chance.choice(MINUTES), chance.choice(PARTS_OF_DAY)
    return ("στη " if value == 1 else "στις ") + everyday(chance, cardinal(value, Gender.FEMININE, Case.ACCUSATIVE)) + minutes + part


def year(chance: random.Random) -> str:
    value = chance.choice((chance.randrange(1925, 2000), chance.randrange(2000, 2030)))
    return everyday(chance, cardinal(value))


def day_of_month(chance: random.Random) -> str:
    value = chance.randrange(1, 32)
    if value == 1:
        return "πρώτη"
    return everyday(chance, cardinal(value, Gender.FEMININE))


def date(chance: random.Random) -> str:
    written = f"{day_of_month(chance)} {chance.choice(MONTHS)}"
    if chance.random() < 0.3:
        written = f"{day_of_month(chance)} του {ordinal_month(chance)}"
    return written + (f" {year(chance)}" if chance.random() < 0.4 else "")


def ordinal_month(chance: random.Random) -> str:
    return ordinal(chance.randrange(1, 13), Gender.MASCULINE, Case.GENITIVE)


def euros(chance: random.Random) -> str:
    whole = cardinal(chance.randrange(1, chance.choice((20, 100, 1000))))
    cents = f" και {cardinal(chance.randrange(5, 100, 5))} λεπτά" if chance.random() < 0.3 else ""
    return everyday(chance, f"{whole} ευρώ{cents}")


def _by_threes(chance: random.Random) -> str:
    """A code read out by hundreds: one to three groups."""
    return everyday(chance, " ".join(cardinal(chance.randrange(100, 1000)) for _ in range(chance.choice((1, 2, 3)))))


def _by_twos(chance: random.Random) -> str:
    """Nine or ten digits by twos, with one alone in the middle or at an end as it comes."""
    groups = [
        cardinal(chance.randrange(10, 100)) if chance.random() < 0.85 else f"μηδέν {cardinal(chance.randrange(10))}" for _ in range(4)
    ]
    groups.insert(chance.randrange(5), cardinal(chance.randrange(10)))
    return everyday(chance, " ".join(groups))


_HOSTS = ("τζιμέιλ", "γιαχού", "χοτμέιλ", "οτενέτ", "φόρθνετ")
_SIGNS = ("παπάκι", "παπάκι", "ατ")


def email(chance: random.Random) -> str:
    """An address as it is told: a name, perhaps a number, the sign, the host, dot and ending."""
    name = chance.choice(("γιώργος", "μαρία", "ελένη", "κώστας", "νίκος", "δημήτρης", "άννα", "αχμέτ", "παπαδόπουλος", "κατερίνα"))
    number = f" {cardinal(chance.randrange(1, 100))}" if chance.random() < 0.5 else ""
    return everyday(chance, f"{name}{number} {chance.choice(_SIGNS)} {chance.choice(_HOSTS)} τελεία {chance.choice(('κομ', 'τζι αρ'))}")


def fillers() -> dict[str, Filler]:
    """What patterns find under these names."""
    return {
        "number": number, "house_number": house_number, "phone_number": phone_number, "hour": hour, "date": date, "year": year,
        "euros": euros, "day_of_month": day_of_month,
        "digits3": lambda chance: _digits(chance, 3), "digits4": lambda chance: _digits(chance, 4),
        "digits6": lambda chance: _digits(chance, 6), "digits9": lambda chance: _digits(chance, 9),
        "digits11": lambda chance: _digits(chance, 11), "some_digits": lambda chance: _digits(chance, chance.randrange(1, 12)),
        "by_threes": _by_threes, "by_twos": _by_twos, "email": email,
    }  # fmt: skip
