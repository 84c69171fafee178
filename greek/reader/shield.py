"""The text while rules work on it: what one rule has written out, no later rule can see or change.

A written-out piece stands in the text as one private-use character and is put back at the end. Without that, the "αρ" of
"komotini.gr" ("τζι αρ.") would be taken for the abbreviation of "αριθμός".
"""

from __future__ import annotations

import re
from collections.abc import Callable

Replace = Callable[[re.Match[str]], "str | None"]
Rule = tuple[re.Pattern[str], Replace]

_FIRST, _LAST = 0xF0000, 0xFFFFD
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
SHIELD = re.compile("[\U000f0000-\U000ffffd]")


class Shielded:
    """A text under work. `apply` runs one rule over what is still unread; `plain` gives the text with every piece put back."""

    def __init__(self, text: str) -> None:
        self.text = _PRIVATE.sub(" ", text)
        self._pieces: list[str] = []

    def apply(self, rule: Rule) -> None:
        """Replace each match by what the rule says; a rule that answers None leaves its match as it is."""
        pattern, replace = rule

        def one(match: re.Match[str]) -> str:
            said = replace(match)
            if said is None or _FIRST + len(self._pieces) > _LAST:
                return match.group()
            self._pieces.append(said)
            return chr(_FIRST + len(self._pieces) - 1)

        self.text = pattern.sub(one, self.text)

    def plain(self) -> str:
        """The text with the pieces in their places, a blank on either side where a letter or another piece would touch them."""
        out: list[str] = []
        for index, sign in enumerate(self.text):
            if not SHIELD.match(sign):
                out.append(sign)
                continue
            piece = self._piece(sign)
            before = self.text[index - 1] if index else " "
            after = self.text[index + 1] if index + 1 < len(self.text) else " "
            out.append(f"{' ' if _touches(before) else ''}{piece}{' ' if after.isalnum() else ''}")
        return "".join(out)

    def _piece(self, sign: str) -> str:
        # A rule may match across an earlier piece and carry it along.
        return SHIELD.sub(lambda match: self._piece(match.group()), self._pieces[ord(sign) - _FIRST])


def _touches(sign: str) -> bool:
    return sign.isalnum() or bool(SHIELD.match(sign)) or sign in ")%"
