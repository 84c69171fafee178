"""``make coqui``: Coqui TTS in an environment of its own (.venv-coqui, 2 GB), and with VOICE=… a voice for it.

VOICE is a folder with config.json and a .pth file, or ``greek``: the voice that Coqui's makers published for Greek (a download; BSD-3,
trained on Common Voice). Nobody publishes a hash of that archive; give SHA256=… from a source you trust, else it is not used.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
from pathlib import Path

from rich.console import Console

from ops.environments import SetupFailed, call, make
from ops.fetch import FetchFailed, fetch, unpack
from ops.paths import ROOT
from ops.voice_model import published_checksum

ENVIRONMENT = ROOT / ".venv-coqui"
VOICES = ROOT / "var" / "voices"
NEEDED_GB = 5.0
TORCH = ("torch==2.13.0",)
# coqui-tts asks for torchaudio without saying so; `six` likewise.
PACKAGES = ("coqui-tts[codec]==0.28.0", "six", "torchaudio==2.11.0", "soxr", "structlog", "numpy")
GREEK_URL = "https://github.com/coqui-ai/TTS/releases/download/v0.8.0_models/tts_models--el--cv--vits.zip"


def make_environment(console: Console) -> Path:
    """Python of .venv-coqui, made on the first call and after a change of what belongs into it. Raises SetupFailed."""
    python, mark = ENVIRONMENT / "bin" / "python", ENVIRONMENT / ".requirements"
    stamp = hashlib.sha256(repr((TORCH, PACKAGES)).encode()).hexdigest()
    if python.exists() and mark.exists() and mark.read_text() == stamp:
        return python
    with console.status("environment for Coqui TTS (.venv-coqui), some minutes"):
        make(ENVIRONMENT, NEEDED_GB)
        # pip, not uv: torch's CPU build may come from a folder that only pip's settings name. First it, or a larger one comes along.
        for packages in (TORCH, PACKAGES):
            call([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages], "installing its packages")
        mend_torchaudio(ENVIRONMENT)
        call([str(python), "-c", "import TTS.tts.models.vits"], "trying Coqui TTS")
    mark.write_text(stamp)
    return python


def mend_torchaudio(environment: Path) -> list[Path]:
    """Take away torchaudio's compiled part where it was built for CUDA: beside a CPU torch it can't be loaded, and without it torchaudio
    goes on in Python. Returns what was removed."""
    found = list(environment.glob("lib/python3*/site-packages/torchaudio/lib/_torchaudio.abi3.so"))
    for path in found:
        path.unlink()
    return found


def check_voice(folder: Path) -> None:
    """Raise SetupFailed unless `folder` holds a Coqui voice."""
    if not (folder / "config.json").is_file() or not list(folder.glob("*.pth")):
        raise SetupFailed(f"{folder} is no Coqui voice: config.json and a .pth file belong there.")


def fetch_greek(console: Console, url: str, sha256: str | None, folder: Path = VOICES) -> Path:
    """Folder of the published Greek voice, fetched and checked. Raises FetchFailed, SetupFailed."""
    name = url.rsplit("/", 1)[-1].removesuffix(".zip")
    target = folder / name
    if not target.is_dir():
        archive, unpacking = folder / f"{name}.zip", folder / f".{name}.unpacking"
        fetch(url, archive, published_checksum(url, sha256), console)
        shutil.rmtree(unpacking, ignore_errors=True)
        tops = unpack(archive, unpacking)
        (unpacking / tops[0] if len(tops) == 1 else unpacking).rename(target)
        shutil.rmtree(unpacking, ignore_errors=True)
        archive.unlink()
    check_voice(target)
    return target


def main() -> None:
    parser = argparse.ArgumentParser(prog="make coqui", description=__doc__)
    parser.add_argument("--voice", default="", help="a voice's folder, or `greek`")
    parser.add_argument("--url", default=GREEK_URL)
    parser.add_argument("--sha256", default=None)
    options = parser.parse_args()
    console = Console()
    try:
        make_environment(console)
        console.print("Coqui TTS is installed in .venv-coqui")
        # Who names an address or a hash means the published voice.
        voice = options.voice or ("greek" if options.sha256 or options.url != GREEK_URL else "")
        if voice:
            folder = fetch_greek(console, options.url, options.sha256) if voice == "greek" else Path(voice).resolve()
            check_voice(folder)
            console.print(f"use the voice with KOMOTINI_VOICE_COQUI={folder}")
        else:
            console.print("It needs a voice: make coqui VOICE=folder, or VOICE=greek SHA256=… for the published one")
    except (SetupFailed, FetchFailed) as error:
        sys.exit(f"✗ {error}")
    except KeyboardInterrupt:
        sys.exit("✗ stopped")


if __name__ == "__main__":
    main()
