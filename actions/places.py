"""The place of something in the town, as a slot: street and number, corner, landmark, village, own words or a point on the map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from actions import cues
from actions.slots import SKIPPED, Refused, Slot
from backend.services.problems import Place

if TYPE_CHECKING:
    from actions.talk import Talk
    from actions.turn import Turn

# A generous frame around the municipality, WGS84 degrees: a point outside is a slip of the map.
_SOUTH, _NORTH, _WEST, _EAST = 40.85, 41.40, 25.00, 25.75
_PARTS = ("street", "street_number", "area", "landmark")


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
        if found and (asked or set(found) != {"street_number"} or cues.corrects(turn)):
            return found
        if asked and turn.intent not in ("dont_know", "deny", "affirm") and len(cues.content_words(turn.plain)) >= 1:
            return {"text": turn.text[:300]}
        return None

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
        return bool(place.get("street")) and not (place.get("street_number") or place.get("landmark") or place.get("text"))

    def read(self, turn: Turn, talk: Talk, *, asked: bool) -> dict[str, Any] | None:
        if not asked:
            return None
        found = {name: value for name in _PARTS if (value := turn.value(name))}
        if not found and turn.text.strip().isdigit():
            found = {"street_number": turn.text.strip()}
        if not found and turn.intent not in ("dont_know", "deny", "affirm") and cues.content_words(turn.plain) and not cues.skips(turn):
            found = {"landmark": turn.text[:120]}
        return found or None

    async def question(self, talk: Talk, *, again: bool) -> None:
        talk.say(f"{self.ask}_again" if again else self.ask, street=(talk.get(self.place) or {}).get("street", ""))

    async def help(self, talk: Talk) -> None:
        await self.question(talk, again=True)

    def keep(self, value: Any, talk: Talk) -> None:
        if value is not SKIPPED:
            talk.set(self.place, {**(talk.get(self.place) or {}), **value})
        talk.set(self.name, bool(value))


def _degrees(point: str) -> tuple[float, float]:
    try:
        latitude, longitude = (float(part) for part in point.split(","))
    except ValueError as error:
        raise Refused("utter_place_outside") from error
    return latitude, longitude
