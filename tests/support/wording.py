"""Which of its sentences the assistant, or the line itself, has said: so that a caller can answer whatever the wording is today."""

from __future__ import annotations

import re
from functools import lru_cache

import yaml

from backend.settings import ROOT
from voice.manners import prompts

_AGAIN = ("_again", "_help", "_wrong", "_length", "_resent", "_bad_phone")
LINE = {
    "line_right": prompts.RIGHT, "line_progress": "Και τα υπόλοιπα", "line_which_code": prompts.WHICH_CODE,
    "line_which_phone": prompts.WHICH_PHONE, "line_call_back": "Να σας καλέσουμε στον αριθμό", "line_offer_person": prompts.OFFER_PERSON,
    "line_recording": prompts.ASK_RECORDING,
}  # fmt: skip
"""What the line asks by itself."""


@lru_cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    responses = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
    rows = [(name, text) for name, text in LINE.items()]
    for name, variants in responses.items():
        spoken = [row["text"] for row in variants if row.get("channel") == "phone" and row.get("text")]
        rows += [(name.removeprefix("utter_"), text) for text in spoken]
    patterns = []
    for name, text in rows:
        fixed = [re.escape(part) for part in re.split(r"\{\w+\}", text)]
        if sum(map(len, fixed)) >= 5:  # what is nothing but a value is no wording
            patterns.append((name, re.compile(".*?".join(fixed), re.DOTALL)))
    return tuple(patterns)


def heard_in(said: str) -> list[str]:
    """Names of all that was said, as in domain.yml without `utter_` (or in `LINE`), in the order in which each last ended."""
    found: dict[str, tuple[int, int]] = {}
    for name, pattern in _patterns():
        for match in pattern.finditer(said):
            found[name] = max(found.get(name, (0, 0)), (match.end(), len(match.group())))
    return sorted(found, key=lambda name: found[name])


def question_in(said: str) -> str | None:
    """What was asked last; forms ask the same thing in several wordings, which all have the first one's name here."""
    for name in reversed(heard_in(said)):
        for ending in _AGAIN:
            name = name.removesuffix(ending)
        if name in _questions():
            return name
    return None


@lru_cache
def _questions() -> frozenset[str]:
    return frozenset(LINE) | {name for name, pattern in _patterns() if ";" in pattern.pattern}
