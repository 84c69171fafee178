"""What `greek.alarm` looks for: signs of danger, cries, and what takes danger out of the same words.

One module for each kind of danger (`SURE`: can hardly be anything else; `LIKELY`: may be), one each for cries, for what calms, for dull
things, for hints and for other languages. `body` puts symptoms together, `unreal` and `things` say what to blot out, `turn` where danger
breaks into an errand, `perfect` tells the perfect as the past. All are written folded, σ for ς, and compared by sound.
"""

from __future__ import annotations

from greek.alarm_signs import animals, body, cries, electricity, fire, gas, illness, injuries, lost, mixed, self_harm, trapped, violence
from greek.alarm_signs.body import GRAVE, PRESENT, SYMPTOMS
from greek.alarm_signs.calm import ABOUT, DENIES, PAPERS, PAST, WORKS
from greek.alarm_signs.cries import BARE, CALLS, CRIED, NOW
from greek.alarm_signs.dull import DULL_THINGS, SCREENS
from greek.alarm_signs.foreign import FOREIGN, FOREIGN_CALM
from greek.alarm_signs.hints import HINTS, SOMEBODY
from greek.alarm_signs.perfect import told_as_past
from greek.alarm_signs.things import OF_THINGS, PEOPLE_UNDER
from greek.alarm_signs.turn import BREAKS, ERRAND, SEEN
from greek.alarm_signs.unreal import CLAUSES, NEVER_NOW
from greek.danger import sounding

__all__ = [
    "ABOUT",
    "BARE",
    "BREAKS",
    "CALLS",
    "CLAUSES",
    "CRIED",
    "DENIES",
    "DULL_THINGS",
    "ERRAND",
    "FOREIGN",
    "FOREIGN_CALM",
    "GRAVE",
    "HINTS",
    "LIKELY_SIGNS",
    "NEVER_NOW",
    "NOW",
    "OF_THINGS",
    "PAPERS",
    "PAST",
    "PEOPLE_UNDER",
    "PRESENT",
    "SCREENS",
    "SEEN",
    "SOMEBODY",
    "SURE_SIGNS",
    "SYMPTOMS",
    "WORKS",
    "told_as_past",
]

SURE_SIGNS = tuple(
    sounding(*alternatives)
    for alternatives in (
        *fire.SURE,
        *gas.SURE,
        *body.VITAL,
        *illness.SURE,
        *injuries.SURE,
        *trapped.SURE,
        *lost.SURE,
        *electricity.SURE,
        *violence.SURE,
        *self_harm.SURE,
        *animals.SURE,
        *cries.SURE,
    )
)
LIKELY_SIGNS = tuple(
    sounding(*alternatives)
    for alternatives in (
        *fire.LIKELY,
        *gas.LIKELY,
        *illness.LIKELY,
        *injuries.LIKELY,
        *trapped.LIKELY,
        *lost.LIKELY,
        *electricity.LIKELY,
        *violence.LIKELY,
        *self_harm.LIKELY,
        *mixed.LIKELY,
    )
)
