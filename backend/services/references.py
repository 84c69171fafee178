"""The two names of a case (protocol number, six-digit code) and its PIN: made, derived, and read in any spelling."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import re
import unicodedata

from sqlalchemy.dialects import postgresql, sqlite

from backend.database import UnitOfWork
from backend.models import ProtocolCounter
from backend.services.texts import local

# What a person may type for each capital: greeklish, or a Latin letter that looks the same.
_GREEK_OF_LATIN = {
    "A": "Α", "B": "Β", "C": "Σ", "D": "Δ", "E": "Ε", "F": "Φ", "G": "Γ", "H": "ΗΧ", "I": "ΙΗ", "K": "Κ", "L": "Λ", "M": "Μ",
    "N": "Ν", "O": "ΟΩ", "P": "ΠΡ", "R": "Ρ", "S": "Σ", "T": "Τ", "U": "Υ", "V": "Β", "W": "Ω", "X": "ΧΞ", "Y": "Υ", "Z": "Ζ",
}  # fmt: skip
_LATIN_OF_GREEK = dict(zip("ΑΒΓΔΕΖΗΙΚΛΜΝΞΟΠΡΣΤΥΦΧΩ", "ABGDEZIIKLMNXOPRSTYFHO", strict=True))
_PROTOCOL = re.compile(r"^([A-ZΑ-Ω]{2,4})(\d{4})(\d{1,6})$")


def next_protocol(uow: UnitOfWork, prefix: str) -> str:
    """The next number of `prefix` in the current year, e.g. ΠΡΒ-2026-000123.

    The counter's row stays locked until the transaction ends, so numbers have no doubles and, as a rolled-back
    transaction gives its number back, no gaps.
    """
    year = local(uow.now()).year
    build = postgresql.insert if uow.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = (
        build(ProtocolCounter)
        .values(prefix=prefix, year=year, last=1)
        .on_conflict_do_update(index_elements=["prefix", "year"], set_={"last": ProtocolCounter.last + 1})
        .returning(ProtocolCounter.last)
    )
    return f"{prefix}-{year}-{uow.session.execute(statement).scalar_one():06d}"


def pin_of(uow: UnitOfWork, protocol: str) -> str:
    """The four digits that go with a protocol number; derived, so that no table holds them."""
    digest = hmac.new(uow.secret, f"pin:{protocol}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10_000:04d}"


def keyed_hash(uow: UnitOfWork, purpose: str, value: str) -> str:
    """HMAC-SHA256 in hex of `value`, different per `purpose`."""
    return hmac.new(uow.secret, f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()


def ascii_protocol(protocol: str) -> str:
    """ΠΡΒ-2026-000123 → PRB-2026-000123 (file names, Open311)."""
    return "".join(_LATIN_OF_GREEK.get(letter, letter) for letter in protocol)


def possible_names(reference: str) -> list[str]:
    """The protocol numbers or the code that `reference` may stand for, best first; empty when it looks like neither.

    Takes ``483 920``, ``ΠΡΒ-2026-000123``, ``πρβ 2026/123``, ``PRB-2026-123``, ``prv2026 123``.
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFD", reference.upper()) if not unicodedata.combining(letter))
    compact = "".join(letter for letter in plain if letter.isalnum())
    if re.fullmatch(r"[0-9]{6}", compact):
        return [compact]
    match = _PROTOCOL.match(compact)
    if not match or not compact[-1].isascii():
        return []
    letters, year, number = match.groups()
    spellings = itertools.product(*(_GREEK_OF_LATIN.get(letter, letter) for letter in letters))
    return [f"{''.join(prefix)}-{year}-{int(number):06d}" for prefix in spellings]
