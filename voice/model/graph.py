"""The search graph: lexicon and language model as transducers that Vosk loads.

Two forms. Static: one HCLG.fst, fastest, but a grammar can't be set. Run-time: HCLr.fst (lexicon with look-ahead) and Gr.fst (language
model), put together while decoding, so that the line can set a grammar for each question.
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import kaldifst
import kaldilm

from voice.model.lexicon import Entry
from voice.model.ngram import NGram, write_arpa
from voice.model.phones import SILENCE, place_in_word, placed_phones

EPSILON, BACKOFF, START, END = "<eps>", "#0", "<s>", "</s>"
PAUSE = 0.25
LOOKAHEAD_LIBRARY = "libfstlookahead.so"
_INFINITE = 1e9

PLACED = placed_phones()
PHONE_ID = {phone.name: number for number, phone in enumerate(PLACED, 1)}
# Above the phones: #0 marks back-off in the lexicon's input, further ones keep homophones apart.
FIRST_MARK = len(PLACED) + 1

Symbols = dict[str, int]
Move = tuple[int, int, float, int]


class LookaheadMissing(RuntimeError):
    """Debian's libfst-tools isn't installed; the text says how to get it."""


def word_symbols(words: Sequence[str]) -> Symbols:
    return {word: number for number, word in enumerate([EPSILON, *sorted(words), BACKOFF, START, END])}


def lexicon_fst(entries: Sequence[Entry], symbols: Symbols) -> kaldifst.StdVectorFst:
    """Placed phones to words, with a silence of probability `PAUSE` after each word. Equal or prefixing readings get marks of their own."""
    readings = [tuple(place_in_word(list(entry.phones))) for entry in entries]
    same = Counter(readings)
    prefixes = {reading[:length] for reading in readings for length in range(1, len(reading))}
    used: Counter[tuple[str, ...]] = Counter()
    marks: list[int] = []
    for reading in readings:
        if same[reading] > 1 or reading in prefixes:
            used[reading] += 1
        marks.append(used[reading])
    silence_mark = FIRST_MARK + max(marks, default=0) + 1

    fst = kaldifst.StdVectorFst()
    begin, between, silent, closing = (fst.add_state() for _ in range(4))
    fst.start = begin
    fst.set_final(between, 0.0)
    speak_on, pause = -math.log(1 - PAUSE), -math.log(PAUSE)

    def arc(source: int, phone: int, word: int, cost: float, target: int) -> None:
        fst.add_arc(source, kaldifst.StdArc(phone, word, cost, target))

    arc(begin, 0, 0, speak_on, between)
    arc(begin, 0, 0, pause, silent)
    arc(silent, PHONE_ID[SILENCE], 0, 0.0, closing)
    arc(closing, silence_mark, 0, 0.0, between)
    for entry, reading, mark in zip(entries, readings, marks, strict=True):
        labels = [PHONE_ID[name] for name in reading] + ([FIRST_MARK + mark] if mark else [])
        state = between
        for index, label in enumerate(labels):
            word, cost = (symbols[entry.word], entry.cost) if index == 0 else (0, 0.0)
            if index == len(labels) - 1:
                arc(state, label, word, cost + speak_on, between)
                arc(state, label, word, cost + pause, silent)
            else:
                target = fst.add_state()
                arc(state, label, word, cost, target)
                state = target
    arc(between, FIRST_MARK, symbols[BACKOFF], 0.0, between)
    return fst


def grammar_text(model: NGram, symbols: Symbols) -> str:
    """The language model as an FST in OpenFst's text form."""
    with tempfile.TemporaryDirectory() as folder:
        arpa, table = Path(folder) / "lm.arpa", Path(folder) / "words.txt"
        write_arpa(model, arpa)
        write_symbols(symbols, table)
        return str(kaldilm.arpa2fst(input_arpa=str(arpa), disambig_symbol=BACKOFF, read_symbol_table=str(table), max_order=model.order))


def write_symbols(symbols: Mapping[str, int], path: Path) -> None:
    path.write_text("".join(f"{word} {number}\n" for word, number in sorted(symbols.items(), key=lambda item: item[1])), encoding="utf-8")


def _value(weight: object) -> float:
    value = weight.value  # type: ignore[attr-defined]
    return float(value() if callable(value) else value)


def _moves(fst: kaldifst.StdVectorFst) -> Iterator[tuple[int, Move]]:
    for state in range(fst.num_states):
        for arc in kaldifst.ArcIterator(fst, state):
            yield state, (arc.ilabel, arc.olabel, _value(arc.weight), arc.nextstate)


