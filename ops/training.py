"""Training the model, and knowing when it need not be done."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ops.paths import RASA_ENVIRONMENT, RASA_PYTHON, ROOT

# Whatever changes the trained model. The requirements are among them: another scikit-learn may give another model.
SOURCES = (
    "config.yml", "domain.yml", "nlu/**/*.yml", "nlu/**/*.py", "stories/**/*.yml", "greek/**/*.py", "backend/content/places.yml",
    "requirements/rasa.txt",
)  # fmt: skip
KEPT_MODELS = 3


class TrainingFailed(Exception):
    """The text is the end of what Rasa said."""


def fingerprint() -> str:
    """Twelve hexadecimal digits over the content of every source of the model."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def model_path(data_dir: Path) -> Path:
    """Where the model of the present sources is, or will be."""
    return data_dir / "models" / f"komotini-{fingerprint()}.tar.gz"


def train(data_dir: Path, on_line: Callable[[str], None] = lambda line: None) -> tuple[Path, float]:
    """Train; returns the model's path and the seconds it took. Raises TrainingFailed."""
    target = model_path(data_dir)
    target.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    log = data_dir / "log" / "training.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [
        str(RASA_PYTHON), "-m", "rasa", "train", "--data", "nlu", "stories", "--domain", "domain.yml", "--config", "config.yml",
        "--out", str(target.parent), "--fixed-model-name", target.name.removesuffix(".tar.gz"),
    ]  # fmt: skip
    # One process for a few minutes, not five side by side: it may use all cores.
    environment = {**os.environ, **RASA_ENVIRONMENT, "OMP_NUM_THREADS": str(os.cpu_count() or 1)}
    lines: list[str] = []
    with log.open("w") as log_file:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        )
        assert process.stdout is not None
        try:
            for line in process.stdout:
                log_file.write(line)
                lines.append(line.rstrip())
                on_line(line.rstrip())
            code = process.wait()
        except BaseException:
            process.terminate()
            process.wait()
            raise
    if code != 0 or not target.exists():
        raise TrainingFailed("\n".join(lines[-15:]))
    for old in sorted(target.parent.glob("komotini-*.tar.gz"), key=lambda path: path.stat().st_mtime)[:-KEPT_MODELS]:
        old.unlink()
    return target, time.monotonic() - started


def stage_of(line: str) -> str | None:
    """What a line of Rasa's training log says is being done, in words for the progress display; None for the rest."""
    for mark in ("Starting to train component '", "Finished training component '"):
        if mark in line:
            return line.split(mark, 1)[1].split("'", 1)[0]
    return None


if __name__ == "__main__":
    path, seconds = train(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "var")
    print(f"{path.name}: {seconds:.0f} s")
