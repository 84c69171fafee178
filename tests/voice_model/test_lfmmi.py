"""The objective and its gradient, against sums over all paths written out one by one."""

import itertools
import math

import numpy as np
import pytest
import torch

from voice.model.lfmmi import STATES, STAY, Denominator, chain_of, numerator_visits, objective, phone_bigram
from voice.model.phones import INDEX, PHONES

WORDS = [[["n", "e"]], [["o", "ch", "i"], ["n", "e"]]]


@pytest.fixture
def bigram():
    return phone_bigram(WORDS)


def all_paths(scores, chain):
    """Sum over every way to say `chain`: which items are there, and how long each lasts."""
    frames, total = len(scores), 0.0
    for choice in itertools.product(*[((True,) if share == 1 else (True, False)) for _, share in chain]):
        items = [index for (index, _), there in zip(chain, choice, strict=True) if there]
        weight = math.prod(share if there else 1 - share for (_, share), there in zip(chain, choice, strict=True))
        # At least one silence stands between neighbours that are dropped: two missing in a row can't happen in a chain of words.
        for cuts in itertools.combinations(range(1, frames), len(items) - 1):
            edges = [0, *cuts, frames]
            value = weight
            for item, (start, end) in zip(items, itertools.pairwise(edges), strict=True):
                value *= math.exp(scores[start, 2 * item]) * (1 - STAY) * STAY ** (end - start - 1)
                value *= math.exp(sum(scores[frame, 2 * item + 1] for frame in range(start + 1, end)))
            total += value
    return total


def test_numerator_is_the_sum_over_paths():
    scores = np.random.RandomState(1).randn(1, 6, STATES)
    chain = chain_of([["n", "e"]])
    total, shares = numerator_visits(scores, np.array([6]), [chain])
    assert total[0] == pytest.approx(math.log(all_paths(scores[0], chain)))
    assert shares[0].sum(1) == pytest.approx(np.ones(6))


def test_denominator_is_the_sum_over_paths(bigram):
    scores = np.random.RandomState(2).randn(1, 3, STATES)
    total, shares = Denominator(bigram).visits(scores, np.array([3]))
    size, expected = len(PHONES), 0.0
    for path in itertools.product(range(STATES), repeat=3):
        phones = [state // 2 for state in path]
        if path[0] % 2:
            continue
        value = bigram[size, phones[0]]
        for before, after in itertools.pairwise(path):
            if after % 2:
                value *= STAY if before // 2 == after // 2 else 0.0
            else:
                value *= (1 - STAY) * bigram[before // 2, after // 2]
            if not value:
                break
        if value:
            expected += (
                value * bigram[phones[-1], size] * (1 - STAY) * math.exp(sum(scores[0, frame, state] for frame, state in enumerate(path)))
            )
    assert total[0] == pytest.approx(math.log(expected), abs=1e-6)
    assert shares[0].sum(1) == pytest.approx(np.ones(3))


def test_the_gradient_is_the_slope(bigram):
    torch.manual_seed(0)
    lengths, chains, denominator = torch.tensor([12, 9]), [chain_of(words) for words in WORDS], Denominator(bigram)
    scores = torch.randn(2, 12, STATES, dtype=torch.float64)
    leaf = scores.clone().requires_grad_()
    objective(leaf, lengths, chains, denominator).backward()
    for place in ((0, 3, 2 * INDEX["n"]), (1, 5, 0), (1, 8, 1), (1, 10, 4)):
        step = torch.zeros_like(scores)
        step[place] = 1e-2
        slope = (objective(scores + step, lengths, chains, denominator) - objective(scores - step, lengths, chains, denominator)) / 2e-2
        assert float(leaf.grad[place]) == pytest.approx(float(slope), abs=2e-3)


def test_what_lies_after_the_end_has_no_gradient(bigram):
    leaf = torch.randn(1, 10, STATES, requires_grad=True)
    objective(leaf, torch.tensor([6]), [chain_of(WORDS[0])], Denominator(bigram)).backward()
    assert not leaf.grad[0, 6:].any()
    assert leaf.grad[0, :6].any()


def test_the_bigram_is_a_probability(bigram):
    assert bigram.sum(1) == pytest.approx(np.ones(len(PHONES) + 1))
    assert bigram[INDEX["n"], INDEX["e"]] > bigram[INDEX["n"], INDEX["o"]]
