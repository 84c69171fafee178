"""Where something is: streets with their numbers, villages and landmarks in a citizen's sentence, in any case and spelling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz, process

from greek.digits import NUMBER_WORDS
from greek.folding import fold
from greek.greeklish import common_word
from greek.house_numbers import HouseNumber, lone_number, number_after
from greek.inflection import case_sounds
from greek.normal import Normalised, Word, normalise
from greek.phonetic import letters, skeleton

_ROAD = {"οδοσ", "οδο", "οδου", "οδωσ", "λεωφοροσ", "λεωφορο", "λεωφορου", "λεωφ", "λεοφοροσ", "λεοφορο"}
_SQUARE = {"πλατεια", "πλατειασ", "πλ"}
_LOCATIVE = set(
    "στο στον στη στην στα στουσ στισ σε "
    "κοντα διπλα απεναντι εξω μπροστα πισω πανω κατω μεσα πριν μετα περιοχη γωνια προσ απο αναμεσα γυρω "
    "του τησ των τον την το τα η ο για".split()
)
# «κοντά στο σχολείο» says where; «στο σχολείο» alone may be what the sentence is about.
_BESIDE = set("κοντα διπλα απεναντι εξω μπροστα πισω πανω κατω αναμεσα μεταξυ γυρω γωνια κολλητα πριν μετα περιοχη προσ".split())
_AT = {"στο", "στον", "στη", "στην", "στα", "στου", "στησ", "απο", "προσ", "μεχρι", "του", "τησ", "χωριο", "χωριου", "οικισμοσ", "οικισμο",
       "κοινοτητα", "περιοχη", "παραλια", "κατω", "πανω", "για"}  # fmt: skip
_ARTICLES = {"το", "τον", "τη", "την", "τα", "τουσ", "τισ"}
_VILLAGE_WORDS = {"χωριο", "χωριου", "χωρια", "οικισμοσ", "οικισμο", "οικισμου", "κοινοτητα", "κοινοτητασ", "παραλια"}
_LABELS = ("αριθμοσ", "αριθμο", "αριθ", "νουμερο", "νουμ")
# Words beside which a name that is also an ordinary word means the ordinary thing («το φανάρι αναβοσβήνει», «στη μέση του δρόμου»).
_ORDINARY = {
    "Φανάρι": re.compile(
        r"χαλασ\w* (?:\w+ )?φαναρ|φαναρ\w* (?:\w+ )?χαλασ|αναβοσβ|κοκκιν|πρασιν|πορτοκαλ|διασταυρωσ|πεζ[ωο]ν|δουλευ|λειτουργ|"
        r"φανοστατ|αναβει|καηκ|φαναρι(?:α|ων)\b|"
        r"(?:ποιο|πρωτο|δευτερο|τριτο|επομενο|αλλο|καθε) φαναρι|φαναρι (?:στριβ|δεξια|αριστερα)|σηματοδοτ"
    ),
    "Μέση": re.compile(r"\bμεση (?:του|τησ|μου|σασ|μασ)\b|\bδεξια\b"),
    "Μελέτη": re.compile(r"μελετη (?:για|του|τησ)"),
}
_TOWARDS = {"για", "απο", "προσ", "μεχρι", "ωσ", "σε"}
# Ordinary words that sound like a name or nearly: they are spelled otherwise, or only a slip away.
_NEVER = frozenset(
    skeleton(word)
    for word in (
        "κλειστή κλειστής κλειστό κλειστά κλειστού κλειστοί κλειστές κλειστός κλειστών κλειστούς κλείστε κλείσει "
        "δήμαρχος δήμαρχο δημάρχου δήμαρχε δήμαρχοι δημάρχων κονδύλια κονδυλίων κονδυλίου πορεία πορείες μέσα μέσο καλύτερη κάλλιστα "
        "μαραθώνιος μαραθώνιο μαραθωνίου μαραθώνιοι δημοκρίτειο δημοκριτείου έγειρε"
    ).split()
)
# The budget's heading, and the island that ships go to.
_NOT_SPELLED_SO = {"κονδυλι": "Κονδύλη", "σαμοθρακη": "Σαμοθράκης"}
_STREET_STOP = _LOCATIVE | {
    "και",
    "με",
    "εχει",
    "ειναι",
    "που",
    "στησ",
    "μου",
    "μασ",
    "σασ",
    "σου",
    "αυτη",
    "αυτο",
    "δεν",
    "αριθμοσ",
    "αριθμο",
}
_NAME_WORD = re.compile(r"[^\W_]+")
_CLOSE = 86  # of 100: how alike a misspelled name must be
_GAP = re.compile(r"['΄’]?[\s.\-–]{1,3}")  # «Γ. Παπανδρέου», «Α΄ ΚΑΠΗ»


@dataclass(frozen=True)
class PlaceName:
    """A known place. `kind`: street (squares too), area or landmark. `common_word`, `generic`: see backend/content/places.yml."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    common_word: bool = False
    generic: bool = False

    @classmethod
    def from_mapping(cls, row: Mapping[str, Any]) -> PlaceName:
        """From one row of places.yml."""
        return cls(
            row["name"], row["kind"], tuple(row.get("aliases", ())), bool(row.get("common_word", False)), bool(row.get("generic", False))
        )


