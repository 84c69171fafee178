"""Amounts of euro, percentages and everything with a unit: "20,50 €", "18 €/έτος", "85 τ.μ.", "38 °C"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from greek.numerals import ACC, GEN, NOM, Case, F, Gender, M, N, cardinal
from greek.reader.context import Asked, asked, ends_sentence, words_before
from greek.reader.numbers import JOIN, NUMBER, parse, say
from greek.reader.shield import Rule


@dataclass(frozen=True)
class Unit:
    """A unit's forms; the accusative is given where it differs from the nominative (the masculine)."""

    gender: Gender
    one: str
    many: str
    of_one: str
    of_many: str
    one_accusative: str = ""
    many_accusative: str = ""

    def form(self, single: bool, case: Case) -> str:
        if case is GEN:
            return self.of_one if single else self.of_many
        if case is ACC:
            return (self.one_accusative or self.one) if single else (self.many_accusative or self.many)
        return self.one if single else self.many


_M2 = Unit(N, "τετραγωνικό μέτρο", "τετραγωνικά μέτρα", "τετραγωνικού μέτρου", "τετραγωνικών μέτρων")
_M3 = Unit(N, "κυβικό μέτρο", "κυβικά μέτρα", "κυβικού μέτρου", "κυβικών μέτρων")
_KM = Unit(N, "χιλιόμετρο", "χιλιόμετρα", "χιλιομέτρου", "χιλιομέτρων")
_METRE = Unit(N, "μέτρο", "μέτρα", "μέτρου", "μέτρων")
_CM = Unit(N, "εκατοστό", "εκατοστά", "εκατοστού", "εκατοστών")
_MM = Unit(N, "χιλιοστό", "χιλιοστά", "χιλιοστού", "χιλιοστών")
_KILO = Unit(N, "κιλό", "κιλά", "κιλού", "κιλών")
_GRAM = Unit(N, "γραμμάριο", "γραμμάρια", "γραμμαρίου", "γραμμαρίων")
_LITRE = Unit(N, "λίτρο", "λίτρα", "λίτρου", "λίτρων")
_CELSIUS = Unit(M, "βαθμός Κελσίου", "βαθμοί Κελσίου", "βαθμού Κελσίου", "βαθμών Κελσίου", "βαθμό Κελσίου", "βαθμούς Κελσίου")
_DEGREE = Unit(M, "βαθμός", "βαθμοί", "βαθμού", "βαθμών", "βαθμό", "βαθμούς")
_MINUTE = Unit(N, "λεπτό", "λεπτά", "λεπτού", "λεπτών")
_SPEED = Unit(N, "χιλιόμετρο την ώρα", "χιλιόμετρα την ώρα", "χιλιομέτρου την ώρα", "χιλιομέτρων την ώρα")
_TON = Unit(M, "τόνος", "τόνοι", "τόνου", "τόνων", "τόνο", "τόνους")
_ACRE = Unit(N, "στρέμμα", "στρέμματα", "στρέμματος", "στρεμμάτων")
_HOUR = Unit(F, "ώρα", "ώρες", "ώρας", "ωρών")
UNITS: dict[str, Unit] = {
    **dict.fromkeys(("τ.μ.", "τ. μ.", "τ.μ", "τμ", "m²", "m2", "μ²", "μ2", "sqm"), _M2),
    **dict.fromkeys(("κ.μ.", "κ. μ.", "m³", "m3", "μ³", "κυβ."), _M3),
    **dict.fromkeys(("χλμ.", "χλμ", "χμ.", "χιλ/τρα", "km", "Km"), _KM), **dict.fromkeys(("μ.", "m", "μέτρ."), _METRE),
    **dict.fromkeys(("εκ.", "cm", "εκατ/στά"), _CM), **dict.fromkeys(("χιλ.", "mm", "χλστ."), _MM),
    **dict.fromkeys(("kg", "Kg", "κγ", "κιλ."), _KILO),
    **dict.fromkeys(("γρ.", "gr", "γραμ."), _GRAM), **dict.fromkeys(("lt", "λτ.", "λίτ.", "l"), _LITRE),
    **dict.fromkeys(("°C", "° C", "ºC", "oC", "℃", "βαθμοί Κελσίου", "βαθμούς Κελσίου"), _CELSIUS), **dict.fromkeys(("°", "º"), _DEGREE),
    **dict.fromkeys(("λ.", "λεπ.", "min"), _MINUTE), **dict.fromkeys(("χ.α.ω.", "χ.α.", "χλμ/ώρα", "χλμ./ώρα", "km/h", "Km/h"), _SPEED),
    **dict.fromkeys(("tn", "τν.", "t"), _TON), **dict.fromkeys(("στρ.", "στρέμ."), _ACRE), "ώρ.": _HOUR, "h": _HOUR,
    "δευτ.": Unit(N, "δευτερόλεπτο", "δευτερόλεπτα", "δευτερολέπτου", "δευτερολέπτων"),
    "sec": Unit(N, "δευτερόλεπτο", "δευτερόλεπτα", "δευτερολέπτου", "δευτερολέπτων"),
    "MB": Unit(N, *["μεγαμπάιτ"] * 4), "GB": Unit(N, *["γιγαμπάιτ"] * 4), "KB": Unit(N, *["κιλομπάιτ"] * 4),
    "Mbps": Unit(N, *["μεγαμπίτ το δευτερόλεπτο"] * 4), "kW": Unit(N, *["κιλοβάτ"] * 4), "MW": Unit(N, *["μεγαβάτ"] * 4),
    "W": Unit(N, *["βατ"] * 4), "V": Unit(N, *["βολτ"] * 4), "kWh": Unit(F, "κιλοβατώρα", "κιλοβατώρες", "κιλοβατώρας", "κιλοβατωρών"),
    "dB": Unit(N, *["ντεσιμπέλ"] * 4), "Hz": Unit(N, *["χερτζ"] * 4), "bar": Unit(N, *["μπαρ"] * 4), "mg": Unit(N, *["μιλιγκράμ"] * 4),
    "kVA": Unit(N, *["κιλοβολταμπέρ"] * 4), "ha": Unit(N, "εκτάριο", "εκτάρια", "εκταρίου", "εκταρίων"),
}  # fmt: skip
_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_SIGN = r"(?:€|ευρώ|Ευρώ|ΕΥΡΩ|EUR(?:O)?|euro)(?!\w)"
_AMOUNT = rf"(?:{NUMBER}|\d+\.\d{{1,2}})(?:,-)?"
_MILLIONS = r"(?:(?P<scale>εκατ\.|εκ\.|εκατομμύρια|εκατομμύριο|δισ\.|δις|χιλ\.|χιλιάδες)\s*)"
_LEFT = r"(?<![\w.,])"
MONEY = re.compile(rf"{_LEFT}(?P<number>{_AMOUNT})\s*{_MILLIONS}?{_SIGN}(?:\s?/\s?(?P<per>τ\.μ\.|[^\W\d_]+))?")
MONEY_BEFORE = re.compile(rf"(?:€|EUR)\s*(?P<number>{_AMOUNT})(?![\d])(?:\s?/\s?(?P<per>[^\W\d_]+))?")
MONEY_SPAN = re.compile(rf"{_LEFT}(?P<a>{_AMOUNT})\s*(?:{_SIGN})?{JOIN}(?P<number>{_AMOUNT})\s*{_SIGN}(?:\s?/\s?(?P<per>[^\W\d_]+))?")
SCALED = re.compile(rf"{_LEFT}(?P<number>{NUMBER})\s*(?P<scale>εκατ\.|δισ\.)")
PERCENT = re.compile(rf"(?<![\w,])(?P<sign>[-−+])?(?P<number>{_AMOUNT})\s*(?P<per>%|‰|o/o)")
PERCENT_SPAN = re.compile(rf"{_LEFT}(?P<a>{_AMOUNT})\s*%?{JOIN}(?P<number>{_AMOUNT})\s*%")
UNIT_SPAN = re.compile(rf"{_LEFT}(?P<sign>[-−])?(?P<a>{NUMBER})\s*(?:{_UNIT})?{JOIN}(?P<number>{NUMBER})\s*(?P<unit>{_UNIT})(?!\w)")
WITH_UNIT = re.compile(rf"{_LEFT}(?:(?P<sign>(?<!\d)[-−+])?(?P<number>{NUMBER}|\d+\.\d))\s*(?P<unit>{_UNIT})(?!\w)(?!\s?[/΄'])")
PER_UNIT = re.compile(r"(?<=\w)\s?/\s?(?P<per>μήνα|έτος|ημέρα|ώρα|άτομο|τεμάχιο|εβδομάδα|τ\.μ\.|μ²)(?!\w)")
MINUTES = re.compile(rf"{_LEFT}(?P<number>\d{{1,3}})\s?['΄’′](?![\w'])(?:\s?λεπτά|\s?λεπτών)?")
_SIZES = re.compile(rf"{_LEFT}(?P<a>{NUMBER})\s?[x×χΧX]\s?(?P<b>{NUMBER})(?:\s?[x×χΧX]\s?(?P<c>{NUMBER}))?\s*(?P<unit>{_UNIT})(?!\w)")
_PER = {
    "μήνα": "τον μήνα",
    "μήνας": "τον μήνα",
    "έτος": "τον χρόνο",
    "χρόνο": "τον χρόνο",
    "ημέρα": "την ημέρα",
    "μέρα": "τη μέρα",
    "ώρα": "την ώρα",
    "άτομο": "το άτομο",
    "τεμάχιο": "το τεμάχιο",
    "εβδομάδα": "την εβδομάδα",
    "τ.μ.": "το τετραγωνικό μέτρο",
    "τμ": "το τετραγωνικό μέτρο",
    "μ²": "το τετραγωνικό μέτρο",
    "κιλό": "το κιλό",
    "λίτρο": "το λίτρο",
    "παιδί": "το παιδί",
    "στρέμμα": "το στρέμμα",
    "kg": "το κιλό",
}
_SCALES = {
    "εκατ.": 1_000_000,
    "εκ.": 1_000_000,
    "εκατομμύρια": 1_000_000,
    "εκατομμύριο": 1_000_000,
    "δισ.": 10**9,
    "δις": 10**9,
    "χιλ.": 1000,
    "χιλιάδες": 1000,
}


