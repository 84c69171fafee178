"""Why a sentence is understood as it is: ``make explain TEXT="…"``. Runs inside Rasa's environment, on the newest model, without Rasa itself."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tarfile
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from greek.embedding import load_embedder
from nlu.components.classifier import with_danger
from nlu.components.entities import extractor_of
from nlu.components.extract import Extractor
from nlu.components.model import HybridModel
from nlu.evaluation import newest_model

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
        intent = HybridModel.load(found["intent.json"].parent, load_embedder())
        return intent, extractor_of(json.loads(found["entities.json"].read_text(encoding="utf-8")))


def show(text: str, model: HybridModel, extractor: Extractor, console: Console) -> None:
    """Print what was read, what is like it, the intents and the entities."""
    why = model.explain(text, SHOWN)
    ranking = with_danger(text, why.prediction.ranking)
    intent, confidence = ranking[0]
    console.print(f"[bold]{text}[/bold]")
    console.print(f"read as: {why.spelled}")
    decided = {"sound": "its sounds alone", "both": "its sounds and its meaning"}[why.head]
    console.print(f"decided by {decided}: [bold]{intent}[/bold] {confidence:.2f}" + (" (danger comes first)" if ranking != why.prediction.ranking else ""))
    words = Table("word", "sounds", "taken for", title="words", title_justify="left")
    for word in why.words:
        words.add_row(word.text, word.sound, word.spelling or "(unknown)")
    console.print(words)
    nearest = Table("like", "sentence", "intent", title="nearest training sentences", title_justify="left")
    for likeness, sentence, its_intent in why.nearest:
        nearest.add_row(f"{likeness:.2f}", sentence, its_intent)
    console.print(nearest)
    scores = Table("intent", "chance", title="intents", title_justify="left")
    for name, chance in ranking[:SHOWN]:
        scores.add_row(name, f"{chance:.3f}")
    console.print(scores)
    entities = Table("entity", "value", "from", title="entities", title_justify="left")
    for item in extractor.find(text, why.prediction.guesses, intent, confidence):
        entities.add_row(item.entity, item.value, text[item.start : item.end])
    console.print(entities)


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
    show(options.text, model, extractor, Console())


if __name__ == "__main__":
    main()
