"""The content files keep what other parts rely on."""

from __future__ import annotations

from datetime import date

import pytest
from stdnum.gr import amka, vat

from backend.errors import InvalidInput
from backend.services import content
from backend.services.certificate_types import certificate_type, certificate_types
from backend.services.problem_categories import categories, category_of

CERTIFICATES = "γέννησης, γάμου, θανάτου, οικογενειακής κατάστασης, πλησιεστέρων συγγενών, εντοπιότητας, μόνιμης κατοικίας, μητρώου αρρένων"
PROBLEMS = (
    "φωτισμός, απορρίμματα, λακκούβες, διαρροή νερού, αποχέτευση, αδέσποτα, εγκαταλελειμμένο όχημα, πάρκα και παιδικές χαρές, "
    "ηχορύπανση, σήμανση, άλλο"
)
CODES = "lighting waste potholes water sewers strays vehicles parks noise signs other"


def test_certificate_types_are_the_eight_of_the_service() -> None:
    assert list(certificate_types()) == CERTIFICATES.split(", ")
    for kind in certificate_types().values():
        assert kind.title and kind.office and kind.everyday and kind.article
        # A cost or a time may be told only with its source.
        assert kind.source_url or not (kind.cost or kind.time or kind.digital_time or kind.law)


def test_problem_categories_are_the_eleven_of_the_service() -> None:
    assert [category.value for category in categories().values()] == PROBLEMS.split(", ")
    assert list(categories()) == CODES.split()
    for category in categories().values():
        assert category.label and category.department and category.expected_days is None
        codes = [attribute.code for attribute in category.attributes]
        assert len(codes) == len(set(codes))
        for attribute in category.attributes:
            assert attribute.datatype in {"string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"}
            assert bool(attribute.values) == attribute.datatype.endswith("list")
            assert all(isinstance(key, str) and isinstance(name, str) for key, name in attribute.values)


def test_names_are_found_by_code_value_and_without_accents() -> None:
    assert category_of("lighting") is category_of("φωτισμός")
    assert certificate_type("γεννησησ").code == "birth" and certificate_type("birth").value == "γέννησης"
    with pytest.raises(InvalidInput):
        category_of("πυρκαγιά")
    with pytest.raises(InvalidInput):
        certificate_type("διαβατηρίου")


def test_sample_citizens_have_right_check_digits_and_fit_their_numbers() -> None:
    rows = content.read("demo_citizens")["citizens"]
    assert len(rows) == 12 and {row["sex"] for row in rows} == {"f", "m"}
    for row in rows:
        assert vat.is_valid(row["afm"]) and row["afm"].startswith("550000"), row["afm"]
        assert amka.is_valid(row["amka"]), row["amka"]
        assert amka.get_gender(row["amka"]).lower() == row["sex"]
        assert row["amka"][:6] == row["birth_date"].strftime("%d%m%y")
        assert isinstance(row["birth_date"], date) and row["birth_date"] < date(2008, 1, 1)
        assert row.get("phone", "+3069000000").startswith("+3069000000")
        assert row.get("email", "x@example.org").endswith("@example.org")
        assert row["sex"] == "m" or all(record["type"] != "μητρώου αρρένων" for record in row["records"])
    held = {record["type"] for row in rows for record in row["records"]}
    assert held == set(certificate_types())
