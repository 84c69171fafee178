"""Parts of an official page: the Greek fonts, the round seal, the QR code, the mark across a sample."""

from __future__ import annotations

import importlib.util
import math
import unicodedata
from functools import lru_cache
from pathlib import Path

import segno
from fpdf import FPDF

INK = (21, 35, 43)
SOFT = (90, 104, 112)
LINE = (201, 212, 217)
PRIMARY = (11, 90, 112)
_FONTS = {("serif", ""): "DejaVuSerif", ("serif", "B"): "DejaVuSerif-Bold", ("sans", ""): "DejaVuSans", ("sans", "B"): "DejaVuSans-Bold"}


@lru_cache
def font_folder() -> Path:
    """DejaVu as matplotlib ships it, found without importing matplotlib."""
    spec = importlib.util.find_spec("matplotlib")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("matplotlib is missing; it brings the Greek fonts: pip install matplotlib")
    return Path(spec.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf"


def add_fonts(pdf: FPDF) -> None:
    """Makes families `serif` and `sans` (regular, bold) known; only the letters in use are embedded."""
    for (family, style), name in _FONTS.items():
        pdf.add_font(family, style, font_folder() / f"{name}.ttf")


def capitals(text: str) -> str:
    """Greek capitals as they are printed: without accents, with dialytika."""
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if letter != "\u0301")
    return unicodedata.normalize("NFC", bare).upper()


def draw_qr(pdf: FPDF, text: str, x: float, y: float, size: float) -> None:
    """A QR code of `text` as vectors, `size` millimetres wide; the quiet zone around it is the caller's."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    module = size / len(rows)
    pdf.set_fill_color(0, 0, 0)
    for line, row in enumerate(rows):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                # A hair wider than the module, or viewers show white seams.
                pdf.rect(x + start * module, y + line * module, (end - start) * module + 0.01, module + 0.01, style="F")
            start = end + 1


def draw_seal(pdf: FPDF, x: float, y: float, radius: float, above: str, below: str, middle: list[str]) -> None:
    """A round seal with its centre at (x, y): `above` and `below` written between two rings, the lines of `middle` inside."""
    pdf.set_draw_color(*PRIMARY)
    pdf.set_text_color(*PRIMARY)
    for ring, width in ((radius, 0.5), (radius - 1.0, 0.2), (radius * 0.66, 0.2)):
        pdf.set_line_width(width)
        pdf.circle(x, y, ring)
    pdf.set_font("sans", "B", 6.2)
    inner, outer = radius * 0.66, radius - 1.0
    letter = pdf.font_size * 0.73  # height of a capital
    gap = (outer - inner - letter) / 2
    _write_arc(pdf, x, y, inner + gap, above, upper=True)
    _write_arc(pdf, x, y, outer - gap, below, upper=False)
    for side in (-1, 1):
        pdf.set_fill_color(*PRIMARY)
        pdf.circle(x + side * (inner + outer) / 2, y, 0.5, style="F")
    for number, line in enumerate(middle):
        pdf.set_font("sans", "B" if number == 0 else "", 7 if number == 0 else 6)
        pdf.text(x - pdf.get_string_width(line) / 2, y - 0.6 + number * 3.6, line)


def draw_across(pdf: FPDF, text: str) -> None:
    """Pale letters from corner to corner of the page."""
    pdf.set_font("sans", "B", 110)
    pdf.set_text_color(*PRIMARY)
    width = pdf.get_string_width(text)
    centre_x, centre_y = pdf.w / 2, pdf.h / 2
    with pdf.local_context(fill_opacity=0.07), pdf.rotation(52, centre_x, centre_y):
        pdf.text(centre_x - width / 2, centre_y + 14, text)


def _write_arc(pdf: FPDF, x: float, y: float, radius: float, text: str, *, upper: bool) -> None:
    """Writes `text` on a circle, centred at its top (`upper`) or its bottom, always upright for the reader."""
    spacing = 0.45
    widths = [pdf.get_string_width(letter) + spacing for letter in text]
    turn = 1 if upper else -1
    angle = -turn * (math.pi / 2 + sum(widths) / (2 * radius))
    for letter, width in zip(text, widths, strict=True):
        middle = angle + turn * width / (2 * radius)
        left, base = x + radius * math.cos(middle), y + radius * math.sin(middle)
        with pdf.rotation(-math.degrees(middle) - turn * 90, left, base):
            pdf.text(left - (width - spacing) / 2, base, letter)
        angle += turn * width / radius
