"""How much a sentence sounds like danger that is happening now, in log odds to add to what the intent model thinks.

The model knows whole sentences; this knows what dangers are made of: signs of danger (fire, gas, no breath, a weapon…), who it happens
to, cries for help and "now", against what takes danger out of the same words: long ago, papers and benefits afterwards, permits, drills,
news, books, figures of speech, nuisances. Compared by sound, so that capitals, missing accents, slips and greeklish are the same. The
lists are made of stems and of pairs of things near one another, never of sentences.

What isn't happening to people is blotted out before signs are looked for: figures of speech, conditions («αν πιάσει φωτιά»), and what
things and animals do («κρέμεται το φωτιστικό»). What breaks into an errand is weighed alone.
"""

from __future__ import annotations

import re

from greek.alarm_signs import (
    ABOUT,
    BARE,
    BREAKS,
    CALLS,
    CLAUSES,
    CRIED,
    DENIES,
    DULL_THINGS,
    ERRAND,
    FOREIGN,
    FOREIGN_CALM,
    GRAVE,
    HINTS,
    LIKELY_SIGNS,
    NEVER_NOW,
    NOW,
    OF_THINGS,
    PAPERS,
    PAST,
    PEOPLE_UNDER,
    PRESENT,
    SCREENS,
    SEEN,
    SOMEBODY,
    SURE_SIGNS,
    SYMPTOMS,
    WORKS,
    told_as_past,
)
from greek.danger import blotted, is_figure, self_harm, sounds, without_figures
from greek.folding import fold

# Log odds. A sign that can hardly be anything else outweighs a model that gives it one chance in a hundred; a hint needs its word too.
SURE, LIKELY, HINT = 6.0, 3.5, 1.0
# Symptoms of a body, by how many different ones a sentence names.
_SYMPTOMS = (0.0, 0.0, 4.5, 7.0)
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
    said = without_figures(sounds(text))
    heard = _words(said)
    if BARE.fullmatch(heard) or ("!" in text and CRIED.fullmatch(heard)):
        return SURE + _CALL
    latin = _words(fold(text)).replace("ı", "i").replace("ğ", "g").replace("ş", "s")
    foreign = 0 if FOREIGN_CALM.search(latin) else len(FOREIGN.findall(latin))
    if DENIES.search(heard):
        return _DENIED
    real = blotted(CLAUSES, said)
    whole = _weighed(_words(real), foreign, bool(FOREIGN_CALM.search(latin)))
    return max(whole, _broken_in(real)) if whole < SURE else whole


def _broken_in(said: str) -> float:
    """What the words say that break into an errand; the least there is where none do."""
    if not PAPERS.search(said) and not ABOUT.search(said) and not DULL_THINGS.search(said):
        return 4 * _CALM
    breaks = [found.end() for found in BREAKS.finditer(said)]
    errand = ERRAND.search(said)
    rests = [_words(said[breaks[0] :])] if breaks else []
    if errand and SEEN.search(said, errand.end()):
        rests.append(_words(said[errand.end() :]))
    return max((_weighed(rest, 0, False) for rest in rests), default=4 * _CALM)


def _weighed(heard: str, foreign: int, foreign_calm: bool) -> float:
    """The log odds of `heard` (words by sound, what isn't real blotted out); `foreign`: signs in other languages."""
    things = bool(DULL_THINGS.search(heard)) + bool(WORKS.search(heard))
    dull = _VERY_DULL if SCREENS.search(heard) else max(_DULL * things, _VERY_DULL)
    if not PEOPLE_UNDER.search(heard):
        heard = blotted(OF_THINGS, heard)
    told = told_as_past(heard)
    both = heard if told == heard else f"{heard} / {told}"
    symptoms = _SYMPTOMS[min(sum(bool(symptom.search(both)) for symptom in SYMPTOMS), len(_SYMPTOMS) - 1)]
    if not symptoms and GRAVE.search(both) and SOMEBODY.search(heard):
        symptoms = LIKELY
    signs = SURE * (sum(bool(sign.search(both)) for sign in SURE_SIGNS) + foreign) + LIKELY * sum(
        bool(sign.search(both)) for sign in LIKELY_SIGNS
    )
    signs = max(signs, symptoms) + (HINT if signs and symptoms else 0.0)
    calls = _CALL * len(set(CALLS.findall(heard)))
    unreal = bool(NEVER_NOW.search(heard))
    calm = sum(bool(cue.search(heard)) for cue in (PAST, PAPERS, ABOUT)) + foreign_calm + unreal
    if calm and (unreal or not (NOW.search(heard) or PRESENT.search(heard))):
        return _CALM * calm
    if not signs:
        quiet = calm or dull
        hint = 0.0 if quiet else HINT if HINTS.search(heard) else HINT / 2 if SOMEBODY.search(heard) else 0.0
        return _NO_SIGN + dull + hint + (calls if not calm and not dull else 0.0) + _CALM * calm / 2
    return min(signs, _MOST) + min(calls, 2 * _CALL) + dull + _CALM * calm / 2
