"""Yes and no in their many forms."""

from __future__ import annotations

import re

from greek.folding import fold
from greek.phonetic import skeleton

_YES = (
    "ναι ναιι νε μαλιστα σωστα σωστο σωστη σωστος βεβαια βεβαιως βεβαιοτατα φυσικα εννοειται ενταξει οκ οκει οκευ συμφωνω συμφωνοι "
    "ακριβως ασφαλως αμε αμεεε "
    "επιβεβαιωνω προχωρα προχωρησε προχωρηστε ισχυει ασε μμμ θετικα καταφατικα τελεια ωραια σιγουρα yes ok αληθεια καλα εγινε κανε "
    "κανετε βαλτο"
)
_NO = "οχι μπα οχιι αρνητικα αρνητικο καθολου λαθος no λαθεμενα τιποτα ποτε ουτε αποκλειεται διαφωνω"
_ALONE = frozenset({"ειναι", "ειναι ειναι", "αυτο", "αυτο αυτο"})
"""«Σωστά;» «Είναι.»: a yes only where nothing else is said."""
_YES_SOUNDS = frozenset(skeleton(word) for word in _YES.split()) - {skeleton("ασε"), skeleton("μμμ")}
_NO_SOUNDS = frozenset(skeleton(word) for word in _NO.split())
_DENIES = frozenset({"δεν", "δε", "μη", "μην"})
_PHRASES = (
    (re.compile(r"\b(?:γιατι οχι|και βεβαια|πωσ δεν|πωσ οχι|κανενα προβλημα|δεν εχω αντιρρηση|δεν με πειραζει|δεν πειραζει)\b"), True),
    (re.compile(r"\b(?:ετσι ειναι|αυτο ειναι|σωστα τα λετε|πολυ σωστα|το θελω|αυτο θελω|μακαρι)\b"), True),
    (re.compile(r"\b(?:οχι βεβαια|οχι φυσικα|βεβαια οχι|φυσικα και οχι|φυσικα οχι|σε καμια περιπτωση|με τιποτα|ουτε κατα "
        r"διανοια|ασε καλυτερα|καλυτερα οχι)\b"), False),
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


def yes_no(text: str) -> bool | None:
    """Whether `text` says yes (True) or no (False); None when it says neither, or both.

    >>> yes_no("ναι βέβαια"), yes_no("όχι δεν είναι σωστό"), yes_no("μπορεί")
    (True, False, None)
    """
    folded = " ".join(_WORD.findall(fold(text)))
    if folded in _ALONE:
        return True
    for pattern, answer in _PHRASES:
        if pattern.search(folded):
            return answer
    words = folded.split()
    sounds = [skeleton(word) for word in words]
    denied = bool(_DENIES & set(words))
    no = denied or any(sound in _NO_SOUNDS for sound in sounds)
    # "δεν είναι σωστό": what is denied is no yes.
    yes = any(sound in _YES_SOUNDS for sound in sounds[: next((i for i, word in enumerate(words) if word in _DENIES), len(words))])
    if yes and no:
        first_yes = next(i for i, sound in enumerate(sounds) if sound in _YES_SOUNDS)
        first_no = next((i for i, sound in enumerate(sounds) if sound in _NO_SOUNDS or words[i] in _DENIES), len(sounds))
        # "όχι, σωστά είναι" and "ναι, όχι" leave it open; "ναι, δεν είναι άλλο" is a yes.
        return True if first_yes < first_no and denied and not any(sound in _NO_SOUNDS for sound in sounds) else None
    return True if yes else False if no else None