def _clean(amount: str) -> str:
    """'20.50' with an English point, or '20,-', as '20,50' and '20'."""
    amount = amount.removesuffix(",-")
    return re.sub(r"\.(\d{1,2})$", r",\1", amount)


def _end(match: re.Match[str]) -> str:
    return "." if ends_sentence(match) else ""


def _scaled(number: str, scale: str, genitive: bool) -> str:
    whole, decimals = parse(number)
    factor = _SCALES[scale]
    if not decimals:
        return cardinal(whole * factor, N, GEN if genitive else NOM)
    plain = {1_000_000: "εκατομμύρια", 10**9: "δισεκατομμύρια", 1000: "χιλιάδες"}[factor]
    return f"{say(number)} {plain}"


def _euros(amount: str, case: Case = NOM) -> str:
    whole, decimals = parse(amount)
    if len(decimals) > 2:
        return f"{say(amount)} ευρώ"
    cents = int((decimals + "0")[:2]) if decimals else 0
    tail = f"{cardinal(cents, N, case)} {'λεπτό' if cents == 1 else 'λεπτά'}" if cents else ""
    if case is GEN and cents:
        tail = f"{cardinal(cents, N, GEN)} {'λεπτού' if cents == 1 else 'λεπτών'}"
    if not whole and cents:
        return tail
    return f"{cardinal(whole, N, case)} ευρώ" + (f" και {tail}" if tail else "")


