"""Weak signs: in every second harmless sentence too, so they only help the model over its own doubts."""

from __future__ import annotations

from greek.alarm_signs.words import PERSON
from greek.danger import sounding

HINTS = sounding(
    r"αιμα\w*",
    r"καπνο\w*|καπνιζ\w*",
    r"επεσ\w*|πεφτ\w*|πεσ(?:ει|αμε|ανε)|πεσμεν\w*",
    r"χτυπ\w*",
    r"πονα\w*|πονο\w*",
    r"(?:δεν|δε) (?:απαντα\w*|μπορ\w*|ανοιγει|ξερω τι)",
    r"φωναζ\w*|ουρλ\w*|κλαι\w*",
    r"τρεμ\w*",
    r"ζαλι\w*",
    r"μυριζ\w*",
    r"σφυρ\w*",
    r"κυνηγα\w*",
    r"απειλ\w*",
    r"χιονι\w*|παγω\w*",
    r"σεισμο\w*",
    r"σωσ\w*",
    r"πνιγ\w*",
    r"καηκ\w*|εκαψ\w*|καψ\w*",
    r"εσκασ\w*",
    r"πηρε",
    r"μεθυσμεν\w*",
    r"πληγ\w*",
    r"ξαφνικα",
    r"μονη(?: του|σ| τησ)?|μονοσ",
    r"χαπι\w*",
    r"κρατα\w*",
    r"οπλο\w*|μαχαιρ\w*",
    r"νερ(?:ο|α)",
    r"λειπει|χαθηκ\w*|χασαμε|εχασα",
    r"σπα(?:ει|νε|σε)",
    r"τραυμ\w*",
)
# Somebody is named: less than a hint.
SOMEBODY = sounding(PERSON)
