"""The words of an answer: which sentences of the article, which facts first, and saying what isn't known."""

from __future__ import annotations

import re
from collections.abc import Mapping

from backend.services.retrieval.seed import FIELD_LABELS
from backend.services.retrieval.text import sentences
from greek.folding import fold

MAX_SENTENCES = 3

# What a question asks about, by folded pattern; the first one that matches counts.
_PATTERNS = {
    "documents": (
        "δικαιολογητικ",
        "τι χαρτια",
        "χαρτια (?:θελ|χρειαζ|πρεπει|ζητ)",
        "τι εγγραφα",
        "τι να (?:εχω|φερω|παρω) μαζι",
        "τι χρειαζ",
    ),
    "cost": (
        "κοστιζ",
        "κοστοσ",
        "ποσο (?:κανει|εχει|παει|πληρων|χρεων|στοιχιζ)",
        "ποσα (?:λεφτα|χρηματα|ευρω)",
        r"τιμη\b",
        "παραβολο",
        "δωρεαν",
        "πληρωνω τιποτα",
    ),
    "validity": ("(?:ποσο|μεχρι ποτε)[^;?]*ισχυει", "ποτε ληγει", "διαρκεια ισχυοσ"),
    "time": (
        r"(?:ποσεσ|ποσα) (?:\w+ )?(?:μερεσ|ημερεσ|ωρεσ)",
        "ποσο (?:καιρο|χρονο|αργει|γρηγορα|διαρκει)",
        "ποτε (?:θα |ειναι )+ετοιμ",
        "προθεσμι",
        "μεσα σε ποσ",
    ),
    "law": ("ποιοσ νομοσ", "ποιον νομο", "τι λεει ο νομοσ", "νομοθεσια"),
    "office": ("^που ", r"\bπου (?:παω|βγαζ|παιρν|κανω|πρεπει|το |την |θα |απευθ)", "ποια υπηρεσια", "απο που"),
}
_ASKED = {name: re.compile("|".join(patterns)) for name, patterns in _PATTERNS.items()}
_UNKNOWN = {
    "documents": "Δεν έχω στοιχείο για τα ακριβή δικαιολογητικά.",
    "cost": "Δεν έχω στοιχείο για το κόστος.",
    "validity": "Δεν έχω στοιχείο για το πόσο ισχύει.",
    "time": "Δεν έχω στοιχείο για τον χρόνο.",
    "law": "Δεν έχω στοιχείο για τον νόμο.",
}


def asked_field(question: str) -> str | None:
    """Which fact `question` asks for (a key of `FIELD_LABELS`), or None when it asks in general."""
    text = fold(question)
    return next((name for name, pattern in _ASKED.items() if pattern.search(text)), None)


def facts(fields: Mapping[str, str], first: str | None = None) -> list[tuple[str, str]]:
    """(label, value) in the usual order, the one of key `first` before all others."""
    order = sorted(FIELD_LABELS, key=lambda key: key != first)
    return [(FIELD_LABELS[key], str(fields[key])) for key in order if fields.get(key)]


def compose(body: str, fields: Mapping[str, str], asked: str | None) -> str:
    """One to three sentences of `body`; the fact asked for comes first unless they tell it, or word that it isn't known."""
    kept = sentences(body)[:MAX_SENTENCES]
    if asked is None:
        return " ".join(kept)
    if fields.get(asked):
        value = str(fields[asked]).rstrip(".")
        if any(value in sentence for sentence in kept):
            return " ".join(kept)  # told already, in a whole sentence
        return " ".join([f"{FIELD_LABELS[asked]}: {value}.", *kept[: MAX_SENTENCES - 1]])
    return " ".join([*kept[: MAX_SENTENCES - 1], _UNKNOWN[asked]] if asked in _UNKNOWN else kept)
