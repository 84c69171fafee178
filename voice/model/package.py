"""A folder that Vosk loads: network, features, graph, and how to decode."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from voice.model import graph
from voice.model.features import MFCC_CONF
from voice.model.lexicon import lexicon
from voice.model.ngram import NGram

if TYPE_CHECKING:
    from voice.model.network import Network

# The wider the beams the surer and the slower: 13 hears no more than 11 on the development questions, at twice the
# work. The endpoint rules only matter to those who let Vosk find the end of speech. Chunks of 90 ms (usual: 200) let what was said last be
# known half as late, at a seventh more work: the line decides by it how long to wait.
MODEL_CONF = """--min-active=200
--max-active=2000
--beam=9.0
--lattice-beam=5.0
--acoustic-scale=1.0
--frame-subsampling-factor=3
--endpoint.silence-phones=1
--endpoint.rule2.min-trailing-silence=0.5
--endpoint.rule3.min-trailing-silence=0.75
--endpoint.rule4.min-trailing-silence=1.0
--frames-per-chunk=9
"""


def write_package(
    folder: Path, network: Network | None, model: NGram, words: Sequence[str], running: Collection[str], *, grammars: bool = True
) -> int:
    """Write the whole model to `folder`; `grammars` picks the run-time form. Returns the states of its graph.

    Without a `network` the one that lies there stays, and torch isn't needed.
    """
    for part in ("am", "conf", "graph"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for old in ("HCLG.fst", "HCLr.fst", "Gr.fst", "disambig_tid.int"):
        (folder / "graph" / old).unlink(missing_ok=True)
    if network is not None:
        from voice.model.kaldi_files import write_model  # torch

        write_model(network, folder / "am" / "final.mdl")
    (folder / "conf" / "mfcc.conf").write_text(MFCC_CONF)
    (folder / "conf" / "model.conf").write_text(MODEL_CONF)
    graph.write_common(folder / "graph")
    entries = lexicon(list(words), running)
    write = graph.write_dynamic if grammars else graph.write_static
    return write(folder / "graph", entries, model, graph.word_symbols(words))
