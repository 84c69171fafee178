"""``make train``: train the model, with progress."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from ops.training import TrainingFailed, model_path, stage_of, train


def train_shown(data_dir: Path, console: Console, *, force: bool = False) -> Path:
    """The model of the present sources, trained first where it isn't there. Raises TrainingFailed."""
    path = model_path(data_dir)
    if path.exists() and not force:
        console.print("  model: nothing changed since it was trained")
        return path
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("training the model", total=None)

        def on_line(line: str) -> None:
            if stage := stage_of(line):
                progress.update(task, description=f"training the model: {stage}")

        path, seconds = train(data_dir, on_line)
    console.print(f"  model trained ({seconds:.0f} s, {path.stat().st_size / 1e6:.1f} MB)")
    return path


def main() -> None:
    from backend.settings import get_settings

    console = Console()
    try:
        train_shown(get_settings().data_dir, console, force="--force" in sys.argv)
    except TrainingFailed as error:
        sys.exit(f"✗ Training failed (the whole log is in log/training.log of the data folder):\n{error}")


if __name__ == "__main__":
    main()
