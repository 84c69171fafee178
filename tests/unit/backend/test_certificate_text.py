"""Certificates speak of women and men rightly."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from backend.models import Citizen, CivilRecord
from backend.services.certificate_text import content_of
from backend.services.certificate_types import certificate_type


def _citizen(sex: str) -> Citizen:
    first, last = ("Μαρία", "Ιωαννίδου") if sex == "f" else ("Νίκος", "Ιωαννίδης")
    return Citizen(
        first_name=first, last_name=last, sex=sex, birth_date=date(1985, 4, 12), address="Ορφέως 12", father_name="Στέφανος", sample=True
    )


def _statement(kind: str, sex: str, **data: Any) -> str:
    record = CivilRecord(certificate_type=kind, act="45/1", data=data)
    return str(content_of(certificate_type(kind), _citizen(sex), record, purpose=None)["statement"])


@pytest.mark.parametrize(
    ("kind", "sex", "data", "words"),
    [
        ("οικογενειακής κατάστασης", "f", {}, ["η Μαρία Ιωαννίδου είναι εγγεγραμμένη", "οικογενειακή της κατάσταση", "μερίδα 45/1"]),
        ("οικογενειακής κατάστασης", "m", {}, ["ο Νίκος Ιωαννίδης είναι εγγεγραμμένος", "οικογενειακή του κατάσταση"]),
        ("εντοπιότητας", "f", {"since": "1985-04-16"}, ["δημότισσα", "εγγεγραμμένη", "από τις 16 Απριλίου 1985"]),
        ("εντοπιότητας", "m", {"since": "1985-04-16"}, ["είναι δημότης", "εγγεγραμμένος"]),
        ("μόνιμης κατοικίας", "f", {"since": "2011-10-01"}, ["η Μαρία Ιωαννίδου κατοικεί", "από την 1η Οκτωβρίου 2011", "Ορφέως 12"]),
        ("μητρώου αρρένων", "m", {"year": "1985"}, ["ο Νίκος Ιωαννίδης", "έτους 1985", "αριθμό 45/1"]),
        (
            "πλησιεστέρων συγγενών",
            "f",
            {"deceased": {"name": "Α. Β.", "sex": "m", "date": "2024-02-17"}},
            ["ο Α. Β., που απεβίωσε στις 17 Φεβρουαρίου"],
        ),
        (
            "πλησιεστέρων συγγενών",
            "m",
            {"deceased": {"name": "Γ. Δ.", "sex": "f", "date": "2024-05-01"}},
            ["η Γ. Δ., που απεβίωσε την 1η Μαΐου"],
        ),
        ("γέννησης", "f", {}, ["πράξη γέννησης με αριθμό 45/1"]),
        ("γάμου", "f", {}, ["πράξη γάμου με αριθμό 45/1"]),
        ("θανάτου", "f", {}, ["πράξη θανάτου με αριθμό 45/1"]),
    ],
)
def test_statement(kind: str, sex: str, data: dict[str, Any], words: list[str]) -> None:
    statement = _statement(kind, sex, **data)
    assert all(word in statement for word in words), statement


def test_lines_of_the_holder_leave_out_what_is_unknown() -> None:
    record = CivilRecord(certificate_type="γέννησης", act="1/1985", data={"lines": [["Τόπος βάπτισης", "Κομοτηνή"]]})
    content = content_of(certificate_type("γέννησης"), _citizen("f"), record, purpose="διορισμός")
    labels = [label for label, _ in content["lines"]]
    assert labels == ["Επώνυμο", "Όνομα", "Όνομα πατέρα", "Ημερομηνία γέννησης", "Τόπος βάπτισης"]
    assert content["purpose"] == "διορισμός" and content["sample"] is True and content["table"] is None


def test_a_death_act_is_not_about_its_holder() -> None:
    record = CivilRecord(certificate_type="θανάτου", act="1/2024", data={"lines": [["Ονοματεπώνυμο θανόντος", "Α. Β."]]})
    assert content_of(certificate_type("θανάτου"), _citizen("f"), record, purpose=None)["lines"] == [["Ονοματεπώνυμο θανόντος", "Α. Β."]]
