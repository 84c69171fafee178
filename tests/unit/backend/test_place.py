"""Places: how they read, how far apart they are, what is refused."""

from __future__ import annotations

import pytest

from backend.errors import InvalidInput
from backend.services.place import Place, house_number, metres_between


@pytest.mark.parametrize(
    ("place", "label"),
    [
        (Place(street="Ορφέως", street_number="12"), "Ορφέως 12"),
        (Place(street="Ορφέως"), "Ορφέως"),
        (Place(street="Ορφέως", street_number="12", area="Ήφαιστος", landmark="ΚΤΕΛ"), "Ορφέως 12, Ήφαιστος, κοντά: ΚΤΕΛ"),
        (Place(landmark="κάστρο"), "κάστρο"),
        (Place(text="πίσω από το σχολείο"), "πίσω από το σχολείο"),
        (Place(latitude=41.117, longitude=25.401), "σημείο στον χάρτη 41.11700, 25.40100"),
        (Place(), "χωρίς σημείο"),
    ],
)
def test_label(place: Place, label: str) -> None:
    assert place.label() == label
    assert place.is_known == (label != "χωρίς σημείο")


def test_distance_in_metres() -> None:
    one, other = Place(latitude=41.117, longitude=25.401), Place(latitude=41.118, longitude=25.401)
    assert metres_between(one, other) == pytest.approx(111.2, abs=0.2)
    assert metres_between(one, one) == 0
    assert metres_between(one, Place(street="Ορφέως")) is None


@pytest.mark.parametrize(("number", "value"), [("12", 12), ("12Α", 12), (" 7-9", 7), ("", None), (None, None), ("άνευ", None)])
def test_house_number(number: str | None, value: int | None) -> None:
    assert house_number(Place(street="Ορφέως", street_number=number)) == value


@pytest.mark.parametrize(
    "place",
    [
        Place(latitude=41.1),
        Place(longitude=25.4),
        Place(latitude=91, longitude=0),
        Place(latitude=0, longitude=-181),
        Place(latitude=float("nan"), longitude=25),
    ],
)
def test_impossible_coordinates_are_refused(place: Place) -> None:
    with pytest.raises(InvalidInput):
        place.checked()


def test_long_words_are_cut_to_what_the_register_holds() -> None:
    checked = Place(street="Ο" * 500, text="λέξη " * 200, street_number="1" * 40).checked()
    assert len(checked.street or "") == 80 and len(checked.text or "") <= 300 and len(checked.street_number or "") == 12
