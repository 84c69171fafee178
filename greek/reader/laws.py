"""Laws, decrees, gazettes and decisions: "ν. 3463/2006", "ΦΕΚ Α΄ 87", "ΚΥΑ 19803 ΕΞ 2025", "Κανονισμός (ΕΕ) 2016/679"."""

from __future__ import annotations

import re

from greek.folding import fold
from greek.numerals import cardinal
from greek.reader.context import words_before
from greek.reader.letters import GREEK_LETTERS
from greek.reader.numbers import say
from greek.reader.shield import Rule

# Nominative, genitive, accusative of what an abbreviation stands for.
_KINDS = {
    "ν": ("νόμος", "νόμου", "νόμο"), "πδ": ("προεδρικό διάταγμα", "προεδρικού διατάγματος", "προεδρικό διάταγμα"),
    "βδ": ("βασιλικό διάταγμα", "βασιλικού διατάγματος", "βασιλικό διάταγμα"),
    "νδ": ("νομοθετικό διάταγμα", "νομοθετικού διατάγματος", "νομοθετικό διάταγμα"),
    "κυα": ("κοινή υπουργική απόφαση", "κοινής υπουργικής απόφασης", "κοινή υπουργική απόφαση"),
    "υα": ("υπουργική απόφαση", "υπουργικής απόφασης", "υπουργική απόφαση"),
    "φεκ": ("φεκ", "φεκ", "φεκ"),
    "αν": ("αναγκαστικός νόμος", "αναγκαστικού νόμου", "αναγκαστικό νόμο"),
}  # fmt: skip
_KIND = (
    r"(?P<kind>[Νν]\.|[Νν](?=\s?\d)|Π\.\s?Δ\.|ΠΔ|π\.\s?δ\.|Β\.\s?Δ\.|ΒΔ|β\.\s?δ\.|Ν\.\s?Δ\.|ΝΔ|Α\.\s?Ν\.|ΑΝ|Κ\.Υ\.Α\.|ΚΥΑ"
    r"|Υ\.Α\.|ΥΑ|ΦΕΚ|Φ\.Ε\.Κ\.)"
)
_SERIES = r"(?P<letter>[ΑΒΓΔABΥ](?:['’΄´ʹ]|(?=\s\d)))"
LAW = re.compile(rf"(?<![\w.]){_KIND}\s?(?:{_SERIES}\s?)?(?P<number>\d[\d.]*)(?:/(?P<year>\d{{4}}|\d{{2}})(?![\d-]))?(?!\w|,\d)")
NAMED_LAW = re.compile(r"(?:(?<=[Νν]όμος )|(?<=[Νν]όμου )|(?<=[Νν]όμο ))(?P<number>\d{1,5})/(?P<year>\d{2}|\d{4})(?!\d)")
GAZETTE = re.compile(
    r"(?<!\w)ΦΕΚ\s?(?P<number>\d+)\s?/?\s?τ?\.?\s?(?P<letter>[ΑΒΓΔAB])[΄'’´]?(?=\s?/|\s|\)|$|,)(?:\s?/\s?(?P<year>\d{4})(?!\d))?"
)
UNION = re.compile(r"\((ΕΕ|ΕΚ|ΕΟΚ)\)")
_UNIONS = {"ΕΕ": "έψιλον έψιλον", "ΕΚ": "έψιλον κάπα", "ΕΟΚ": "εόκ"}
_LATIN_SERIES = {"A": "Α", "B": "Β"}


def _year(text: str) -> str:
    return cardinal(int(text)) if len(text) == 4 else cardinal(1900 + int(text) if int(text) > 40 else 2000 + int(text))


def law(match: re.Match[str]) -> str | None:
    kind = fold(re.sub(r"[.\s]", "", match["kind"]))
    before = [fold(word) for word in words_before(match)]
    last = before[-1] if before else ""
    if kind == "αν" and match["kind"] == "ΑΝ" and not match["year"]:
        return None
    # "άρθρο 279 ν. 3463/2006": of the law.
    if re.search(r"(?:άρθρ|παρ|εδ)[^\s,;·]*\s+(?:\d+|\S)\s+$", match.string[: match.start()]):
        return "του " + _said(match, kind, "του")
    return _said(match, kind, last)


def _said(match: re.Match[str], kind: str, last: str) -> str:
    nominative, genitive, accusative = _KINDS[kind]
    name = (
        genitive
        if last in ("του", "τησ")
        else accusative
        if last in ("τον", "στον", "με", "απο", "για", "την", "στην", "κατα")
        else nominative
    )
    series = match["letter"]
    letter = f" {GREEK_LETTERS[_LATIN_SERIES.get(series[0], series[0])]}" if series else ""
    year = f" του {_year(match['year'])}" if match["year"] else ""
    number = match["number"].rstrip(".")
    return f"{name}{letter} {say(number) if re.fullmatch(r'[0-9.]+', number) else number}{year}" + (
        "." if match["number"].endswith(".") else ""
    )


def named_law(match: re.Match[str]) -> str:
    return f"{cardinal(int(match['number']))} του {_year(match['year'])}"


def gazette(match: re.Match[str]) -> str:
    letter = _LATIN_SERIES.get(match["letter"], match["letter"])
    year = f" του {_year(match['year'])}" if match["year"] else ""
    return f"φεκ {cardinal(int(match['number']))} τεύχος {GREEK_LETTERS[letter]}{year}"


RULES: tuple[Rule, ...] = (
    (GAZETTE, gazette), (LAW, law), (NAMED_LAW, named_law), (UNION, lambda match: _UNIONS[match[1]]),
)  # fmt: skip
