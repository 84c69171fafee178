"""The gender of what is counted, so that the number agrees with it."""

from __future__ import annotations

from greek.folding import fold
from greek.numerals import ACC, GEN, NOM, Case, F, Gender, M, N

_MASCULINE = [
    "μηνας",
    "μηνες",
    "μηνα",
    "μηνων",
    "ανδρας",
    "αντρας",
    "ανδρες",
    "αντρες",
    "πολιτης",
    "πολιτες",
    "δημοτης",
    "δημοτες",
    "μαθητης",
    "μαθητες",
    "φοιτητης",
    "φοιτητες",
    "υπαλληλος",
    "υπαλληλοι",
    "υπαλληλους",
    "δρομος",
    "δρομοι",
    "δρομους",
    "καδος",
    "καδοι",
    "καδους",
    "οροφος",
    "οροφοι",
    "οροφους",
    "κατοικος",
    "κατοικοι",
    "κατοικους",
    "τομος",
    "τομοι",
    "τομους",
    "χρονος",
    "χρονοι",
    "χρονους",
    "βαθμος",
    "βαθμοι",
    "βαθμους",
    "αριθμος",
    "αριθμοι",
    "αριθμους",
    "κωδικος",
    "κωδικοι",
    "κωδικους",
    "συμβουλος",
    "συμβουλοι",
    "συμβουλους",
    "λογαριασμος",
    "λογαριασμοι",
    "λογαριασμους",
    "τονος",
    "τονοι",
    "τονους",
    "σκυλος",
    "σκυλοι",
    "σκυλους",
    "στυλος",
    "στυλοι",
    "στυλους",
    "παιδικος",
    "πινακας",
    "πινακες",
    "αγωνας",
    "αγωνες",
    "επισκεπτης",
    "επισκεπτες",
    "αναγνωστης",
    "αναγνωστες",
    "εργαζομενος",
    "εργαζομενοι",
    "οικισμος",
    "οικισμοι",
    "οικισμους",
    "σταθμος",
    "σταθμοι",
    "σταθμους",
    "πυργος",
    "πυργοι",
    "πυργους",
    "ανθρωπος",
    "ανθρωποι",
    "ανθρωπους",
    "φακελος",
    "φακελοι",
    "φακελους",
    "γονεις",
    "γονεας",
]
_FEMININE_OS = [
    "οδος",
    "οδοι",
    "οδους",
    "ψηφος",
    "ψηφοι",
    "ψηφους",
    "εισοδος",
    "εισοδοι",
    "εισοδους",
    "εξοδος",
    "εξοδοι",
    "περιοδος",
    "περιοδοι",
    "μεθοδος",
    "μεθοδοι",
]
_NEUTER = [
    "ετος",
    "ετη",
    "ετων",
    "μελος",
    "μελη",
    "μελων",
    "μερος",
    "μερη",
    "μερων",
    "τελος",
    "τελη",
    "τελων",
    "χρονια",
    "χρονων",
    "ευρω",
    "λεπτο",
    "λεπτα",
    "λεπτων",
    "ατομο",
    "ατομα",
    "ατομων",
    "μετρο",
    "μετρα",
    "μετρων",
    "χιλιομετρο",
    "χιλιομετρα",
    "χιλιομετρων",
    "παιδι",
    "παιδια",
    "παιδιων",
    "κτιριο",
    "κτιρια",
    "ψηφιο",
    "ψηφια",
    "ψηφιων",
    "κιλο",
    "κιλα",
    "βημα",
    "βηματα",
    "δασος",
    "δαση",
    "ειδος",
    "ειδη",
    "προγραμμα",
    "προγραμματα",
    "τετραγωνικα",
]
GENDERS: dict[str, Gender] = {fold(noun): gender for nouns, gender in ((_MASCULINE, M), (_FEMININE_OS, F), (_NEUTER, N)) for noun in nouns}

_ENDINGS: tuple[tuple[str, Gender, Case], ...] = (
    ("τες", M, NOM), ("εις", F, NOM), ("ες", F, NOM), ("ους", M, ACC), ("οι", M, NOM), ("ματα", N, NOM), ("ια", N, NOM), ("α", N, NOM),
    ("ος", M, NOM), ("ης", M, NOM), ("ο", N, NOM), ("ι", N, NOM), ("η", F, NOM),
)  # fmt: skip
_GENITIVE_BEFORE = frozenset(fold(word) for word in ("των", "του", "της"))
_ACCUSATIVE_BEFORE = frozenset(fold(word) for word in ("τους", "στους", "τον", "στον", "έναν"))


def agreement(number: int, before: str, noun: str) -> tuple[Gender, Case]:
    """Gender and case for `number`, from the word before it ("των 3 ημερών") and the counted noun after it.

    Without a noun the neuter is used, which is how bare numbers are read.
    """
    word, before = fold(noun), fold(before)
    case = GEN if before in _GENITIVE_BEFORE else NOM
    gender = GENDERS.get(word)
    if gender is None and word.endswith("ων"):
        gender = _of_plural_genitive(word)
        case = GEN if case is GEN else NOM
    if gender is None:
        for ending, found, own_case in _ENDINGS:
            if word.endswith(fold(ending)) and len(word) > len(ending) + 1:
                gender = found
                if own_case is ACC and case is NOM:
                    case = ACC
                break
    if gender is M and case is NOM and (word.endswith("ουσ") or before in _ACCUSATIVE_BEFORE):
        case = ACC
    if gender is M and case is NOM and number % 10 == 1 and number % 100 != 11 and word.endswith(("ο", "α", "η")):
        case = ACC
    return gender or N, case


def _of_plural_genitive(word: str) -> Gender:
    """The gender behind a genitive in -ων: known nouns by their stem, -εων and -σεων feminine, else neuter."""
    if word.endswith(("εων", "ωρων", "μερων", "ιδων", "αδων", "σελιδων")):
        return F
    stem = word[:-2]
    for form, gender in GENDERS.items():
        if len(stem) > 2 and form.startswith(stem):
            return gender
    return N
