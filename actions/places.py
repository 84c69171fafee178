"""The place of something in the town, as a slot: street and number, corner, landmark, village, own words or a point on the map."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from actions import cues
from actions.slots import SKIPPED, Refused, Slot
from backend.services.problems import Place
from greek.folding import fold

if TYPE_CHECKING:
    from actions.talk import Talk
    from actions.turn import Turn

# A generous frame around the municipality, WGS84 degrees: a point outside is a slip of the map.
_SOUTH, _NORTH, _WEST, _EAST = 40.85, 41.40, 25.00, 25.75
# «μπροστά από τις εστίες»: a place beside the street that no list knows; one's own house tells a crew nothing.
_BESIDE = re.compile(
    r"\b(?:μπροστα|διπλα|απεναντι|κοντα|πισω|εξω|κολλητα)\s+(?:απο|σε|στ[οα]|στ[ηοω]ν|στη|στισ|στουσ)\s+(?!.*\b(?:μου|μασ)\b)[^\d,.;!?]{3,60}"
)
_NUMBERED = re.compile(r"\b(στο|νουμερο|αριθμοσ?|αρ)\W{1,2}\d{1,3}\b")
# «Έξω από το σπίτι μου», «στη γειτονιά μας»: a place that only the speaker knows.
_OWN = re.compile(
    r"(?:(?:εδω|εκει|ακριβωσ|ειναι|μπροστα|εξω|κατω|διπλα|κοντα|πισω|απο|σε|το|τη|την|στ[οη]ν?)\W+)*"
    r"(?:γειτονια|σπιτι|δρομο|πολυκατοικια|μαγαζι|πορτα|περιοχη|χωριο|αυλη|γωνια) (?:μου|μασ)"
    r"(?:\W+(?:εδω|εκει|πιο|κατω|πανω|περα|διπλα|ακριβωσ|παρακατω))*\W*"
)
_WHERE = re.compile(
    r"\b(?:στ(?:ο|ον|η|ην|α|ουσ|ισ)|σε|κοντα|διπλα|απεναντι|μπροστα|πισω|εξω|πανω|κατω|μεσα|αναμεσα|μεταξυ|γωνια|προσ|μετα|πριν|"
    r"παραλια|πλατεια|οδο\w*|χωριο|γειτονια|συνοικια|συνοικισμο\w*)\b"
)
# A verb: somebody who tells something, not where.
_TELLS = re.compile(r"\b(?!εδω|εξω|κατω|πανω|πισω)\w{2,}(?:ω|ουμε|ομαι|ομαστε|ετε|ατε|εται|ονται|αζει|ιζει|ευει|ηκε)\b")
# What is said to the assistant, not about the town.
_COURTESY = frozenset(
    "help repeat restart request_human bot_challenge thank goodbye greet speak_slower change_language privacy_request give_feedback".split()
)
_GUESS = 0.4
_PARTS = ("street", "street_number", "area", "landmark")
# The town has many of these: said by the way («γυρνάω από το καφενείο») they tell staff no place; as an answer to «πού;» they do.
_MANY = frozenset(
    fold(name)
    for name in (
        "πάρκο", "παιδική χαρά", "σχολείο", "δημοτικό σχολείο", "νηπιαγωγείο", "καφενείο", "εκκλησία", "περίπτερο", "γέφυρα", "φαρμακείο",
        "φούρνος", "τράπεζα", "στάση", "σούπερ μάρκετ", "βενζινάδικο", "ταβέρνα", "μπαρ", "πάρκινγκ", "γειτονιά", "χωριό",
    )
)  # fmt: skip


def beside(turn: Turn) -> str | None:
    """Words that say beside what it is («μπροστά από τις εστίες»), as the citizen wrote them."""
    match = _BESIDE.search(turn.plain)
    if match is None:
        return None
    words, folded = turn.text.split(), turn.plain.split()
    if len(words) != len(folded):
        return match.group().strip()
    first = len(turn.plain[: match.start()].split())
    return " ".join(words[first : first + len(match.group().split())]).strip(" ,.;!")


def of_street(street: str) -> str:
    """The street in the genitive with its article, «της οδού Ορφέως», «της λεωφόρου Δημοκρατίας»."""
    for kind, genitive in (("Λεωφόρος ", "λεωφόρου"), ("Πλατεία ", "πλατείας")):
        if street.startswith(kind):
            return f"της {genitive} {street.removeprefix(kind)}"
    return f"της οδού {street.removeprefix('Οδός ')}"


def to_place(value: Mapping[str, Any] | None) -> Place:
    """The service's `Place` from a slot's value."""
    return Place(**(value or {}))


class PlaceSlot(Slot):
    """Kept as a dictionary of the fields of `Place` that are known."""

    words = ("οδο", "δρομο", "διευθυνσ", "σημει", "μερος", "τοποθεσ", "αριθμο", "περιοχ", "που ειναι")

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> dict[str, Any] | None:
        point = turn.value("location")
        if point:
            return {"point": point}
        streets = turn.values("street")
        found: dict[str, Any] = {name: value for name in _PARTS if (value := turn.value(name))}
        if len(streets) > 1:
            found["landmark"] = f"γωνία με {streets[1]}"
        known = talk.get(self.name) or {}
        completes = bool(known.get("street")) and not known.get("street_number")
        says_number = asked or cues.corrects(turn) or (completes and _NUMBERED.search(turn.plain))
        if "street_number" not in found and says_number and known.get("street") and not _counts(turn):
            found |= {"street_number": number} if (number := cues.house_number(turn)) else {}
        if "street" in found and not {"street_number", "landmark"} & set(found) and (words := beside(turn)):
            found["landmark"] = words
        if not asked and set(found) == {"landmark"} and fold(found["landmark"]) in _MANY:
            return None
        if found and (asked or set(found) != {"street_number"} or cues.corrects(turn) or completes):
            return found
        if asked and _may_be_a_place(turn, talk):
            return {"text": turn.text[:300]}
        return None

    def improves(self, old: dict[str, Any], value: dict[str, Any]) -> bool:
        return set(old) == {"text"} and bool({"street", "landmark", "area", "point"} & set(value))

    def bare_corrects(self, value: dict[str, Any]) -> bool:
        return bool({"street", "street_number", "point"} & set(value))

    def completes(self, old: dict[str, Any], value: dict[str, Any]) -> bool:
        return set(old) == {"text"} or old.items() <= value.items()

    def merge(self, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
        if "point" in new or "street" in new or not old.get("street"):
            return {**({"area": old["area"]} if old.get("area") and "street" in new else {}), **new}
        return {**old, **new}

    async def check(self, value: dict[str, Any], talk: Talk) -> dict[str, Any]:
        if "point" not in value:
            return value
        latitude, longitude = _degrees(value["point"])
        if not (_SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST):
            raise Refused("utter_place_outside")
        return {"latitude": latitude, "longitude": longitude}


class PlaceDetail(Slot):
    """Where along a street, when only the street was told. What is answered goes into the place."""

    optional = True

    def __init__(self, name: str, ask: str, place: str) -> None:
        super().__init__(name, ask)
        self.place = place

    def applies(self, values: Mapping[str, Any]) -> bool:
        place = values.get(self.place) or {}
        if str(place.get("street") or "").startswith("Πλατεία"):
            return False  # a square has no numbers that help
        return bool(place.get("street")) and not (place.get("street_number") or place.get("landmark") or place.get("text"))

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> dict[str, Any] | None:
        if not asked:
            return None
        found = {name: value for name in _PARTS if (value := turn.value(name))}
        if not found and not _counts(turn) and (number := cues.house_number(turn)):
            found = {"street_number": number}
        if not found and _may_be_a_place(turn, talk) and not cues.skips(turn):
            found = {"landmark": turn.text[:120]}
        return found or None

    async def question(self, talk: Talk, *, again: bool) -> None:
        talk.say(f"{self.ask}_again" if again else self.ask, street=of_street((talk.get(self.place) or {}).get("street", "")))

    async def help(self, talk: Talk) -> None:
        await self.question(talk, again=True)

    def keep(self, value: Any, talk: Talk) -> None:
        if value is not SKIPPED:
            talk.set(self.place, {**(talk.get(self.place) or {}), **value})
        talk.set(self.name, bool(value))


def _counts(turn: Turn) -> bool:
    """Whether the number of the sentence is one of something else (a telephone, days, a date)."""
    return any(turn.value(name) for name in ("phone", "afm", "protocol_number", "days", "date", "time", "amount", "square_metres"))


def _may_be_a_place(turn: Turn, talk: Talk) -> bool:
    """Whether own words tell a crew where to go. What doesn't is asked about once more; then it is kept as it was said."""
    words = cues.content_words(turn.plain)
    courtesy = turn.intent in _COURTESY and turn.confidence >= _GUESS
    if turn.intent in ("dont_know", "deny", "affirm", "cancel") or courtesy or not words or cues.is_question(turn):
        return False
    if all(word.startswith(PlaceSlot.words) for word in words):
        return False  # «το σημείο» names what is asked for
    if talk.memory.misses:
        return True
    return not _OWN.fullmatch(turn.plain) and bool(_WHERE.search(turn.plain) or not _TELLS.search(turn.plain))


def _degrees(point: str) -> tuple[float, float]:
    try:
        latitude, longitude = (float(part) for part in point.split(","))
    except ValueError as error:
        raise Refused("utter_place_outside") from error
    return latitude, longitude
