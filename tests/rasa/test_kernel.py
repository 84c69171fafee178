"""The kernel machine's algebra: leave-one-out without leaving out, and confidences that can be believed."""

from __future__ import annotations

import numpy as np
import pytest

from nlu.components.kernel import NEVER, bent, enough_from, one_hot, sharpness, softmax, solve

CHANCE = np.random.default_rng(3)
POINTS = CHANCE.normal(size=(40, 5)).astype(np.float32)
POINTS /= np.linalg.norm(POINTS, axis=1, keepdims=True)
LABELS = (POINTS[:, 0] > 0).astype(int) + (POINTS[:, 1] > 0.3)
RIDGE = 0.3


def kernel() -> np.ndarray:
    return bent(POINTS @ POINTS.T, 0.7)


def test_left_out_is_what_the_others_say() -> None:
    targets = one_hot(LABELS, 3)
    weights, unseen = solve(kernel(), targets, RIDGE)
    assert kernel() @ weights == pytest.approx(targets - RIDGE * weights, abs=1e-3)
    for left in (0, 7, 39):
        others = [row for row in range(40) if row != left]
        by_others, _ = solve(kernel()[np.ix_(others, others)], targets[others], RIDGE)
        assert kernel()[left, others] @ by_others == pytest.approx(unseen[left], abs=2e-3)


def test_what_is_no_kernel_is_refused() -> None:
    with pytest.raises(ValueError, match="factorised"):
        solve(-np.eye(5, dtype=np.float32), one_hot([0, 1, 0, 1, 0], 2), RIDGE)


def test_a_bent_cosine_is_the_gaussian_of_the_distance() -> None:
    a, b = POINTS[0], POINTS[1]
    assert bent(np.array([a @ b]), 0.7)[0] == pytest.approx(np.exp(-0.7 * ((a - b) ** 2).sum()), rel=1e-4)


def test_confidences_meet_what_comes_true() -> None:
    truth = CHANCE.integers(0, 3, 4000)
    scores = CHANCE.normal(size=(4000, 3)) + 1.5 * np.eye(3)[truth]
    chances = softmax(sharpness(scores, truth) * scores)
    right = chances.argmax(axis=1) == truth
    assert chances.max(axis=1).mean() == pytest.approx(right.mean(), abs=0.02)


def test_the_better_reading_is_spared_where_it_changes_nothing() -> None:
    truth = np.zeros(100, dtype=int)
    sure = np.tile([0.9, 0.1], (100, 1))
    assert enough_from(sure, truth, sure) == pytest.approx(0.9)
    assert enough_from(sure[:, ::-1], truth, sure) == NEVER
