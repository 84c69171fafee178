"""E-mail addresses as they are said: «μαρία παπάκι example τελεία org» → maria@example.org."""

from __future__ import annotations

import re

from greek.folding import fold
from greek.reader.latin import AS_SAID
from greek.reader.letters import LATIN_LETTERS
from greek.spoken.tokens import Token, cardinal_at, tokens

_AT = frozenset("παπακι ατ".split())
_SIGNS = {"τελεια": ".", "ντοτ": ".", "παυλα": "-", "μειον": "-", "συν": "+"}
_STOP = frozenset(
    "το τα ο η ειναι μειλ ιμειλ email mail μου στο στη για γραψτε στειλτε διευθυνση ηλεκτρονικη ταχυδρομειο σε με ναι λοιπον "
    "εεε ε απο και θα λεγεται".split()
)
_SERVERS = {
    "τζιμειλ": "gmail", "γκιμειλ": "gmail", "γιαχου": "yahoo", "γιαχουυ": "yahoo", "χοτμειλ": "hotmail", "αουτλουκ": "outlook",
    "αυτλουκ": "outlook",
    "κομ": "com", "κομμ": "com", "οργκ": "org", "οργ": "org", "νετ": "net", "γκρ": "gr", "γρ": "gr", "γκοβ": "gov", "ινφο": "info",
    "εδου": "edu",
    "οτενετ": "otenet", "φορθνετ": "forthnet", "κομοτηνη": "komotini", "εξαμπλ": "example", "εξαμπλε": "example",
    "ηγουμενιτσα": "igoumenitsa",
}  # fmt: skip
_PHRASES = {("τζι", "αρ"): "gr", ("ι", "γιου"): "eu", ("τζι", "μειλ"): "gmail", ("ες", "εμ"): "sm", ("τζι", "εμ", "αι"): "gmi"}
_LETTERS = {fold(name): letter for letter, name in LATIN_LETTERS.items()}
_LATIN_OF = {fold(said): latin for latin, said in AS_SAID.items() if " " not in said and latin.isalpha()}
_ELOT = (
    ("ου", "ou"), ("αυ", "av"), ("ευ", "ev"), ("μπ", "b"), ("ντ", "nt"), ("γκ", "gk"), ("γγ", "ng"), ("τσ", "ts"), ("τζ", "tz"),
    ("θ", "th"), ("χ", "ch"),
    ("ψ", "ps"), ("α", "a"), ("β", "v"), ("γ", "g"), ("δ", "d"), ("ε", "e"), ("ζ", "z"), ("η", "i"), ("ι", "i"), ("κ", "k"), ("λ", "l"),
    ("μ", "m"), ("ν", "n"),
    ("ξ", "x"), ("ο", "o"), ("π", "p"), ("ρ", "r"), ("σ", "s"), ("τ", "t"), ("υ", "y"), ("φ", "f"), ("ω", "o"),
)  # fmt: skip


def latin(word: str) -> str:
    """A Greek word in Latin letters as Greeks write their names: «χρήστος» → christos."""
    rest, out = fold(word), ""
    while rest:
        for greek, sign in _ELOT:
            if rest.startswith(greek):
                out, rest = out + sign, rest[len(greek) :]
                break
        else:
            out, rest = out + rest[0], rest[1:]
    return out


def _piece(words: list[Token], at: int) -> tuple[str, int] | None:
    """One piece of an address at word `at`: (its written form, index after)."""
    word = words[at]
    if word.fold == "κατω" and at + 1 < len(words) and words[at + 1].fold == "παυλα":
        return "_", at + 2
    if word.fold in _SIGNS:
        return _SIGNS[word.fold], at + 1
    for phrase, said in _PHRASES.items():
        if tuple(item.fold for item in words[at : at + len(phrase)]) == tuple(fold(part) for part in phrase):
            return said, at + len(phrase)
    found = cardinal_at(words, at)
    if found:
        return str(found[0]) if not word.text.isdecimal() else word.text, found[1]
    if word.text.isascii():
        return word.text.lower(), at + 1
    return _SERVERS.get(word.fold) or _LETTERS.get(word.fold) or _LATIN_OF.get(word.fold) or latin(word.text), at + 1


def email_at(text: str) -> tuple[str, int, int] | None:
    """The first address said in `text`: (address, start, end) with where it stands; None when there is none."""
    words = tokens(text)
    for middle, word in enumerate(words):
        if word.fold not in _AT or middle == 0:
            continue
        first = _first(words, middle)
        local, after = _join(words, first, middle)
        server, stop = _server(words, middle + 1)
        if local and "." in server and after == middle and not server.endswith("."):
            return f"{local}@{server}", words[first].start, words[stop - 1].end
    return None


def _first(words: list[Token], middle: int) -> int:
    """Where the local part begins: after the last word that belongs to the sentence."""
    first = middle
    while first > 0:
        word = words[first - 1]
        if (word.fold in _STOP and not word.text.isascii()) or (words[first].pause and first < middle):
            break
        first -= 1
    return first


def _join(words: list[Token], at: int, stop: int) -> tuple[str, int]:
    out = ""
    while at < stop:
        piece = _piece(words, at)
        if piece is None or piece[1] > stop:
            break
        out, at = out + piece[0], piece[1]
    return out, at


def _server(words: list[Token], at: int) -> tuple[str, int]:
    """The server: words joined until its last part («com», «gr») is complete."""
    out, dotted = "", False
    while at < len(words):
        if words[at].pause and dotted and not out.endswith("."):
            break
        word = words[at]
        if word.fold in _STOP and not word.text.isascii() and dotted and not out.endswith("."):
            break
        piece = _piece(words, at)
        if piece is None:
            break
        if dotted and not out.endswith(".") and piece[0] not in (".", "-"):
            break
        dotted = dotted or piece[0] == "."
        out, at = out + piece[0], piece[1]
    return out, at


def email(text: str) -> str | None:
    """The address said in `text`, as it is written; None when none is said. A written address is given back as it is."""
    match = re.search(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text)
    if match:
        return match.group().rstrip(".")
    found = email_at(text)
    return found[0] if found else None
