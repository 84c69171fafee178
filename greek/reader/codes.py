"""Numbers that are names, not quantities: phones, ΑΦΜ, ΑΜΚΑ, case codes, protocol numbers, post codes."""

from __future__ import annotations

import re
from itertools import pairwise

from greek.numerals import cardinal, digit_by_digit
from greek.reader.letters import spell

PROTOCOL = re.compile(r"(?<!\w)([Α-ΩA-Z]{2,4})-(\d{4})-(\d{1,7})(?!\d)")
EMERGENCY = re.compile(r"(?<![\d.,/-])(112|100|166|199|108|197)(?![\d/%€]|[.,:]\d|-\d)(?!\s*(?:ευρώ|€|τ\.?μ|μέτρα|χλμ))")
INTERNATIONAL = re.compile(r"(?<!\w)(?:\+|00)30[\s-]?((?:\d[\s-]?){9}\d)(?!\d)")
PHONE = re.compile(r"(?<![\d.,-])((?:2\d|69)\d(?:[\s-]?\d){7})(?![\d.,]\d|\d)")
LINE = re.compile(r"(?<![\d.,-])(1[0-9]{4})(?=\s|[.,;·)»]|$)(?!\s*(?:€|ευρώ|κάτοικ|τόμ|χλμ|μέτρα|τ\.μ))")
LABELLED = re.compile(
    r"(?P<label>ΑΦΜ|Α\.Φ\.Μ\.|ΑΜΚΑ|Α\.Μ\.Κ\.Α\.|κωδικός|κωδικό|κωδικού|κωδικός σας είναι|κωδικός μιας χρήσης|PIN|κωδικός:|PIN:)"
    r"(?P<mid>\s*(?:σας|σου|είναι|:|μου|υπόθεσης)*\s*(?:είναι|:)?\s*)(?P<digits>\d[\d\s]{2,14}\d)(?!\d)"
)
AMKA = re.compile(r"(?<![\d.,])(\d{11})(?!\d)")
AFM = re.compile(r"(?<![\d.,])(\d{9})(?![\d]|[.,]\d)")
SPACED_CODE = re.compile(r"(?<![\d.,])(\d{3}) (\d{3})(?![\d.,]|\s\d{3})")
VERIFICATION = re.compile(r"(?<!\w)(?=[A-Z0-9]{8}(?!\w))(?=[A-Z0-9]*[A-Z])(?=[A-Z0-9]*\d)[A-Z0-9]{8}")
ADA = re.compile(r"(?<!\w)[Α-Ω0-9]{10}-[Α-Ω0-9]{3}(?!\w)|(?<=ΑΔΑ: )[Α-Ω0-9]{4,10}-[Α-Ω0-9]{2,3}(?!\w)")
POST_CODE = re.compile(r"(?:Τ\.?\s?Κ\.?\s*:?\s*)(\d{3})\s?(\d{2})(?!\d)")
POST_CODE_BARE = re.compile(r"(?<![\d.,])(69\d) (\d{2}) (?=Κομοτην)")


def _phone_groups(digits: str) -> str:
    """Ten digits as people say them: 25310 22810 by five, mobiles 697 123 4567."""
    cuts = (0, 3, 6, 10) if digits.startswith(("69", "21")) else (0, 5, 10)
    groups = [digits[start:end] for start, end in pairwise(cuts)]
    return ", ".join(digit_by_digit(group) for group in groups)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def protocol(match: re.Match[str]) -> str:
    return f"{spell(match[1])}, {cardinal(int(match[2]))}, {cardinal(int(match[3]))}"


def emergency(match: re.Match[str]) -> str:
    # 112 is said digit by digit, 100, 166 and 199 as numbers: that is how each is known.
    return digit_by_digit(match[1]) if match[1] == "112" else cardinal(int(match[1]))


def international(match: re.Match[str]) -> str:
    return f"συν τριάντα, {_phone_groups(_digits(match[1]))}"


def phone(match: re.Match[str]) -> str:
    return _phone_groups(_digits(match[1]))


def line(match: re.Match[str]) -> str:
    return digit_by_digit(match[1])


def labelled(match: re.Match[str]) -> str:
    digits = _digits(match["digits"])
    if len(digits) == 11:
        said = f"{digit_by_digit(digits[:6], 2)}, {digit_by_digit(digits[6:])}"
    elif len(digits) % 3 == 0:
        said = digit_by_digit(digits, 3)
    else:
        said = digit_by_digit(digits, 2 if len(digits) > 4 else 0)
    return f"{match['label'].rstrip(':')}{match['mid'].replace(':', ',')}{said}"


def amka(match: re.Match[str]) -> str:
    return f"{digit_by_digit(match[1][:6], 2)}, {digit_by_digit(match[1][6:])}"


def by_threes(match: re.Match[str]) -> str:
    return digit_by_digit(_digits(match.group()), 3)


def verification(match: re.Match[str]) -> str:
    code = match.group()
    return f"{spell(code[:4])}, {spell(code[4:])}"


def ada(match: re.Match[str]) -> str:
    head, _, tail = match.group().partition("-")
    return f"{spell(head)}, παύλα, {spell(tail)}"


def post_code(match: re.Match[str]) -> str:
    return f"ταχυδρομικός κώδικας {digit_by_digit(match[1])}, {digit_by_digit(match[2])}"


def post_code_bare(match: re.Match[str]) -> str:
    return f"{digit_by_digit(match[1])}, {digit_by_digit(match[2])} "


RULES = (
    (ADA, ada), (PROTOCOL, protocol),
    (POST_CODE, post_code), (POST_CODE_BARE, post_code_bare), (LABELLED, labelled), (VERIFICATION, verification),
    (INTERNATIONAL, international), (PHONE, phone), (AMKA, amka), (AFM, by_threes), (SPACED_CODE, by_threes), (EMERGENCY, emergency),
    (LINE, line),
)  # fmt: skip
