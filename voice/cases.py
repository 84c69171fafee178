"""The other cases of a name of a place: what people say after «στο», «από» and «έξω από την είσοδο του»."""

from __future__ import annotations

import re
import unicodedata

_ACUTE = "\u0301"
_VOWELS = re.compile(r"α[ιυίύ]|ε[ιυίύ]|ο[ιυίύ]|υ[ιί]|[αεηιουωάέήίόύώϊϋΐΰ]")
_NEUTER_OS = frozenset({"άλσος", "δάσος", "τείχος", "τέμενος", "μέρος"})
_PLURAL_A = frozenset({"δικαστήρια", "παγούρια", "υπεραστικά"})
_FIXED = frozenset(
    {"άλφα", "βήτα", "τσανακλή", "γενί", "καπή", "κάπη", "ελτά", "οσέ", "κτελ", "ιμαρέτ", "σούπερ", "μάρκετ", "κιλκίς", "πρώτο", "δεύτερο"}
)


def other_cases(word: str) -> tuple[str, str]:
    """Accusative and genitive of a nominative (lower case, with accent); the word itself where it doesn't change.

    >>> other_cases("αίγειρος")
    ('αίγειρο', 'αιγείρου')
    """
    if word in _FIXED:
        return word, word
    if word in _NEUTER_OS:
        return word, accent_at(word[:-2] + "ους", 2)
    if word in _PLURAL_A:
        return word, accent_at(word[:-1] + "ων", 2) if word.endswith("α") else word[:-1] + "ών"
    if word.endswith("μα"):
        return word, accent_at(word + "τος", 3)
    for ending, accusative, genitive in (
        ("ος", "ο", "ου"), ("ός", "ό", "ού"), ("ης", "η", "η"), ("ής", "ή", "ή"), ("ας", "α", "α"), ("άς", "ά", "ά"), ("η", "η", "ης"),
        ("ή", "ή", "ής"), ("α", "α", "ας"), ("ά", "ά", "άς"), ("ο", "ο", "ου"), ("ό", "ό", "ού"), ("χώρι", "χώρι", "χωρίου"),
        ("άρι", "άρι", "αρίου"), ("ρι", "ρι", "ρίου"), ("δι", "δι", "δίου"), ("ί", "ί", "ιού"),
    ):  # fmt: skip
        if word.endswith(ending):
            stem = word[: -len(ending)]
            changed = stem + genitive
            # A genitive in -ου can't keep its accent further back than the last syllable but one.
            return stem + accusative, accent_at(changed, 2) if genitive.endswith("ου") and _accent(changed) > 2 else _once(changed)
    return word, word


def _accent(word: str) -> int:
    """Which syllable has the accent, counted from the end; 0 for none."""
    groups = [group.group() for group in _VOWELS.finditer(word)]
    return next((place for place, group in enumerate(reversed(groups), 1) if _ACUTE in unicodedata.normalize("NFD", group)), 0)


def accent_at(word: str, place: int) -> str:
    """`word` with its accent on the syllable `place` from the end."""
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).replace(_ACUTE, ""))
    groups = list(_VOWELS.finditer(bare))
    if len(groups) < place:
        return word
    end = groups[-place].end()
    return unicodedata.normalize("NFC", bare[:end] + _ACUTE + bare[end:])


def _once(word: str) -> str:
    """Without an accent left over from before an ending that carries its own."""
    decomposed = unicodedata.normalize("NFD", word)
    if decomposed.count(_ACUTE) < 2:
        return word
    at = decomposed.rindex(_ACUTE)
    return unicodedata.normalize("NFC", decomposed[:at].replace(_ACUTE, "") + decomposed[at:])
