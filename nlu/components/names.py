"""A person's name in a message: after «με λένε» and the like, and first names that stand by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from greek.folding import fold
from greek.normal import Normalised, Word
from nlu.components.found import Found

_BEFORE = re.compile(
    r"\b(?:με λενε|(?:ο|η) (?:γιοσ|κορη|μητερα|πατερασ) μου λεγεται|λεγομαι|ονομαζομαι|τ ?ονομα μου(?: ειναι)?|το ονομα μου(?: ειναι)?|"
    r"(?<!στο )(?<!το )ονομα:?|στο ονομα(?: τησ| του)?|ονοματεπωνυμο:?|(?:κυρι(?:οσ|ο|ου|α|ασ)|κ\.|κα\.?)|"
    r"την ελεγαν|τον ελεγαν|(?<!δεν )ειμαι (?:ο|η))\s+"
)
# After these a word in small letters is a name only if it looks like one: «είμαι η μητέρα», «το όνομά μου γράφτηκε λάθος».
_LOOSE_BEFORE = ("κυρι", "κ", "ειμαι", "ονομα", "στο ονομα", "το ονομα", "τ ονομα", "τονομα")
_ACCUSATIVE_BEFORE = ("με λενε", "τον ελεγαν")
_NOT_A_NAME = frozenset(
    "για δεν και που πωσ να με στο στη στην στον απο εκει εδω ετσι αλλιωσ ο η το τον την του τησ μου σου μασ σασ ειναι κυριοσ κυρια κυριε "
    "δημοτησ κατοικοσ πολιτησ ιδιοκτητησ ιδια ιδιοσ γειτονισσα γειτονασ μαμα μητερα πατερασ γιοσ κορη ανδρασ αντρασ γυναικα "
    "αυτο αυτη δημαρχο δημαρχοσ αντιδημαρχοσ προεδροσ διευθυντησ".split()
)
_WOMEN = """
    μαρια ελενη κατερινα αικατερινη βασιλικη σοφια αγγελικη γεωργια δημητρα αναστασια ιωαννα ευαγγελια παναγιωτα ειρηνη αννα κωνσταντινα
    χρυσουλα χριστινα δεσποινα φωτεινη ευα ελευθερια στελλα νικη νικολετα σταυρουλα αθανασια ευαγγελια μαγδαληνη ζωη ραλλια καλλιοπη
    ανθουλα ανθη σουλτανα θεοδωρα μαριαννα μαργαριτα ολγα παρασκευη σταματια ευφροσυνη λεμονια αλεξανδρα αντωνια βικυ ντινα τασουλα
    κυριακη τριανταφυλλια ευτυχια κλειω δαφνη ευγενια
    αισε φατμε εμινε χατιτζε σεβγκι σεβγκιουλ μελεκ νουραι σελμα ζεινεπ γκιουλ γκιουλσεν μεριεμ σαμπιχα χουλια τουρκιαν σεβιμ φατιμα
"""
_MEN = """
    γιωργοσ γεωργιοσ κωστασ κωνσταντινοσ νικοσ νικολαοσ δημητρησ δημητριοσ γιαννησ ιωαννησ παναγιωτησ βασιλησ βασιλειοσ χρηστοσ αλεξανδροσ
    αθανασιοσ θανασησ μιχαλησ μιχαηλ ανδρεασ αντρεασ αντωνησ αντωνιοσ στελιοσ σταυροσ σπυροσ πετροσ παυλοσ ηλιασ θωμασ αποστολοσ ευαγγελοσ
    βαγγελησ γρηγορησ θεοδωροσ θοδωρησ ιωσηφ λευτερησ ελευθεριοσ μανωλησ μαρκοσ αριστειδησ στεφανοσ σωτηρησ φωτησ χαραλαμποσ χαρησ αγγελοσ
    αναστασιοσ τασοσ ορεστησ οδυσσεασ φιλιπποσ ιασονασ κυριακοσ λαμπροσ λεωνιδασ περικλησ τακησ μακησ σακησ αρησ αργυρησ ζησησ
    μεχμετ αχμετ χασαν χουσειν αλη μουσταφα ισμαηλ ιμπραημ οσμαν μουρατ σελιμ ρετζεπ γιουσουφ ραμανταν εμιν τζεμαλ σαμπρι
