"""``make eval-speech TEST=folder [OUT=file.tsv] [MODEL=folder]``: how well recordings are heard, as one JSON line.

The folder holds sound files (WAV, FLAC, OGG; any rate) with a `.txt` of the same name beside each: what was said.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from ops.paths import ROOT
from voice.evaluation import RATE, Heard, ModelBroken, SlotFinder, load_line, load_model, slot_hits, transcribe, word_errors

SHIPPED = ROOT / "voice" / "models" / "el-telephone"
SOUNDS = (".wav", ".flac", ".ogg")


@dataclass(frozen=True)
class Row:
    file: str
    text: str
    heard: Heard


def pairs(folder: Path) -> list[tuple[Path, str]]:
    """Sound files that have a text beside them, by name."""
    found = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SOUNDS and path.with_suffix(".txt").is_file()]
    return [(path, " ".join(path.with_suffix(".txt").read_text(encoding="utf-8").split())) for path in found]


def summary(rows: Sequence[Row], finder: SlotFinder, seconds: float, decoding: float) -> dict[str, Any]:
    """The JSON line. Rates are shares of one (0.08 is 8 %); `rtf` is seconds of work per second of speech."""
    errors = [word_errors(row.text, row.heard.text) for row in rows]
    words = sum(one.words for one in errors)
    slots = [slot_hits(finder, row.text, row.heard.text) for row in rows]
    wanted = sum(total for _, total in slots)
    return {
        "n": len(rows),
        "words": words,
        "wer": round(sum(one.errors for one in errors) / max(1, words), 4),
        "wer_exact": round(sum(one.exact_errors for one in errors) / max(1, words), 4),
        "sentences_right": round(sum(one.errors == 0 for one in errors) / max(1, len(rows)), 4),
        "slot_accuracy": round(sum(hits for hits, _ in slots) / wanted, 4) if wanted else None,
        "slots": wanted,
        "confidence": round(sum(row.heard.confidence for row in rows) / max(1, len(rows)), 3),
        "seconds": round(seconds, 1),
        "rtf": round(decoding / max(seconds, 1e-9), 4),
    }


def evaluate(folder: Path, model_folder: Path, console: Console) -> tuple[list[Row], dict[str, Any]]:
    """Rows and the summary. Raises ModelBroken, or ValueError for a folder without pairs."""
    files = pairs(folder)
    if not files:
        raise ValueError(f"{folder} holds no sound files ({', '.join(SOUNDS)}) with a .txt of the same name")
    model = load_model(model_folder)
    rows: list[Row] = []
    seconds = decoding = 0.0
    for path, text in track(files, "listening", console=console, transient=True):
        samples = load_line(path)
        began = time.process_time()
        heard = transcribe(model, samples)
        decoding += time.process_time() - began
        seconds += len(samples) / RATE
        rows.append(Row(str(path.relative_to(folder)), text, heard))
    return rows, {**summary(rows, SlotFinder(), seconds, decoding), "model": model_folder.name}


def main() -> None:
    parser = argparse.ArgumentParser(prog="make eval-speech")
    parser.add_argument("--test", type=Path, help="folder of sound files, each with a .txt beside it")
    parser.add_argument("--out", type=Path, help="where to write one row per file: file, text, heard, confidence")
    parser.add_argument("--model", type=Path, default=SHIPPED, help="a Vosk model folder (default: the one that ships)")
    options = parser.parse_args()
    if options.test is None:
        sys.exit("✗ which recordings? make eval-speech TEST=folder [OUT=file.tsv] [MODEL=folder]")
    if not options.test.is_dir():
        sys.exit(f"✗ there is no folder {options.test}")
    try:
        rows, result = evaluate(options.test, options.model, Console(stderr=True))
    except (ModelBroken, ValueError) as error:
        sys.exit(f"✗ {error}")
    if options.out:
        with options.out.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
            writer.writerow(("file", "text", "heard", "confidence"))
            writer.writerows((row.file, row.text, row.heard.text, f"{row.heard.confidence:.3f}") for row in rows)
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