def _per(match: re.Match[str]) -> str:
    per = match["per"]
    return f" {_PER.get(per, 'ανά ' + per)}" if per else ""


def money(match: re.Match[str]) -> str:
    genitive = asked(words_before(match)).case is GEN
    scale = match.groupdict().get("scale")
    if scale:
        return f"{_scaled(match['number'], scale, genitive)} ευρώ{_per(match)}"
    return _euros(_clean(match["number"]), GEN if genitive else NOM) + _per(match)


def money_span(match: re.Match[str]) -> str:
    case = GEN if asked(words_before(match)).case is GEN else NOM
    first = _clean(match["a"])
    start = _euros(first, case) if parse(first)[1] else say(first, N, case)
    return f"{start} έως {_euros(_clean(match['number']), case)}{_per(match)}"


def scaled(match: re.Match[str]) -> str:
    return _scaled(match["number"], match["scale"], asked(words_before(match)).case is GEN)


def _sign(match: re.Match[str]) -> str:
    return {"-": "μείον ", "−": "μείον ", "+": "συν "}.get(match["sign"] or "", "")


def percent(match: re.Match[str]) -> str:
    return f"{_sign(match)}{say(_clean(match['number']))} τοις {'χιλίοις' if match['per'] == '‰' else 'εκατό'}"


def percent_span(match: re.Match[str]) -> str:
    return f"{say(_clean(match['a']))} έως {say(_clean(match['number']))} τοις εκατό"


def _unit_case(wanted: Asked, unit: Unit) -> Case:
    if wanted.case is GEN:
        return GEN
    return ACC if wanted.case is ACC and unit.gender is M else NOM


def with_unit(match: re.Match[str]) -> str:
    unit = UNITS[match["unit"]]
    number = _clean(match["number"])
    whole, decimals = parse(number)
    case = _unit_case(asked(words_before(match)), unit)
    words = say(number, unit.gender, case)
    return f"{_sign(match)}{words} {unit.form(whole == 1 and not decimals, case)}{_end(match)}"


def unit_span(match: re.Match[str]) -> str:
    unit = UNITS[match["unit"]]
    case = _unit_case(asked(words_before(match)), unit)
    first, second = (say(match[group], unit.gender, case) for group in ("a", "number"))
    return f"{_sign(match)}{first} έως {second} {unit.form(False, case)}{_end(match)}"


def sizes(match: re.Match[str]) -> str:
    said = " επί ".join(say(match[group]) for group in "abc" if match[group])
    return f"{said} {UNITS[match['unit']].many}{_end(match)}"


def minutes(match: re.Match[str]) -> str:
    number = int(match["number"])
    genitive = asked(words_before(match)).case is GEN
    return f"{cardinal(number, N, GEN if genitive else NOM)} {_MINUTE.form(number == 1, GEN if genitive else NOM)}"


def per_unit(match: re.Match[str]) -> str:
    return f" {_PER[match['per']]}"


RULES: tuple[Rule, ...] = (
    (MONEY_SPAN, money_span), (MONEY, money), (MONEY_BEFORE, money), (SCALED, scaled), (PERCENT_SPAN, percent_span), (PERCENT, percent),
    (_SIZES, sizes), (MINUTES, minutes), (UNIT_SPAN, unit_span), (WITH_UNIT, with_unit), (PER_UNIT, per_unit),
)  # fmt: skip
__all__ = ["RULES", "UNITS", "F", "Unit"]
