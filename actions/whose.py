"""For whom somebody asks: oneself, one's child, husband or wife, or somebody else."""

from __future__ import annotations

import re

from actions.turn import Turn
from backend.services.certificate_types import Whose

_OF, _FOR = r"(?:του|τησ|των)", r"για (?:λογαριασμο )?(?:τον?|την?|τα|τουσ|του|τησ|εναν?|μια)"
_KIN: dict[Whose, str] = {
    "child": "γιο γιου κορη κορησ κορεσ παιδι παιδιου παιδια παιδιων μωρο μωρου ανηλικο ανηλικου τεκνο τεκνου",
    "spouse": "συζυγο συζυγου αντρα ανδρα γυναικα γυναικασ",
    "other": "μητερα μητερασ μανα μανασ μαμα μαμασ πατερα μπαμπα γονειων γονεων γονιων γονεισ γονιουσ αδερφο αδερφου αδελφο αδελφου αδερφη "
    "αδερφησ αδελφη αδελφησ παππου γιαγια γιαγιασ εγγονο εγγονου εγγονη εγγονησ εγγονι εγγονιου πεθερα πεθερασ πεθερο πεθερου θεια θειασ "
    "θειο θειου ανιψιο ανιψιου ανιψια ανιψιασ ξαδερφο ξαδερφου ξαδερφη ξαδερφησ φιλο φιλου φιλη φιλησ γειτονα γειτονισσα γειτονισσασ "
    "αλλου αλλον αλλη αλλησ",
}
# «Για το σχολείο του παιδιού μου» says what it is for, not whose it is.
_PURPOSES = (
    r"(?:σχολειο|σχολη|επιδομα|σταθμο|παιδικο|φοιτητικο|σπουδεσ|γαμο|βαφτιση|βαπτιση|εγγραφη|στρατο|ταξιδι|διαβατηριο|δουλεια|κληρονομια)"
)
_OWN_BEFORE = r"(?:δικ\w+ |μικρ\w+ |μεγαλ\w+ )?"
_WHOSE = {person: re.compile(rf"\b(?:{_OF}|{_FOR}) {_OWN_BEFORE}(?:{'|'.join(kin.split())})\b") for person, kin in _KIN.items()}
_FOR_PURPOSE = re.compile(rf"\b{_PURPOSES} {_OF} {_OWN_BEFORE}\w+( μου| μασ)?")


def whose(turn: Turn) -> Whose | None:
    """For whom a certificate is asked, None for oneself."""
    said = _FOR_PURPOSE.sub(" ", turn.plain)
    return next((person for person, pattern in _WHOSE.items() if pattern.search(said)), None)
