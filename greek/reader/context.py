"""What the words around a number or an abbreviation ask of it: gender, case, and which noun is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from greek.folding import fold
from greek.numerals import ACC, GEN, NOM, Case, F, Gender, M, N
from greek.reader.shield import SHIELD

_ARTICLES: dict[str, tuple[Gender | None, Case]] = {
    "ο": (M, NOM), "η": (F, NOM), "οι": (None, NOM), "του": (None, GEN), "τησ": (F, GEN), "των": (None, GEN),
    "τα": (N, NOM), "στα": (N, ACC), "το": (N, NOM), "στο": (N, ACC),
} | dict.fromkeys(("τον", "στον", "τουσ", "στουσ", "εναν"), (M, ACC)) | dict.fromkeys(
    ("τη", "την", "στη", "στην", "τισ", "στισ", "μια", "μιαν"), (F, ACC)
)  # fmt: skip
PREPOSITIONS = frozenset(
    "με σε για απο προσ χωρισ διχωσ κατα μεχρι εωσ ωσ ισαμε πριν μετα ανα αντι παρα ειτε εωσ συν μειον επι κοντα γυρω".split()
)
_GENITIVE_HEADS = frozenset(
    "ανω κατω εντοσ εκτοσ μεταξυ διαρκειασ ηλικιασ υψουσ ποσου αξιασ εκτασησ επιφανειασ περι μηκουσ συνολου βαρουσ χωρητικοτητασ αποστασησ "
    "βαθουσ πλατουσ διαμετρου ισχυοσ θητειασ χρησεωσ".split()
)
# Verbs whose object is often a number of people or things; the case only shows in the masculine.
_TAKES_OBJECT = frozenset(
    "εχω εχει εχουμε εχετε εχουν ειχε ειχαμε ειχατε ειχαν θελω θελει θελουμε θελετε βρηκα βρηκαμε βρηκε βλεπω δεχεται εξυπηρετει "
    "εξυπηρετησε εξυπηρετουμε διαθετει απασχολει φιλοξενει χωραει χωρα πληρωνει πληρωνετε περιμενω περιμενει περιμενουμε μετρω ζητω "
    "ζητησε ζηταμε στειλαμε εστειλε προσελαβε προσλαμβανει αφορα καλυπτει αριθμει κρατα δηλωσε δηλωσαν αδειασαμε επισκευασαμε".split()
)
_SKIPPED = frozenset(
    "περιπου μονο τουλαχιστον ακομη ακομα αλλα αλλεσ αλλοι αλλουσ αλλων ηδη επι πλεον συνολικα σχεδον καπου πανω μολισ ισωσ και".split()
)
_ADJECTIVE_END = re.compile(r"(?:εσ|ουσ|οι|ων|α)$")
STOP = frozenset(
    "και ή η με σε για απο προσ χωρισ κατα μεχρι εωσ ωσ πριν μετα να θα που ποτε πωσ οτι αν αλλα ομωσ ειτε ουτε στο στη στην στον στα στισ "
    "στουσ το τη την τον τα τισ τουσ του τησ των ο οι ειναι εχει εχουν εχουμε εχετε ειχε δεν μην μη κοντα διπλα απεναντι μπροστα πισω "
    "σημερα αυριο χθεσ μεθαυριο πανω κατω περιπου τωρα ακομη ακομα ηδη μαζι εκει εδω οπου οταν ενω γιατι επειδη μου σου μασ σασ τουσ ανα "
    "επι επισησ λοιπον ξανα παλι παρακαλω ευχαριστω ειπατε ηταν μεσα εξω αναμεσα γωνια ολα ολο ολοι ολεσ ως εωσ αντι λιγο πολυ κυριωσ "
    "μεταξυ γυρω μεσω λογω περα εκτοσ εντοσ ανω κατωθι ποτε γινεται γινονται ισχυει λεπτομερειεσ δηλαδη τουλαχιστον μονο".split()
)
_BEFORE = re.compile(r"((?:[^\W\d_]+['’]?[ \t\u00a0]+){1,4})[«(\[]?$")
_AFTER = re.compile(r"(?:[ \t]*(?:,|ή|και|-|–|έως|ως|με)[ \t]*\d[\d.,]*(?=[ \t]))*((?:[ \t\u00a0]+[^\W\d_]+(?!\w)){1,3})")


def words_before(match: re.Match[str], group: str | int = 0) -> list[str]:
    """The (at most four) words directly before the match, as written, nearest last."""
    found = _BEFORE.search(match.string, max(0, match.start(group) - 80), match.start(group))
    return found[1].split() if found else []


def words_after(match: re.Match[str], group: str | int = 0) -> list[str]:
    """The (at most three) words directly after the match, as written."""
    found = _AFTER.match(match.string, match.end(group))
    return found[1].split() if found else []


@dataclass(frozen=True)
class Asked:
    """What stands before asks for: None where it asks nothing. `article`: the article that said it, `near`: right before."""

    gender: Gender | None = None
    case: Case | None = None
    article: str = ""
    near: bool = False


def asked(before: list[str]) -> Asked:
    """What the words before a number or noun ask of it; adverbs and adjectives in between are looked past.

    >>> asked(["τις", "επόμενες"]).case
    <Case.ACCUSATIVE: 'acc'>
    """
    for distance, word in enumerate(reversed(before)):
        low = fold(word)
        if low in _ARTICLES:
            gender, case = _ARTICLES[low]
            return Asked(gender, case, low, distance == 0)
        if low in PREPOSITIONS or low in _TAKES_OBJECT:
            return Asked(None, ACC)
        if low in _GENITIVE_HEADS:
            return Asked(None, GEN)
        if not (low in _SKIPPED or (distance < 2 and _ADJECTIVE_END.search(low) and word[0].islower())):
            break
    return Asked()


def ends_sentence(match: re.Match[str]) -> bool:
    """Whether the dot that an abbreviation ends with also ends the sentence: a capital follows."""
    rest = match.string[match.end() :]
    return match.group().endswith(".") and bool(re.match(r"\s+[Α-ΩΆΈΉΊΌΎΏ«]", rest))


def is_shield(sign: str) -> bool:
    return bool(SHIELD.match(sign))
