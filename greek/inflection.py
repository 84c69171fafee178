"""How a name sounds in its cases: the skeletons that one nominative (or street genitive) may turn into in a sentence."""

from __future__ import annotations

from functools import lru_cache

from greek.folding import fold
from greek.phonetic import skeleton

# Ending of the skeleton -> the endings it changes into. First match counts; longest first.
_TABLE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("μα", ("μα", "ματοσ", "ματα", "ματον")),
    ("ια", ("ια", "ιασ", "ιον", "ιεσ")),
    ("οσ", ("οσ", "u", "ο", "ε", "uσ", "ι", "ον")),
    ("ασ", ("ασ", "α", "εσ", "ον")),
    ("ισ", ("ισ", "ι", "εσ")),
    ("εσ", ("εσ", "ον", "ασ", "α")),
    ("α", ("α", "ασ", "εσ", "ον")),
    ("ι", ("ι", "ισ", "ιu", "ια", "εοσ", "ον", "uσ", "ιον", "ιuσ")),
    ("ο", ("ο", "u", "α", "ον")),
    ("u", ("u", "οσ", "ο")),
)


@lru_cache(maxsize=4096)
def case_sounds(word: str) -> frozenset[str]:
    """The skeletons of `word` in all its cases, its own included; words of two sounds or fewer don't change."""
    sound = skeleton(word)
    if len(sound) <= 2:
        return frozenset({sound})
    found = {sound}
    if fold(word).endswith(("ωο", "οο")):
        found.add(sound + "u")  # ηρώο, ηρώου: the two sounds are one in the skeleton
    for ending, others in _TABLE:
        if sound.endswith(ending) and len(sound) - len(ending) >= 2:
            base = sound[: -len(ending)]
            return frozenset(found | {base + other for other in others})
    return frozenset(found)


_GENITIVE = {"του": (("ου", "ος"), ("ού", "ός")), "τησ": (("ας", "α"), ("ης", "η"), ("άς", "ά"), ("ής", "ή"))}


def nominative(words: list[str], article: str) -> list[str]:
    """`words` of a noun phrase (as typed) with the first in the nominative, as far as the folded `article` before it tells its case.

    >>> nominative(["Ερωτόκριτο"], "τον"), nominative(["Αντιγόνης"], "τησ")
    (['Ερωτόκριτος'], ['Αντιγόνη'])
    """
    if not words:
        return words
    head, *rest = words
    if article in ("τον", "στον", "εναν"):
        if head[-1:] in "οόαάηή":
            head += "ς"
    elif article in _GENITIVE or article == "στησ":
        for ending, other in _GENITIVE["τησ" if article == "στησ" else article]:
            if head.endswith(ending) and len(head) > len(ending) + 1:
                head = head[: -len(ending)] + other
                break
    return [head, *rest]


# Endings of men's names in the genitive, accented as typed or not at all.
_MANS = (("ου", "ος"), ("ού", "ός"), ("η", "ης"), ("ή", "ής"), ("α", "ας"), ("ά", "άς"))


def name_nominative(words: list[str], article: str) -> list[str]:
    """A person's name (as typed) in the nominative, each of its words, as far as the folded `article` before it tells case and gender.

    A woman's surname stays: it is a genitive already.

    >>> name_nominative(["Νίκου", "Θέμελη"], "του"), name_nominative(["Μάρως", "Δούκα"], "τησ"), name_nominative(["Ζαν"], "")
    (['Νίκος', 'Θέμελης'], ['Μάρω', 'Δούκα'], ['Ζαν'])
    """
    if article in ("του", "στου"):
        return [
            next((word[: -len(old)] + new for old, new in _MANS if word.endswith(old) and len(word) > len(old) + 2), word) for word in words
        ]
    if article in ("τον", "στον", "εναν"):
        return [word + "ς" if word[-1:] in "οόαάηή" else word for word in words]
    if article in ("τησ", "στησ") and words:
        first = words[0]
        return [first[:-1] if first.endswith(("ας", "άς", "ης", "ής", "ως", "ώς")) and len(first) > 3 else first, *words[1:]]
    return words