@dataclass(frozen=True)
class FoundPlace:
    """A place at [start, end) of the normalised text. `known` is false for a street that only the sentence calls one."""

    kind: str
    value: str
    start: int
    end: int
    number: HouseNumber | None = None
    known: bool = True


@dataclass(frozen=True)
class _Key:
    """One way of saying a name: the accepted skeletons of each of its words."""

    place: PlaceName
    words: tuple[frozenset[str], ...]
    main: tuple[str, ...]
    weak: bool = field(default=False)  # a part of the name: needs the sentence to speak of a street


class PlaceResolver:
    """Finds the names it was given, and unknown streets that are called a street."""

    def __init__(self, names: Iterable[PlaceName]) -> None:
        self.names = tuple(names)
        self._keys: list[_Key] = []
        for place in self.names:
            for spelling in (place.name, *place.aliases):
                self._add(place, spelling)
        self._keys.sort(key=lambda key: -len(key.words))
        # What a sentence's word may begin: by its exact sound, by a sound close to it, as an abbreviation.
        self._by_sound: dict[str, set[int]] = defaultdict(set)
        self._by_main: dict[str, set[int]] = defaultdict(set)
        self._by_initial: dict[str, set[int]] = defaultdict(set)
        for number, key in enumerate(self._keys):
            for sound in key.words[0]:
                self._by_sound[sound].add(number)
            if len(key.main[0]) >= 6:
                self._by_main[key.main[0]].add(number)
            if len(key.words) > 1:
                self._by_initial[key.main[0][:1]].add(number)
        self._mains = list(self._by_main)
        self._words = {skeleton(word): word for word in (*NUMBER_WORDS, *_ROAD, *_SQUARE, *_LOCATIVE, *_BESIDE, *_VILLAGE_WORDS, *_LABELS)}
        for sounds in (sounds for key in self._keys for sounds in key.words):
            for sound in sounds:
                self._words.setdefault(sound, letters(sound))

    def known(self, sound: str) -> str | None:
        """The common word or, failing that, the word of an address that sounds so (folded): settles what a greeklish word means."""
        return common_word(sound) or self._words.get(sound)

    def _add(self, place: PlaceName, spelling: str) -> None:
        words = _NAME_WORD.findall(fold(spelling))
        generic_head = len(words) > 1 and words[0] in _ROAD
        for skip in (0, 1) if generic_head else (0,):
            part = words[skip:]
            self._keys.append(_Key(place, tuple(self._sounds(word, place.kind) for word in part), tuple(map(skeleton, part))))
        # «Παπανδρέου 5» alone also means Γεωργίου Παπανδρέου, once the sentence shows that it speaks of a street.
        if place.kind == "street" and len(words) == 2 and words[0] not in _SQUARE | _ROAD and len(words[1]) > 5:
            self._keys.append(_Key(place, (self._sounds(words[1], "street"),), (skeleton(words[1]),), weak=True))

    @staticmethod
    def _sounds(word: str, kind: str) -> frozenset[str]:
        sound = skeleton(word)
        if kind == "street":
            shorter = {sound[:-1]} if sound.endswith("σ") and len(sound) > 5 else set()
            if sound.endswith("u") and len(sound) > 5:
                shorter |= {sound[:-1] + "οσ", sound[:-1] + "ο"}
            head = (
                {skeleton(head) for head in _ROAD}
                if word == "λεωφοροσ"
                else {skeleton(head) for head in _SQUARE}
                if word == "πλατεια"
                else set()
            )
            return frozenset({sound, *shorter, *head})
        return case_sounds(word)

    def find(self, text: str | Normalised) -> list[FoundPlace]:
        """The places in `text`, in order, not overlapping; longer names win over shorter ones."""
        normal = normalise(text, self.known) if isinstance(text, str) else text
        found: list[FoundPlace] = []
        taken: set[int] = set()
        begins: dict[int, list[int]] = defaultdict(list)
        for index, word in enumerate(normal.words):
            for key_number in self._beginning(word):
                begins[key_number].append(index)
        for key_number in sorted(begins):
            key = self._keys[key_number]
            for index in begins[key_number]:
                if index + len(key.words) > len(normal.words):
                    continue
                span = range(index, index + len(key.words))
                if taken.isdisjoint(span) and self._matches(normal, index, key) and self._allowed(normal, index, key):
                    first, last = normal.words[span[0]], normal.words[span[-1]]
                    number = number_after(normal.text, last.end) if key.place.kind == "street" else None
                    found.append(FoundPlace(key.place.kind, key.place.name, first.start, last.end, number))
                    taken.update(span)
        found += self._unknown_streets(normal, taken)
        return sorted(found, key=lambda place: place.start)

    def _beginning(self, word: Word) -> set[int]:
        """The numbers of the keys that may begin with `word`."""
        numbers = set(self._by_sound.get(word.sound, ()))
        if len(word.text) <= 4:
            numbers |= self._by_initial.get(word.sound[:1], set())
        else:
            for main, _, _ in process.extract(word.sound, self._mains, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=3):
                numbers |= self._by_main[main]
        return numbers

    def _matches(self, normal: Normalised, index: int, key: _Key) -> bool:
        for offset, (accepted, main) in enumerate(zip(key.words, key.main, strict=True)):
            word = normal.words[index + offset]
            if offset and not _GAP.fullmatch(normal.text[normal.words[index + offset - 1].end : word.start]):
                return False
            if word.sound in accepted:
                continue
            if len(key.words) > 1 and offset < len(key.words) - 1 and len(word.text) <= 4 and self._abbreviates(normal, word, main):
                continue
            if len(main) < 6 or key.place.common_word or key.place.generic or abs(len(main) - len(word.sound)) > 2:
                return False
            # A slip of the finger: a letter or so in a long word, and never the first sound of a short one.
            if fuzz.ratio(word.sound, main) < _CLOSE or word.sound[0] != main[0] or word.sound in _NEVER:
                return False
        return True

    @staticmethod
    def _abbreviates(normal: Normalised, word: Word, main: str) -> bool:
        """«Γ.», «Γεωρ.» for Γεωργίου: the beginning of the word, and a full stop unless it is one letter."""
        dotted = normal.text[word.end : word.end + 1] == "."
        return main.startswith(word.sound) and (dotted or len(word.text) == 1)

    def _allowed(self, normal: Normalised, index: int, key: _Key) -> bool:
        """Whether the sentence around a match lets it be a place."""
        before = [word.text for word in normal.words[max(0, index - 3) : index]]
        last = before[-1] if before else ""
        word = normal.words[index]
        end = normal.words[index + len(key.words) - 1].end
        alone = len(normal.words) <= len(key.words) + 1
        if len(key.words) == 1 and word.sound in _NEVER:
            return False
        if key.weak:
            street_like = last in _ROAD | {"γωνια", "επι", "στην", "στη", "τησ", "και"} or bool(number_after(normal.text, end))
            return street_like and not re.search(r"(?:λενε|λεγομαι|ονομαζομαι|κυριοσ|κυρια|κ\.)\s*\w*\s*$", normal.text[: word.start])
        if key.place.kind == "street":
            if _NOT_SPELLED_SO.get(word.text) == key.place.name and not number_after(normal.text, end):
                return False
            return not re.search(r"\b(?:με λενε|λεγομαι|ονομαζομαι|ονομα)\s+(?:\w+\s+)?$", normal.text[: word.start])
        if key.place.common_word:
            if any(item in _VILLAGE_WORDS for item in before[-2:]) or alone:
                return True
            ordinary = _ORDINARY.get(key.place.name)
            if ordinary and ordinary.search(normal.text):
                return False
            if word.sound in key.words[0] and (last in _TOWARDS or (len(before) > 1 and before[-2] in _TOWARDS and last in _ARTICLES)):
                return key.place.name not in ("Μελέτη", "Αρωγή") or last not in _ARTICLES
            raw = normal.original(word.start, word.end)
            capital = raw[:1].isupper() and not normal.raw.isupper() and (word.start > 0 or alone)
            return capital or (last in _AT and key.place.name not in ("Μέση", "Μελέτη", "Αρωγή") and word.sound in key.words[0])
        if key.place.generic:  # «exo apo» in Latin letters may be read «έχω από»
            return len(normal.words) <= len(key.words) + 1 or any(item in _BESIDE for item in before) or ("εχω", "απο") in pairwise(before)
        return True

    def _unknown_streets(self, normal: Normalised, taken: set[int]) -> list[FoundPlace]:
        """Streets that no list has: «οδός Μακεδονίας 12», «στη Μακεδονίας 15»."""
        found: list[FoundPlace] = []
        words = normal.words
        for index, word in enumerate(words):
            heads = word.text in _ROAD or word.text == "πλατεια"
            leads = word.text in {"στην", "στη", "στησ", "επι", "τησ"}
            if index in taken or not (heads or leads) or index + 1 >= len(words):
                continue
            part: list[int] = []
            for position in range(index + 1, min(index + 4, len(words))):
                candidate = words[position]
                gap = normal.text[words[position - 1].end : candidate.start]
                if position in taken or candidate.text in _STREET_STOP or candidate.text[0].isdigit() or not re.fullmatch(r"\.?\s+", gap):
                    break
                if part and not normal.original(candidate.start, candidate.end)[:1].isupper():
                    break
                part.append(position)
            if not part:
                continue
            first, last = words[part[0]], words[part[-1]]
            number = number_after(normal.text, last.end)
            raw = normal.original(first.start, last.end)
            capital = raw[:1].isupper()
            if (heads and (capital or number) and not (word.text == "πλατεια" and not capital)) or (leads and capital and number):
                value = ("Πλατεία " if word.text == "πλατεια" else "") + raw
                start = word.start if word.text == "πλατεια" else first.start
                found.append(FoundPlace("street", value, start, last.end, number, known=False))
                taken.update(part)
        return found


def lone_house_number(normal: Normalised) -> HouseNumber | None:
    """The house number of a message that names none of the street: «στο 12», «νούμερο δώδεκα»."""
    return lone_number(normal.text)
