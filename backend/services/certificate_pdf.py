"""The certificate on paper: A4, Greek, with the municipality's heading, seal, QR and verification code."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fpdf import FPDF
from fpdf.enums import TextEmphasis
from fpdf.fonts import FontFace

from backend.services.pdf_marks import INK, LINE, PRIMARY, SOFT, add_fonts, capitals, draw_across, draw_qr, draw_seal
from backend.services.texts import greek_date, local

MUNICIPALITY = "Δήμος Κομοτηνής"
ADDRESS = "Πλατεία Βιζυηνού 1, 691 00 Κομοτηνή"
SAMPLE_MARK = "ΔΕΙΓΜΑ"
_MARGIN = 22.0
_BOTTOM = 20.0
_FOOT = 44.0  # height of the block with seal and QR
_PAGES = "∑"  # stands for the number of pages; as wide as a digit, so that the line ends at the margin


class _Page(FPDF):
    """A4 with the mark across and the page's foot on each page."""

    def __init__(self, protocol: str, *, sample: bool) -> None:
        super().__init__(format="A4")
        self.protocol, self.sample = protocol, sample
        self.set_margins(_MARGIN, 20, _MARGIN)
        self.c_margin = 0.0
        self.set_auto_page_break(True, margin=_BOTTOM)
        self.alias_nb_pages(_PAGES)
        add_fonts(self)

    def header(self) -> None:
        if self.sample:
            draw_across(self, SAMPLE_MARK)

    def footer(self) -> None:
        self.set_y(-16)
        self.set_font("sans", "", 7)
        self.set_text_color(*SOFT)
        notice = "Δείγμα με επινοημένα στοιχεία· δεν έχει καμία ισχύ." if self.sample else f"{MUNICIPALITY}, {ADDRESS}"
        self.cell(self.epw / 2, 4, notice)
        self.cell(self.epw / 2, 4, f"{self.protocol} · σελίδα {self.page_no()} από {_PAGES}", align="R")


def render(content: dict[str, Any], *, protocol: str, issued_at: datetime, code: str, verify_url: str) -> bytes:
    """The PDF file. `content` is as `certificate_text.content_of` makes it; the same input gives the same text."""
    pdf = _Page(protocol, sample=bool(content["sample"]))
    pdf.set_title(f"{content['title']} – {protocol}")
    pdf.set_author(MUNICIPALITY)
    pdf.set_lang("el-GR")
    pdf.set_creation_date(local(issued_at))
    pdf.add_page()
    _heading(pdf, content["office"], protocol, issued_at)
    _title(pdf, content["title"])
    _paragraph(pdf, content["statement"])
    _lines(pdf, content["lines"])
    if content["table"]:
        _table(pdf, content["table"])
    purpose = content["purpose"]
    _paragraph(
        pdf, f"Το έγγραφο εκδίδεται ύστερα από αίτηση, για: {purpose}." if purpose else "Το έγγραφο εκδίδεται για κάθε νόμιμη χρήση."
    )
    _foot(pdf, issued_at, code, verify_url)
    return bytes(pdf.output())


