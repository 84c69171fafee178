"""From what a recogniser heard (lower case, no signs, numbers in words) to what Rasa reads, given what was asked."""

from __future__ import annotations

import re

from connectors.expecting import Expects
from greek import spoken
from greek.folding import fold
from greek.phonetic import skeleton, stem

_DIGITS = frozenset({"afm", "code", "pin", "digits"})
_LISTS = frozenset({"problem_category", "certificate_type"})
# «Τα επόμενα», «πες μου και τα υπόλοιπα», «ναι συνεχίστε»: some of the first, and nothing that is in neither.
_MORE = frozenset(
    "αλλα επομενα παρακατω κατω υπολοιπα υπολοιπο συνεχεια συνεχισε συνεχιστε συνεχισετε προχωρα προχωρηστε περισσοτερα".split()
)
_MORE_BESIDE = frozenset("ναι και τα το τη την για πεσ πειτε πεστε μου μασ πιο παρακαλω θελω ν να ακουσω λεγε λεγετε ολα".split())
# What may stand beside a yes or a no without changing it.
_POLITE = frozenset(
    "ειναι το αυτο αυτα παρακαλω ευχαριστω σασ πολυ κυριε κυρια θελω δεν δε ενταξει λοιπον εε ε μου ολα παιδι κορη κοπελα κοπελια αγορι "
    "βρε ρε καλε αντε ετσι τα λετε λεσ ειπατε ειπεσ".split()
)
_ARTICLES = frozenset("ο η το τον τη την τα οι τουσ τισ απο με στο στη στα".split())
_BYE = re.compile(
    r"^(?:(?:οχι|ενταξει|ωραια|καλα|τιποτα|αλλο|αυτο|αυτα|ηταν|ηθελα|λοιπον|αντε|μου|σασ|σε|ευχαριστω|πολυ) )*"
    # «για σας» sounds as «γεια σας» does: alone it is no answer to anything.
    r"(?:γεια|για (?:σασ|σου)|αντιο|να (?:στε|ειστε|εισαι) καλα)(?: σασ| σου| χαρα)*$"
)
_ONE = re.compile(r"\b(ένα|μία|μια)$")


def written(text: str, asked: Expects, *, begun: bool = False) -> str:
    """`text` as it is given to Rasa: a payload where it says one of the choices or plainly yes or no, its written form otherwise.

    `begun`: the caller has said more than a greeting, so that «γεια σας» is a goodbye.
    """
    said = text.strip()
    folded = " ".join(fold(said).split())
    if not said or said.startswith("/"):
        return said
    if chosen := _choice(folded, asked):
        return chosen
    if begun and _BYE.match(folded):
        return "/goodbye"
    if asked.more and _wants_more(folded):
        return '/inform{"choice": "more"}'
    if asked.kind in _LISTS and _wants_more(folded):
        return "/dont_know"  # the next three of the list
    if asked.kind == "yes_no" and (answer := _yes_no(folded)) is not None:
        return "/affirm" if answer else "/deny"
    return _by_kind(said, asked)


def _by_kind(said: str, asked: Expects) -> str:
    plain = spoken.to_written(said)
    if asked.kind in _DIGITS and asked.length:
        if asked.slot == "case_reference" and (number := spoken.protocol(said)):
            return number
        return _digits(plain, spoken.digits(said, asked.length), asked.length)
    if asked.kind == "phone":
        return _digits(plain, spoken.phone(said), 10)
    if asked.kind == "email":
        return spoken.email(said) or plain
    if asked.slot == "verification_code":
        return spoken.spelled(said, 8) or spoken.spelled(said, 8, latin=False) or plain
    # «ορφέως ένα»: outside of addresses «ένα» is an article.
    return _ONE.sub("1", plain) if asked.kind == "place" else plain


def _digits(plain: str, digits: str | None, length: int) -> str:
    """The digits alone when the written sentence doesn't show them as they stand, so that what else was said is kept."""
    if digits is None:
        return plain
    shown = re.findall(rf"(?<!\d)\d{{{length}}}(?!\d)", plain)
    return plain if shown == [digits] else digits


def _choice(folded: str, asked: Expects) -> str | None:
    """The payload of the button whose title was said, articles apart."""
    said = _bare(folded)
    return next(
        (payload for title, payload in zip(asked.choices, asked.payloads, strict=False) if said and _bare(fold(title)) == said), None
    )


def _bare(folded: str) -> list[str]:
    """The stems of the words that count: «υπάλληλο» says «Υπάλληλος»."""
    return [stem(skeleton(word)) for word in re.findall(r"\w+", folded) if word not in _ARTICLES]


def _wants_more(folded: str) -> bool:
    words = set(folded.split())
    return bool(words & _MORE) and words <= _MORE | _MORE_BESIDE


def _yes_no(folded: str) -> bool | None:
    """A sentence that says yes or no and nothing else («ναι σωστά», not «όχι στο δεκατέσσερα»)."""
    words = folded.split()
    if any(word not in _POLITE and spoken.yes_no(word) is None for word in words):
        return None
    return spoken.yes_no(folded)
