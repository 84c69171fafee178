"""Amounts of euro, percentages and decimals as they are said: «είκοσι ευρώ και πενήντα λεπτά», «δώδεκα κόμμα πέντε τοις εκατό»."""

from __future__ import annotations

from decimal import Decimal

from greek.spoken.tokens import Token, cardinal_at, half, tokens

_EURO = frozenset({"ευρω", "ευρο", "ευρουλακια"})
_NOTES = {"πενταρικο": 5, "δεκαρικο": 10, "εικοσαρικο": 20, "πενηνταρικο": 50, "κατοσταρικο": 100, "χιλιαρικο": 1000}


def _is(words: list[Token], at: int, *folds: str) -> bool:
    return at < len(words) and words[at].fold in folds


def decimal_at(words: list[Token], at: int) -> tuple[str, int] | None:
    """«δώδεκα κόμμα πέντε», «δυόμισι» or a plain cardinal at word `at`, written with a comma: ("12,5", index after)."""
    whole_half = half(words[at]) if at < len(words) else None
    if whole_half is not None:
        return f"{whole_half},5", at + 1
    whole = cardinal_at(words, at)
    if not whole:
        return None
    said, index = str(whole[0]), whole[1]
    if not _is(words, index, "κομμα"):
        return said, index
    decimals, after = "", index + 1
    while (part := cardinal_at(words, after)) is not None and len(decimals) < 6:
        if decimals and not (set(decimals) == {"0"} or len(str(part[0])) == 1):
            break
        decimals, after = decimals + str(part[0]), part[1]
    return (f"{said},{decimals}", after) if decimals else (said, index)


def amount_at(words: list[Token], at: int) -> tuple[Decimal, int] | None:
    """An amount of euro at word `at`: (euros, index after). The word «ευρώ» has to be said."""
    if _is(words, at, *_NOTES):
        return Decimal(_NOTES[words[at].fold]), at + 1
    if _is(words, at, "μισο") and _is(words, at + 1, *_EURO):
        return Decimal("0.5"), at + 2
    found = decimal_at(words, at)
    if not found or not _is(words, found[1], *_EURO):
        return None
    euros, index = Decimal(found[0].replace(",", ".")), found[1] + 1
    if _is(words, index, "και") and _is(words, index + 1, "μισο"):
        return euros + Decimal("0.5"), index + 2
    cents = (
        cardinal_at(words, index + 1)
        if _is(words, index, "και")
        else cardinal_at(words, index)
        if index < len(words) and not words[index].pause
        else None
    )
    if cents and 0 < cents[0] < 100:
        named = _is(words, cents[1], "λεπτα", "λεπτο", "σεντσ")
        # «είκοσι ευρώ και πενήντα» are cents where nothing follows that could be counted; «και δύο φωτογραφίες» are none.
        over = cents[1] == len(words) or words[cents[1]].pause
        if named or over or not _is(words, index, "και"):
            return euros + Decimal(cents[0]) / 100, cents[1] + named
    return euros, index


def amount(text: str) -> Decimal | None:
    """The amount in euro said in `text`; «πενήντα λεπτά» alone and «είκοσι και πενήντα» count too. None when none is said."""
    words = tokens(text)
    for at in range(len(words)):
        found = amount_at(words, at)
        if found:
            return found[0]
    for at in range(len(words)):
        cents = cardinal_at(words, at)
        if cents and _is(words, cents[1], "λεπτα", "λεπτο"):
            # «είκοσι ένα και πενήντα λεπτά»: the euros are the longest number that ends before the «και».
            before = (cardinal_at(words, first, at - 1) for first in range(at - 1)) if _is(words, at - 1, "και") and at else ()
            euros = next((found[0] for found in before if found and found[1] == at - 1), 0)
            return Decimal(euros) + Decimal(cents[0]) / 100
    for at in range(len(words)):
        plain = decimal_at(words, at)
        if plain:
            index = plain[1]
            cents = cardinal_at(words, index + 1) if _is(words, index, "και") else None
            value = Decimal(plain[0].replace(",", "."))
            return value + Decimal(cents[0]) / 100 if cents and cents[0] < 100 else value
    return None


def written(value: Decimal) -> str:
    """An amount as it is written: "18 €", "20,50 €", "1.234,50 €"."""
    whole, cents = divmod(int(value * 100), 100)
    grouped = f"{whole:,}".replace(",", ".")
    return f"{grouped},{cents:02d} €" if cents else f"{grouped} €"


def percent_at(words: list[Token], at: int) -> tuple[str, int] | None:
    """«είκοσι τέσσερα τοις εκατό» at word `at`: ("24%", index after)."""
    found = decimal_at(words, at)
    if not found or not _is(words, found[1], "τοισ", "τησ", "επι"):
        return None
    if _is(words, found[1] + 1, "εκατο"):
        return f"{found[0]}%", found[1] + 2
    return (f"{found[0]}‰", found[1] + 2) if _is(words, found[1] + 1, "χιλιοισ") else None
