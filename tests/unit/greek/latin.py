"""Greek written in Latin letters, in each of the conventions that people have."""

from __future__ import annotations

import re
from collections.abc import Callable

from greek.folding import fold

_STANDARD = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", "a v g d e z i th i k l m n x o p r s t y f ch ps o".split(), strict=True))
_BY_EAR = _STANDARD | {"χ": "h", "ξ": "ks", "υ": "i"}
_BY_LOOK = _STANDARD | {"β": "b", "η": "h", "θ": "8", "ξ": "3", "χ": "x", "ω": "w"}
_BY_LOOK_TOO = _BY_LOOK | {"υ": "u", "ψ": "4"}
_BY_KEY = _STANDARD | {"β": "b", "η": "h", "θ": "u", "ξ": "j", "χ": "x", "ω": "v", "ψ": "c"}


def _letters(word: str, table: dict[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in word)


def _sounded(word: str) -> str:
    """«αυ», «ευ», «ηυ» as they sound: av or af, before what follows."""
    return re.sub(r"(?<=[αεη])υ", "v", re.sub(r"(?<=[αεη])υ(?=[θκξπστφχψ]|$)", "f", word))


def by_standard(word: str) -> str:
    """ELOT 743, the passport's way: «Γέννηση» gennisi, «ελέγχου» elenchou, «μπάλα» bala."""
    word = _sounded(fold(word)).replace("ου", "ou").replace("γγ", "ng").replace("γξ", "nx").replace("γχ", "nch")
    return _letters(re.sub(r"^μπ|μπ$", "b", word), _STANDARD)


def by_ear(word: str) -> str:
    """What is heard: «αίτηση» etisi, «ντουλάπα» doulapa, «έχεις» ehis."""
    word = _sounded(fold(word))
    for greek, latin in {"ου": "ou", "αι": "e", "ει": "i", "οι": "i", "μπ": "b", "ντ": "d", "γκ": "g", "γγ": "g"}.items():
        word = word.replace(greek, latin)
    return _letters(word, _BY_EAR)


def by_look(word: str) -> str:
    """The letter or digit that looks like it: «θέλω» 8elw, «ξέρεις» 3ereis, «ψυχή» psyxh."""
    return _letters(fold(word), _BY_LOOK)


def by_look_too(word: str) -> str:
    """The same with u for υ and 4 for ψ: «ψυχή» 4uxh."""
    return _letters(fold(word).replace("ου", "ou"), _BY_LOOK_TOO)


def by_key(word: str) -> str:
    """The key the letter sits on: «θέλω» uelv, «ψωμί» cvmi."""
    return _letters(fold(word), _BY_KEY)


CONVENTIONS: tuple[Callable[[str], str], ...] = (by_standard, by_ear, by_look, by_look_too, by_key)

# Per letter, what those who mix habits within one word choose from.
MIXED: dict[str, tuple[str, ...]] = {letter: (latin,) for letter, latin in _STANDARD.items()} | {
    "β": ("v", "b"), "η": ("i", "h"), "θ": ("th", "8"), "ξ": ("x", "ks", "3"), "υ": ("y", "i"), "χ": ("x", "h", "ch"), "ω": ("o", "w"),
    "ου": ("ou", "oy"), "αι": ("ai", "e"), "ει": ("ei", "i"), "οι": ("oi", "i"), "αυ": ("au", "ay"), "ευ": ("eu", "ey"),
}  # fmt: skip
