"""`python -m voice.model.regraph`: new words and sentences around the network that a model has, in a minute and without torch."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from voice.model.espeak import EspeakMissing
from voice.model.graph import LookaheadMissing
from voice.model.inflections import DictionaryMissing
from voice.model.language import write_model
from voice.model.recipe import Recipe, recipe_of
from voice.model.sources import FACTS, write_sources
from voice.model.text import TextSources

SHIPPED = Path("voice/models/el-telephone")


def regraph(folder: Path, *, words: int | None = None, forms: int | None = None, static: bool = False) -> None:
    """Write `graph/` and the papers of the model in `folder` anew. Raises FileNotFoundError where there is no model."""
    facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
    if not (folder / "am" / "final.mdl").is_file():
        raise FileNotFoundError(f"{folder} has no am/final.mdl")
    today = Recipe()
    recipe = replace(
        recipe_of(facts),  # how the network was made
        words=today.words if words is None else words,
        forms=today.forms if forms is None else forms,
        sentences=today.sentences,
        grammars=not static,
    )
    # Beside it first: what is interrupted leaves the model as it was.
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(folder, unfinished)
    made = write_model(unfinished, recipe, TextSources())
    kept = {name: facts[name] for name in ("name", "parameters") if name in facts}
    write_sources(unfinished, {**kept, **made, "trained": facts.get("trained", facts["made"])})
    shutil.rmtree(folder)
    unfinished.rename(folder)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m voice.model.regraph", description=__doc__)
    parser.add_argument("--out", type=Path, default=SHIPPED, help=f"the model's folder (default: {SHIPPED})")
    parser.add_argument("--words", type=int, help="how many frequent Greek words join those of the services")
    parser.add_argument("--forms", type=int, help="how many further inflected forms of them")
    parser.add_argument("--static", action="store_true", help="one fixed graph; grammars can't be set then")
    options = parser.parse_args()
    os.nice(15)
    console = Console()
    try:
        with console.status("language model and graph"):
            regraph(options.out, words=options.words, forms=options.forms, static=options.static)
    except (EspeakMissing, LookaheadMissing, DictionaryMissing, FileNotFoundError, ValueError) as error:
        sys.exit(f"✗ {error}")
    facts = json.loads((options.out / FACTS).read_text(encoding="utf-8"))
    size = sum(path.stat().st_size for path in options.out.rglob("*") if path.is_file())
    console.print(f"  {options.out}: {facts['words']} words around the same network, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
