"""Abbreviations and initials, in the case that the words around them ask for."""

from __future__ import annotations

import re

from greek.reader.letters import GREEK_LETTERS, spell

# A title agrees with the article before it.
_TITLES = {
    "κ": ("κύριος", "κυρίου", "κύριο"), "κος": ("κύριος", "κυρίου", "κύριο"), "κα": ("κυρία", "κυρίας", "κυρία"),
    "κας": ("κυρία", "κυρίας", "κυρία"), "κου": ("κύριος", "κυρίου", "κύριο"), "κο": ("κύριος", "κυρίου", "κύριο"),
    "δρ": ("δόκτωρ", "δόκτορα", "δόκτορα"), "δις": ("δεσποινίς", "δεσποινίδας", "δεσποινίδα"),
}  # fmt: skip
_GENITIVES = frozenset({"του", "της", "κου", "κας"})
_ACCUSATIVES = frozenset({"τον", "στον", "την", "στην"})
TITLE = re.compile(
    r"(?:(?P<article>[Ττ]ον|[Ττ]ου|[Σσ]τον|[Ττ]ην|[Ττ]ης|[Σσ]την|[Οο]|[Ηη])\s+)?(?<![\w.])(?P<title>κ|Κ|κος|κου|κο|κα|κας|Κα|Δρ|δρ|δις)"
    r"(?P<dot>\.?)(?=\s+[Α-ΩΆΈΉΊΌΎΏA-Z])"
)
KK = re.compile(r"(?<!\w)κ\.\s?κ\.(?=\s)")

FIXED: tuple[tuple[str, str], ...] = (
    (r"π\.\s?χ\.", "παραδείγματος χάρη"), (r"κ\.\s?λ\.\s?π\.|κλπ\.?|κ\.λπ\.", "και λοιπά"), (r"κ\.\s?ά\.", "και άλλα"),
    (r"δηλ\.", "δηλαδή"), (r"βλ\.", "βλέπε"), (r"π\.\s?μ\.", "το πρωί"), (r"μ\.\s?μ\.", "μετά το μεσημέρι"),
    (r"π\.\s?Χ\.", "προ Χριστού"), (r"μ\.\s?Χ\.", "μετά Χριστόν"),
    (r"τηλ\.|Τηλ\.|τηλ:", "τηλέφωνο"), (r"κιν\.", "κινητό"), (r"αρ\.\s?πρωτ\.|Αρ\.\s?πρωτ\.", "αριθμός πρωτοκόλλου"),
    (r"αριθμ\.|αρ\.|Αρ\.", "αριθμός"), (r"παρ\.", "παράγραφος"), (r"αρθρ\.", "άρθρο"), (r"εδ\.", "εδάφιο"),
    (r"λεωφ\.|Λεωφ\.", "λεωφόρος"), (r"πλ\.|Πλ\.", "πλατεία"), (r"οδ\.", "οδός"), (r"Αγ\.", "Αγίου"), (r"Γεωργ\.", "Γεωργίου"),
    (r"Δευτ\.", "Δευτέρα"), (r"Τετ\.", "Τετάρτη"), (r"Πέμ\.|Πεμ\.", "Πέμπτη"), (r"Παρ\.", "Παρασκευή"), (r"Σάβ\.|Σαβ\.", "Σάββατο"),
    (r"Κυρ\.", "Κυριακή"), (r"Δ\.\s?Ε\.(?=\s)", "δημοτική ενότητα"), (r"Δ/νση", "διεύθυνση"), (r"Δ/ντής", "διευθυντής"),
    (r"τ\.\s?μ\.", "τετραγωνικά μέτρα"), (r"Τ\.\s?Κ\.", "ταχυδρομικός κώδικας"), (r"Ν\.\s?Π\.\s?Δ\.\s?Δ\.", "νι πι δέλτα δέλτα"),
    (r"Π\.\s?Δ\.", "προεδρικό διάταγμα"), (r"υπ’ όψιν", "υπόψη"), (r"μέχρι κ\.", "μέχρι και"), (r"ώρ\.", "ώρες"), (r"σελ\.", "σελίδα"),
)  # fmt: skip
_FIXED = re.compile("|".join(rf"(?P<f{index}>(?<![\w.])(?:{pattern}))" for index, (pattern, _) in enumerate(FIXED)))