"""
_FIRST_NAMES = frozenset(_WOMEN.split()) | frozenset(_MEN.split())
# Accusatives of men's names (Γιώργο, Κώστα, Γιάννη): without a list «Μαρία» and «Κώστα» can't be told apart.
_ACCUSATIVES = frozenset(name[:-1] for name in _MEN.split() if name.endswith("σ"))
# Names of days, villages and feasts as well: alone they mean those.
_ALSO_WORDS = frozenset("κυριακη παρασκευη νικη ζωη ειρηνη ευα σοφια".split())
_SURNAME = re.compile(
    r".{2,}(?:οπουλ(?:οσ|ου)|ιδ(?:ησ|ου)|αδ(?:ησ|ου)|ακ(?:ησ|η)|ογλου|ελλ(?:ησ|η)|ατ(?:οσ|ου)|ουδ(?:ησ|η)|ουδα|ιαν(?:οσ|ου)|εασ|ουλ(?:ησ|η))|παπα.{4,}"
)
# Surnames that are a man's name in the genitive (Ιωάννου, Βασιλείου); streets are called so too, hence only after who is spoken of.
_OF_NAMES = frozenset(name[:-2] + "ου" for name in _MEN.split() if name.endswith(("οσ", "ησ")) and len(name) > 6) | {
    "αλεξιου",
    "χριστοδουλου",
}
_WHO_IS_SPOKEN_OF = re.compile(r"(?:\b(?:ο|η|καποιοσ|καποια)|\b(?:αντιδημαρχ|συμβουλ)\w+)\s+$")


def _looks_like_one(word: str) -> bool:
    return word in _FIRST_NAMES or word in _ACCUSATIVES or _SURNAME.fullmatch(word) is not None


def names(normal: Normalised) -> Iterator[Found]:
    """Names after words that announce one (the first name's accusative put into the nominative), then first names standing alone."""
    found: list[tuple[int, int]] = []
    mixed = not normal.raw.isupper()
    for match in _BEFORE.finditer(normal.text):
        loose = match.group().startswith(_LOOSE_BEFORE)
        words = _run(normal, match.end(), loose, mixed)
        if words:
            found.append((words[0].start, words[-1].end))
            yield _named(normal, words, accusative=match.group().startswith(_ACCUSATIVE_BEFORE))
    for index, word in enumerate(normal.words):
        surname = word.text in _OF_NAMES and _WHO_IS_SPOKEN_OF.search(normal.text[: word.start]) is not None
        if (
            (word.text not in _FIRST_NAMES and not surname)
            or word.text in _ALSO_WORDS
            or any(start <= word.start < end for start, end in found)
        ):
            continue
        words = [word, *_run(normal, word.end, True, mixed)]
        capital = mixed and normal.original(word.start, word.end)[:1].isupper()
        if capital or (len(words) == len(normal.words) - index and index == 0):
            found.append((words[0].start, words[-1].end))
            yield _named(normal, words[:3], accusative=False)


def _run(normal: Normalised, position: int, loose: bool, mixed: bool) -> list[Word]:
    """The words of the name that begins at `position`, three at most."""
    words: list[Word] = []
    for word in normal.words:
        if word.start < position or len(words) == 3:
            continue
        if word.start - position > 1 or word.text in _NOT_A_NAME or word.text[0].isdigit():
            break
        capital = mixed and normal.original(word.start, word.end)[:1].isupper()
        if (words or loose) and not capital and not _looks_like_one(word.text):
            break
        words.append(word)
        position = word.end
    return words


def _named(normal: Normalised, words: list[Word], *, accusative: bool) -> Found:
    said = [normal.original(word.start, word.end) for word in words]
    if accusative and said[0][-1:] in "οόαάηή" and fold(said[0]) in _ACCUSATIVES:
        said[0] += "ς"
    end = words[-1].end
    if len(words) > 1 and len(words[-1].text) == 1 and normal.text[end : end + 1] == ".":
        said[-1] += "."  # an initial: «Μαρία Κ.»
        end += 1
    value = " ".join(word if word[:1].isupper() else word.capitalize() for word in said)
    return Found("name", value, *normal.span(words[0].start, end))
