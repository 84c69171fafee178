"""What the citizen said in one turn, read once from Rasa's tracker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from rasa_sdk import Tracker

from greek.folding import fold
from greek.greeklish import transliterate

# What stands before a value that is taken back: «όχι στο 12, στο 14», «δεν είναι Ορφέως, είναι Φιλίππου».
_TAKEN_BACK = re.compile(
    r"\b(οχι|δεν ειναι|δεν ηταν|αντι για|αντι)\s+((σ?το|σ?τον?|σ?την?|στα|οδοσ?|ο|η|μια|ενα|για|αριθμοσ?|νουμερο)\s+)*$"
)


# Words by which a speaker mends what was just said: «στην Ερμού, όχι συγγνώμη, στην Ολύμπου».
_REPAIR = re.compile(
    r"\b(?:οχι|μπα|λαθοσ|συγγνωμη|συγνωμη|με συγχωρειτε)[\s,.·-]+(?:οχι |λαθοσ|συγγνωμη|συγνωμη|με συγχωρειτε|τι λεω|μπερδευτηκα)"
    r"|\b(?:λαθοσ (?:ειπα|εκανα)|τι λεω|μπερδευτηκα|η μαλλον|ηθελα να πω|εννοω|εννοουσα|διορθωνω)\b"
    # Alone it mends too, where the same thing is named before it and behind it: «Ορφέως 12, όχι, 14», «αύριο, λάθος, μεθαύριο».
    r"|[,.;·-]\s*οχι\s*[,.·-]|\b(?:λαθοσ|συγγνωμη|συγνωμη)\b"
)
# What is said of a place hangs together: a number goes with the street that was mended.
_OF_A_PLACE = frozenset({"street", "area", "landmark"})
_NUMBER = re.compile(r"\b\d{1,3}\b")


@dataclass(frozen=True)
class Entity:
    """A value found in the sentence. `start` and `end` are character positions, -1 for a value that came with a button."""

    name: str
    value: str
    start: int = -1
    end: int = -1


@dataclass(frozen=True)
class Turn:
    """One message of the citizen. `text` is empty when a button or the widget sent a payload (``/inform{…}``)."""

    conversation_id: str
    text: str
    intent: str
    confidence: float = 1.0
    entities: tuple[Entity, ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()
    channel: str = "web"

    @classmethod
    def from_tracker(cls, tracker: Tracker) -> Turn:
        message: dict[str, Any] = tracker.latest_message or {}
        text = str(message.get("text") or "")
        intent: dict[str, Any] = message.get("intent") or {}
        is_payload = text.startswith("/")
        return cls(
            conversation_id=str(tracker.sender_id),
            text="" if is_payload else text.strip(),
            intent=str(intent.get("name") or "nlu_fallback"),
            confidence=float(intent.get("confidence") or 0.0),
            entities=read_entities(message.get("entities") or [], positions=not is_payload),
            ranking=tuple((str(i.get("name")), float(i.get("confidence") or 0.0)) for i in message.get("intent_ranking") or []),
            channel=str(tracker.get_latest_input_channel() or "web"),
        )

    def values(self, name: str) -> list[str]:
        """All values of that entity, in order, without repeats; one that the sentence takes back gives way to what it says instead."""
        found = [entity for entity in self.entities if entity.name == name and not self._mended(entity)]
        meant = [entity for entity in found if entity.start < 0 or not takes_back(fold(transliterate(self.text[: entity.start])))]
        return list(dict.fromkeys(entity.value for entity in meant or found))

    def value(self, name: str) -> str | None:
        return next(iter(self.values(name)), None)

    @cached_property
    def plain(self) -> str:
        """The sentence folded, greeklish in Greek letters: for comparing, never for showing."""
        return fold(transliterate(self.text))

    def _mended(self, entity: Entity) -> bool:
        """Whether the speaker put something else in that value's place in the same breath."""
        if entity.start < 0 or (repair := self.repair) is None or entity.start >= repair:
            return False
        after = {other.name for other in self.entities if other.start >= repair}
        if entity.name != "street_number":
            return entity.name in after
        return bool(after & {entity.name, *_OF_A_PLACE}) or bool(_NUMBER.search(self.text, repair))

    @cached_property
    def repair(self) -> int | None:
        """Where the words that mend end, the last where there are several; as a position in `text`."""
        plain = fold(transliterate(self.text))
        ends = [match.end() for match in _REPAIR.finditer(plain)]
        return ends[-1] if ends and len(plain) == len(self.text) else None

    @property
    def has_values(self) -> bool:
        """Whether the sentence holds anything that could fill a slot (the widget's own `choice` and `field` apart)."""
        return any(entity.name not in ("choice", "field") for entity in self.entities)

    @cached_property
    def rest_plain(self) -> str:
        """`rest()` folded, greeklish in Greek letters."""
        return fold(transliterate(self.rest()))

    def rest(self, *, without: Sequence[str] | None = None) -> str:
        """The sentence without the words of its entities (all of them, or those named), spaces tidied."""
        text = self.text
        for entity in sorted(self.entities, key=lambda e: e.start, reverse=True):
            if entity.start >= 0 and not self._is_guess(entity) and (without is None or entity.name in without):
                text = f"{text[: entity.start]} {text[entity.end :]}"
        return " ".join(text.split())

    def _is_guess(self, entity: Entity) -> bool:
        """Whether the value was guessed from the sentence as a whole, which says more than that."""
        return entity.start == 0 and entity.end >= len(self.text) and len(self.text.split()) > 3

    def with_memory_of(self, entities: Sequence[dict[str, Any]], text: str) -> Turn:
        """This turn as if the earlier sentence `text` with its `entities` had been said now (a form begun after a question)."""
        return replace(self, text=text, entities=read_entities(entities))


def takes_back(before: str) -> bool:
    """Whether the folded text before a value takes that value back."""
    return bool(_TAKEN_BACK.search(before))


def read_entities(raw: Sequence[dict[str, Any]], *, positions: bool = True) -> tuple[Entity, ...]:
    """Rasa's entity dictionaries as `Entity`, empty values left out."""
    found = []
    for item in raw:
        value = str(item.get("value") or "").strip()
        if value:
            start, end = (int(item.get("start") or 0), int(item.get("end") or 0)) if positions and "start" in item else (-1, -1)
            found.append(Entity(str(item.get("entity")), value, start, end))
    return tuple(found)
