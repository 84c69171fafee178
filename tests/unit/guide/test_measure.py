"""How the guide is measured and fitted: intervals, files that stay apart, weights that learn what they are shown."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from backend.services import content
from backend.services.retrieval.seed import read_articles
from backend.settings import ROOT
from bench.guide import FROZEN, QUESTIONS, interval, read_questions, row
from bench.guide_fit import ABSENT, Examples, crossvalidate, learn
from greek.folding import fold

SLUGS = {article.slug for article in read_articles(content.FOLDER / "articles")}


def _keys(questions: list[str]) -> set[str]:
    return {"".join(letter for letter in fold(question) if letter.isalnum()) for question in questions}


def test_the_interval_of_a_share() -> None:
    assert interval(0.859, 99) == "85.9 (78-91)"
    assert interval(1.0, 24) == "100.0 (86-100)"
    assert interval(0.0, 0) == "-"


def test_refusals_are_counted_among_the_absent_and_the_rest_among_the_present() -> None:
    counted = {"n": 10, "absent": 4, "hit_at_1": 0.5, "hit_at_3": 1.0, "refusal_when_absent": 0.75, "false_refusals": 0.0}
    line = row("some", {**counted, "wrong_answers": 0.5, "p50_ms": 1.0, "p95_ms": 2.0})
    assert line["hit@1"] == interval(0.5, 6)
    assert line["refused when absent"] == interval(0.75, 4)


def test_at_least_190_questions_are_measured_and_a_quarter_of_them_are_absent() -> None:
    questions = [pair for name in FROZEN for pair in read_questions(QUESTIONS / name)]
    absent = sum(slug == ABSENT for _, slug in questions)
    assert len(questions) >= 190
    assert 4 * absent >= len(questions)
    assert not {slug for _, slug in questions} - SLUGS - {ABSENT}


def test_nothing_measured_is_learnt_from() -> None:
    """Only numbers in the message: the frozen rows are not to be seen."""
    frozen = _keys([question for name in FROZEN for question, _ in read_questions(QUESTIONS / name)])
    asked = _keys([question for article in read_articles(content.FOLDER / "articles") for question in article.questions])
    development = _keys([question for path in QUESTIONS.glob("questions_dev*.tsv") for question, _ in read_questions(path)])
    # One of the test questions is, word for word, what an article asked before it was measured; no further one may be.
    shared_with_development, shared = len(frozen & development), len(frozen & (asked | development))
    assert shared_with_development == 0
    assert shared <= 1


def test_the_rows_of_a_frozen_file_are_not_shown() -> None:
    command = [sys.executable, "-m", "bench.guide", "--text-only", "--misses", "--set", str(QUESTIONS / FROZEN[0])]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 2
    assert "->" not in told.stdout


def _made_up() -> Examples:
    """The right article has more of feature 0; feature 1 is noise; one question in four has no article."""
    random = np.random.default_rng(3)
    near = random.uniform(0, 0.4, (200, 12, 2))
    wanted = np.where(np.arange(200) % 4 == 0, 12, 0)
    near[wanted == 0, 0, 0] += 0.5
    return Examples(near, wanted)


def test_the_fit_learns_what_tells() -> None:
    of, _ = learn(_made_up())
    assert of[0] > 3 * of[1]


def test_crossvalidation_tells_what_a_threshold_costs() -> None:
    lines = crossvalidate(_made_up())
    assert max(hit for _, hit, _, _ in lines) > 0.95
    thresholds, _, refused, absent = zip(*lines, strict=True)
    assert list(thresholds) == sorted(thresholds)
    assert list(refused) == sorted(refused) and list(absent) == sorted(absent)
