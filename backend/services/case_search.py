"""The inbox's search: what is kept of a case to be searched, and how a typed word is looked for in it.

A case keeps its words folded (no accents, lower case) and, after them, how each sounds (`greek.phonetic`), so that a name is found by
its beginning however it is spelled: Ιωαννίδου, ιωανιδου, Ioannidou.
"""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, or_, select

from backend.database import UnitOfWork
from backend.models import Case, Problem
from backend.services.references import ascii_protocol
from greek.folding import fold
from greek.greeklish import is_greeklish_word, readings
from greek.phonetic import skeleton

# Opens every row's sounds. Its second letter is the version of what is kept: a new one has all cases brought up to date.
KEPT = "≈1"
_SOUND = "≈"
_SHORTEST = 3  # the sound of fewer letters is the beginning of too much
_SOUNDS_OF_A_WORD = 8
_WORDS = re.compile(r"[^\W\d_]{3,}")
_MAX_MORE = 4000


def search_text(case: Case, more: str = "") -> str:
    """What the text filter searches of a case; `more` is what its service adds (at most 4000 characters count)."""
    more = more[:_MAX_MORE]
    parts = (case.protocol, ascii_protocol(case.protocol), case.code, case.title, case.contact_name, case.contact_phone, case.contact_email)
    plain = fold(" ".join(part for part in (*parts, more) if part)).replace(_SOUND, " ")
    spoken = " ".join(part for part in (case.title, case.contact_name, more) if part)
    found = dict.fromkeys(sound for word in _WORDS.findall(spoken) for sound in sounds(word))
    return " ".join([plain, KEPT, *(_SOUND + sound for sound in found)])


def sounds(word: str) -> list[str]:
    """How a word may sound, likeliest first: one for a Greek word, up to eight for one in Latin letters; none for a short one or a code."""
    if len(word) < _SHORTEST:
        return []
    if is_greeklish_word(word):
        return list(dict.fromkeys(skeleton(reading) for reading in readings(word)))[:_SOUNDS_OF_A_WORD]
    return [skeleton(word)] if word.isalpha() else []


def says(word: str) -> ColumnElement[bool]:
    """The condition that a case holds `word`: its letters anywhere, or the beginning of something that sounds like it."""
    letters = fold(word).replace(_SOUND, "")
    exact = Case.search_text.contains(letters, autoescape=True)
    return or_(exact, *(Case.search_text.contains(_SOUND + sound, autoescape=True) for sound in sounds(word)))


def refresh_search(uow: UnitOfWork, *, limit: int = 200) -> int:
    """Brings up to `limit` cases of an earlier version up to date; returns how many there were, 0 when none is left."""
    outdated = select(Case).where(~Case.search_text.contains(KEPT)).order_by(Case.id).limit(limit)
    rows = uow.session.scalars(outdated.with_for_update(skip_locked=True)).all()
    problems = uow.session.scalars(select(Problem).where(Problem.case_id.in_([case.id for case in rows])))
    said = {problem.case_id: problem.description for problem in problems}
    for case in rows:
        case.search_text = search_text(case, said.get(case.id, ""))
    uow.session.flush()
    return len(rows)
