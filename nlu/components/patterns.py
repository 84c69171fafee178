"""Entities that have a form: numbers of cases and documents, telephone, e-mail, ΑΦΜ, amounts, areas, days, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from greek.dates import find_dates
from greek.digits import digit_runs, find_numbers
from greek.folding import fold
from greek.normal import Normalised
from greek.times import find_times


@dataclass(frozen=True)
class Found:
    """`value` of `entity`; [start, end) counts in the raw message."""

    entity: str
    value: str
    start: int
    end: int


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PREFIX = r"[A-ZΑ-Ω]{2,4}"
_CASE = re.compile(rf"(?<!\w)({_PREFIX})\s?[-–/. ]\s?(20\d\d)\s?[-–/. ]\s?(\d{{1,6}})(?!\w)", re.IGNORECASE)
_ADA = re.compile(r"(?<!\w)(?=[Α-ΩA-Z0-9]*\d)([Α-ΩA-Z0-9]{8,10}-[Α-ΩA-Z0-9]{3})(?!\w)", re.IGNORECASE)
_CODE8 = re.compile(r"(?<![\w@.])(?=[0-9]*[A-Za-z])([A-Za-z0-9]{8})(?![\w@])")
_CODE8_SPACED = re.compile(r"(?<!\w)((?:[A-Z][\s-]){7}[A-Z])(?!\w)")
_ASKS_CODE = re.compile(r"κωδικ|επαληθευ|γνησι|αυθεντικ|ελεγξ|ελεγχ|τσεκ|ισχυ|εγκυρ|γραμματα|γραφει")
_NO_VOWELS = re.compile(r"[^AEIOUY]+")
_TO_GREEK = str.maketrans("ABEZHIKMNOPTYXRSDLG", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧΡΣΔΛΓ")
_PREFIXES = {"PRB": "ΠΡΒ", "PIS": "ΠΙΣ", "ΡΡΒ": "ΠΡΒ", "ΠRB": "ΠΡΒ", "PRV": "ΠΡΒ", "ADE": "ΑΔΕ", "AIT": "ΑΙΤ"}
_WORDS = r"[α-ω]+"
_AMOUNT = re.compile(r"(\d+(?:\.\d{3})*(?:,\d{1,2}|\.\d{2})?)\s?(?:€|ευρω|eur\b)|€\s?(\d+(?:,\d{1,2})?)")
_METRES = re.compile(r"(\d+(?:,\d+)?)\s?(?:τ\.?\s?μ\.?(?!\w)|τετραγωνικα|τετραγωνα|τμ\b|m2|μ2|m²)")
_DAYS = re.compile(r"(\d+)\s?(ημερεσ|ημερα|ημερων|μερεσ|μερα|μερων|εβδομαδεσ|εβδομαδα|εβδομαδων|βδομαδεσ|βδομαδα)\b")
_NAME = re.compile(
    r"\b(?:με λενε|λεγομαι|ονομαζομαι|τ ?ονομα μου ειναι|το ονομα μου ειναι|ονομα:?|την ελεγαν|τον ελεγαν|(?<!δεν )ειμαι (?:ο|η))\s+"
)
_NOT_A_NAME = set(
    "για δεν και που να με στο απο δημοτησ κατοικοσ πολιτησ ιδιοκτητησ ιδια ιδιοσ γειτονισσα γειτονασ μαμα μητερα πατερασ γιοσ κορη".split()
)


def _span(normal: Normalised, start: int, end: int) -> tuple[int, int]:
    return normal.span(start, end)


def emails(normal: Normalised) -> Iterator[Found]:
    """E-mail addresses, as typed."""
    for match in _EMAIL.finditer(normal.raw):
        yield Found("email", match.group().rstrip("."), match.start(), match.end())


def case_numbers(normal: Normalised) -> Iterator[Found]:
    """Protocol numbers in any spelling (prb 2026 123 too), ΑΔΑ, and verification codes of eight letters."""
    for match in _CASE.finditer(normal.raw):
        prefix = fold(match.group(1)).upper()
        prefix = _PREFIXES.get(prefix, prefix.translate(_TO_GREEK))
        yield Found("protocol_number", f"{prefix}-{match.group(2)}-{int(match.group(3)):06d}", match.start(), match.end())
    for match in _ADA.finditer(normal.raw):
        yield Found("protocol_number", match.group().upper(), match.start(), match.end())
    for match in _CODE8.finditer(normal.raw):
        word = match.group(1)
        with_digits = re.search(r"\d", word) is not None
        no_vowels = _NO_VOWELS.fullmatch(word.upper()) is not None
        if no_vowels and (word.isupper() or with_digits or _ASKS_CODE.search(normal.text)):
            yield Found("protocol_number", word.upper(), match.start(), match.end())
        elif word.isupper() and not normal.raw.isupper() and (_ASKS_CODE.search(normal.text) or normal.raw.strip() == word):
            yield Found("protocol_number", word, match.start(), match.end())
    for match in _CODE8_SPACED.finditer(normal.raw):
        yield Found("protocol_number", re.sub(r"[\s-]", "", match.group(1)), match.start(), match.end())


def _afm_check(digits: str) -> bool:
    total = sum(int(digit) << (8 - index) for index, digit in enumerate(digits[:8]))
    return digits != "000000000" and total % 11 % 10 == int(digits[8])


def long_numbers(normal: Normalised) -> Iterator[Found]:
    """Telephone numbers, ΑΦΜ and six-digit case codes, in digits, in groups or spelled out."""
    for run in digit_runs(normal.text):
        digits, start = run.digits, run.start
        before = normal.text[max(0, start - 25) : start]
        if re.search(r"\+\s?$|00$", before):
            before += "+"
        span = _span(normal, start, run.end)
        if len(digits) == 12 and digits.startswith("30") and digits[2] in "26":
            yield Found("phone", digits[2:], span[0] - ("+" in before[-2:]), span[1])
        elif len(digits) == 14 and digits.startswith("0030"):
            yield Found("phone", digits[4:], *span)
        elif len(digits) == 10 and digits[0] in "26":
            yield Found("phone", digits, *span)
        elif len(digits) == 9 and (re.search(r"αφμ|α\.φ\.μ", before) or _afm_check(digits)):
            yield Found("afm", digits, *span)
        elif len(digits) == 6 and not re.match(r"\s?(?:ευρω|€)", normal.text[run.end :]):
            yield Found("protocol_number", digits, *span)


def measures(normal: Normalised) -> Iterator[Found]:
    """Amounts in euro, square metres and days (a week is seven), in digits or words."""
    text = normal.text
    spoken = [number for number in find_numbers(text) if not text[number.start].isdigit()]
    for match in _AMOUNT.finditer(text):
        value = match.group(1) or match.group(2)
        value = value.replace(".", "") if re.search(r"\.\d{3}(?!\d)", value) else value.replace(".", ",")
        yield Found("amount", value, *_span(normal, match.start(), match.end()))
    for match in _METRES.finditer(text):
        yield Found("square_metres", match.group(1), *_span(normal, match.start(), match.end()))
    for match in _DAYS.finditer(text):
        weeks = "βδομαδ" in match.group(2)
        yield Found("days", str(int(match.group(1)) * (7 if weeks else 1)), *_span(normal, match.start(), match.end()))
    for number in spoken:
        unit = re.match(r"\s+(ευρω|τετραγωνικ\w*|ημερ(?:εσ|α|ων)\b|μερ(?:εσ|α|ων)\b|ε?βδομαδ\w+)", text[number.end :])
        if unit:
            word = unit.group(1)
            entity = "amount" if word == "ευρω" else "square_metres" if word.startswith("τετρ") else "days"
            value = number.value * 7 if "βδομαδ" in word else number.value
            yield Found(entity, str(value), *_span(normal, number.start, number.end + unit.end()))


def dates_and_times(normal: Normalised) -> Iterator[Found]:
    """Dates and times as greek.dates and greek.times write them."""
    dates = find_dates(normal.text)
    for date in dates:
        yield Found("date", date.value, *_span(normal, date.start, date.end))
    for time in find_times(normal.text):
        if not any(date.start < time.end and time.start < date.end for date in dates):
            yield Found("time", time.value, *_span(normal, time.start, time.end))


def names(normal: Normalised) -> Iterator[Found]:
    """A person's name after «με λένε» and the like: up to three words, the first name's accusative put into the nominative."""
    for match in _NAME.finditer(normal.text):
        words = []
        end = match.end()
        strict = match.group().startswith(("ειμαι", "ονομα"))
        for word in normal.words:
            if word.start < end or word.start - end > 1 or len(words) == 3:
                continue
            raw = normal.original(word.start, word.end)
            if word.text in _NOT_A_NAME or word.text.isdigit() or ((words or strict) and not raw[:1].isupper()):
                break
            words.append(raw)
            end = word.end
        if words:
            accusative = match.group().startswith(("με λενε", "τον ελεγαν"))
            if accusative and words[0][-1:] in "οόαάηή" and fold(words[0]) in _MASCULINE:
                words[0] += "ς"
            value = " ".join(word if word[:1].isupper() else word.capitalize() for word in words)
            yield Found("name", value, *_span(normal, match.end(), end))


# Accusatives of men's names (Γιώργο, Κώστα, Γιάννη): without a list «Μαρία» and «Κώστα» can't be told apart.
_MASCULINE = set(
    "γιωργο γιωργη κωστα νικο δημητρη γιαννη παναγιωτη βασιλη χρηστο αλεξανδρο αθανασιο θαναση μιχαλη ανδρεα αντωνη στελιο σταυρο σπυρο "
    "πετρο παυλοηλια "
    "θωμα αποστολο ευαγγελο βαγγελη γρηγορη θεοδωρο θοδωρη ιωαννη ιωσηφ "
    "λευτερη ελευθεριο μανο μανωλη μαρκο νικολαο γεωργιο κωνσταντινο δημητριο αριστειδη "
    "στεφανο σωτηρη φωτη χαραλαμπο χαρη αγγελο αναστασιο τασο ορεστη οδυσσεα φιλιππο ιασονα κυριακο λαμπρο λεωνιδα περικλη".split()
)

PATTERNS: tuple[Callable[[Normalised], Iterator[Found]], ...] = (emails, case_numbers, long_numbers, names, measures, dates_and_times)
