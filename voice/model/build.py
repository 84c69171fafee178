"""`python -m voice.model.build`: from sentences to a model folder, stage by stage, with progress.

Stages keep their result in the work folder under a name made of what they depend on: an interrupted build goes on where it was, and a new
vocabulary doesn't train the network again.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import torch
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from voice.model import voices
from voice.model.debian import PromptsMissing, fetch_prompts
from voice.model.espeak import EspeakMissing
from voice.model.graph import LookaheadMissing
from voice.model.inflections import DictionaryMissing
from voice.model.language import write_model
from voice.model.network import Network
from voice.model.prepare import examples_of
from voice.model.recipe import SMALL, Recipe
from voice.model.sources import write_sources
from voice.model.speech import (
    GREEK_STAMPS,
    PROMPT_SETS,
    STAMP_SETS,
    Order,
    Utterance,
    VoiceMissing,
    is_kept_apart,
    prompts,
    recordings,
    speak_all,
    stamps,
    with_pseudo_speakers,
)
from voice.model.start import NotOurNetwork, network_of
from voice.model.text import TextSources
from voice.model.train import LEARNING_RATE, Example, Trainer, statistics
from voice.model.train import Progress as TrainingProgress

SHIPPED, TRIAL = Path("voice/models/el-telephone"), Path("var/voice-models/el-telephone-small")
LONGEST_TO_SPEAK = 16
GREEK_STRETCHES = (1.0, 0.86, 0.93, 1.08, 1.17)
# Going on from a trained network: gentler, or it forgets.
GOING_ON_RATE = 6e-4
Item = TypeVar("Item")


class Build:
    """One run of the recipe. Everything but the result lies in `work`."""

    def __init__(self, recipe: Recipe, work: Path, console: Console) -> None:
        self.recipe, self.work, self.console = recipe, work, console
        self.text = TextSources()
        work.mkdir(parents=True, exist_ok=True)

    def _bar(self) -> Progress:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        return Progress(*columns, console=self.console)

    def sentences_to_speak(self) -> list[str]:
        """Half from patterns, half written; short enough to be one breath."""
        chance = random.Random(self.recipe.seed)  # noqa: S311
        written = [sentence for sentence in self.text.written() if 1 < len(sentence.words) <= LONGEST_TO_SPEAK]
        chance.shuffle(written)
        chosen = written[: self.recipe.utterances // 2]
        sampled = self.text.sampled(self.recipe.utterances * 2, self.recipe.seed)
        chosen += [one for one in sampled if len(one.words) <= LONGEST_TO_SPEAK][: self.recipe.utterances - len(chosen)]
        chance.shuffle(chosen)
        return [" ".join(sentence.words) for sentence in chosen]

    def utterances(self) -> list[Utterance]:
        kept = self.work / f"speech-{self.recipe.spoken}.pickle"
        if kept.exists():
            return list(pickle.loads(kept.read_bytes()))  # noqa: S301
        chance = random.Random(self.recipe.seed + 1)  # noqa: S311
        texts = self.sentences_to_speak()
        orders = [Order(text, chance.choice(voices.TRAINING), self.recipe.seed + number) for number, text in enumerate(texts)]
        spoken = list(self._tracked("speaking", speak_all(orders), len(orders)))
        people = list(self._tracked("recordings of people", self._people(), None))
        self.console.print(f"  {len(spoken)} sentences spoken ({_hours(spoken)}), {len(people)} recordings of people ({_hours(people)})")
        everything = spoken + people
        _keep(kept, everything)
        return everything

    def _people(self) -> Iterator[Utterance]:
        if self.recipe.prompts:
            unpacked = fetch_prompts(self.work)
            for which in PROMPT_SETS:
                yield from with_pseudo_speakers(prompts(unpacked, which))
            if self.recipe.stamps:
                for neighbours in STAMP_SETS:
                    yield from with_pseudo_speakers(stamps(unpacked, neighbours))
                greek = (one for one in stamps(unpacked, GREEK_STAMPS) if not is_kept_apart(one.text))
                yield from with_pseudo_speakers(greek, GREEK_STRETCHES)
        for folder in self.recipe.speech:
            yield from recordings(Path(folder))

    def _tracked(self, what: str, items: Iterator[Item], total: int | None) -> Iterator[Item]:
        with self._bar() as bar:
            task = bar.add_task(what, total=total)
            for item in items:
                bar.advance(task)
                yield item

    def examples(self) -> list[Example]:
        kept = self.work / f"examples-{self.recipe.heard}.pickle"
        if kept.exists():
            return list(pickle.loads(kept.read_bytes()))  # noqa: S301
        utterances = self.utterances()
        made = list(self._tracked("telephone lines", examples_of(utterances, self.recipe.copies), len(utterances)))
        _keep(kept, made)
        return made

    def network(self) -> Network:
        kept = self.work / f"network-{self.recipe.trained}.pt"
        if kept.exists():
            stored = torch.load(kept, weights_only=True)
            network = Network(stored["width"])
            network.load_state_dict(stored["state"])
            return network.eval()
        examples = self.examples()
        start = None
        if self.recipe.start:
            start = network_of(Path(self.recipe.start) / "am" / "final.mdl", *statistics(examples[::97]), self.recipe.width)
        trainer = Trainer(examples, self.recipe.width, start=start)
        with self._bar() as bar:
            task = bar.add_task("training", total=1.0)

            def show(progress: TrainingProgress) -> None:
                bar.update(task, completed=progress.share, description=f"training, loss {progress.loss:.3f}")
                if progress.held_back == progress.held_back:
                    self.console.print(
                        f"  epoch {progress.epoch + 1}: loss {progress.loss:.4f}, "
                        f"held back {progress.held_back:.4f}, {progress.seconds:.0f} s"
                    )
                    torch.save({"width": self.recipe.width, "state": trainer.network.state_dict()}, kept.with_suffix(".partial"))

            network = trainer.run(self.recipe.epochs, self.recipe.minutes, show, peak=GOING_ON_RATE if start else LEARNING_RATE)
        kept.with_suffix(".partial").rename(kept)
        return network

    def run(self, out: Path) -> None:
        network = self.network()
        with self.console.status("language model and graph"):
            made = write_model(out, self.recipe, self.text, network)
        parameters = sum(parameter.numel() for parameter in network.parameters())
        write_sources(out, {"name": out.name, **made, "trained": made["made"], "parameters": parameters})
        self.console.print(f"  {out}: {made['words']} words, {size_of(out) / 1e6:.1f} MB")


def _keep(path: Path, result: object) -> None:
    """Write a stage's result whole or not at all: half a file would stop the next build."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_bytes(pickle.dumps(result))
    unfinished.replace(path)


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _hours(utterances: Sequence[Utterance]) -> str:
    return f"{sum(utterance.seconds for utterance in utterances) / 3600:.1f} h"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m voice.model.build", description=__doc__)
    parser.add_argument("--out", type=Path, help=f"the model's folder (default: {SHIPPED}; with --small {TRIAL}, which replaces nothing)")
    parser.add_argument("--work", type=Path, default=Path("var/voice-model"), help="where the stages keep their results")
    parser.add_argument("--small", action="store_true", help="a quick small model, to see the road")
    parser.add_argument("--utterances", type=int, help="how many sentences espeak-ng speaks")
    parser.add_argument("--minutes", type=float, help="how long training may take")
    parser.add_argument("--words", type=int, help="how many frequent Greek words join those of the services")
    parser.add_argument("--forms", type=int, help="how many further inflected forms of them")
    parser.add_argument("--anew", action="store_true", help="train from nothing; else it goes on from the network that ships")
    parser.add_argument(
        "--speech", action="append", default=[], help="a folder of recordings: WAV with .txt, or Common Voice; may be repeated"
    )
    parser.add_argument("--no-prompts", action="store_true", help="leave Debian's prompts and names of stamps out")
    parser.add_argument("--static", action="store_true", help="one fixed graph; grammars can't be set then")
    options = parser.parse_args()
    base = SMALL if options.small else Recipe()
    recipe = replace(
        base,
        utterances=options.utterances or base.utterances,
        minutes=options.minutes or base.minutes,
        words=base.words if options.words is None else options.words,
        forms=base.forms if options.forms is None else options.forms,
        start="" if options.anew or options.small else str(SHIPPED),
        prompts=not options.no_prompts,
        stamps=not options.no_prompts,
        grammars=not options.static,
        speech=tuple(str(Path(folder).resolve()) for folder in options.speech),
    )
    # The machine also answers the phone: training comes last.
    os.nice(15)
    try:
        Build(recipe, options.work, Console()).run(options.out or (TRIAL if options.small else SHIPPED))
    except (EspeakMissing, VoiceMissing, PromptsMissing, LookaheadMissing, DictionaryMissing, NotOurNetwork, ValueError) as error:
        sys.exit(f"✗ {error}")


if __name__ == "__main__":
    main()
