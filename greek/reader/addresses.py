"""E-mail and web addresses: "info@komotini.gr" → "ίνφο παπάκι κομοτηνή τελεία τζι αρ"."""

from __future__ import annotations

import re

from greek.reader.latin import latin_word
from greek.reader.letters import short_number
from greek.reader.shield import Rule

_SIGNS = {"@": "παπάκι", ".": "τελεία", "-": "παύλα", "_": "κάτω παύλα", "/": "κάθετος", "+": "συν", ":": "άνω κάτω τελεία", "#": "δίεση"}
_DOMAINS = r"(?:gr|com|org|net|eu|gov|info|edu|news|ελ|io|tv|app|me)"
EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?!\w)|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
URL = re.compile(
    rf"(?P<scheme>https?://)?(?<![\w@.])(?P<host>(?:[A-Za-z0-9-]+\.)+{_DOMAINS})(?P<rest>(?::\d+)?(?:/[^\s,;)»\"]*)?)(?![\w@])"
)
OTHER_URL = re.compile(r"https?://[^\s,;)»\"]+")
HASHTAG = re.compile(r"#(?=\w)")
_LONGEST_PATH = 16


def mixed(text: str) -> str:
    """A run of letters and digits inside an address: words as words, numbers as in `short_number`."""
    parts: list[str] = []
    for run in re.findall(r"\d+|[^\W\d_]+", text):
        parts.append(short_number(run) if run.isdigit() else latin_word(run) if run.isascii() else run.lower())
    return " ".join(parts)


def _say(address: str) -> str:
    words = []
    for part in re.split(r"([@./_+:#-])", address):
        if part in _SIGNS:
            words.append(_SIGNS[part])
        elif part:
            words.append(mixed(part))
    return " ".join(word for word in words if word)


def email(match: re.Match[str]) -> str:
    return _say(match.group().rstrip("."))


def url(match: re.Match[str]) -> str:
    """The site and a short path. A long path or a query says nothing to the ear and is left out."""
    path = re.sub(r"[?#].*$", "", match["rest"]).rstrip("/.")
    said = _say(match["host"] + (path if len(path) <= _LONGEST_PATH and path.count("/") < 2 else ""))
    return said + ("." if match["rest"].endswith(".") and not match["rest"].rstrip(".").endswith("/") else "")


def other_url(match: re.Match[str]) -> str:
    return _say(re.split(r"[/?#]", re.sub(r"^https?://", "", match.group()))[0])


RULES: tuple[Rule, ...] = ((EMAIL, email), (URL, url), (OTHER_URL, other_url))
