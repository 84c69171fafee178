"""Numbers that are names, not quantities: phones, ΑΦΜ, ΑΜΚΑ, case codes, PINs, protocol numbers, ΑΔΑ, IBAN, plates, post codes."""

from __future__ import annotations

import re
from itertools import pairwise

from greek.numerals import cardinal, digit_by_digit
from greek.reader.letters import spell
from greek.reader.shield import Rule

_ALONE = r"(?<![\w.,/-])"
_END = r"(?!\w)(?![.,:/-]\d)"
PROTOCOL = re.compile(r"(?<!\w)([Α-ΩA-Z]{2,4})\s?[-–]\s?(\d{4})\s?[-–]\s?(\d{1,7})(?!\d)")
EMERGENCY = re.compile(rf"{_ALONE}(112|100|166|199|108|197|1018|1056|1571|11880)(?![\d/%€‰]|[.,:]\d|-\d|\w)(?=(?P<after>\s*[^\W\d_.]*))")
INTERNATIONAL = re.compile(r"(?<!\w)(?:\+|00)\s?\(?(30)\)?[\s-]?((?:\d[\s-]?){9}\d)(?!\d)")
FOREIGN = re.compile(r"(?<![\w+])(?:\+|00)(\d{1,3})[\s-]((?:\d[\s-]?){5,12}\d)(?!\d)")
PHONE = re.compile(r"(?<![\w.,-])\(?((?:2\d|69)\d{0,3}\)?(?:[\s./-]?\d){5,8}|69(?:[\s.-]?\d){8})(?!\w|[.,-]\d)")
TOLL_FREE = re.compile(rf"{_ALONE}(8(?:00|01)|90[19])[\s-]?(\d{{3}})[\s-]?(\d{{4}}){_END}")
FIVE = re.compile(rf"{_ALONE}(1[0-9]{{4}})(?=\s|[.,;·)»:!]|$)(?![.,]\d)(?=(?P<after>\s*[^\W\d_]*))(?!\s*(?:€|%|τ\.\s?μ|\d{{3}}))")
_CODE_WORDS = (
    r"(?:ΑΦΜ|Α\.Φ\.Μ\.|ΑΜΚΑ|Α\.Μ\.Κ\.Α\.|[Κκ]ωδικ(?:ός|ό|ού|οί|ούς|ών)|PIN|pin|[Αα]ριθμ(?:ός|ό|ού) (?:παροχής|μετρητή"
    r"|ταυτότητας|διαβατηρίου|δημοτολογίου"
    r"|μητρώου|πελάτη|λογαριασμού|ειδοποίησης|κλήσης)|[Πα]αροχή|OTP|Α\.?Μ\.?|[Αα]ρ\. παροχής|[Αα]ρ\. μητρώου|[Ψψ]ηφία)"
)
_LABEL = re.compile(
    rf"(?<!\w){_CODE_WORDS}(?:\s+(?:σας|σου|μου|του|της|είναι|ο|το|τον|μιας χρήσης|μίας χρήσης|υπόθεσης|της υπόθεσής σας|της "
    rf"υπόθεσης|επαλήθευσης"
    r"|ασφαλείας|πρόσβασης|οργανισμού|ήταν|έχω|με|αριθμός|πληρωμής|περιοχής|παροχής|και))*\s*[:,]?\s*$"
)
LABELLED = re.compile(r"(?<![\w.,/-])\d(?:[\d \u00a0-]{1,18}\d)(?!\w)(?!\s?(?:ψηφί|γράμμ|χαρακτ|€|ευρώ|%|[.,]\d))")
SPACED = re.compile(r"(?<![\w.,])(\d{3})[ \u00a0](\d{3})(?!\w|[.,]\d|[ \u00a0]\d{3})")
SINGLE_SPACED = re.compile(r"(?<![\w.,])\d(?:[ \u00a0-]\d){2,}(?!\w|[.,]\d|[ ]\d)")
AMKA = re.compile(rf"{_ALONE}(\d{{11}}){_END}")
AFM = re.compile(rf"{_ALONE}(\d{{9}}){_END}")
LONG = re.compile(rf"{_ALONE}(\d{{7,8}}|\d{{10}}|\d{{12,}}){_END}(?!\s?(?:€|ευρώ|κατοίκ|%))")
LEADING_ZERO = re.compile(rf"{_ALONE}(0\d+){_END}")
VERIFICATION = re.compile(r"(?<![\w-])(?=[A-Z0-9]{8}(?![\w-]))(?=[A-Z0-9]*[A-Z])(?=[A-Z0-9]*\d)[A-Z0-9]{8}")
VERIFICATION_WORD = re.compile(r"(?:(?<=κωδικός )|(?<=κωδικό )|(?<=επαλήθευσης )|(?<=επαλήθευσης: )|(?<=κωδικός: ))[A-Z]{8}(?!\w)")
ADA = re.compile(
    r"(?<!\w)(?=[Α-ΩA-Z0-9]*[Α-ΩA-Z])(?=[Α-ΩA-Z0-9]*\d)[Α-ΩA-Z0-9]{8,10}-[Α-ΩA-Z0-9]{3}(?!\w)|(?:(?<=ΑΔΑ: )|(?<=ΑΔΑ "
    r"))[Α-ΩA-Z0-9]{4,10}-[Α-ΩA-Z0-9]{2,3}(?!\w)"
)
IBAN = re.compile(r"(?<!\w)(GR)\s?(\d{2}(?:\s?\d{4}){5}\s?\d{1,5}|\d{25})(?!\w)")
RF_CODE = re.compile(r"(?<!\w)(RF)\s?(\d{10,25})(?!\w)")
PLATE = re.compile(r"(?<!\w)([ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ]{3}|[ABEZHIKMNOPTYX]{3})[\s-]?(\d{4})(?!\w|[-/]\d)")
IDENTITY = re.compile(r"(?<!\w)([Α-ΩA-Z]{1,2})[\s-]?(\d{6,7})(?!\w|[-/]\d)")
LETTERED = re.compile(r"(?<![\w.])([Α-ΩA-Z]{1,3})-?(\d{1,4})(?![\w/]|[.,]\d)")
POST_CODE = re.compile(
    r"(?<!\w)(?P<label>Τ\.\s?Κ\.|ΤΚ|ταχυδρομικός κώδικας|ταχυδρομικού κώδικα|ταχυδρομικό κώδικα)(?P<mid>\s*:?\s*)(\d{3})\s?(\d{2})(?!\d)"
)
POST_CODE_BARE = re.compile(r"(?<![\w.,])(6[5-9]\d)[ \u00a0](\d{2})(?!\w|[.,]\d|[ \u00a0]\d)")
POST_CODE_CITY = re.compile(
    r"(?<![\w.,])(\d{3})(\d{2})(?=,?\s+(?:Κομοτηνή|Ξάνθη|Αλεξανδρούπολη|Αθήνα|Θεσσαλονίκη|Φανάρι|Σάπες|Αίγειρος))|(?<![\w.,])(691)(\d{2})(?=[,;.·)]|\s+και|$)"
)
AREA_CODE = re.compile(r"(?<![\w.,])(25310|25320|2310|210)(?=[.,;·)]?(?:\s|$))(?![\s-]?\d)(?!\s*(?:€|ευρώ))")
_THINGS = re.compile(r"μέλ|κατοικ|κάτοικ|τόμ|χλμ|μέτρ|ευρώ|άτομ|μαθητ|πολίτ|αιτήσ|δημότ|ψήφ|χιλιόμ|κιλ|λίτρ|τετραγων|στρέμ|ημέρ"
    r"|τεμάχ|έτη|χρόν|λάμπ|δέντρ|φωτιστ|"
                     r"μέρ|εργαζ|παιδ|ψηφοφ|εγγεγρ|θέσ|εκθέμ|σελίδ|έγγραφ|περιπτ|φορ|βαθμ|βιβλί|ώρες|μήν|κάδ|επισκέπτ|κλήσ"
                         r"|σημεί|νέ|σχολ|αναφορ|εβδομ")  # fmt: skip


