"""Entities that have a form: numbers of cases and documents, telephone, e-mail, ΑΦΜ, amounts, areas, days, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from greek.dates import find_dates
from greek.digits import digit_runs, find_numbers
from greek.folding import fold
from greek.normal import Normalised
from greek.times import find_times
from nlu.components.durations import lengths
from nlu.components.found import Found
from nlu.components.names import names

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PREFIX = r"[A-ZΑ-Ω]{2,4}"
_CASE = re.compile(rf"(?<!\w)({_PREFIX})\s?[-–/. ]\s?(20\d\d)\s?[-–/. ]\s?(\d{{1,6}})(?!\w)", re.IGNORECASE)
# An ΑΔΑ: some ten capitals and digits (4 to 12 in practice), a dash, three more; digits alone are something else.
_ADA = re.compile(r"(?<![\w-])(?=[Α-ΩA-Z\d-]*[Α-ΩA-Z])([Α-ΩA-Z\d]{6,12}\s?[-–]\s?[Α-ΩA-Z\d]{3})(?![\w-])", re.IGNORECASE)
_ASKS_ADA = re.compile(r"\b(?:αδα|α\.δ\.α)\b|αποφασ|διαυγει|εγγραφ|πραξ")
# «123/2025»: a decision's number and its year; after «νόμος», «ΦΕΚ» it is somebody else's.
_OF_YEAR = re.compile(r"(?<![\w/.-])(\d{1,6})\s?/\s?((?:19|20)\d\d)(?![\w/-])")
_OF_LAW = re.compile(r"(?:\bν\.?|νομο[συ]?|νομων|κυα|υ\.?α\.?|φεκ|π\.?δ\.?|εγκυκλιο[σ]?|κανονισμο[σ]?)\s*$")
_DECISION = re.compile(r"αποφασ|πρωτοκολλ|πραξη|\bαρ\.|αριθμ")
_CODE8 = re.compile(r"(?<![\w@.])(?=[0-9]*[A-Za-z])([A-Za-z0-9]{8})(?![\w@])")
_CODE8_SPACED = re.compile(r"(?<!\w)((?:[A-Z][\s-]){7}[A-Z])(?!\w)")
_ASKS_CODE = re.compile(r"κωδικ|επαληθευ|γνησι|αυθεντικ|ελεγξ|ελεγχ|τσεκ|ισχυ|εγκυρ|γραμματα|γραφει")
_NO_VOWELS = re.compile(r"[^AEIOUY]+")
_TO_GREEK = str.maketrans("ABEZHIKMNOPTYXRSDLG", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧΡΣΔΛΓ")
_PREFIXES = {"PRB": "ΠΡΒ", "PIS": "ΠΙΣ", "ΡΡΒ": "ΠΡΒ", "ΠRB": "ΠΡΒ", "PRV": "ΠΡΒ", "ADE": "ΑΔΕ", "AIT": "ΑΙΤ"}
_EURO = r"(?:€|ευρω|eur\b|euros?\b)"
_CENTS = r"(?:\s+(?:και\s+)?(\d{1,2})\s+λεπτα)?"
_AMOUNT = re.compile(rf"(\d+(?:\.\d{{3}})*(?:,\d{{1,2}}|\.\d{{2}})?)\s?{_EURO}{_CENTS}|€\s?(\d+(?:\.\d{{3}})*(?:,\d{{1,2}})?)")
_THOUSANDS = re.compile(rf"(\d+(?:,\d)?)\s?(χιλιαδεσ|χιλ\.|χιλιαρικα|εκατομμυρια|εκατ\.)(?:\s?{_EURO})?")
_SPOKEN_EURO = re.compile(r"\s+(ευρω|ευρουδακια|χιλιαρικα|εκατομμυρια ευρω)(?!\w)")
_SPOKEN_CENTS = re.compile(r"\s+λεπτα(?!\w)")
_METRES = re.compile(r"(\d+(?:,\d+)?)\s?(?:τ\.?\s?μ\.?(?!\w)|τετραγων\w*|τμ\b|m2|μ2|m²|tm\b|μετρα τετραγων\w*|sq\.?\s?m)")
_SPOKEN_METRES = re.compile(r"\s+(?:τετραγων\w*|τ\.?\s?μ\.?(?!\w)|μετρα τετραγων\w*)")


# What one votes for, where the sentence speaks of voting: an answer, an ordinal, a letter, or the words after «ψηφίζω».
_VOTING = re.compile(r"ψ[ηι]φ|δημοσκοπ|γκαλοπ|ερωτημα|διαλεγ|επιλεγ|επιλογη|απαντ|\bpoll")
_ANSWERS = {fold(word): word for word in "ναι όχι υπέρ κατά λευκό αποχή παρών συμφωνώ διαφωνώ θετικά αρνητικά".split()}
_ANSWER = re.compile(
    r"(?<!\w)(?:(?<!\bαν )ναι|(?<!\bη )οχι|υπερ(?!\s+τησ\s+επιλογησ)|κατα(?!\s+(?:διανοια|λαθοσ|τη|το|τισ))|"
    r"λευκο|αποχη|παρων|συμφωνω|διαφωνω|θετικα|αρνητικα)(?!\w)"
)
_OPTION = re.compile(
    r"(?<!\w)(?:(?:σχεδιο\s+)?(?:πρωτ|δευτερ|τριτ|τεταρτ|πεμπτ)(?:ο|η|οσ)(?:\s+(?:επιλογη|απαντηση|σχεδιο|προταση|λυση))?|σχεδιο\s+[αβγδabcd]|"
    r"(?<=[οηα]\s)[αβγδabcd]|(?<=επιλογησ\s)[αβγδabcd]|(?<=option\s)[abcd])(?!\w)"
)
_CHOSEN = re.compile(
    r"(?:ψ[ηι]φιζ[ωο]|ψηφισα|ψηφο(?:σ)?(?: μου)?|διαλεγω|διαλεξω|επιλεγω|προτιμω|προτιμουσα|υπερ)\s+"
    r"(?:ειναι\s+)?(?:στ(?:ον|ο|ην|η|α|ισ|ουσ)|για|τησ|του|τον|το|την|τη|τα|τισ|τουσ)\s+"
    r"((?:[α-ω]+)(?:\s+(?!στ(?:ον|ο|ην|η|α|ισ|ουσ)\b|για\b|αν\b|που\b|απο\b|και\b|γιατι\b|με\b|γινεται\b|του δημου)[α-ω]+){0,2})"
)


def _span(normal: Normalised, start: int, end: int) -> tuple[int, int]:
    return normal.span(start, end)


def emails(normal: Normalised) -> Iterator[Found]:
    """E-mail addresses, as typed."""
    for match in _EMAIL.finditer(normal.raw):
        yield Found("email", match.group().rstrip("."), match.start(), match.end())


def case_numbers(normal: Normalised) -> Iterator[Found]:
    """Protocol numbers in any spelling (prb 2026 123 too), numbers of decisions, ΑΔΑ, and verification codes of eight letters."""
    for match in _CASE.finditer(normal.raw):
        prefix = fold(match.group(1)).upper()
        prefix = _PREFIXES.get(prefix, prefix.translate(_TO_GREEK))
        yield Found("protocol_number", f"{prefix}-{match.group(2)}-{int(match.group(3)):06d}", match.start(), match.end())
    for match in _ADA.finditer(normal.raw):
        code = re.sub(r"\s", "", match.group().replace("–", "-"))
        # In small letters a compound word («κοινωνικο-οικ») looks the same: a digit, or talk of a decision, tells them apart.
        digits = len(re.findall(r"\d", code))
        if digits >= (1 if code.isupper() else 2) or (_ASKS_ADA.search(normal.text) and (code.isupper() or digits)):
            yield Found("protocol_number", code.upper(), match.start(), match.end())
    yield from _decisions(normal)
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


def _decisions(normal: Normalised) -> Iterator[Found]:
    """«123/2025», and where the sentence speaks of a decision «εκατόν είκοσι τρία του δύο χιλιάδες είκοσι πέντε» too."""
    for match in _OF_YEAR.finditer(normal.text):
        if not _OF_LAW.search(normal.text[: match.start()]):
            yield Found("protocol_number", f"{match.group(1)}/{match.group(2)}", *_span(normal, match.start(), match.end()))
    if _DECISION.search(normal.text):
        numbers = find_numbers(normal.text)
        for number, year in pairwise(numbers):
            between = normal.text[number.end : year.start]
            if re.fullmatch(r"\s+(?:του|του ετουσ|καθετοσ|δια|καθετο)\s+", between) and 1950 < year.value < 2100 and not number.article:
                yield Found("protocol_number", f"{number.digits}/{year.digits}", *_span(normal, number.start, year.end))


def _afm_check(digits: str) -> bool:
    total = sum(int(digit) << (8 - index) for index, digit in enumerate(digits[:8]))
    return digits != "000000000" and total % 11 % 10 == int(digits[8])


def long_numbers(normal: Normalised) -> Iterator[Found]:
    """Telephone numbers, ΑΦΜ and six-digit case codes, in digits, in groups or spelled out."""
    for run in digit_runs(normal.text):
        digits, start = run.digits, run.start
        written = normal.text[start : run.end]
        # «87/2024» is a number and a year, «1940-41» two years.
        if "/" in written or re.fullmatch(r"(?:19|20)\d\d\s?[-–]\s?\d\d", written):
            continue
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


def _euro(number: str) -> str:
    """An amount as typed with a decimal comma and nothing between the thousands."""
    return number.replace(".", "") if re.search(r"\.\d{3}(?!\d)", number) else number.replace(".", ",")


def amounts(normal: Normalised) -> Iterator[Found]:
    """Amounts in euro: «12,50 €», «δώδεκα ευρώ και πενήντα λεπτά», «πενήντα χιλιάρικα»."""
    text = normal.text
    for match in _THOUSANDS.finditer(text):
        scale = 1_000_000 if match.group(2).startswith("εκατ") else 1000
        if scale == 1000 and "χιλιαρ" not in match.group(2) and not re.search(_EURO, match.group()):
            continue  # «δύο χιλιάδες κάτοικοι»
        value = float(match.group(1).replace(",", ".")) * scale
        yield Found("amount", f"{value:.0f}", *_span(normal, match.start(), match.end()))
    for match in _AMOUNT.finditer(text):
        cents = f",{int(match.group(2)):02d}" if match.group(2) else ""
        yield Found("amount", _euro(match.group(1) or match.group(3)) + cents, *_span(normal, match.start(), match.end()))
    numbers = find_numbers(text)
    for index, number in enumerate(numbers):
        unit = _SPOKEN_EURO.match(text, number.end)
        if unit is None or text[number.start].isdigit():
            continue
        scale = 1000 if unit.group(1) == "χιλιαρικα" else 1_000_000 if unit.group(1).startswith("εκατ") else 1
        value, end = str(number.value * scale), unit.end()
        cents_after = numbers[index + 1] if index + 1 < len(numbers) else None
        if cents_after and cents_after.value < 100 and re.fullmatch(r"\s+(?:και\s+)?", text[end : cents_after.start]):
            word = _SPOKEN_CENTS.match(text, cents_after.end)
            if word:
                value, end = f"{value},{cents_after.value:02d}", word.end()
        yield Found("amount", value, *_span(normal, number.start, end))


def measures(normal: Normalised) -> Iterator[Found]:
    """Square metres and days, in digits or words."""
    text = normal.text
    for match in _METRES.finditer(text):
        yield Found("square_metres", match.group(1), *_span(normal, match.start(), match.end()))
    for number in find_numbers(text):
        unit = None if text[number.start].isdigit() else _SPOKEN_METRES.match(text, number.end)
        if unit:
            yield Found("square_metres", str(number.value), *_span(normal, number.start, unit.end()))
    for days, start, end in lengths(text):
        yield Found("days", str(days), *_span(normal, start, end))


_ENGLISH_DAYS = (
    ("Δευτέρα", "mondays?|pazartesi"), ("Τρίτη", "tuesdays?|sali gunu|sali"), ("Τετάρτη", "wednesdays?|carsamba"),
    ("Πέμπτη", "thursdays?|persembe"), ("Παρασκευή", "fridays?|cuma gunu|cuma"), ("Σάββατο", "saturdays?|cumartesi"),
    ("Κυριακή", "sundays?|pazar gunu|pazar gunleri"), ("σήμερα", "today|bugun"), ("αύριο", "tomorrow|yarin"),
    ("χθες", "yesterday|dun gece"),
    ("απόψε", "tonight|bu gece|bu aksam"), ("σαββατοκύριακο", "weekends?|hafta sonu"), ("Ιανουάριος", "in january|ocak ayinda"),
    ("Φεβρουάριος", "in february|subat ayinda"), ("Μάρτιος", "in march|mart ayinda"), ("Απρίλιος", "in april|nisan ayinda"),
    ("Μάιος", "in may|mayis ayinda"), ("Ιούνιος", "in june|haziran ayinda|haziranda"), ("Ιούλιος", "in july|temmuz ayinda|temmuzda"),
    ("Αύγουστος", "in august|agustos ayinda|agustosta"), ("Σεπτέμβριος", "in september|eylulde"), ("Οκτώβριος", "in october|ekimde"),
    ("Νοέμβριος", "in november|kasimda"), ("Δεκέμβριος", "in december|aralikta"),
)  # fmt: skip
_FOREIGN_DATE = re.compile("|".join(rf"(?<!\w)(?P<d{index}>{words})(?!\w)" for index, (_, words) in enumerate(_ENGLISH_DAYS)))
_ASCII = str.maketrans("ıİ", "ii")


def foreign_dates(normal: Normalised) -> Iterator[Found]:
    """Days and months as guests name them, in English and Turkish."""
    if re.search(r"[Ͱ-Ͽ]", normal.raw):
        return
    raw = fold(normal.raw.translate(_ASCII))
    if len(raw) != len(normal.raw):
        return
    for match in _FOREIGN_DATE.finditer(raw):
        value = _ENGLISH_DAYS[int(str(match.lastgroup)[1:])][0]
        yield Found("date", value, match.start() + (3 if match.group().startswith("in ") else 0), match.end())


def dates_and_times(normal: Normalised) -> Iterator[Found]:
    """Dates and times as greek.dates and greek.times write them."""
    dates = find_dates(normal.text)
    for date in dates:
        yield Found("date", date.value, *_span(normal, date.start, date.end))
    for time in find_times(normal.text):
        if not any(date.start < time.end and time.start < date.end for date in dates):
            yield Found("time", time.value, *_span(normal, time.start, time.end))


def choices(normal: Normalised) -> Iterator[Found]:
    """What somebody votes for, as said."""
    if not _VOTING.search(normal.text):
        return
    for pattern, group in ((_ANSWER, 0), (_OPTION, 0), (_CHOSEN, 1)):
        for match in pattern.finditer(normal.text):
            start, end = match.span(group)
            said = normal.original(start, end)
            yield Found("polling_choice", _ANSWERS.get(normal.text[start:end], said), *_span(normal, start, end))


PATTERNS: tuple[Callable[[Normalised], Iterator[Found]], ...] = (
    emails,
    case_numbers,
    long_numbers,
    names,
    amounts,
    measures,
    dates_and_times,
    foreign_dates,
    choices,
)
