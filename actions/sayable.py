"""Texts made for the eye, as they are said on the phone: no web addresses, no bullets, long lists in threes."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SITE = r"(?:https?://)?(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:gr|com|org|eu|net)(?:/\S*)?"
# «gov.gr» stays: it is the name by which everybody calls the portal, not an address to write down.
_OTHER_SITE = rf"(?!(?:www\.)?gov\.gr\b){_SITE}"
_IN_BRACKETS = re.compile(rf"\s*\([^()]*{_SITE}[^()]*\)", re.IGNORECASE)
_WITH_LEAD = re.compile(
    rf",?\s*\b(?:και\s+)?(?:στ(?:ο|η|ον|ην)|από\s+τ(?:ο|η|ον|ην))\s+(?:σελίδα\s+|ιστοσελίδα\s+)?{_OTHER_SITE}", re.IGNORECASE
)
_ALONE = re.compile(rf"(?<![\w@.]){_OTHER_SITE}", re.IGNORECASE)
# «Γράψτε μου εδώ», «γράψτε «θέλω …»»: who listens says it. (To write on paper stays.)
_WRITE = re.compile(r"\b(Γ|γ)ράψτε(?= μου\b| «)(?P<me> μου)?(?: εδώ)?")
_SENTENCE_END = re.compile(r"(?<=[.;!])\s+")
_THREE = 3


def sayable(text: str) -> str:
    """`text` as a voice can say it: lines become sentences, addresses of the web are left out.

    >>> sayable("• Κόστος: δωρεάν\\n• Πού: ΚΕΠ")
    'Κόστος: δωρεάν. Πού: ΚΕΠ.'
    """
    lines = [line.strip(" •\t") for line in text.splitlines()]
    said = " ".join(line if len(lines) == 1 or line[-1:] in ".;!·:" else f"{line}." for line in lines if line)
    said = _WRITE.sub(lambda match: f"{'Π' if match[1] == 'Γ' else 'π'}είτε{match['me'] or ''}", said)
    for pattern in (_IN_BRACKETS, _WITH_LEAD):
        said = pattern.sub("", said)
    # A sentence that is about the address itself has nothing else to tell.
    said = " ".join(sentence for sentence in _SENTENCE_END.split(said) if not _ALONE.search(sentence))
    if text.lstrip().startswith("•") and said[-1:] not in ".;!":
        said += "."
    return said


def three_of(items: Sequence[str], page: int) -> str:
    """Three of a list, as one says them: «γέννησης, γάμου ή θανάτου». `page` counts from 0 and goes round."""
    pages = -(-len(items) // _THREE)
    first = (page % pages) * _THREE if pages else 0
    *others, last = items[first : first + _THREE] or ("",)
    return f"{', '.join(others)} ή {last}" if others else last
