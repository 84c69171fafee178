"""What the classifier makes of its own ranking where danger is named, or only spoken of in a figure."""

from __future__ import annotations

import pytest

from nlu.components.classifier import DANGER, weighed, with_anything, with_danger

RANKING = (("goodbye", 0.6), (DANGER, 0.3), ("inform", 0.1))


@pytest.mark.parametrize("text", ["θα αυτοκτονήσω", "δεν αντέχω άλλο να ζω", "έμφραγμα", "fotia"])
def test_what_can_be_nothing_else_comes_first(text: str) -> None:
    ranking = with_danger(text, RANKING)
    assert ranking[0][0] == DANGER and ranking[0][1] >= 0.9
    assert sum(chance for _, chance in ranking) == pytest.approx(1.0) and len(ranking) == 3


def test_a_figure_of_speech_is_none() -> None:
    ranking = with_danger("καίει ο ήλιος", ((DANGER, 0.9), ("out_of_scope", 0.06), ("inform", 0.04)))
    assert ranking == (("out_of_scope", pytest.approx(0.6)), ("inform", pytest.approx(0.4)))


def test_what_the_model_doubts_the_signs_decide() -> None:
    doubtful = (("report_problem", 0.78), (DANGER, 0.15), ("inform", 0.07))
    raised = with_danger("πήρε φωτιά η κουζίνα, ελάτε", doubtful)
    assert raised[0][0] == DANGER and sum(chance for _, chance in raised) == pytest.approx(1.0)
    assert dict(raised)["report_problem"] / dict(raised)["inform"] == pytest.approx(0.78 / 0.07)


@pytest.mark.parametrize(
    "text",
    [
        "κάηκε η αποθήκη μου πέρσι, τι αποζημίωση δικαιούμαι;",
        "κάηκε η λάμπα στην ορφέως",
        "πότε γίνεται η άσκηση για φωτιά;",
        "δεν κινδυνεύει κανείς",
    ],
)
def test_what_only_sounds_so_is_lowered(text: str) -> None:
    lowered = with_danger(text, ((DANGER, 0.7), ("report_problem", 0.2), ("inform", 0.1)))
    assert lowered[0][0] == "report_problem" and sum(chance for _, chance in lowered) == pytest.approx(1.0)


def test_a_model_that_never_heard_of_it_is_overruled() -> None:
    assert with_danger("δεν αναπνέει το μωρό, ελάτε γρήγορα", (("inform", 1.0), (DANGER, 0.0)))[0][0] == DANGER


def test_everything_else_stays_as_it_was() -> None:
    ranking = (("request_certificate", 0.9), ("inform", 0.08), (DANGER, 0.02))
    assert with_danger("θέλω πιστοποιητικό γέννησης", ranking) == ranking


def test_a_ranking_of_nothing_but_danger_stays() -> None:
    assert with_danger("θέλω πιστοποιητικό γέννησης", ((DANGER, 1.0),)) == ((DANGER, 1.0),)


def test_what_is_not_ours_counts_more_than_it_stands_in_the_files() -> None:
    doubtful = (("ask_fee", 0.5), ("out_of_scope", 0.2), ("inform", 0.3))
    ranking = with_anything(doubtful)
    assert ranking[0][0] == "out_of_scope" and sum(chance for _, chance in ranking) == pytest.approx(1.0)
    assert dict(ranking)["ask_fee"] / dict(ranking)["inform"] == pytest.approx(0.5 / 0.3)
    assert with_anything((("ask_fee", 0.97), ("out_of_scope", 0.03)))[0][0] == "ask_fee", "what is surely ours stays"


def test_danger_is_looked_for_after_that() -> None:
    assert weighed("πήρε φωτιά η κουζίνα, ελάτε", (("out_of_scope", 0.6), (DANGER, 0.4)))[0][0] == DANGER
