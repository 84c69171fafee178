"""The papers of a model: SOURCES.md (what it is made of, under which licences, how well it hears) and model.json (the same for
programs)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from voice.model import voices

FACTS = "model.json"
CARD = "SOURCES.md"

_CARD = """# {name}: a Greek telephone model for Vosk

Made {made} by `{command}`. {words} words, {parameters} weights, 8 kHz; {form}.

SHA-256 of `am/final.mdl`: `{sha256}` (all files: `model.json`; checked whenever the model is loaded).

## What it is made of

| part | source | licence |
|---|---|---|
| sentences | `voice/model/sentences/`, `nlu/`, `domain.yml`, `backend/content/` of this repository | EUPL-1.2 |
| single words: names of people, commands, digits, words of the services | `voice/model/words.yml` of this repository | EUPL-1.2 |
{forms}| frequent Greek words and their shares | wordfreq 3.1.1 (its data are of many sources) | CC-BY-SA-4.0 (data), Apache-2.0 (code) |
| spoken sentences ({utterances}) | espeak-ng, {voices} variants, simulated telephone lines | output of a GPL-3.0-or-later program |
{people}

What is derived from these is shared alike: the model is licensed GPL-3.0, to which each of them may go over (CC-BY-SA-3.0 by way of
CC-BY-SA-4.0). Credit: for the prompts Allison Smith (Spanish) and Digium, for the stamps Bill Kendrick and the speakers of Tux Paint, for
the dictionary Evripidis Papakostas and Steve Stavropoulos, and the contributors named in the packages' copyright files.

## How well it hears

{measured}

**Read this before relying on it.** These are figures for synthetic speech. Nearly all of its voices are synthetic, no Greek person was
recorded for it, and nothing was measured on people: expect free speech of real callers to be heard far worse than the table says, and
closed questions (yes and no, digits, lists), which set a grammar, to suffer least. For real callers train it with recordings
(`make voice-model SPEECH=folder`: Common Voice, or your own consented calls), or use `make voice-model-official`.
"""
_FORMS = "| further inflected forms ({forms}) | Debian `hunspell-el`, forms of words known anyway | MPL-1.1 or GPL-2 or LGPL-2.1 |\n"
_PROMPTS = (
    "| recordings of people | Debian `asterisk-core-sounds-es-wav`, `asterisk-core-sounds-it-wav`, mapped to Greek sounds | CC-BY-SA-3.0 |"
)
_STAMPS = (
    "| names of stamps said by people: Greek (12 minutes), Spanish, Bulgarian, Romanian, Catalan, mapped to Greek sounds "
    "| Debian `tuxpaint-stamps-default` | GPL-2-or-later |"
)
_SPEECH = "| recordings of people | folders given by `--speech` | as their owner says |"


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of the network and the graph, by its path inside the model."""
    files = sorted(path for part in ("am", "graph") for path in (folder / part).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def write_sources(folder: Path, facts: Mapping[str, Any]) -> None:
    """Write both papers, with the SHA-256 of the files. Measurements not in `facts` are dropped: they were of another model."""
    facts = {**facts, "sha256": digests(folder)}
    (folder / FACTS).write_text(json.dumps(dict(facts), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _write_card(folder, facts)


def add_measurements(folder: Path, rows: list[dict[str, Any]]) -> None:
    """Add the rows of `bench.speech`; the first one's rate becomes the model's own `wer` (a share)."""
    facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
    facts["measured"] = rows
    facts["wer"] = round(rows[0]["WER %"] / 100, 4)
    write_sources(folder, facts)


def _write_card(folder: Path, facts: Mapping[str, Any]) -> None:
    recipe = facts["recipe"]
    people = [
        line for line, there in ((_PROMPTS, recipe["prompts"]), (_STAMPS, recipe.get("stamps")), (_SPEECH, recipe["speech"])) if there
    ]
    form = "run-time graph: grammars can be set while it runs" if facts["grammars"] else "static graph: grammars can't be set"
    text = _CARD.format(
        name=facts["name"], made=facts["made"], command=facts.get("command", "make voice-model"), words=facts["words"],
        parameters=facts["parameters"], form=form, utterances=recipe["utterances"], voices=len(voices.TRAINING),
        forms=_FORMS.format(forms=recipe["forms"]) if recipe.get("forms") else "",
        people="\n".join(people) or "| recordings of people | none | – |", measured=_table(facts.get("measured", [])),
        sha256=facts["sha256"].get("am/final.mdl", "–"),
    )  # fmt: skip
    (folder / CARD).write_text(text, encoding="utf-8")


def _table(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "Not measured yet: `make eval-speech TEST=folder`."
    keys = list(rows[0])
    lines = [
        "Synthetic voices it never heard, sentences that are in none of its sources (`python -m bench.speech`):",
        "",
        "| " + " | ".join(keys) + " |",
    ]
    lines.append("|" + "---|" * len(keys))
    lines += ["| " + " | ".join(f"{row[key]:.1f}" if isinstance(row[key], float) else str(row[key]) for key in keys) + " |" for row in rows]
    return "\n".join(lines)
