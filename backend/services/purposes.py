"""What a certificate is for, as it is printed after «για»: in Greek letters, without the word «για» itself."""

from __future__ import annotations

import re
from functools import lru_cache

from greek.folding import fold
from greek.greek_words import COMMON_WORDS
from greek.greeklish import latin_words, to_greek, transliterate
from greek.phonetic import skeleton

LONGEST = 200
# What certificates are commonly asked for, and the little words beside it: written by us, for their accents.
_WORDS = """
τράπεζα τράπεζας τραπεζικό λογαριασμό δάνειο στεγαστικό εφορία ασφάλεια ασφάλιση ασφαλιστικό ταμείο σύνταξη σύνταξης συνταξιοδότηση
επίδομα επιδόματος επίδοση επιδόματα επιδότηση τέκνων παιδιών παιδιού παιδιά παιδί γέννας αναδρομικά αποζημίωση
σχολείο σχολή σχολική δημοτικό γυμνάσιο λύκειο νηπιαγωγείο παιδικό βρεφονηπιακό σταθμό σταθμός πανεπιστήμιο πανεπιστημίου εστία φοιτητική
υποτροφία εγγραφή εγγραφής εξετάσεις μετεγγραφή σπουδές
πρόσληψη πρόσληψης προσλήψεις δουλειά δουλειάς εργασία εργασίας εργοδότη διορισμό διαγωνισμό προκήρυξη άδεια άδειας οδήγησης δίπλωμα
διαβατήριο διαβατηρίου ταυτότητα ταυτότητας ιθαγένεια υπηκοότητα διαμονής βίζα πρεσβεία προξενείο εξωτερικό ταξίδι μετανάστευση
γάμο γάμου βάφτιση βάπτιση διαζύγιο διαζυγίου σύμφωνο συμβίωσης υιοθεσία κηδεία κληρονομιά κληρονομιάς κληρονομικά αποδοχή διαθήκη
δικαστήριο δικηγόρο συμβολαιογράφο συμβόλαιο αγορά πώληση αγοραπωλησία ακινήτου σπιτιού αυτοκινήτου κτηματολόγιο μεταβίβαση γονική παροχή
στρατό στρατός στρατολογία στρατολογική αναβολή αναβολής θητεία νοσοκομείο γιατρό αναπηρία ιατρική επιτροπή
προσωπική προσωπικό υπηρεσία υπηρεσιακή κάθε νόμιμη νόμιμο χρήση άλλη άλλο αίτηση αίτησης κατάθεση δικαιολογητικά διόρθωση έκδοση
ανανέωση ρεύμα ρεύματος τηλέφωνο δημόσιο δήμο δήμος υπουργείο σύζυγο αδερφό μητέρα πατέρα
για γιατί να την τη τον το τα τις τους της του των στη στην στο στον στα στις με σε από και ή μου μας ένα μια ένας
βγάλω πάρω κάνω γίνει δώσω καταθέσω γραφτεί γραφτώ ανοίξω αγοράσω πουλήσω παντρευτώ ταξιδέψω
ΟΑΕΔ ΔΥΠΑ ΕΦΚΑ ΙΚΑ ΟΓΑ ΑΣΕΠ ΟΠΕΚΑ ΔΟΥ ΚΕΠ ΑΕΙ ΤΕΙ ΔΕΗ ΚΤΕΛ ΚΕΑ ΕΛΓΑ
""".split()


def purpose_of(said: str | None) -> str | None:
    """What a citizen gave as the purpose, made fit for printing; None for nothing. At most 200 characters.

    Greeklish becomes Greek: words that we know get their accents, others have none. A sentence that is half Greek keeps its Latin
    words, and so does a name («Erasmus»): capitalised, and unknown.
    """
    text = " ".join((said or "").split())
    if not re.search("[Α-Ωα-ωΆ-Ώά-ώ]", text) and _is_greeklish(text):
        for start, end, word in reversed(list(latin_words(text))):
            known = _spelling(skeleton(to_greek(word, _spelling)))
            if known or not word[0].isupper() or text.isupper():
                text = text[:start] + re.sub(r"σ\b", "ς", known or transliterate(word, _spelling)) + text[end:]
    return without_for(re.sub(r"\w+", lambda match: _accented(match.group()), text))


def without_for(text: str) -> str | None:
    """`text` without a leading «για», blanks and the full stop at its end; None where nothing is left."""
    words = text.strip().rstrip(".").split()
    if len(words) > 1 and fold(words[0]) == "για":
        words = words[1:]
    return " ".join(words)[:LONGEST] or None


def _is_greeklish(text: str) -> bool:
    """Whether at least one word is Greek in Latin letters without doubt, and the whole is no English."""
    words = [word for _, _, word in latin_words(text)]
    greek = [to_greek(word, _spelling) for word in words]
    known = any(_spelling(skeleton(word)) or fold(word) in COMMON_WORDS for word in greek if not word.isascii())
    return known and transliterate(text) != text


def _accented(word: str) -> str:
    """A known word that was typed without its accent, with it."""
    return _by_letters().get(word, word)


@lru_cache(maxsize=1)
def _by_letters() -> dict[str, str]:
    return {fold(word): word for word in reversed(_WORDS) if word.islower() and fold(word) != word}


@lru_cache(maxsize=1)
def _by_sound() -> dict[str, str]:
    return {skeleton(word): word for word in reversed(_WORDS)}


def _spelling(sound: str) -> str | None:
    return _by_sound().get(sound)
