"""How much a sentence sounds like danger that is happening now, in log odds to add to what the intent model thinks.

The model knows whole sentences; this knows what dangers are made of: signs of danger (fire, gas, no breath, a weapon…), who it happens
to, cries for help and "now", against what takes danger out of the same words: long ago, papers and benefits afterwards, permits, drills,
news, books, figures of speech, nuisances. Compared by sound, so that capitals, missing accents, slips and greeklish are the same. The
lists are made of stems and of pairs of things near one another, never of sentences.
"""

from __future__ import annotations

import re

from greek.alarm_signs import (
    ABOUT,
    BARE,
    CALLS,
    CRIED,
    DENIES,
    DULL_THINGS,
    FOREIGN,
    FOREIGN_CALM,
    HINTS,
    LIKELY_SIGNS,
    NOW,
    PAPERS,
    PAST,
    SCREENS,
    SURE_SIGNS,
)
from greek.danger import is_figure, self_harm, sounds, without_figures
from greek.folding import fold

# Log odds. A sign that can hardly be anything else outweighs a model that gives it one chance in a hundred; a hint needs its word too.
SURE, LIKELY, HINT = 6.0, 3.5, 1.0
_MOST = 8.0
_CALL = 1.5
_NO_SIGN = -1.5
_CALM = -6.0
_DULL, _VERY_DULL = -4.0, -7.0
_FIGURE = -12.0
_DENIED = -12.0
_WORD = re.compile(r"\w+")


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text))


def alarm(text: str) -> float:
    """What `text` says for danger now (above 0) or against it (below 0), in log odds, between -24 and 11."""
    if self_harm(text):
        return SURE + _CALL
    if is_figure(text):
        return _FIGURE
    heard = _words(without_figures(sounds(text)))
    if BARE.fullmatch(heard) or ("!" in text and CRIED.fullmatch(heard)):
        return SURE + _CALL
    latin = _words(fold(text)).replace("ı", "i").replace("ğ", "g").replace("ş", "s")
    foreign_calm = bool(FOREIGN_CALM.search(latin))
    foreign = 0 if foreign_calm else len(FOREIGN.findall(latin))
    if DENIES.search(heard):
        return _DENIED
    signs = SURE * (sum(bool(sign.search(heard)) for sign in SURE_SIGNS) + foreign) + LIKELY * sum(
        bool(sign.search(heard)) for sign in LIKELY_SIGNS
    )
    calls = _CALL * len(set(CALLS.findall(heard)))
    calm = sum(bool(cue.search(heard)) for cue in (PAST, PAPERS, ABOUT)) + foreign_calm
    if calm and not NOW.search(heard):
        return _CALM * calm
    dull = _VERY_DULL if SCREENS.search(heard) else _DULL if DULL_THINGS.search(heard) else 0.0
    if not signs:
        hint = HINT if HINTS.search(heard) and not calm and not dull else 0.0
        return _NO_SIGN + dull + hint + (calls if not calm and not dull else 0.0) + _CALM * calm / 2
    return min(signs, _MOST) + min(calls, 2 * _CALL) + dull + _CALM * calm / 2
