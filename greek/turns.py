"""Whether a spoken turn may be over, by its words alone: what a listener hears before any pause tells it.

A Greek sentence that stops after «στην», «να», «οδό» or «θέλω να βγάλω» has not been finished, a greeting alone mostly goes on, digits
come in groups; «χάλασε η λάμπα στην Ορφέως» can stand. Texts are as a recogniser gives them: lower case, no signs, numbers in words.
"""

from __future__ import annotations

import re
from typing import Literal

from greek.folding import fold
from greek.spoken import digits

Standing = Literal["open", "unclear", "whole"]
"""open: more must come. whole: it can stand as it is. unclear: neither can be told (one word, nothing)."""

_LEANING = frozenset(
    # articles, weak pronouns, prepositions, conjunctions, particles
    "ο η το τον την τη τα του τησ των οι τουσ τισ τασ μου μασ ενα εναν ενασ μια μιαν ενοσ μιασ στο στη στην στον στισ στουσ στα σε απο για "
    "με χωρισ μεχρι προσ κατα μετα πριν σαν ωσ αντι και κι η ουτε ειτε αλλα ομωσ γιατι επειδη αν οταν οποτε ωστε οτι πωσ που ποτε τι ποιο "
    "ποια ποιον ποιοσ ποσο ποσα ποσοι να θα ασ δεν δε μην μη πολυ πιο τοσο καθε κατι καποιο καποια καποιον καποιοσ αλλο αλλη αλλον οπωσ "
    "δηλαδη λοιπον εε εεε μμμ αα ξερετε ακουστε κοιταξτε λεω "
    # what a name or a number follows
    "οδο οδοσ οδου αριθμο αριθμοσ πλατεια πλατειασ γωνια κοντα απεναντι διπλα μπροστα χωριο αγιου αγιασ κυριο κυρια κυριε νεα νεο "
    "εθνικησ τηλεφωνο κωδικο αφμ ονομα λεγομαι "
    # verbs that want an object
    "ειναι ειμαι θελω θελουμε ηθελα θελαμε εχω εχουμε ειχα εχει χρειαζομαι χρειαζεται πρεπει μπορω μπορειτε μπορουμε γινεται ψαχνω "
    "ζηταω μενω κανω υπαρχει υπαρχουν ονομαζομαι αφορα".split()
)
_STANDING = frozenset("ξερω ευχαριστω παρακαλω εδω κατω πανω επανω εξω γυρω πισω συμφωνω διαφωνω δυο οκτω οχτω νερο καταλαβαινω".split())
_GREETING = frozenset(
    "καλημερα καλησπερα καληνυχτα χαιρετε γεια σασ σου χαρα εμπροσ ναι παρακαλω κυριε κυρια κοπελα μου ορισμοσ νεοτατε αλο".split()
)
_SHORT = frozenset(
    "ναι|οχι|ναι ναι|οχι οχι|μαλιστα|σωστα|σωστο|λαθοσ|βεβαια|βεβαιωσ|φυσικα|ενταξει|ακριβωσ|συμφωνω|δεν ξερω|δεν θυμαμαι|ξανα|"
    "δεν γνωριζω|ακυρωση|ακυρο|τελοσ|σταματα|σταματηστε|βοηθεια|ανθρωπο|υπαλληλο|θελω ανθρωπο|θελω υπαλληλο|επαναλαβε|επαναλαβετε|"
    "πιο αργα|πιο δυνατα|πισω|τιποτα|τιποτα αλλο|οχι ευχαριστω|ναι ευχαριστω|ευχαριστω|αντιο|ευχαριστω πολυ|οχι τιποτα|φωτια|"
    "δεν θελω|ναι θελω|οχι δεν θελω|συνεχισε|συνεχιστε|παρακατω|τα υπολοιπα|αλλαγη|διορθωση".split("|")
)
_FIRST_PERSON = re.compile(r"\w{2,}(?:ω|ομαι|αμαι|ουμε|οντασ)$")
_WORD = re.compile(r"[^\W\d_]+|\d+")


def standing(text: str) -> Standing:
    """How `text`, said so far, stands at a pause.

    >>> standing("χάλασε η λάμπα στην ορφέως"), standing("χάλασε η λάμπα στην"), standing("θέλω να δηλώσω"), standing("λάμπα")
    ('whole', 'open', 'open', 'unclear')
    """
    words = _WORD.findall(fold(text))
    if not words:
        return "unclear"
    if is_short_answer(text):
        return "whole"
    last = words[-1]
    if all(word in _GREETING for word in words):
        return "open"
    if last in _LEANING or (last not in _STANDING and _FIRST_PERSON.fullmatch(last)):
        return "open"
    if in_digits(words):
        return "open"
    return "whole" if len(words) > 1 else "unclear"


def is_short_answer(text: str) -> bool:
    """Whether `text` is one of the short answers that can be given to anything («όχι», «δεν ξέρω», «επανάλαβε»)."""
    return " ".join(_WORD.findall(fold(text))) in _SHORT


def in_digits(words: list[str]) -> bool:
    """Whether `words` end in three or more digits, said one by one or in groups: who dictates pauses for breath."""
    tail = " ".join(words[-3:])
    return len(words) >= 3 and len(digits(tail) or "") >= 3 and all(digits(word) for word in words[-3:])


def dictated(text: str) -> str | None:
    """The digits of a turn that dictates digits, or a part of them; None where a number word only occurs in a sentence.

    >>> dictated("θέλω ένα πιστοποιητικό γέννησης"), dictated("ναι είναι μηδέν εννιά"), dictated("επτά")
    (None, '09', '7')
    """
    found = digits(text)
    if not found:
        return None
    words = _WORD.findall(fold(text))
    others = sum(digits(word) is None for word in words)
    # «το τελευταίο είναι πέντε» ends in what it is about; «ένα» amid a sentence is an article.
    led_in = 2 if digits(words[-1]) else 0
    return found if others <= len(found) + led_in else None