def with_transitions(fst: kaldifst.StdVectorFst, *, keep_marks: bool) -> tuple[kaldifst.StdVectorFst, list[int]]:
    """Phones replaced by transitions of the acoustic model: 2p enters phone p, and a loop 2p - 1 stands where it was entered.

    With `keep_marks` the marks stay as input labels above the transitions and are returned; else they vanish.
    """
    leaving: dict[int, list[Move]] = defaultdict(list)
    marks: set[int] = set()
    mark_offset = 2 * len(PLACED) + 1
    for state, (label, word, cost, target) in _moves(fst):
        if 0 < label < FIRST_MARK:
            label = 2 * label
        elif label and keep_marks:
            label = -(mark_offset + label - FIRST_MARK)
            marks.add(-label)
        else:
            label = 0
        leaving[state].append((label, word, cost, target))
    out = kaldifst.StdVectorFst()
    known = {(fst.start, 0): out.add_state()}
    out.start = 0
    waiting = [(fst.start, 0)]
    while waiting:
        state, entered = waiting.pop()
        here = known[state, entered]
        if entered:
            out.add_arc(here, kaldifst.StdArc(entered - 1, 0, 0.0, here))
        final = _value(fst.final(state))
        if final < _INFINITE:
            out.set_final(here, final)
        for label, word, cost, target in leaving[state]:
            key = (target, max(label, 0))
            if key not in known:
                known[key] = out.add_state()
                waiting.append(key)
            out.add_arc(here, kaldifst.StdArc(abs(label), word, cost, known[key]))
    return out, sorted(marks)


def write_static(folder: Path, entries: Sequence[Entry], model: NGram, symbols: Symbols) -> int:
    """HCLG.fst and words.txt in `folder`; returns the number of states."""
    grammar = kaldifst.compile(grammar_text(model, symbols), acceptor=False)
    kaldifst.arcsort(grammar, "ilabel")
    words = lexicon_fst(entries, symbols)
    kaldifst.arcsort(words, "olabel")
    graph = kaldifst.compose(words, grammar)
    kaldifst.determinize_star(graph, use_log=True)
    kaldifst.minimize_encoded(graph)
    graph, _ = with_transitions(graph, keep_marks=False)
    kaldifst.arcsort(graph, "ilabel")
    graph.write(str(folder / "HCLG.fst"))
    write_symbols(symbols, folder / "words.txt")
    return int(graph.num_states)


def _lookahead_library() -> str:
    if shutil.which("fstconvert") is None:
        raise LookaheadMissing("fstconvert is missing: apt-get install libfst-tools, then run this again.")
    places = [*Path("/usr/lib").glob(f"*/{LOOKAHEAD_LIBRARY}*"), *Path("/usr/local/lib").glob(f"{LOOKAHEAD_LIBRARY}*")]
    if not places:
        raise LookaheadMissing(f"{LOOKAHEAD_LIBRARY} is missing: apt-get install libfst-tools, then run this again.")
    return str(sorted(places)[0])


def write_dynamic(folder: Path, entries: Sequence[Entry], model: NGram, symbols: Symbols) -> int:
    """HCLr.fst, Gr.fst, words.txt and disambig_tid.int in `folder`; returns the number of states of the lexicon.

    Look-ahead renumbers the words; words.txt and the language model follow.
    """
    library = _lookahead_library()
    words = lexicon_fst(entries, symbols)
    kaldifst.arcsort(words, "olabel")
    kaldifst.determinize_star(words, use_log=False)
    kaldifst.minimize_encoded(words)
    graph, marks = with_transitions(words, keep_marks=True)
    kaldifst.arcsort(graph, "olabel")
    with tempfile.TemporaryDirectory() as scratch:
        plain, pairs = Path(scratch) / "HCL.fst", Path(scratch) / "pairs.txt"
        graph.write(str(plain))
        subprocess.run(
            ["fstconvert", "--fst_type=olabel_lookahead", f"--save_relabel_opairs={pairs}", str(plain), str(folder / "HCLr.fst")],
            check=True,
            env={**os.environ, "LD_PRELOAD": library},
        )
        renumbered = {0: 0} | {int(old): int(new) for old, new in (line.split() for line in pairs.read_text().splitlines())}
    (folder / "disambig_tid.int").write_text("".join(f"{mark}\n" for mark in marks))
    free = max([*renumbered.values(), *symbols.values()]) + 1
    for number in symbols.values():
        if number not in renumbered:
            renumbered[number] = free
            free += 1
    write_symbols({word: renumbered[number] for word, number in symbols.items()}, folder / "words.txt")
    lines = []
    for line in grammar_text(model, symbols).strip().split("\n"):
        fields = line.split()
        if len(fields) >= 4:
            fields[2:4] = [str(renumbered[int(label)]) for label in fields[2:4]]
        lines.append("\t".join(fields))
    grammar = kaldifst.compile("\n".join(lines) + "\n", acceptor=False)
    kaldifst.arcsort(grammar, "ilabel")
    grammar.write(str(folder / "Gr.fst"))
    return int(graph.num_states)


def write_common(graph_folder: Path) -> None:
    """What both forms need beside the graph: the table of phones and where each stands in a word."""
    (graph_folder / "phones").mkdir(parents=True, exist_ok=True)
    write_symbols({EPSILON: 0, **PHONE_ID}, graph_folder / "phones.txt")
    places = "".join(f"{number} {phone.place}\n" for number, phone in enumerate(PLACED, 1))
    (graph_folder / "phones" / "word_boundary.int").write_text(places)
