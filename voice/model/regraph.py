"""`python -m voice.model.regraph`: new words and sentences around the network that a model has, in a minute and without torch."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from voice.model.espeak import EspeakMissing
from voice.model.graph import LookaheadMissing
from voice.model.inflections import DictionaryMissing
from voice.model.language import write_model
from voice.model.recipe import recipe_of
from voice.model.sources import FACTS, write_sources
from voice.model.text import TextSources

SHIPPED = Path("voice/models/el-telephone")


def regraph(folder: Path, *, words: int | None = None, forms: int | None = None, static: bool = False) -> None:
    """Write `graph/` and the papers of the model in `folder` anew. Raises FileNotFoundError where there is no model."""
    facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
    if not (folder / "am" / "final.mdl").is_file():
        raise FileNotFoundError(f"{folder} has no am/final.mdl")
    recipe = recipe_of(facts)
    recipe = replace(
        recipe, words=recipe.words if words is None else words, forms=recipe.forms if forms is None else forms, grammars=not static
    )
    made = write_model(folder, recipe, TextSources())
    kept = {name: facts[name] for name in ("name", "parameters", "trained") if name in facts}
    write_sources(folder, {**kept, **made, "trained": facts.get("trained", facts["made"])})


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
