"""From utterances to examples: every utterance through several telephone lines, in several processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from multiprocessing import Pool

import numpy as np

from voice.model.augment import by_telephone
from voice.model.features import mfcc
from voice.model.speech import Samples, Utterance
from voice.model.train import Example, Features

Job = tuple[Samples, int, "Samples | None"]


def _features(job: Job) -> Features:
    samples, seed, others = job
    return mfcc(by_telephone(samples, np.random.RandomState(seed), others))


def examples_of(utterances: Sequence[Utterance], copies: int, processes: int = 2, seed: int = 3) -> Iterator[Example]:
    """An example for each utterance, as they are ready. Speech of other utterances serves as voices in the background."""
    chance = np.random.RandomState(seed)
    jobs: list[Job] = []
    for utterance in utterances:
        for _ in range(copies):
            jobs.append((utterance.samples, int(chance.randint(2**31 - 1)), utterances[chance.randint(len(utterances))].samples))
    with Pool(processes) as pool:
        results = pool.imap(_features, jobs, chunksize=16)
        for utterance in utterances:
            yield Example(utterance.words, [next(results) for _ in range(copies)])
