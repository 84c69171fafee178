"""What the line understands by itself, in any state: repeat, slower, a person, an emergency, a code that resumes a call."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from greek import spoken
from greek.danger import cry
from greek.folding import fold

if TYPE_CHECKING:
    from voice.ears import Heard

SURE_AMID = 0.75
SURE_ALONE = 0.5
"""Confidence of an urgent word from which it is believed: amid other words, and in a cry that says nothing else."""

_REPEAT = re.compile(
    r"(?:μπορειτε να |να )?(?:το )?"
    r"(?:επαναλαβε|επαναλαβετε|επαναλαβεισ|ξανα|ξαναπεσ|ξαναπειτε|πειτε το ξανα|πεσ το ξανα)(?: παρακαλω| το| μου)*"
    r"|(?:συγγνωμη |ε |εε )?(?:ορισατε|(?:τι|πωσ) (?:ειπατε|ειπεσ|το ειπατε|λετε)|(?:δεν|δε) (?:σασ |το |σε )?ακουσα(?: καλα| τι ειπατε)?)"
    r"(?: παρακαλω| συγγνωμη| (?:δεν|δε) (?:σασ |το |σε )?ακουσα(?: καλα)?| ξαναπειτε (?:το|μου)| (?:για )?ξανα)*"
)
_SLOWER = re.compile(r"(?:μπορειτε να |μιλατε |μιληστε |πειτε το |λιγο |ξανα )*πιο (?:αργα|σιγα)(?: παρακαλω| λιγο)*|αργα παρακαλω")
_PERSON = re.compile(r"\b(?:ανθρωπο|ανθρωπου|υπαλληλο|υπαλληλου|εκπροσωπο)\b")
_ASKED = frozenset(
    "θελω θα ηθελα να μιλησω με συνδεσε συνδεστε συνδεσετε μου μπορω δωσε δωστε εναν ενα τον κανονικο καποιον σε παρακαλω οχι ζητω".split()
)
# How a Greek ear, or a recogniser that learns the word, writes «English» down.
_ENGLISH = re.compile(r"\b(?:αγγλικα|εγγλεζικα|english|ιν?γκλισ|ιγγλισ|ινγλισ)\b")
_GREEK = re.compile(r"\b(?:ελληνικα|greek)\b")
_LANGUAGE_ASKED = frozenset(
    "μιλατε μιλαω μιλησουμε μιλας στα σε θελω να παρακαλω ναι γινεται ξερετε εσεισ κανεισ προτιμω συνεχισουμε do you speak in please "
    "i want σπικ πλιζ γιου ντου".split()
)
_THIS_NUMBER = re.compile(
    r"\b(?:αυτον?|αυτο το|εδω|εκεινο|κινητο|τηλεφωνο|νουμερο|αριθμο) (?:το τηλεφωνο |το νουμερο |τον αριθμο |το κινητο )?που (?:σασ |σε )?"
    r"(?:παιρνω|καλω|τηλεφωνω|εχω παρει|πηρα|καλεσα|μιλαω|μιλω|μιλαμε|βλεπετε|σασ παιρνω)\b"
    r"|\b(?:σε|στο|στον|απο) ?(?:αυτον?|ιδιο|εδω)(?: (?:το|τον) )?(?: ?(?:αριθμο|τηλεφωνο|νουμερο|κινητο))\b"
    r"|^(?:ναι )?(?:σε αυτον?|σε αυτο εδω|σ αυτον?|στον ιδιο|στο ιδιο|το ιδιο|ο ιδιοσ)(?: παρακαλω)?$"
)
_CODE = re.compile(r"\b(?:εχω|με|του|τον) (?:τον |εναν |ενα )?κωδικο\b|\bκωδικοσ\b")


def wants_repeat(text: str) -> bool:
    """«Επανάλαβε», «ξανά» and the like, and nothing else."""
    return _REPEAT.fullmatch(fold(text).strip()) is not None


def wants_slower(text: str) -> bool:
    return _SLOWER.fullmatch(fold(text).strip()) is not None


def wants_person(text: str) -> bool:
    """«Άνθρωπο», «θέλω υπάλληλο»: and nothing else (a person may also be what a branch fell upon)."""
    folded = fold(text)
    rest = _PERSON.sub("", folded, count=1)
    return rest != folded and all(word in _ASKED for word in rest.split())


def wants_language(text: str) -> str | None:
    """«Αγγλικά», «English please»: "en"; «ελληνικά»: "el"; None for sentences that say more."""
    folded = fold(text)
    for language, name in (("en", _ENGLISH), ("el", _GREEK)):
        rest, found = name.subn("", folded, count=1)
        if found and all(word in _LANGUAGE_ASKED for word in rest.split()):
            return language
    return None


def means_this_number(text: str) -> bool:
    """«Σε αυτό που σας παίρνω», «στον ίδιο αριθμό»: the number that the call comes from."""
    return _THIS_NUMBER.search(fold(text)) is not None


def is_emergency(text: str) -> bool:
    """Words that can't wait for what was being asked."""
    return cry(text) is not None


def urgency(heard: Heard) -> Literal["sure", "perhaps"] | None:
    """How surely danger was spoken of, by the confidence of those very words.

    A recogniser makes words of everything it hears. So a doubtful word amid a sentence about something else is asked about (in the same
    breath with 112); a cry that says nothing else, or words heard well, are taken as they are.
    """
    found = cry(heard.text)
    if found is None:
        return None
    if len(heard.words) != found.length:
        return "sure"
    confidences = [heard.words[at].confidence for at in found.at]
    needed = SURE_ALONE if found.whole else SURE_AMID
    if max(confidences) >= needed or (len(confidences) > 1 and sum(confidences) / len(confidences) >= SURE_ALONE):
        return "sure"
    return "perhaps"


def resume_code(text: str) -> str | None:
    """The code by which a dropped call goes on: six digits, "" where the caller speaks of one without saying it, None otherwise."""
    folded = fold(text)
    if not _CODE.search(folded):
        return None
    if (code := spoken.digits(text, 6)) is not None:
        return code
    return "" if len(folded.split()) <= 3 and spoken.digits(text) is None else None