def _groups(digits: str, *sizes: int) -> str:
    cuts = [0]
    for size in sizes:
        cuts.append(cuts[-1] + size)
    if cuts[-1] < len(digits):
        cuts.append(len(digits))
    return ", ".join(digit_by_digit(digits[start:end]) for start, end in pairwise(cuts))


def _phone_groups(digits: str) -> str:
    """Ten digits as people say them: 25310 22810 by five, mobiles 697 123 4567, Athens 210 123 4567, Thessaloniki 2310 123 456."""
    if digits.startswith(("69", "21")):
        return _groups(digits, 3, 3, 4)
    return _groups(digits, 4, 3, 3) if digits.startswith(("2310", "2610", "2410", "2810")) else _groups(digits, 5, 5)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def by_length(digits: str) -> str:
    """A code digit by digit, in the groups that its length suggests."""
    count = len(digits)
    if count <= 5:
        return digit_by_digit(digits)
    if count == 10:
        return _groups(digits, 5, 5)
    if count == 11:
        return _groups(digits, 2, 2, 2, 5)
    if count % 3 == 0 and count < 16:
        return digit_by_digit(digits, 3)
    return digit_by_digit(digits, 4 if count > 8 else 3 if count == 7 else 4)


def protocol(match: re.Match[str]) -> str:
    return f"{spell(match[1])}, {cardinal(int(match[2]))}, {cardinal(int(match[3]))}"