# Initials that are said as words; the others are spelled.
AS_WORDS = {
    "ΚΕΠ": "κεπ",
    "ΔΕΥΑΚ": "δεϋάκ",
    "ΔΕΥΑ": "δεϋά",
    "ΑΜΚΑ": "άμκα",
    "ΑΦΜ": "άφιμι",
    "ΟΑΕΔ": "οαέδ",
    "ΔΥΠΑ": "δύπα",
    "ΔΕΗ": "δεή",
    "ΚΑΠΗ": "καπή",
    "ΚΤΕΛ": "κτελ",
    "ΦΕΚ": "φεκ",
    "ΦΠΑ": "φι πι α",
    "ΤΑΠ": "ταπ",
    "ΑΑΔΕ": "αάδε",
    "ΕΦΚΑ": "έφκα",
    "e-ΕΦΚΑ": "ηλεκτρονικός έφκα",
    "ΕΝΦΙΑ": "ένφια",
    "ΑΜΕΑ": "αμέα",
    "ΑμεΑ": "αμέα",
    "ΕΣΠΑ": "εσπά",
    "ΑΣΕΠ": "ασέπ",
    "ΔΙΑΥΓΕΙΑ": "διαύγεια",
    "ΑΔΑ": "άδα",
    "ΟΤΕ": "οτέ",
    "ΕΚΑΒ": "εκάβ",
    "ΕΛΑΣ": "ελάς",
    "ΕΛΤΑ": "ελτά",
    "ΟΣΕ": "οσέ",
    "ΚΕΔΗΚ": "κεδήκ",
    "ΔΚΕΠΠΑΚ": "δικεπάκ",
    "ΚΕΜΕΑ": "κεμέα",
    "ΔΕΠΠΑΚ": "δεπάκ",
    "ΙΚΑ": "ίκα",
    "ΟΓΑ": "όγα",
    "ΠΑΜΘ": "παμθ",
    "ΑΠΕ": "απέ",
    "ΕΟΔΥ": "εόδι",
    "ΕΟΠΥΥ": "εοπί",
    "ΤΕΙ": "τέι",
    "ΔΠΘ": "δημοκρίτειο πανεπιστήμιο",
    "ΚΥΑ": "κοινή υπουργική απόφαση",
    "ΚΑΔ": "καδ",
    "ΙΒΑΝ": "ίμπαν",
    "ΚΕΘΕΑ": "κεθέα",
    "ΑΕΠ": "αέπ",
    "ΣΔΕ": "σχολείο δεύτερης ευκαιρίας",
    "ΚΔΑΠ": "κιδάπ",
    "ΒΦΝ": "βρεφονηπιακός σταθμός",
}
INITIALS = re.compile(r"(?<![\w-])(?:e-)?(?:[Α-Ω]{2,8}|ΑμεΑ)(?![\w’'΄-])")
DOTTED = re.compile(r"(?<![\w.])(?:[Α-Ω]\.\s?){2,6}(?!\w)")
INITIAL = re.compile(r"(?<![\w.])([Α-Ω])\.(?=\s?[Α-ΩΆΈΉΊΌΎΏ])")
_VOWELS = frozenset("ΑΕΗΙΟΥΩ")
_LONGEST_SPELLED = 4


def title(match: re.Match[str]) -> str:
    article = match["article"] or ""
    plain = match["title"].lower()
    nominative, genitive, accusative = _TITLES[plain]
    low = article.lower()
    if low in _GENITIVES or plain in ("κου", "κας"):
        word = genitive
    else:
        word = accusative if low in _ACCUSATIVES or plain == "κο" else nominative
    return f"{article} {word}".strip()


def fixed(match: re.Match[str]) -> str:
    assert match.lastgroup is not None
    return FIXED[int(match.lastgroup[1:])][1]


def initials(match: re.Match[str]) -> str:
    word = match.group()
    if word in AS_WORDS:
        return AS_WORDS[word]
    if len(word) <= _LONGEST_SPELLED and not _pronounceable(word):
        return spell(word)
    return word


def _pronounceable(word: str) -> bool:
    """Whether initials can be said as a word: no three consonants in a row, and a vowel."""
    return bool(_VOWELS & set(word)) and not re.search(r"[^ΑΕΗΙΟΥΩ]{3}", word)


def dotted(match: re.Match[str]) -> str:
    word = re.sub(r"[.\s]", "", match.group())
    tail = " " if match.group().endswith(" ") else ""
    return AS_WORDS.get(word, spell(word)) + tail


def initial(match: re.Match[str]) -> str:
    return GREEK_LETTERS[match[1]]


RULES = ((KK, lambda match: "κύριοι"), (TITLE, title), (_FIXED, fixed), (DOTTED, dotted), (INITIALS, initials), (INITIAL, initial))
