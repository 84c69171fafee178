"""The PDF: its text, its mark, its pages."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from pypdf import PdfReader

from backend.services.certificate_pdf import render
from backend.services.pdf_marks import capitals, font_folder

CONTENT: dict[str, Any] = {
    "title": "Πιστοποιητικό οικογενειακής κατάστασης",
    "office": "Δημοτολόγιο",
    "statement": "Πιστοποιείται ότι η Μαρία Ιωαννίδου είναι εγγεγραμμένη στο Δημοτολόγιο.",
    "lines": [["Επώνυμο", "Ιωαννίδου"], ["Όνομα", "Μαρία"]],
    "table": {"head": ["Σχέση", "Ονοματεπώνυμο", "Όνομα πατέρα", "Γέννηση"], "rows": [["Τέκνο", "Άννα Ιωαννίδου", "Νικόλαος", "4/2/2014"]]},
    "purpose": "διορισμός",
    "sample": True,
}


def _pdf(**changes: Any) -> PdfReader:
    data = render(
        {**CONTENT, **changes},
        protocol="ΠΙΣ-2026-000001",
        issued_at=datetime(2026, 3, 2, 22, 30, tzinfo=UTC),
        code="BKMT7QW4",
        verify_url="https://assistant.example.org/verify/BKMT7QW4",
    )
    return PdfReader(io.BytesIO(data))


def test_everything_that_must_be_on_the_page_is_there() -> None:
    page = _pdf().pages[0]
    text = " ".join(page.extract_text().split())
    for words in (
        "ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ", "ΔΗΜΟΣ ΚΟΜΟΤΗΝΗΣ", "ΠΙΣΤΟΠΟΙΗΤΙΚΟ ΟΙΚΟΓΕΝΕΙΑΚΗΣ ΚΑΤΑΣΤΑΣΗΣ", "η Μαρία Ιωαννίδου",
        "Άννα Ιωαννίδου", "για: διορισμός",
        "3 Μαρτίου 2026", "ΠΙΣ-2026-000001", "BKMT 7QW4", "assistant.example.org/verify/BKMT7QW4", "σελίδα 1 από 1",
    ):  # fmt: skip
        assert words in text, words
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


def test_a_sample_is_marked_and_a_real_one_is_not() -> None:
    assert "ΔΕΙΓΜΑ" in _pdf().pages[0].extract_text() and "δεν έχει καμία ισχύ" in _pdf().pages[0].extract_text()
    real = _pdf(sample=False).pages[0].extract_text()
    assert "ΔΕΙΓΜΑ" not in real and "δεν έχει καμία ισχύ" not in real and "ΕΚΔΟΘΗΚΕ" in real


def test_a_large_family_goes_on_to_a_second_page() -> None:
    pages = _pdf(table={**CONTENT["table"], "rows": CONTENT["table"]["rows"] * 20}).pages
    assert len(pages) == 2 and "BKMT 7QW4" in pages[1].extract_text() and "ΔΕΙΓΜΑ" in pages[1].extract_text()


def test_without_a_purpose_it_serves_any_lawful_use() -> None:
    assert "για κάθε νόμιμη χρήση" in _pdf(purpose=None).pages[0].extract_text()


def test_document_properties() -> None:
    reader = _pdf()
    assert reader.metadata and "ΠΙΣ-2026-000001" in (reader.metadata.title or "")
    assert reader.trailer["/Root"]["/Lang"] == "el-GR"


@pytest.mark.parametrize(
    ("text", "printed"), [("Δήμος Κομοτηνής", "ΔΗΜΟΣ ΚΟΜΟΤΗΝΗΣ"), ("Αϊσέ", "ΑΪΣΕ"), ("προϋπόθεση", "ΠΡΟΫΠΟΘΕΣΗ"), ("μαΐου", "ΜΑΪΟΥ")]
)
def test_capitals_lose_accents_but_not_dialytika(text: str, printed: str) -> None:
    assert capitals(text) == printed


def test_fonts_are_there() -> None:
    assert (font_folder() / "DejaVuSerif.ttf").is_file()
