"""Danger in English and Turkish, and what makes it harmless; written folded in Latin letters."""

from __future__ import annotations

import re

FOREIGN_CALM = re.compile(
    r"\b(?:numara\w*|numbers?|department|certificate|permit|appointment|insurance|library|last (?:year|month|week)|years ago|"
    r"gecen (?:yil|ay|hafta)|"
    # Figures of speech: «dying to see it», «my phone is dying», «my feet are killing me».
    r"dying (?:to|for|of (?:hunger|thirst|boredom|heat|cold|laughter|curiosity))|(?:phone|battery|laptop|tablet|plants?|flowers?) is dying|"
    r"(?:die|kill) for an?|(?:feet|shoes|back|prices?|stairs) (?:is|are) killing me)\b"
)
FOREIGN = re.compile(
    r"\b(?:^sos$|sos (?:fotia|voith\w*|help)|ambulance (?:now|please|quick\w*|to|here|fast)|(?:need|send|"
    r"call)(?: \w+){0,2} (?:ambulance|police|doctor)(?! number)|on fire|fire (?:in|at|house|here|please|help)|house fire|"
    r"there.?s (?:a )?fire|bleeding|unconscious|not breathing|can.?t breathe|choking|drown\w*|heart attack|stroke|overdose|"
    r"(?:gas|smoke) (?:leak|smell|everywhere|coming)|smell (?:of )?gas|explosion|exploded|stabbed|shooting|gunshots?|(?:has|"
    r"with) (?:a )?(?:gun|"
    r"knife)|attack(?:ing|ed)|hit me|hitting me|beating|kill (?:me|him|her|myself)|"
    r"trapped|accident|crash(?:ed)?|injured|collapsed|dying|not moving|missing child|lost my (?:child|son|daughter)|break(?:ing)? in|"
    r"chest pain|pain in (?:\w+ )?chest|(?:arm|face|side) (?:is |went )?numb|seizure|(?:drank|drunk|swallowed|took)(?: \w+){0,3} (?:bleach|"
    r"poison|pills|chlorine|petrol)|swallowed|poison(?:ed|ing)|(?:snake|scorpion) (?:bit|bite|stung)|bit(?:ten)? by a (?:snake|dog)|"
    r"fell (?:\w+ )?(?:into|in|from|off) the (?:river|sea|lake|water|well|balcony|roof|stairs)|(?:hits|beats|strangl\w+) (?:me|her|him|us)|"
    r"(?:want|going) to die|(?:don.?t|do not) want to live|(?:not|no|won.?t|doesn.?t|isn.?t|can.?t) (?:wak\w+|breath\w*|respond\w*)|"
    r"lost (?:on|in) the (?:mountain|forest|woods)|(?:boat|car) is sinking|(?:elevator|lift) (?:is )?stuck|"
    r"help me\b(?! with)|please help|smoke is|hurt bad|blood|"
    r"imdat|yangin|ambulans (?:gonder\w*|cagir\w*|lazim|istiyor\w*|cabuk)|polis cagir\w*|uyanmiyor|yarali|kaza (?:oldu|var)|nefes al\w*|"
    r"bogul\w*|kalp krizi|silah\w*|bicak\w*|patlama|kaniyor|bayildi|(?:deniz|nehr|irmag|suy)\w* dus\w*|deprem oldu|can kurtaran|"
    r"yardim edin|gaz kokusu|kayboldu|dovuyor|"
    r"ates (?:cikti|aldi|var)|(?:evde|evimde) ates|gogsum agriyor|kol\w* uyustu|yilan (?:soktu|isirdi)|akrep soktu|doguruyor|zehir\w*|"
    r"vuruyor|oluyor\b.{0,10}yardim)\b"
)
