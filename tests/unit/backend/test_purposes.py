"""What a certificate is for, as it is printed."""

from __future__ import annotations

import pytest

from backend.services.purposes import LONGEST, purpose_of, without_for


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("gia trapeza", "τράπεζα"),
        ("gia thn trapeza", "την τράπεζα"),
        ("GIA TRAPEZA", "τράπεζα"),
        ("gia ton OAED", "τον ΟΑΕΔ"),
        ("eggrafh sto panepisthmio", "εγγραφή στο πανεπιστήμιο"),
        ("proslipsi", "πρόσληψη"),
        ("gia ton thalamo mou", "τον θαλαμο μου"),
        ("για τραπεζα", "τράπεζα"),
        ("Για την τράπεζα.", "την τράπεζα"),
        ("ΓΙΑ ΤΟΝ ΔΙΑΓΩΝΙΣΜΟ", "ΤΟΝ ΔΙΑΓΩΝΙΣΜΟ"),
        ("σχολείο", "σχολείο"),
        ("πρόγραμμα Erasmus", "πρόγραμμα Erasmus"),
        ("gia to Erasmus", "το Erasmus"),
        ("Erasmus", "Erasmus"),
        ("for the bank", "for the bank"),
        ("για", "για"),
        ("  ", None),
        (None, None),
    ],
)
def test_a_purpose_as_it_is_printed(said: str | None, printed: str | None) -> None:
    assert purpose_of(said) == printed


def test_what_staff_write_keeps_its_letters() -> None:
    assert without_for(" για  Erasmus Plus. ") == "Erasmus Plus" and without_for(" ") is None
    assert len(without_for("α" * 500) or "") == LONGEST
