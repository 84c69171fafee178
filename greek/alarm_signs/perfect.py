"""«Έχει πέσει» is «έπεσε»: the perfect told as the simple past, so that signs need only one of them."""

from __future__ import annotations

import re

from greek.danger import sounding
from greek.phonetic import skeleton

_IRREGULAR = {
    skeleton(perfect): skeleton(past)
    for perfect, past in (
        ("μπει", "μπηκε"), ("βγει", "βγηκε"), ("ανεβει", "ανεβηκε"), ("κατεβει", "κατεβηκε"), ("πιει", "ηπιε"), ("φαει", "εφαγε"),
        ("παρει", "πηρε"), ("καει", "καηκε"), ("πνιγει", "πνιγηκε"), ("κοπει", "κοπηκε"), ("παθει", "επαθε"), ("γινει", "εγινε"),
        ("πεθανει", "πεθανε"), ("φυγει", "εφυγε"), ("βαλει", "εβαλε"), ("βγαλει", "εβγαλε"), ("καταπιει", "καταπιε"), ("ερθει", "ηρθε"),
        ("πρηστει", "πρηστηκε"), ("σωριαστει", "σωριαστηκε"), ("εγκλωβιστει", "εγκλωβιστηκε"), ("τραυματιστει", "τραυματιστηκε"),
        ("ανατραπει", "ανατραπηκε"), ("κρεμαστει", "κρεμαστηκε"), ("σφηνωσει", "σφηνωσε"), ("λιωσει", "ελιωσε"),
    )
}  # fmt: skip
_PERFECT = sounding(r"εχ(?:ει|ω|ουν|ουμε|εισ|ουνε)(?: (?:ηδη|κιολασ|μολισ))?")
_VERB = re.compile(r" ([^\W_]+ι)\b")
_THIRD_PLURAL = skeleton("εχουν")
_FIRST = skeleton("εχω")
_VOWELS = re.compile(r"[αειουu]+")


def _past(verb: str) -> str | None:
    """The past of a verb as it stands after «έχει» (by sound): πεσι -> επεσε, κλιδοθι -> κλιδοθικε; None where it is no verb."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("θι") and len(verb) > 4:
        return verb + "κε"
    if verb[-2:-1] in tuple("σξψ") and len(verb) > 3:
        stem = verb[:-1]
        return ("ε" if len(_VOWELS.findall(stem)) == 1 and stem[0] not in "αειουu" else "") + stem + "ε"
    return None


def told_as_past(heard: str) -> str:
    """`heard` with each perfect told as the simple past, its person kept (πεσει: επεσε, επεσα, επεσαν); `heard` itself without any."""

    pieces, end = [], 0
    for have in _PERFECT.finditer(heard):
        verb = _VERB.match(heard, have.end())
        past = verb and _past(verb.group(1))
        if not verb or not past:
            continue
        who = have.group().split()[0]
        ending = "αν" if who.startswith(_THIRD_PLURAL) else "α" if who == _FIRST else "ε"
        pieces += [heard[end : have.start()], past[:-1] + ending]
        end = verb.end()
    return "".join([*pieces, heard[end:]]) if end else heard
