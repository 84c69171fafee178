"""Why a sentence is understood as it is: ``make explain TEXT="…"``. Runs inside Rasa's environment, on the newest model."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from textwrap import indent

from nlu.components.classifier import weighed
from nlu.components.entities import extractor_of
from nlu.components.extract import Extractor
from nlu.components.model import HybridModel
from nlu.encoder.engine import load_encoder
from nlu.evaluation import newest_model
from nlu.tables import aligned

SHOWN = 5


def parts_of(model: Path) -> tuple[HybridModel, Extractor]:
    """The intent model and the extractor inside a model archive. Raises OSError, KeyError or ValueError where it isn't one of ours."""
    with tempfile.TemporaryDirectory(prefix="komotini-explain-") as folder, tarfile.open(model) as archive:
        wanted = [name for name in archive.getnames() if Path(name).name in ("intent.json", "intent.npz", "entities.json")]
        found: dict[str, Path] = {}
        for name in wanted:
            content = archive.extractfile(name)
            if content is not None:
                found[Path(name).name] = Path(folder) / Path(name).name
                found[Path(name).name].write_bytes(content.read())
        intent = HybridModel.load(found["intent.json"].parent, load_encoder())
        return intent, extractor_of(json.loads(found["entities.json"].read_text(encoding="utf-8")))


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """An indented table below its title."""
    return f"\n{title}\n{indent(aligned(heads, rows), '  ')}"


def explanation(text: str, model: HybridModel, extractor: Extractor) -> str:
    """What was read, what is like it, the intents and the entities, as text."""
    why = model.explain(text, SHOWN)
    ranking = weighed(text, why.prediction.ranking)
    intent, confidence = ranking[0]
    decided = {"sound": "its sounds alone", "both": "its sounds and its meaning"}[why.head]
    first = " (danger comes first)" if intent != why.prediction.intent else ""
    found = extractor.find(text, why.prediction.guesses, intent, confidence)
    return "\n".join(
        [
            text,
            f"read as: {why.spelled}",
            f"understood by {decided} as {intent}, {confidence:.2f}{first}",
            table("words", ("word", "sounds", "taken for"), [(word.text, word.sound, word.spelling or "(unknown)") for word in why.words]),
            table(
                "nearest training sentences", ("like", "intent", "sentence"), [(f"{like:.2f}", its, one) for like, one, its in why.nearest]
            ),
            table("intents", ("chance", "intent"), [(f"{chance:.3f}", name) for name, chance in ranking[:SHOWN]]),
            table("entities", ("entity", "value", "from"), [(item.entity, item.value, text[item.start : item.end]) for item in found]),
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="make explain")
    parser.add_argument("--text", required=True)
    parser.add_argument("--model", type=Path)
    options = parser.parse_args()
    logging.disable(logging.ERROR)
    if not options.text.strip():
        sys.exit('✗ which sentence? make explain TEXT="…"')
    try:
        model, extractor = parts_of(options.model or newest_model())
    except (OSError, KeyError, ValueError) as error:
        sys.exit(f"✗ the model can't be read: {error}")
    print(explanation(options.text, model, extractor))


if __name__ == "__main__":
    main()
