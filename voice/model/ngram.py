"""An n-gram language model by Witten and Bell's interpolation, written as ARPA.

The model below the unigrams is a frequency list of the language, so that words nobody wrote down for us are as likely as they are in Greek.
N-grams seen too seldom are left out, and back-off weights are worked out afterwards from what is left: every history sums to one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

START, END = "<s>", "</s>"
Gram = tuple[str, ...]


@dataclass
class NGram:
    """`probability[n]`: of each n-gram; `backoff`: weight of each history. Orders from 1."""

    order: int
    probability: dict[int, dict[Gram, float]] = field(default_factory=dict)
    backoff: dict[Gram, float] = field(default_factory=dict)

    def of(self, gram: Gram) -> float:
        """Probability of the last word after the others, backing off where they weren't seen together."""
        found = self.probability[len(gram)].get(gram)
        if found is not None or len(gram) == 1:
            return found if found is not None else 0.0
        return self.backoff.get(gram[:-1], 1.0) * self.of(gram[1:])

    def sentence(self, words: Sequence[str]) -> float:
        """Natural logarithm of the probability of a whole sentence."""
        padded = (START, *words, END)
        grams = (padded[max(0, end - self.order) : end] for end in range(2, len(padded) + 1))
        return sum(math.log(max(self.of(gram), 1e-300)) for gram in grams)


def _counts(sentences: Iterable[tuple[Sequence[str], int]], vocabulary: Mapping[str, float], order: int) -> list[Counter[Gram]]:
    counts: list[Counter[Gram]] = [Counter() for _ in range(order + 1)]
    for words, weight in sentences:
        padded = (START, *words, END)
        for size in range(1, order + 1):
            for start in range(len(padded) - size + 1):
                gram = padded[start : start + size]
                if all(word in vocabulary or word in (START, END) for word in gram):
                    counts[size][gram] += weight
    # Below the highest order it counts in how many company an n-gram was seen, not how often: a pattern drawn a thousand times proves no
    # more about Greek than one drawn twice. What begins a sentence has no company to its left and keeps its count.
    for size in range(order - 1, 0, -1):
        company = Counter(gram[1:] for gram in counts[size + 1])
        counts[size] = Counter({gram: company.get(gram, 0) or count for gram, count in counts[size].items()})
    counts[1].pop((START,), None)
    return counts


def estimate(
    sentences: Iterable[tuple[Sequence[str], int]],
    vocabulary: Mapping[str, float],
    order: int = 3,
    least: Sequence[int] = (0, 1, 1, 2),
    openness: float = 1.0,
) -> NGram:
    """Count `sentences` (words, weight) and estimate. `vocabulary`: every word with its share of the language (any scale, over zero).

    `least[n]`: how often an n-gram must occur to be kept. `openness`: how much is left to words never seen after a history (1 is Witten and
    Bell's own measure, the number of different words seen there).
    """
    counts = _counts(sentences, vocabulary, order)
    model = NGram(order)
    total = sum(vocabulary.values())
    base = {(word,): share / total for word, share in vocabulary.items()}
    base[(END,)] = 1e-9
    seen, kinds = sum(counts[1].values()), len(counts[1]) * openness
    weight = kinds / (seen + kinds) if seen else 1.0
    unigrams = {gram: counts[1].get(gram, 0) / max(1, seen) * (1 - weight) + share * weight for gram, share in base.items()}
    scale = 1 / sum(unigrams.values())
    model.probability[1] = {gram: value * scale for gram, value in unigrams.items()}
    for size in range(2, order + 1):
        _add_order(model, counts[size], size, least[size], openness)
    return model


def _add_order(model: NGram, counts: Counter[Gram], size: int, least: int, openness: float) -> None:
    followers: dict[Gram, list[tuple[Gram, int]]] = defaultdict(list)
    for gram, count in counts.items():
        followers[gram[:-1]].append((gram, count))
    grams: dict[Gram, float] = {}
    for history, entries in followers.items():
        # A history is only reachable in the finished model where it is itself an n-gram of it.
        if len(history) > 1 and history not in model.probability[size - 1]:
            continue
        total, kinds = sum(count for _, count in entries), len(entries) * openness
        kept = 0.0
        kept_below = 0.0
        for gram, count in entries:
            if count < least:
                continue
            below = model.of(gram[1:])
            grams[gram] = (count + kinds * below) / (total + kinds)
            kept += grams[gram]
            kept_below += below
        if kept:
            model.backoff[history] = max(1e-9, 1 - kept) / max(1e-9, 1 - kept_below)
    model.probability[size] = grams


def write_arpa(model: NGram, path: Path) -> None:
    """ARPA with logarithms to base ten."""
    with path.open("w", encoding="utf-8") as file:
        file.write("\\data\\\n")
        for size in range(1, model.order + 1):
            file.write(f"ngram {size}={len(model.probability[size]) + (size == 1)}\n")
        for size in range(1, model.order + 1):
            file.write(f"\n\\{size}-grams:\n")
            entries = list(model.probability[size].items())
            if size == 1:
                entries.append(((START,), 0.0))
            for gram, value in sorted(entries):
                line = f"{math.log10(value) if value > 0 else -99.0:.5f}\t{' '.join(gram)}"
                if size < model.order and gram[-1] != END and gram in model.backoff:
                    line += f"\t{math.log10(model.backoff[gram]):.5f}"
                file.write(line + "\n")
        file.write("\n\\end\\\n")
