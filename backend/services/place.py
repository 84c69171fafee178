"""Where something is, as a citizen says it and as a case shows it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from backend.errors import InvalidInput
from backend.models import Problem
from backend.services.texts import shorten
from greek.folding import fold

_EARTH_METRES = 6_371_000.0
# A landmark told with one of these needs no «κοντά» before it.
_RELATIONS = ("γωνια", "μπροστα", "διπλα", "απεναντι", "κοντα", "πισω", "εξω", "κολλητα")


@dataclass(frozen=True)
class Place:
    """A place: street and number, area (village or quarter), landmark, the citizen's own words, WGS84 degrees. All optional."""

    street: str | None = None
    street_number: str | None = None
    area: str | None = None
    landmark: str | None = None
    text: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    def label(self) -> str:
        """One line in Greek: «Ορφέως 12, Ήφαιστος, κοντά: ΚΤΕΛ». Never empty."""
        parts = []
        if self.street:
            parts.append(f"{self.street} {self.street_number}" if self.street_number else self.street)
        if self.area:
            parts.append(self.area)
        if self.landmark:
            parts.append(f"κοντά: {self.landmark}" if parts and not fold(self.landmark).startswith(_RELATIONS) else self.landmark)
        if not parts and self.text:
            parts.append(shorten(self.text, 120))
        if not parts and self.has_point:
            parts.append(f"σημείο στον χάρτη {self.latitude:.5f}, {self.longitude:.5f}")
        return ", ".join(parts) or "χωρίς σημείο"

    @property
    def has_point(self) -> bool:
        return self.latitude is not None and self.longitude is not None

    @property
    def is_known(self) -> bool:
        """Whether anything at all says where it is."""
        return bool(self.street or self.area or self.landmark or self.text or self.has_point)

    def checked(self) -> Place:
        """The same with lengths as the register takes them. Raises `InvalidInput` for impossible or half a pair of coordinates."""
        if (self.latitude is None) != (self.longitude is None):
            raise InvalidInput("Λείπει μία από τις δύο συντεταγμένες.", field="place")
        if self.has_point and not _on_earth(self.latitude, self.longitude):
            raise InvalidInput("Οι συντεταγμένες δεν είναι σωστές.", field="place")
        return Place(
            _cut(self.street, 80),
            _cut(self.street_number, 12),
            _cut(self.area, 80),
            _cut(self.landmark, 120),
            _cut(self.text, 300),
            self.latitude,
            self.longitude,
        )


def place_of(problem: Problem) -> Place:
    return Place(
        problem.street, problem.street_number, problem.area, problem.landmark, problem.place_text, problem.latitude, problem.longitude
    )


def metres_between(one: Place, other: Place) -> float | None:
    """Distance on the ground, or None when either has no coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    lat_1, lon_1, lat_2, lon_2 = map(math.radians, (one.latitude, one.longitude, other.latitude, other.longitude))
    half = math.sin((lat_2 - lat_1) / 2) ** 2 + math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    return 2 * _EARTH_METRES * math.asin(math.sqrt(half))


def house_number(place: Place) -> int | None:
    """The number without its letter: 12 of «12Α»."""
    match = re.match(r"\s*([0-9]{1,4})", place.street_number or "")
    return int(match.group(1)) if match else None


def _on_earth(latitude: float | None, longitude: float | None) -> bool:
    return latitude is not None and longitude is not None and -90 <= latitude <= 90 and -180 <= longitude <= 180


def _cut(text: str | None, limit: int) -> str | None:
    return shorten(text, limit) or None if text else None