def _heading(pdf: FPDF, office: str, protocol: str, issued_at: datetime) -> None:
    top = pdf.get_y()
    pdf.set_text_color(*PRIMARY)
    pdf.set_font("serif", "B", 11)
    pdf.cell(100, 5.6, "ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("serif", "B", 14)
    pdf.cell(100, 7.2, capitals(MUNICIPALITY), new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("sans", "", 8.5)
    pdf.set_text_color(*SOFT)
    for line in (office, ADDRESS):
        pdf.cell(100, 4.4, line, new_x="LMARGIN", new_y="NEXT")
    bottom = pdf.get_y() + 3
    _beside(pdf, top + 1, [("Κομοτηνή", greek_date(issued_at)), ("Αρ. πρωτοκόλλου", protocol)])
    pdf.set_draw_color(*PRIMARY)
    pdf.set_line_width(0.6)
    pdf.line(_MARGIN, bottom, pdf.w - _MARGIN, bottom)
    pdf.set_y(bottom + 14)


def _beside(pdf: FPDF, top: float, pairs: list[tuple[str, str]]) -> None:
    """Label over value, at the right end of the heading."""
    pdf.set_y(top)
    for label, value in pairs:
        pdf.set_font("sans", "", 7.5)
        pdf.set_text_color(*SOFT)
        pdf.cell(0, 3.8, label, align="R", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("sans", "B", 9.5)
        pdf.set_text_color(*INK)
        pdf.cell(0, 5.4, value, align="R", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(1)


def _title(pdf: FPDF, title: str) -> None:
    pdf.set_font("serif", "B", 15)
    pdf.set_text_color(*INK)
    pdf.multi_cell(0, 8, capitals(title), align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(8)


def _paragraph(pdf: FPDF, text: str) -> None:
    pdf.set_font("serif", "", 11)
    pdf.set_text_color(*INK)
    pdf.multi_cell(0, 6.6, text, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(5)


def _lines(pdf: FPDF, lines: list[list[str]]) -> None:
    """The register's lines: label and value, a hair line under each."""
    if not lines:
        return
    _hair(pdf)
    with pdf.table(
        col_widths=(38, 62), borders_layout="HORIZONTAL_LINES", line_height=5.6, padding=(1.3, 0, 1.3, 0), first_row_as_headings=False
    ) as table:
        for label, value in lines:
            row = table.row()
            row.cell(label, style=FontFace(family="sans", size_pt=9, color=SOFT))
            row.cell(value, style=FontFace(family="serif", size_pt=11, color=INK))
    pdf.ln(6)


def _table(pdf: FPDF, content: dict[str, Any]) -> None:
    """Relatives or spouses."""
    _hair(pdf)
    widths = (20, 38, 24, 18) if content["head"][0] in ("Σχέση", "Συγγένεια") else (34, 24, 24, 18)
    heading = FontFace(family="sans", size_pt=8, color=SOFT, emphasis=TextEmphasis.NONE)
    pdf.set_font("serif", "", 10)
    with pdf.table(
        col_widths=widths, borders_layout="HORIZONTAL_LINES", line_height=5.2, padding=(1.3, 1, 1.3, 0), headings_style=heading, align="L"
    ) as table:
        for cells in (content["head"], *content["rows"]):
            row = table.row()
            for cell in cells:
                row.cell(str(cell))
    pdf.ln(6)


def _hair(pdf: FPDF) -> None:
    pdf.set_draw_color(*LINE)
    pdf.set_line_width(0.2)
    pdf.set_text_color(*INK)


def _foot(pdf: FPDF, issued_at: datetime, code: str, verify_url: str) -> None:
    """Seal on the right, QR and code on the left, at the bottom of the last page."""
    if pdf.get_y() > pdf.h - _BOTTOM - _FOOT:
        pdf.add_page()
    top = pdf.h - _BOTTOM - _FOOT
    sample = [SAMPLE_MARK] if getattr(pdf, "sample", False) else ["ΕΚΔΟΘΗΚΕ"]
    draw_seal(pdf, pdf.w - _MARGIN - 20, top + 21, 19, "ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ", "ΔΗΜΟΣ ΚΟΜΟΤΗΝΗΣ", [*sample, f"{local(issued_at):%d/%m/%Y}"])
    draw_qr(pdf, verify_url, _MARGIN, top + 4, 34)
    x = _MARGIN + 40
    for text, family, style, size, colour, gap in (
        ("Κωδικός επαλήθευσης", "sans", "", 8, SOFT, 4.2),
        (f"{code[:4]} {code[4:]}", "sans", "B", 15, INK, 8.2),
        ("Η γνησιότητα του εγγράφου ελέγχεται", "sans", "", 8, SOFT, 4.2),
        ("σαρώνοντας το QR ή στη διεύθυνση", "sans", "", 8, SOFT, 4.2),
        (verify_url.partition("://")[2], "sans", "B", 8, PRIMARY, 5),
    ):
        pdf.set_font(family, style, size)
        pdf.set_text_color(*colour)
        pdf.set_xy(x, top + 8)
        pdf.cell(78, gap, text, link=verify_url if colour == PRIMARY else "")
        top += gap
