"""Numbers grown together with a word: "24ωρο" → "εικοσιτετράωρο", "6ψήφιος" → "εξαψήφιος", "3ήμερο" → "τριήμερο"."""

from __future__ import annotations

import re

from greek.reader.shield import Rule

_STEMS = {
    1: "μονο", 2: "δι", 3: "τρι", 4: "τετρα", 5: "πεντα", 6: "εξα", 7: "επτα", 8: "οκτα", 9: "εννεα", 10: "δεκα", 11: "ενδεκα",
    12: "δωδεκα",
    13: "δεκατρια", 14: "δεκατετρα", 15: "δεκαπεντα", 16: "δεκαεξα", 17: "δεκαεπτα", 18: "δεκαοκτα", 20: "εικοσα", 24: "εικοσιτετρα",
    25: "εικοσιπεντα",
    30: "τριαντα", 36: "τριανταεξα", 40: "σαραντα", 48: "σαρανταοκτα", 50: "πενηντα", 60: "εξηντα", 72: "εβδομηνταδυα", 100: "εκατο",
}  # fmt: skip
_SPECIAL = {
    (5, "ήμερ"): "πενθήμερ",
    (15, "ήμερ"): "δεκαπενθήμερ",
    (1, "ήμερ"): "μονοήμερ",
    (1, "ετ"): "ετήσι",
    (5, "μελ"): "πενταμελ",
    (100, "χρον"): "εκατόχρον",
}
# Stems that carry their own accent keep it; before the others the number's last vowel is stressed ("εξάμηνο", "οκτάωρο").
_STRESSED = re.compile(r"[άέήίόύώ]")
_ACCENT = str.maketrans("αειου", "άέίόύ")
COMPOUND = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,3})[-\s]?(?P<stem>ήμερ|ημέρ|ωρ|μην|μήν|ετ(?=ής|ία|ίας|ούς|είς)|ετί|ψήφι|μελ(?=ής|ή|ούς|είς)|χρον(?=ος|η|ο|ης|ου|α|οι|ων|ους)|όροφ|θέσι|θέσ"
    r"|τάξι|κύλινδρ|τροχ|φυλλ|άρι(?=κο|\b)|πλάσι|λεπτ(?=ο|η)|σέλιδ|σελιδ|γωνικ|κλιν)(?P<ending>[α-ωάέήίόύώ]{0,4})(?!\w)"
)
_APART = frozenset({"ετ", "μελ", "ψήφι"})


def compound(match: re.Match[str]) -> str | None:
    number, stem, ending = int(match["number"]), match["stem"], match["ending"]
    separate = re.search(r"\d\s", match.group()) is not None
    if separate or number not in _STEMS:
        # "3 ωρών", "2 μήνες": words of their own.
        return None
    special = _SPECIAL.get((number, stem))
    if special:
        return special + ending
    base = _STEMS[number]
    if _STRESSED.search(stem) or _STRESSED.search(ending) or stem in ("ετί",):
        return base + stem + ending
    return base[:-1] + base[-1].translate(_ACCENT) + stem + ending


RULES: tuple[Rule, ...] = ((COMPOUND, compound),)
