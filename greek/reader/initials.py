"""Initials: those that are said as words, those that are spelled, dotted ones, and words in capitals."""

from __future__ import annotations

import re

from greek.folding import fold
from greek.reader.context import asked, words_before
from greek.reader.letters import GREEK_LETTERS, spell
from greek.reader.shield import Rule

# Stress as it is heard; a tuple where the cases differ.
AS_WORDS: dict[str, str] = {
    "ΚΕΠ": "κεπ", "ΔΕΥΑΚ": "δεϋάκ", "ΔΕΥΑ": "δεϋά", "ΑΜΚΑ": "άμκα", "ΑΦΜ": "αφιμί", "ΟΑΕΔ": "οαέδ", "ΔΥΠΑ": "δύπα", "ΔΕΗ": "δεή",
    "ΚΑΠΗ": "καπή",
    "ΚΤΕΛ": "κτελ", "ΦΕΚ": "φεκ", "ΦΠΑ": "φι πι α", "ΤΑΠ": "ταπ", "ΑΑΔΕ": "αάδε", "ΕΦΚΑ": "έφκα", "ΕΝΦΙΑ": "ένφια", "ΑΜΕΑ": "αμέα",
    "ΑμεΑ": "αμέα",
    "ΑΜΕΑ.": "αμέα", "ΕΣΠΑ": "εσπά", "ΑΣΕΠ": "ασέπ", "ΔΙΑΥΓΕΙΑ": "διαύγεια", "ΑΔΑ": "άδα", "ΟΤΕ": "οτέ", "ΕΚΑΒ": "εκάβ", "ΕΛΑΣ": "ελάς",
    "ΕΛΤΑ": "ελτά",
    "ΟΣΕ": "οσέ", "ΚΕΔΗΚ": "κεδήκ", "ΔΚΕΠΠΑΚ": "δικεπάκ", "ΚΕΜΕΑ": "κεμέα", "ΔΕΠΠΑΚ": "δεπάκ", "ΙΚΑ": "ίκα", "ΟΓΑ": "όγα", "ΠΑΜΘ": "παμθ",
    "ΑΠΕ": "απέ",
    "ΕΟΔΥ": "εόδι", "ΕΟΠΥΥ": "εοπί", "ΤΕΙ": "τέι", "ΔΠΘ": "δημοκρίτειο πανεπιστήμιο θράκης", "ΚΑΔ": "καδ", "ΙΒΑΝ": "άιμπαν",
    "ΚΕΘΕΑ": "κεθέα", "ΑΕΠ": "άεπ",
    "ΚΔΑΠ": "κιδάπ", "ΔΟΥ": "δόι", "ΕΛΓΑ": "έλγα", "ΓΕΜΗ": "γεμή", "ΔΕΔΔΗΕ": "δεδιέ", "ΔΕΚΟ": "δέκο", "ΟΠΕΚΑ": "οπέκα", "ΕΕΤΑΑ": "εετά",
    "ΚΕΑ": "κέα",
    "ΟΠΕΚΕΠΕ": "οπεκεπέ", "ΕΕ": "έψιλον έψιλον", "ΔΕΠΑ": "δέπα", "ΚΕΠΕΑ": "κεπέα", "ΚΕΔΑΣΥ": "κεδάσι",
    "ΓΓΠΠ": "γενική γραμματεία πολιτικής προστασίας",
    "ΕΜΑΚ": "εμάκ", "ΣΑΤΑ": "σάτα", "ΟΤΑ": "οτά", "ΤΘΤ": "τεθωρακισμένη ταξιαρχία", "ΙΣΝ": "ίδρυμα Σταύρος Νιάρχος", "ΕΡΤ": "ερτ",
    "ΝΑΤΟ": "νάτο", "ΟΗΕ": "οηέ",
    "ΕΥΔΑΠ": "ευδάπ", "ΤΣΜΕΔΕ": "τσμεδέ", "ΟΕΔΒ": "οεδβί", "ΕΛΟΤ": "ελότ", "ΠΑΣΟΚ": "πασόκ", "ΕΝΤΥΠΟ": "έντυπο", "ΣΥΔ": "σιδ",
    "ΑΚΑΓΕ": "ακάγε",
    "ΕΠΑΛ": "επάλ", "ΕΠΑΣ": "επάς", "ΙΕΚ": "ίεκ", "ΣΑΕΚ": "σαέκ", "ΑΕΙ": "αέι", "ΕΑΠ": "εάπ", "ΚΕΕ": "κέε", "ΑΝΤ": "αντ", "ΕΤΑΑ": "ετά",
    "ΔΑΠ": "δαπ",
    "ΚΙΝ": "κίνητρο", "ΔΕΚΠΟ": "δεκπό", "ΑΣΕ": "ασέ", "ΦΔΑΠ": "φιδάπ", "ΦΟΔΣΑ": "φοδσά", "ΔΙΑΑΜΑΘ": "διαμάθ", "ΧΥΤΑ": "χιτά",
    "ΧΥΤΥ": "χιτί", "ΣΜΑ": "σμα",
    "ΣΕΔ": "σεδ", "ΟΠΣ": "οπς", "ΣΒΑΚ": "σβακ", "ΤΟΕΒ": "τοέβ", "ΔΙΠΕ": "διπέ", "ΠΕΔ": "πεδ", "ΚΕΔΕ": "κεδέ", "ΠΟΕ-ΟΤΑ": "ποεοτά",
    "ΑΣΔΑ": "ασδά",
    "ΕΝΑΕ": "ενάε", "ΕΚΟ": "έκο", "ΑΕΚ": "άεκ", "ΠΑΟΚ": "πάοκ", "ΕΛΒΟ": "έλβο", "ΜΑΤ": "ματ", "ΜΕΘ": "μεθ", "ΤΕΠ": "τεπ", "ΕΣΥ": "εσί",
    "ΤΟΜΥ": "τομί",
    "ΕΕΕ": "ελάχιστο εγγυημένο εισόδημα", "ΔΕΔ": "δεδ", "ΠΟΛ": "πολ", "ΑΠΥ": "απί", "ΕΝΦΙΑ.": "ένφια", "ΚΟΚ": "κοκ", "ΝΟΚ": "νοκ",
    "ΓΟΚ": "γοκ", "ΕΕΚ": "εέκ",
}  # fmt: skip
# What the letters stand for, where nobody says the letters: nominative, genitive, accusative.
AS_NAMES: dict[str, tuple[str, str, str]] = {
    "ΤΚ": ("ταχυδρομικός κώδικας", "ταχυδρομικού κώδικα", "ταχυδρομικό κώδικα"),
    "ΚΥΑ": ("κοινή υπουργική απόφαση", "κοινής υπουργικής απόφασης", "κοινή υπουργική απόφαση"),
    "ΣΔΕ": ("σχολείο δεύτερης ευκαιρίας", "σχολείου δεύτερης ευκαιρίας", "σχολείο δεύτερης ευκαιρίας"),
    "ΔΣ": ("δημοτικό συμβούλιο", "δημοτικού συμβουλίου", "δημοτικό συμβούλιο"),
    "ΔΕ": ("δημοτική ενότητα", "δημοτικής ενότητας", "δημοτική ενότητα"),
    "ΠΕ": ("περιφερειακή ενότητα", "περιφερειακής ενότητας", "περιφερειακή ενότητα"),
    "ΚΠΓ": ("κέντρο πρόληψης", "κέντρου πρόληψης", "κέντρο πρόληψης"),
    "ΟΕ": ("οικονομική επιτροπή", "οικονομικής επιτροπής", "οικονομική επιτροπή"),
    "ΤΚΠ": ("τοπικό κέντρο πολιτών", "τοπικού κέντρου πολιτών", "τοπικό κέντρο πολιτών"),
    "ΑΤ": ("αστυνομικό τμήμα", "αστυνομικού τμήματος", "αστυνομικό τμήμα"),
    "ΠΔ": ("προεδρικό διάταγμα", "προεδρικού διατάγματος", "προεδρικό διάταγμα"),
    "ΠΥ": ("πυροσβεστική υπηρεσία", "πυροσβεστικής υπηρεσίας", "πυροσβεστική υπηρεσία"),
    "ΒΦΝΣ": ("βρεφονηπιακός σταθμός", "βρεφονηπιακού σταθμού", "βρεφονηπιακό σταθμό"),
    "ΑΔΤ": ("αριθμός δελτίου ταυτότητας", "αριθμού δελτίου ταυτότητας", "αριθμό δελτίου ταυτότητας"),
    "ΝΠΔΔ": ("νι πι δέλτα δέλτα",) * 3, "ΝΠΙΔ": ("νι πι γιώτα δέλτα",) * 3,
}  # fmt: skip
# Words of notices in capitals, which carry no accents: an engine can't know their stress.
_ACCENTED = {
    fold(word): word
    for word in "δήμος κομοτηνής κομοτηνή δημαρχείο προσοχή ανακοίνωση αίτηση βεβαίωση υπεύθυνη δήλωση πιστοποιητικό πολιτών "
    "ελληνική δημοκρατία "
    "νομός ροδόπης θέμα απόφαση άδεια διεύθυνση τμήμα γραφείο κλειστό κλειστά ανοιχτό ανοιχτά είσοδος έξοδος σήμερα αύριο αιγείρου αρωγή "
    "γλυφάδας καλλίστης δωρεάν σημαντικό επείγον ναι όχι όλοι όλα μην δεν για και από στο στη στην του της των το την οι τα με δήμου "
    "δημότη "
    "γραμμή πρόσκληση πρακτικό έκτακτη συνεδρίαση δημοτικό συμβούλιο δημοτικού συμβουλίου παρακαλώ νέο νέα ωράριο απαγορεύεται "
    "στάθμευση μελέτης μέσης νέας παραλίας πόρπης φαναρίου έδρα ανθοχωρίου γρατινή "
    "θρυλορίου ιτέα κάλχαντος καρυδιάς κηκιδίου κοσμίου πανδρόσου σιδηράδων στυλαρίου αγίων θεοδώρων νέου σιδηροχωρίου "
    "μεγάλου δουκάτου παγουρίων".split()
}
_WORD_SHAPED = re.compile(
    r"[^ΑΕΗΙΟΥΩ]{3}|^[^ΑΕΗΙΟΥΩ]{2}(?<!ΣΤ|ΠΡ|ΤΡ|ΚΡ|ΓΡ|ΔΡ|ΠΛ|ΚΛ|ΣΠ|ΣΚ|ΒΡ|ΦΡ|ΧΡ|ΘΡ|ΓΛ|ΒΛ|ΦΛ|ΣΧ|ΣΦ|ΣΜ|ΨΥ|ΜΠ|ΝΤ|ΓΚ|ΤΣ|ΤΖ|ΠΝ|ΚΝ|ΜΝ)"
)
INITIALS = re.compile(r"(?<![\w-])(?:e-|Ε-)?(?:[Α-Ω]{2,24}|ΑμεΑ|[Α-ΩΆΈΉΊΌΎΏΪΫ]{3,24})(?![\w’'΄])")
DOTTED = re.compile(r"(?<![\w.])(?:[Α-Ω]\.\s?){1,5}[Α-Ω]\.?(?!\w)")
INITIAL = re.compile(r"(?<![\w.])([Α-ΩΆΈΉΊΌΎΏ])\.(?=\s?(?:-\s?)?[Α-ΩΆΈΉΊΌΎΏ])")
LATIN_INITIAL = re.compile(r"(?<![\w.@])([A-Z])\.(?=\s?[A-ZΑ-ΩΆ-Ώ])")
SINGLE = re.compile(r"(?<![\w΄'’.-])([Α-ΖΘ-ΝΞΠ-Ω])(?![\w΄'’.-])")
_FIRST_NAMES = {"Αγ": "Αγίου"}
_LONGEST_SPELLED = 4


