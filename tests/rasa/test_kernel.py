"""The kernel machine's algebra: leave-one-out without leaving out, and confidences that can be believed."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from nlu.components.kernel import add_alike, bent, one_hot, sharpness, softmax, solve

CHANCE = np.random.default_rng(3)
POINTS = CHANCE.normal(size=(40, 5)).astype(np.float32)
POINTS /= np.linalg.norm(POINTS, axis=1, keepdims=True)
LABELS = (POINTS[:, 0] > 0).astype(int) + (POINTS[:, 1] > 0.3)
RIDGE = 0.3


def kernel() -> np.ndarray:
    return bent(POINTS @ POINTS.T, 0.7)


def test_left_out_is_what_the_others_say() -> None:
    targets = one_hot(LABELS, 3)
    rows = np.array([0, 7, 39])
    weights, unseen = solve(kernel(), targets, RIDGE, rows)
    assert kernel() @ weights == pytest.approx(targets - RIDGE * weights, abs=1e-3)
    for number, left in enumerate(rows):
        others = [row for row in range(40) if row != left]
        by_others, _ = solve(kernel()[np.ix_(others, others)], targets[others], RIDGE, rows[:0])
        assert kernel()[left, others] @ by_others == pytest.approx(unseen[number], abs=2e-3)


def test_what_is_no_kernel_is_refused() -> None:
    with pytest.raises(ValueError, match="factorised"):
        solve(-np.eye(5, dtype=np.float32), one_hot([0, 1, 0, 1, 0], 2), RIDGE, np.arange(2))


def test_a_bent_cosine_is_the_gaussian_of_the_distance() -> None:
    a, b = POINTS[0], POINTS[1]
    assert bent(np.array([a @ b]), 0.7)[0] == pytest.approx(np.exp(-0.7 * ((a - b) ** 2).sum()), rel=1e-4)


def test_confidences_meet_what_comes_true() -> None:
    truth = CHANCE.integers(0, 3, 4000)
    scores = CHANCE.normal(size=(4000, 3)) + 1.5 * np.eye(3)[truth]
    chances = softmax(sharpness(scores, truth) * scores)
    right = chances.argmax(axis=1) == truth
    assert chances.max(axis=1).mean() == pytest.approx(right.mean(), abs=0.02)


def test_blocks_add_up_to_the_whole() -> None:
    rows = CHANCE.normal(size=(1200, 4)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    kernel = np.ones((1200, 1200), dtype=np.float32)
    add_alike(kernel, rows, 0.3, 0.7)
    above = np.triu_indices(1200)
    assert kernel[above] == pytest.approx((1 + 0.3 * bent(rows @ rows.T, 0.7))[above], abs=1e-5)
    again = np.ones((1200, 1200), dtype=np.float32)
    add_alike(again, sparse.csr_matrix(rows), 0.3, 0.7)
    assert again[above] == pytest.approx(kernel[above], abs=1e-5)
