"""The training sentences of nlu/*.yml, read without Rasa."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from nlu.evaluation import ROOT

Sentence = tuple[str, list[dict[str, Any]], str]
"""Text, entities (entity, value, start, end), intent."""
_MARK = re.compile(r"\[([^\]]+)\](?:\((\w+)\)|(\{[^}]*\}))")


def unmarked(line: str) -> tuple[str, list[dict[str, Any]]]:
    """A training sentence without its marks, and the entities (entity, value, start, end) that they name."""
    text, entities, end = "", [], 0
    for match in _MARK.finditer(line):
        text += line[end : match.start()]
        said = match.group(1)
        named = {"entity": match.group(2), "value": said} if match.group(2) else {"value": said, **json.loads(match.group(3))}
        entities.append({**named, "start": len(text), "end": len(text) + len(said)})
        text += said
        end = match.end()
    return text + line[end:], entities


def training_sentences(folder: Path = ROOT / "nlu") -> tuple[list[Sentence], dict[str, str]]:
    """All sentences as (text, entities, intent), and the synonyms as phrase -> value."""
    sentences: list[Sentence] = []
    synonyms: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu") or []:
            lines = [line[2:].strip() for line in str(block.get("examples") or "").splitlines() if line.startswith("- ")]
            if "intent" in block:
                sentences += [(*unmarked(line), block["intent"]) for line in lines]
            elif "synonym" in block:
                synonyms |= dict.fromkeys(lines, str(block["synonym"]))
    return sentences, synonyms