def _named(word: str, match: re.Match[str]) -> str:
    case = asked(words_before(match)).case
    nominative, genitive, accusative = AS_NAMES[word]
    return {None: nominative, "gen": genitive, "acc": accusative, "nom": nominative}[case.value if case else None]


def _electronic(match: re.Match[str]) -> str:
    """The "e-" of "e-ΕΦΚΑ", in the case of its article."""
    case = asked(words_before(match)).case
    return {"gen": "ηλεκτρονικού", "acc": "ηλεκτρονικό"}.get(case.value if case else "", "ηλεκτρονικός")


def initials(match: re.Match[str]) -> str | None:
    whole = match.group()
    electronic = whole[:2] in ("e-", "Ε-")
    word = whole[2:] if electronic else whole
    lead = f"{_electronic(match)} " if electronic else ""
    if word in AS_WORDS:
        return lead + AS_WORDS[word]
    if word in AS_NAMES:
        return lead + _named(word, match)
    low = fold(word)
    if low in _ACCENTED:
        return lead + _ACCENTED[low]
    if not _pronounceable(word) and len(word) <= _LONGEST_SPELLED:
        return lead + spell(word)
    return lead + _lowered(word)


def _lowered(word: str) -> str:
    low = word.lower()
    return low[:-1] + "ς" if low.endswith("σ") else low


