"""Inflected forms: Greek has dozens of each word, and a list of frequent words holds only some of them.

The spelling dictionary that Debian packages (hunspell-el: 800,000 forms written out) knows the others. From it come the forms whose stem
belongs to a word that is known anyway.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from greek.phonetic import stem
from voice.model.text import is_sayable, is_well_written

PACKAGE, DICTIONARY = "hunspell-el", "usr/share/hunspell/el_GR.dic"
SHORTEST_STEM = 4
# A form that no list of frequent words has is rarer than the rarest word there.
SHARE = 0.4
_ACCENTS = re.compile(r"[άέήίόύώΐΰ]")


class DictionaryMissing(RuntimeError):
    """The dictionary can't be had here; the text says what to do."""


@lru_cache(1)
def dictionary() -> frozenset[str]:
    """Every well-written lower-case word of the dictionary: the installed one, else the package's, fetched by apt and not installed."""
    installed = Path("/") / DICTIONARY
    if installed.is_file():
        return _read(installed)
    with tempfile.TemporaryDirectory() as folder:
        try:
            subprocess.run(["apt-get", "download", PACKAGE], cwd=folder, capture_output=True, text=True, check=True)
            package = next(Path(folder).glob("*.deb"))
            subprocess.run(["dpkg-deb", "-x", str(package), folder], capture_output=True, check=True)
            return _read(Path(folder) / DICTIONARY)
        except (OSError, StopIteration, subprocess.CalledProcessError) as error:
            raise DictionaryMissing(f"apt-get install {PACKAGE}, then run this again, or give --forms 0.") from error


def _read(path: Path) -> frozenset[str]:
    lines = path.read_text(encoding="iso8859-7", errors="replace").splitlines()
    words = (line.split("/", 1)[0].strip() for line in lines)
    # A second accent comes from a word that leans on it (η αίτησή μου): the sentences bring those that are wanted.
    plain = (word for word in words if word.islower() and len(_ACCENTS.findall(word)) < 2)
    return frozenset(word for word in plain if is_sayable(word) and is_well_written(word))


def forms_of_known(known: Mapping[str, float], count: int) -> dict[str, float]:
    """At most `count` further forms of `known` words (each with its share of the language), with a share for each; those of frequent stems
    first."""
    if count <= 0:
        return {}
    weight: dict[str, float] = defaultdict(float)
    for word, share in known.items():
        weight[stem(word)] += share
    found = [(weight[root], word) for word in dictionary() - known.keys() if (root := stem(word)) in weight and len(root) >= SHORTEST_STEM]
    found.sort(key=lambda pair: (-pair[0], pair[1]))
    least = min(known.values()) * SHARE
    return {word: least for _, word in found[:count]}