def emergency(match: re.Match[str]) -> str | None:
    if _THINGS.match(match["after"].strip()):
        return None
    # 112 is said digit by digit, 100, 166 and 199 as numbers: that is how each is known.
    number = match[1]
    if len(number) == 5:
        return f"{cardinal(int(number[:3]))} {cardinal(int(number[3:]))}"
    if len(number) == 4:
        return f"{cardinal(int(number[:2]))} {cardinal(int(number[2:]))}"
    return digit_by_digit(number) if number == "112" else cardinal(int(number))


def international(match: re.Match[str]) -> str:
    return f"συν τριάντα, {_phone_groups(_digits(match[2]))}"


def foreign(match: re.Match[str]) -> str:
    return f"συν {cardinal(int(match[1]))}, {by_length(_digits(match[2]))}"


def phone(match: re.Match[str]) -> str | None:
    digits = _digits(match[1])
    return _phone_groups(digits) if len(digits) == 10 else None


def toll_free(match: re.Match[str]) -> str:
    return f"{cardinal(int(match[1])) if match[1] == '800' else _groups(match[1], 3)}, {_groups(match[2] + match[3], 3, 4)}"


def five(match: re.Match[str]) -> str | None:
    return None if _THINGS.match(match["after"].strip()) else digit_by_digit(match[1])


def labelled(match: re.Match[str]) -> str | None:
    """A number after "κωδικός", "ΑΦΜ", "PIN" and the like: never a quantity, whatever its length."""
    if not _LABEL.search(match.string[max(0, match.start() - 80) : match.start()]):
        return None
    return by_length(_digits(match.group()))


def by_threes(match: re.Match[str]) -> str:
    return digit_by_digit(_digits(match.group()), 3)


def spaced_singles(match: re.Match[str]) -> str:
    return digit_by_digit(match.group())


def any_length(match: re.Match[str]) -> str:
    return by_length(_digits(match.group()))


def verification(match: re.Match[str]) -> str:
    return f"{spell(match.group()[:4])}, {spell(match.group()[4:])}"


def ada(match: re.Match[str]) -> str:
    head, _, tail = match.group().partition("-")
    groups = [head[start : start + 4] for start in range(0, len(head), 4)]
    return ", ".join([*(spell(group) for group in groups), f"παύλα, {spell(tail)}"])


def iban(match: re.Match[str]) -> str:
    return f"{spell(match[1])}, {_groups(_digits(match[2]), 2, 4, 4, 4, 4, 4, 4)}"


def rf_code(match: re.Match[str]) -> str:
    return f"{spell(match[1])}, {_groups(match[2], *[4] * (len(match[2]) // 4))}"


def plate(match: re.Match[str]) -> str:
    return f"{spell(match[1])}, {cardinal(int(match[2][:2])) if match[2][0] != '0' else digit_by_digit(match[2][:2])} {_two(match[2][2:])}"


def _two(digits: str) -> str:
    return digit_by_digit(digits) if digits[0] == "0" else cardinal(int(digits))


def identity(match: re.Match[str]) -> str:
    return f"{spell(match[1])}, {digit_by_digit(match[2], 3)}"


def lettered(match: re.Match[str]) -> str:
    """ "Ε9", "Α21", "Α2-β": a form or a class, by its letters and its number."""
    return f"{spell(match[1])} {cardinal(int(match[2]))}"


def post_code(match: re.Match[str]) -> str:
    label = match["label"] if match["label"].startswith("ταχ") else "ταχυδρομικός κώδικας"
    return f"{label} {digit_by_digit(match[3])}, {digit_by_digit(match[4])}"


def post_code_bare(match: re.Match[str]) -> str:
    first, second = [group for group in match.groups() if group]
    return f"{digit_by_digit(first)}, {digit_by_digit(second)}"


def area_code(match: re.Match[str]) -> str:
    return digit_by_digit(match[1])


# Before dates and times are looked for: their parts could be taken for such.
FIRST: tuple[Rule, ...] = ((ADA, ada), (PROTOCOL, protocol), (IBAN, iban), (RF_CODE, rf_code))
RULES: tuple[Rule, ...] = (
    (POST_CODE, post_code), (VERIFICATION, verification), (VERIFICATION_WORD, verification), (INTERNATIONAL, international),
    (FOREIGN, foreign),
    (TOLL_FREE, toll_free), (LABELLED, labelled), (PHONE, phone), (SPACED, by_threes), (SINGLE_SPACED, spaced_singles),
    (POST_CODE_BARE, post_code_bare), (POST_CODE_CITY, post_code_bare), (PLATE, plate), (IDENTITY, identity), (AMKA, any_length),
    (AFM, by_threes), (EMERGENCY, emergency), (AREA_CODE, area_code), (FIVE, five), (LONG, any_length), (LEADING_ZERO, any_length),
    (LETTERED, lettered),
)  # fmt: skip