def _pronounceable(word: str) -> bool:
    """Whether initials can be said as a word: a vowel, no three consonants in a row, no pair at the start that nobody can say."""
    plain = fold(word).upper()
    return len(plain) > 2 and any(sign in "ΑΕΗΙΟΥΩ" for sign in plain) and not _WORD_SHAPED.search(plain)


def dotted(match: re.Match[str]) -> str | None:
    text = match.group()
    word = re.sub(r"[.\s]", "", text)
    # "Γ. Α. Παπαδόπουλος", and a sentence that ends in a capital: spelled anyway.
    ends = text.rstrip().endswith(".") and not match.string[match.end() :].strip()
    said = AS_WORDS.get(word) or (_named(word, match) if word in AS_NAMES else spell(word))
    return said + ("" if ends else " " if text.endswith(" ") else "")


def initial(match: re.Match[str]) -> str:
    return GREEK_LETTERS[fold(match[1]).upper()]


def single(match: re.Match[str]) -> str | None:
    """A capital that stands alone: "τμήμα Β", "οικισμός Γ"; Η, Ο and Ω are words."""
    return GREEK_LETTERS[match[1]]


RULES: tuple[Rule, ...] = (
    (DOTTED, dotted), (INITIAL, initial), (INITIALS, initials), (LATIN_INITIAL, lambda match: spell(match[1])), (SINGLE, single),
)  # fmt: skip
