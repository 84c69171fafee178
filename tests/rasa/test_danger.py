"""What the classifier makes of its own ranking where danger is named, or only spoken of in a figure."""

from __future__ import annotations

import pytest

from nlu.components.classifier import DANGER, with_danger

RANKING = (("goodbye", 0.6), (DANGER, 0.3), ("inform", 0.1))


@pytest.mark.parametrize("text", ["θα αυτοκτονήσω", "δεν αντέχω άλλο να ζω", "έμφραγμα", "fotia"])
def test_what_can_be_nothing_else_comes_first(text: str) -> None:
    ranking = with_danger(text, RANKING)
    assert ranking[0][0] == DANGER and ranking[0][1] >= 0.9
    assert sum(chance for _, chance in ranking) == pytest.approx(1.0) and len(ranking) == 3


def test_a_figure_of_speech_is_none() -> None:
    ranking = with_danger("καίει ο ήλιος", ((DANGER, 0.9), ("out_of_scope", 0.06), ("inform", 0.04)))
    assert ranking == (("out_of_scope", pytest.approx(0.6)), ("inform", pytest.approx(0.4)))


def test_everything_else_stays_as_it_was() -> None:
    assert with_danger("κάηκε η λάμπα στην ορφέως", RANKING) == RANKING
