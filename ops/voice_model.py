"""``make voice-model`` makes the Greek telephone model anew; ``make voice-model-official`` fetches the one that Vosk's makers publish.

The first needs an environment of its own (.venv-voice-model: torch and the Kaldi file libraries, 1 GB) and Debian's espeak-ng and
libfst-tools. With ``--graph-only`` the network stays and only words, sentences and graph are made anew: that needs no torch, so a small
environment (.venv-voice-graph) does where the large one isn't there.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
from rich.console import Console

from ops.environments import SetupFailed, is_made, made
from ops.fetch import Checksum, FetchFailed, digest_of, fetch, unpack
from ops.paths import ROOT
from voice.evaluation import ModelBroken, check_model

ENVIRONMENT = ROOT / ".venv-voice-model"
REQUIREMENTS = ROOT / "requirements" / "voice-model.in"
GRAPH_ENVIRONMENT = ROOT / ".venv-voice-graph"
GRAPH_REQUIREMENTS = ROOT / "requirements" / "voice-graph.in"
NEEDED_GB, GRAPH_NEEDED_GB = 5.0, 1.0
OFFICIAL_URL = "https://alphacephei.com/vosk/models/vosk-model-el-gr-0.7.zip"
# The publisher names an MD5 for each model in a list beside the models; no SHA-256 of this archive is published, so none stands here.
OFFICIAL_LIST = "model-list.json"
DOWNLOADED = ROOT / "var" / "voice-models"


def check_programs() -> None:
    """Raise SetupFailed where a Debian package is missing."""
    missing = [
        package for program, package in (("espeak-ng", "espeak-ng"), ("fstconvert", "libfst-tools")) if shutil.which(program) is None
    ]
    if missing:
        raise SetupFailed(f"apt-get install {' '.join(missing)}, then run this again.")


def make_environment(console: Console, *, graph_only: bool = False) -> Path:
    """Python of .venv-voice-model, made at first and when its requirements change; for the graph alone a smaller one does."""
    if graph_only and not is_made(ENVIRONMENT, REQUIREMENTS):
        return made(console, GRAPH_ENVIRONMENT, GRAPH_REQUIREMENTS, GRAPH_NEEDED_GB)
    return made(console, ENVIRONMENT, REQUIREMENTS, NEEDED_GB)


def build(console: Console, arguments: list[str], record: bool, *, graph_only: bool = False) -> int:
    """Make the environment and the model, then measure it. Returns the exit code."""
    check_programs()
    python = make_environment(console, graph_only=graph_only)
    environment = {**os.environ, "OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "0"}
    module = "voice.model.regraph" if graph_only else "voice.model.build"
    done = subprocess.run([str(python), "-m", module, *arguments], cwd=ROOT, env=environment)
    if done.returncode != 0 or not record:
        return done.returncode
    return subprocess.run([sys.executable, "-m", "bench.speech", "--record"], cwd=ROOT).returncode


def published_checksum(url: str, sha256: str | None) -> Checksum:
    """What the archive is checked against: the operator's SHA-256, else a `.sha256` file beside it, else the MD5 of the publisher's list.

    Raises FetchFailed where nobody vouches for it.
    """
    if sha256:
        return Checksum("sha256", sha256.strip().lower(), "the value you gave")
    name = url.rsplit("/", 1)[-1]
    try:
        beside = httpx.get(f"{url}.sha256", follow_redirects=True, timeout=30)
        words = beside.text.split() if beside.status_code == 200 else []
        if words and len(words[0]) == 64 and all(sign in "0123456789abcdef" for sign in words[0].lower()):
            return Checksum("sha256", words[0].lower(), f"{name}.sha256 of the publisher")
        listing = httpx.get(url.rsplit("/", 1)[0] + "/" + OFFICIAL_LIST, follow_redirects=True, timeout=30)
        entries = listing.json() if listing.status_code == 200 else []
    except (httpx.HTTPError, ValueError) as error:
        raise FetchFailed(f"the publisher's address can't be reached ({error}). Give another with URL=… and SHA256=…") from error
    for entry in entries:
        if f"{entry.get('name')}.zip" == name and entry.get("md5"):
            return Checksum("md5", str(entry["md5"]).lower(), "the publisher's list")
    raise FetchFailed(f"nobody vouches for {name}: give its SHA-256 with SHA256=…")


def fetch_official(console: Console, url: str, sha256: str | None, folder: Path = DOWNLOADED) -> Path:
    """Folder of the fetched, checked and unpacked model. Raises FetchFailed, ModelBroken."""
    name = url.rsplit("/", 1)[-1].removesuffix(".zip")
    target = folder / name
    if target.is_dir():
        check_model(target)
        console.print(f"{target} is there already")
        return target
    checksum = published_checksum(url, sha256)
    if checksum.algorithm == "md5":
        console.print("[yellow]Checked by the publisher's MD5 only: that shows damage, not forgery. SHA256=… checks both.[/yellow]")
    archive = folder / f"{name}.zip"
    fetch(url, archive, checksum, console)
    console.print(f"SHA-256 of {archive.name}: {digest_of(archive, 'sha256')}")
    unpacking = folder / f".{name}.unpacking"
    shutil.rmtree(unpacking, ignore_errors=True)
    with console.status("unpacking"):
        tops = unpack(archive, unpacking)
    inner = unpacking / tops[0] if len(tops) == 1 else unpacking
    check_model(inner)
    inner.rename(target)
    shutil.rmtree(unpacking, ignore_errors=True)
    archive.unlink()
    console.print(f"{target}: use it with KOMOTINI_VOICE_MODEL={target}")
    return target


def main() -> None:
    parser = argparse.ArgumentParser(prog="make voice-model", description=__doc__)
    parser.add_argument("--official", action="store_true", help="fetch the published model instead of making one")
    parser.add_argument("--url", default=os.environ.get("KOMOTINI_VOICE_MODEL_URL") or OFFICIAL_URL)
    parser.add_argument("--sha256", default=os.environ.get("KOMOTINI_VOICE_MODEL_SHA256") or None)
    parser.add_argument("--graph-only", action="store_true", help="keep the network: only words, sentences and graph are made anew")
    parser.add_argument("--no-measuring", action="store_true", help="don't measure the new model and note the figures beside it")
    options, rest = parser.parse_known_args()
    console = Console()
    try:
        if options.official:
            fetch_official(console, options.url, options.sha256)
        else:
            sys.exit(
                build(
                    console,
                    rest,
                    record=not options.no_measuring and not {"--out", "--small"} & {argument.split("=", 1)[0] for argument in rest},
                    graph_only=options.graph_only,
                )
            )
    except (SetupFailed, FetchFailed, ModelBroken) as error:
        sys.exit(f"✗ {error}")
    except KeyboardInterrupt:
        sys.exit("✗ stopped; the stages that are done are kept")


if __name__ == "__main__":
    main()
