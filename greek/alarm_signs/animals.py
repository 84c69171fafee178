"""Animals that attack."""

from __future__ import annotations

from greek.alarm_signs.words import BEAST, Signs

_ATTACKS = (
    r"(?:επιτεθηκ\w*|επιτιθ\w*|δαγκωσ\w*|δαγκων\w*|δαγκασ\w*|ορμα\w*|ορμησ\w*|αρπαξε|κυκλωσ\w*|κυνηγα\w*|ξεσκι\w*|τσιμπησ\w*|στριμωξ\w*|"
    r"γρυλιζ\w*|χυμηξ\w*)"
)

SURE: Signs = (
    (
        rf"{BEAST}(?: \w+){{0,4}} {_ATTACKS}",
        rf"{_ATTACKS}(?: \w+){{0,3}} {BEAST}",
    ),
)
