"""Small helpers of Greek grammar: what a fixed response can't hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

ATHENS = ZoneInfo("Europe/Athens")
_MONTHS = ("Ιανουαρίου", "Φεβρουαρίου", "Μαρτίου", "Απριλίου", "Μαΐου", "Ιουνίου", "Ιουλίου", "Αυγούστου", "Σεπτεμβρίου", "Οκτωβρίου",
           "Νοεμβρίου", "Δεκεμβρίου")  # fmt: skip


def count(number: int, one: str, many: str) -> str:
    """«1 φωτογραφία», «3 φωτογραφίες»."""
    return f"{number} {one if number == 1 else many}"


def day_month(moment: datetime) -> str:
    """«3 Μαρτίου», the date in Komotini."""
    local = moment.astimezone(ATHENS)
    return f"{local.day} {_MONTHS[local.month - 1]}"


def grouped(code: str) -> str:
    """A six-digit code in two groups, «483 920»."""
    return f"{code[:3]} {code[3:]}" if len(code) == 6 else code


def cut(text: str, longest: int) -> str:
    """`text`, ended with «…» when longer."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def greeting(moment: datetime | None = None) -> str:
    """«Καλημέρα» until one in the afternoon, then «Καλησπέρα»."""
    local = (moment or datetime.now(ATHENS)).astimezone(ATHENS)
    return "Καλημέρα" if 4 <= local.hour < 13 else "Καλησπέρα"


def day_month_year(moment: datetime) -> str:
    """«3 Μαρτίου 2026», the date in Komotini."""
    return f"{day_month(moment)} {moment.astimezone(ATHENS).year}"


LABELS = {"documents": "Χρειάζεστε", "no_documents": "κανένα δικαιολογητικό", "cost": "Κόστος", "time": "Χρόνος", "office": "Πού"}


@dataclass(frozen=True)
class Fact:
    """«Κόστος: δωρεάν»; with several `items` it is a list of its own, «Χρειάζεστε: ταυτότητα, αίτηση»."""

    label: str
    items: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.label}: {', '.join(self.items)}"


def labelled(facts: Iterable[tuple[str, str | Sequence[str] | None]]) -> list[Fact]:
    """The facts that are known."""
    return [Fact(label, (value,) if isinstance(value, str) else tuple(value)) for label, value in facts if value]
