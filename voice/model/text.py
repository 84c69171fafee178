"""Where the language model's sentences come from, and how writing becomes words that can be spoken.

Sources, each a method of `TextSources`: patterns of `sentences/*.yml`, the training sentences of `nlu/*.yml` and of services to come
(`words/nlu/*.yml`), the phone wording of
`domain.yml`, the articles of the guide, the places of the town. The sentences of tests/ and bench/ are never among them: they measure.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from greek.reader import read
from voice.model.patterns import Filler, Pattern
from voice.model.spoken import fillers

ROOT = Path(__file__).resolve().parent.parent.parent
SENTENCES = Path(__file__).parent / "sentences"
WORD = re.compile(r"[α-ωάέήίόύώϊϋΐΰ]+")
_VOWEL = re.compile(r"[αεηιουωάέήίόύώϊϋΐΰ]")
_ACCENTED = re.compile(r"[άέήίόύώΐΰ]")
_MARKUP = re.compile(r"\[([^\]]+)\](?:\{[^}]*\}|\([^)]*\))")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
# The words of one letter; other letters alone are names of letters.
_SHORT = frozenset(
    "ο η ή οι το τα τι τη της του των τον την τους τις να θα με σε ως και κι που πού πώς πως στο στη στον στην στα στις στους για".split()
)


def spoken_words(text: str, *, reads: bool = True) -> list[str]:
    """The words of `text` in lower case as they are said; [] where it holds Latin letters or what can't be said.

    `reads` sends it through the reader first, so that numbers and dates become words.
    """
    if _LATIN.search(text):
        return []
    words = WORD.findall((read(text) if reads else text).lower())
    return words if all(is_sayable(word) for word in words) else []


def is_sayable(word: str) -> bool:
    """A word of Greek letters with a vowel; without one it would be spelt (κλπ)."""
    return bool(_VOWEL.search(word)) and bool(WORD.fullmatch(word))


_VOWELS = re.compile(r"α[ιυίύ]|ε[ιυίύ]|ο[ιυίύ]|υ[ιί]|[αεηιουωάέήίόύώϊϋΐΰ]")
# An unstressed ι that melts into the vowel after it: για, ποιος, γεια, δυο are of one syllable.
_MELTED = re.compile(r"(?:ει|οι|[ιυη])(?=[αεηοωάέήόώ]|ου|ού|οι|οί|ει|εί|ευ|εύ)")


def syllables(word: str) -> tuple[int, int]:
    """How many syllables `word` has at least and at most."""
    return len(_VOWELS.findall(_MELTED.sub("", word))), len(_VOWELS.findall(word))


def is_well_written(word: str) -> bool:
    """Has its accent where Greek wants one: one syllable needs none, more carry one, with a clitic sometimes two (η αίτησή μου)."""
    least, most = syllables(word)
    accents = len(_ACCENTED.findall(word))
    if accents == 0:
        return least <= 1
    return accents == 1 or (accents == 2 and most >= 3 and bool(_ACCENTED.search(word[-3:])))


def frequent_words(count: int) -> dict[str, float]:
    """The `count` most frequent well-written Greek words of wordfreq with their share of running text."""
    import wordfreq  # only here: the rest of the module also serves where it isn't installed

    found: dict[str, float] = {}
    for entry in wordfreq.iter_wordlist("el"):
        word = entry[:-1] + "ς" if entry.endswith("σ") and len(entry) > 1 else entry
        if len(found) >= count:
            break
        if len(word) == 1 and word not in _SHORT:
            continue
        if is_sayable(word) and is_well_written(word) and word not in found:
            found[word] = wordfreq.word_frequency(entry, "el")
    return found


@dataclass(frozen=True)
class Sentence:
    """Words of one sentence, and how often it counts in the language model."""

    words: tuple[str, ...]
    weight: int = 1


class TextSources:
    """All sentences of the house. `root` is the project's folder."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root

    def _yaml(self, relative: str) -> Any:
        return yaml.safe_load((self.root / relative).read_text(encoding="utf-8"))

    @cached_property
    def places(self) -> dict[str, list[str]]:
        """Names by kind ("street", "area", "landmark"), spoken, with their aliases."""
        names: dict[str, list[str]] = {}
        for place in self._yaml("backend/content/places.yml")["places"]:
            for name in (place["name"], *place.get("aliases", ())):
                words = spoken_words(name)
                if words:
                    names.setdefault(place["kind"], []).append(" ".join(words))
        return names

    @cached_property
    def _pattern_files(self) -> list[dict[str, Any]]:
        return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(SENTENCES.glob("*.yml"))]

    @cached_property
    def fillers(self) -> dict[str, Filler]:
        """Every list and function that patterns may name."""
        named: dict[str, Filler] = dict(fillers())
        kinds = self.places
        named["street"] = kinds.get("street", [])
        named["village"] = kinds.get("area", [])
        named["landmark"] = kinds.get("landmark", [])
        for file in self._pattern_files:
            named.update(file.get("lists", {}))
        return named

    def patterns(self) -> list[Pattern]:
        return [Pattern(text) for file in self._pattern_files for text in file.get("patterns", ())]

    def sampled(self, count: int, seed: int) -> list[Sentence]:
        """`count` different sentences of the patterns (fewer where they have no more); the same for the same seed."""
        chance = random.Random(seed)  # noqa: S311
        patterns = self.patterns()
        found: dict[tuple[str, ...], None] = {}
        for _ in range(count * 3):
            if len(found) >= count:
                break
            words = tuple(WORD.findall(chance.choice(patterns).sample(chance, self.fillers).lower()))
            if words and all(map(is_sayable, words)):
                found[words] = None
        return [Sentence(words) for words in found]

    def written(self, weight: int = 2) -> list[Sentence]:
        """What people wrote: fixed sentences, training sentences, the phone's wording, the guide, names of places."""
        texts = [text for file in self._pattern_files for text in file.get("sentences", ())]
        texts += self._training_sentences() + self._wording() + self._articles()
        found: dict[tuple[str, ...], None] = {}
        for text in texts:
            for clause in re.split(r"[.;!;·:…\n]+\s", text + " "):
                words = tuple(spoken_words(clause))
                if words and len(words) <= 40:
                    found[words] = None
        for names in self.places.values():
            for name in names:
                found[tuple(name.split())] = None
        return [Sentence(words, weight) for words in found]

    def _training_sentences(self) -> list[str]:
        texts: list[str] = []
        for path in [*sorted((self.root / "nlu").glob("*.yml")), *sorted((self.root / "words" / "nlu").glob("*.yml"))]:
            for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu", ()):
                for line in str(block.get("examples", "")).splitlines():
                    text = _MARKUP.sub(r"\1", line.strip().removeprefix("-").strip())
                    # Sentences typed without accents teach no spelling.
                    if all(is_well_written(word) for word in WORD.findall(text.lower())):
                        texts.append(text)
        return texts

    def _wording(self) -> list[str]:
        responses = self._yaml("domain.yml").get("responses", {})
        texts = [variant.get("text", "") for variants in responses.values() for variant in variants if variant.get("channel") == "phone"]
        return [re.sub(r"\{[^}]*\}", " ", text) for text in texts]

    def _articles(self) -> list[str]:
        texts: list[str] = []
        for path in sorted((self.root / "backend/content/articles").glob("*.yml")):
            for article in yaml.safe_load(path.read_text(encoding="utf-8"))["articles"]:
                texts += [article["title"], article.get("body", ""), *article.get("questions", ())]
                texts += [str(value) for value in article.get("fields", {}).values()]
        return texts
