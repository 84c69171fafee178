"""Greeklish to Greek: Greek typed in Latin letters, in any of the usual conventions and mixtures of them.

Three habits exist and people mix them: by sound (thelo, xerete, ksero), by look (8elw, 3erw, wra) and by the key the letter sits on
(uelv, cvmi). A word is therefore spelled out into several readings, cheapest first; a vocabulary of known words (by skeleton) picks
among them where it can. Words that are English, addresses, codes and other languages are left alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from greek.english_words import LOANWORDS, SURE_ENGLISH
from greek.folding import fold
from greek.greek_words import COMMON_WORDS
from greek.phonetic import skeleton

_VOWELS = "aeiouyw"
_LATIN = re.compile(r"[A-Za-z]")
_FOREIGN = re.compile(r"[çğışöüÇĞİŞÖÜäßñ]")
# Not words: e-mail addresses, web addresses, protocol numbers and other codes with digits or several capitals and hyphens.
_UNTOUCHABLE = re.compile(
    r"""\S+@\S+ | (?:\b[a-z][a-z0-9+.-]*://|\bwww\.)\S+ | \b[\w-]+(?:\.[\w-]+)*\.(?:gr|com|eu|org|net|gov|info|edu|biz|bg|cy|tr|uk)\b
          (?:/\S*)?
        | \b[A-Za-zΑ-Ωα-ω]{1,5}-\d[\w-]* | \b\d{2,}[A-Za-z]\b | \b[A-Za-z]\d{2,}\w*""",
    re.VERBOSE | re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z0-9]*[A-Za-z][A-Za-z0-9']*")

# What a letter group may stand for, cheapest first. The number is how unusual the reading is.
_READINGS: dict[str, tuple[tuple[str, float], ...]] = {
    "a": (("α", 0),),
    "b": (("β", 0), ("μπ", 0.8)),
    "c": (("κ", 0), ("σ", 1.2), ("ψ", 1.5)),
    "d": (("δ", 0), ("ντ", 1.0)),
    "e": (("ε", 0), ("αι", 2.5)),
    "f": (("φ", 0),),
    "g": (("γ", 0), ("γκ", 1.0)),
    "h": (("η", 0), ("χ", 0.6)),
    "i": (("ι", 0),),
    "j": (("ξ", 0.5), ("τζ", 0.5)),
    "k": (("κ", 0),),
    "l": (("λ", 0),),
    "m": (("μ", 0),),
    "n": (("ν", 0),),
    "o": (("ο", 0),),
    "p": (("π", 0),),
    "q": (("κ", 0.5), ("θ", 0.8)),
    "r": (("ρ", 0),),
    "s": (("σ", 0),),
    "t": (("τ", 0),),
    "u": (("υ", 0), ("ου", 0.5), ("θ", 0.7)),
    "v": (("β", 0), ("ω", 1.2), ("ν", 1.2)),
    "w": (("ω", 0),),
    "x": (("χ", 0), ("ξ", 0.4)),
    "y": (("υ", 0), ("γι", 0.8)),
    "z": (("ζ", 0),),
    "3": (("ξ", 0),),
    "4": (("ψ", 0),),
    "8": (("θ", 0),),
    "9": (("θ", 0.3),),
    "0": (("θ", 0.5), ("ο", 0.6)),
    "6": (("ξ", 0.5), ("σ", 0.8)),
    "'": (("", 0),),
    "th": (("θ", 0), ("τη", 0.4)),
    "ch": (("χ", 0), ("κη", 2.0)),
    "ph": (("φ", 0), ("πη", 0.6)),
    "kh": (("χ", 0.2), ("κη", 0)),
    "dh": (("δ", 0.4), ("δη", 0)),
    "gh": (("γ", 0.4), ("γη", 0)),
    "sh": (("ση", 0), ("σ", 1.5), ("σχ", 0.8)),
    "ps": (("ψ", 0),),
    "ks": (("ξ", 0),),
    "ou": (("ου", 0),),
    "oy": (("ου", 0),),
    "au": (("αυ", 0),),
    "eu": (("ευ", 0),),
    # ELOT 743 writes γ as it sounds before another guttural: syngenis, elenchos, engonos.
    "ng": (("γγ", 0),),
    "nx": (("γξ", 0), ("γχ", 0.2)),
    "nch": (("γχ", 0),),
    # Two vowels that stand apart look like one sound when they are written by ear: proi (πρωί), milai (μιλάει), plo-igos (πλοηγός).
    "oi": (("ωι", 0.9), ("οη", 1.1)),
    "ai": (("αη", 0.9), ("αει", 0.9)),
    "ei": (("εη", 1.1), ("εει", 1.1)),
    "ya": (("για", 0.3), ("υα", 0.3)),
    "ye": (("γε", 0.3), ("υε", 0.3)),
    "yi": (("γι", 0.3),),
}
# Who types Greek on a Latin keyboard without switching it gives every letter by its key: uelv (θέλω), jeno (ξένο), cvmi (ψωμί).
_BY_KEY: dict[str, tuple[tuple[str, float], ...]] = {
    key: ((letter, 0.0),) for key, letter in zip("abcdefghijklmnoprstuvxyzw", "αβψδεφγηιξκλμνοπρστθωχυζς", strict=True)
}
_ONLY_KEYS = re.compile("[cjuv]")
# What that habit costs where the word may be read otherwise, and where hardly (prvth, uelei, apoce).
_KEY_HABIT, _KEY_SHOWN = 0.6, -0.6
_BEAM = 24


# «sthn», «systhma», «krithria», «parathrhsh»: τ and η, where «th» before a consonant is a θ otherwise.
_TAU_ETA = re.compile(r".th(?:r(?:i[aow]|h)|ma)|sth[^aeiouywr]")
_CHI_BEFORE_CONSONANT = re.compile(r"[aeo]h(?:[rln]|t(?!h))")
_LETTER_BY_KEY = re.compile(r"(?<=[bcdfgjklmnpqrstxz])v(?![aeiouyhwr])|(?<![aeo])u[aehov]|(?<=[aehoy])c(?=[aevy])|^c[vy]")


def _context_cost(word: str, index: int, group: str, greek: str) -> float:
    """What the neighbours say against reading `group` at `index` as `greek` (0 when they don't object)."""
    before = word[index - 1] if index else ""
    after = word[index + len(group)] if index + len(group) < len(word) else ""
    if group == "th":
        inside = before and after in "lnm" and index + 3 < len(word)  # athlitis, ethniki, arithmos; but thlefwno, th-n at the end
        wants_theta = bool(after) and (after in _VOWELS or after == "r" or bool(inside)) and not _TAU_ETA.match(word, max(0, index - 1))
        return 0.0 if (greek == "θ") == wants_theta else 0.8
    if group == "h":
        # By sound: eho, arhi, hronos, mehri, ohto; by look: hmera, milhsw, boh8eia.
        sounds_chi = bool(after) and (
            after in _VOWELS or (not before and after == "r") or _CHI_BEFORE_CONSONANT.match(word, index - 1) is not None
        )
        return 0.0 if (greek == "χ") == sounds_chi else 0.8
    if group in ("kh", "dh", "gh", "ph"):
        wants_one = after in _VOWELS if after else False
        return 0.0 if (len(greek) == 1) == wants_one else 0.6
    if group == "c" and greek == "σ" and not after:
        return -1.5
    if group == "v" and greek == "ω" and not after:
        return -0.2  # kanv, 8elv: hardly a Greek word ends in β
    if group == "x" and ("ch" in word or "kh" in word):
        return 0.0 if greek == "ξ" else 0.8  # who writes ch for χ has x for ξ: xechasa
    if group == "b" and "v" in word[:index] + word[index + 1 :]:
        return 0.0 if greek == "β" else -0.9  # and who has v for β writes b for μπ
    if group == "sh" and after and after in _VOWELS:
        return 0.6 if greek == "ση" else -0.8 if greek == "σχ" else 0.0  # sholeio
    if group == "u" and greek == "υ" and before in "aeo" and before:
        return -0.3
    return 0.0


@lru_cache(maxsize=8192)
def readings(word: str) -> tuple[str, ...]:
    """The Greek spellings that one greeklish word may stand for, likeliest first, folded (no accents), at most 24.

    Each spelling is one reading of the letters by sound and by look, in any mixture; a word with a letter that keyboards have elsewhere
    (c, j, u, v) is read as a whole by its keys too.
    """
    word = word.lower()
    costs = _spelled_out(word, _READINGS)
    if _ONLY_KEYS.search(word):
        habit = _KEY_SHOWN if _LETTER_BY_KEY.search(word) else _KEY_HABIT
        for text, cost in _spelled_out(word, _BY_KEY).items():
            costs[text] = min(cost + habit, costs.get(text, math.inf))
    return tuple(sorted(costs, key=lambda text: (costs[text], text))[:_BEAM])


def _spelled_out(word: str, table: dict[str, tuple[tuple[str, float], ...]]) -> dict[str, float]:
    """The cheapest spellings of a whole word with what each costs, by a table of letter groups; none where a letter isn't in it."""
    beams: list[dict[str, float]] = [{} for _ in range(len(word) + 1)]
    beams[0] = {"": 0.0}
    for index in range(len(word)):
        kept = sorted(beams[index].items(), key=lambda item: (item[1], item[0]))[:_BEAM]
        for size in (3, 2, 1):
            group = word[index : index + size]
            if len(group) < size or group not in table:
                continue
            beam = beams[index + size]
            for greek, cost in table[group]:
                added = cost + _context_cost(word, index, group, greek) + (0.0 if size > 1 else 0.05)
                for text, so_far in kept:
                    total = so_far + added
                    if total < beam.get(text + greek, math.inf):
                        beam[text + greek] = total
    found: dict[str, float] = {}
    for text, cost in beams[len(word)].items():
        folded = fold(text)
        found[folded] = min(cost, found.get(folded, math.inf))
    return found


def _plain(word: str) -> bool:
    """Whether Latin letters and the digits used as letters make up the whole of `word`, as a greeklish word has them."""
    lowered = word.lower()
    if not all(character in _READINGS for character in lowered):
        return False
    digits = [character for character in lowered if character.isdigit()]
    if re.search(r"\d\d", lowered) or len(digits) * 2 > len(lowered):
        return False
    return not digits or len(lowered) > 2 or lowered in _SHORT_WITH_DIGIT


_SHORT_WITH_DIGIT = {"8a", "8e", "3e", "8w"}


def is_untouchable(text: str) -> bool:
    """Whether `text` as a whole is an address or a code that must stay as it is."""
    return _UNTOUCHABLE.fullmatch(text) is not None


def is_english(text: str) -> bool:
    """Whether the sentence is English (or another Latin-script language) rather than greeklish: its little words give it away."""
    words = [word.lower() for _, _, word in latin_words(text)]
    if any("Ͱ" <= character <= "Ͽ" for character in text):
        return False
    if _FOREIGN.search(text):
        return True
    if not words:
        return False
    sure = sum(word in SURE_ENGLISH for word in words)
    greek = sum(any(reading in COMMON_WORDS for reading in readings(word)[:4]) for word in words if word not in SURE_ENGLISH)
    return sure >= 1 and sure > greek if len(words) <= 3 else sure >= 2 and sure > greek


@lru_cache(maxsize=1)
def _common_skeletons() -> dict[str, str]:
    return {skeleton(word): word for word in reversed(COMMON_WORDS)}


def common_word(sound: str) -> str | None:
    """The common word of citizens' sentences that sounds like the skeleton `sound`, folded; None for other sounds."""
    return _common_skeletons().get(sound)


@lru_cache(maxsize=8192)
def _reading_by_common(word: str) -> tuple[str, str | None]:
    options = readings(word) if len(word) > 1 else readings(word)[:1]
    common = _common_skeletons()
    for option in options:
        if option in COMMON_WORDS:
            return options[0], option
    for option in options:
        known = common.get(skeleton(option))
        if known:
            return options[0], known
    return (options[0] if options else word), None


def to_greek(word: str, known: Callable[[str], str | None] | None = None) -> str:
    """One greeklish word in Greek letters (folded unless `known` gives an accented spelling).

    `known` takes a skeleton and gives the spelling of the word that sounds so, or None: the first reading that it knows wins. Words
    that aren't greeklish (loanwords, codes, Greek ones) come back as they are.
    """
    if not is_greeklish_word(word):
        return word
    # A letter alone is the little word, whatever letters were seen alone: «h lampa» is «η λάμπα».
    if known is not None and len(word) > 1:
        for option in readings(word):
            spelled = known(skeleton(option))
            if spelled:
                return spelled
    first, common = _reading_by_common(word)
    return common or first


@lru_cache(maxsize=8192)
def is_greeklish_word(word: str) -> bool:
    """Whether one word, looked at alone, may be Greek in Latin letters."""
    lowered = word.lower()
    if not _LATIN.search(word) or lowered in LOANWORDS or (len(word) > 2 and lowered in SURE_ENGLISH):
        return False
    if is_untouchable(word) or not _plain(word):
        return False
    # Short words in capitals next to nothing Greek are abbreviations that the loanwords don't list (QR codes, plates).
    return bool(readings(word))


def transliterate(text: str, known: Callable[[str], str | None] | None = None) -> str:
    """`text` with its greeklish words in Greek letters; everything else, blanks and punctuation included, as it was."""
    if not _LATIN.search(text) or is_english(text):
        return text
    pieces: list[str] = []
    end = 0
    for start, stop, word in latin_words(text):
        pieces += [text[end:start], to_greek(word, known)]
        end = stop
    return "".join([*pieces, text[end:]])


def _torn(text: str, start: int, end: int) -> bool:
    """Whether a letter of neither alphabet stands next to the slice, so that it is a piece of a foreign word (Yassıköy, café)."""
    beside = (text[start - 1 : start], text[end : end + 1])
    return any(sign.isalpha() and not sign.isascii() and not "Ͱ" <= sign <= "Ͽ" and not "ἀ" <= sign <= "῾" for sign in beside)


def latin_words(text: str) -> Iterable[tuple[int, int, str]]:
    """The words of `text` in Latin letters that are no part of an address or a code: (start, end, word)."""
    fixed = [match.span() for match in _UNTOUCHABLE.finditer(text)]
    for match in _WORD.finditer(text):
        if _torn(text, match.start(), match.end()):
            continue
        if not any(start < match.end() and match.start() < end for start, end in fixed):
            yield match.start(), match.end(), match.group()
