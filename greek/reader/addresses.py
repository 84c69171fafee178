"""E-mail and web addresses: "info@komotini.gr" → "ίνφο παπάκι κομοτηνή τελεία τζι αρ"."""

from __future__ import annotations

import re

from greek.reader.letters import mixed

_SIGNS = {"@": "παπάκι", ".": "τελεία", "-": "παύλα", "_": "κάτω παύλα", "/": "κάθετος", "+": "συν", ":": "άνω κάτω τελεία"}
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
URL = re.compile(
    r"(?:https?://)?(?:www\.)?(?<![\w@.])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:gr|com|org|net|eu|gov|info)(?:/[\w./-]*[\w/])?(?![\w@])"
)


def _say(address: str) -> str:
    words = []
    for part in re.split(r"([@./_+:-])", address):
        if part in _SIGNS:
            words.append(_SIGNS[part])
        elif part:
            words.append(mixed(part))
    return " ".join(words)


def email(match: re.Match[str]) -> str:
    return _say(match.group().rstrip("."))


def url(match: re.Match[str]) -> str:
    return _say(re.sub(r"^https?://", "", match.group()).rstrip("/"))


RULES = ((EMAIL, email), (URL, url))
