"""The kinds of certificates, from `content/certificate_types.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from backend.errors import InvalidInput
from backend.services import content
from greek.folding import fold

DELIVERY_LABELS = {"email": "PDF με e-mail", "kep": "Παραλαβή από ΚΕΠ", "post": "Ταχυδρομείο"}


@dataclass(frozen=True)
class CertificateType:
    """`value` is what the dialogue calls it (γέννησης). What nobody has confirmed yet is None, and `confirmed` is False.

    `title`/`title_genitive`: the document's name; `everyday`: the citizen's word for it.
    """

    value: str
    code: str
    title: str
    title_genitive: str
    everyday: str
    documents: tuple[str, ...]
    office: str
    article: str | None = None
    cost: str | None = None
    time: str | None = None
    digital_time: str | None = None
    validity: str | None = None
    law: str | None = None
    source: str | None = None
    source_url: str | None = None
    others: Literal["relative", "parent", "family"] | None = None
    others_source: str | None = None
    others_source_url: str | None = None
    confirmed: bool = False


@lru_cache
def certificate_types() -> Mapping[str, CertificateType]:
    """All types by value, in the order of the file."""
    return {row["value"]: _type(row) for row in content.read("certificate_types")["types"]}


def certificate_type(value: str) -> CertificateType:
    """By value, with or without accents, or by code. Raises `InvalidInput`."""
    folded = fold(value.strip())
    for known in certificate_types().values():
        if folded in (fold(known.value), known.code):
            return known
    raise InvalidInput("Δεν υπάρχει τέτοιο πιστοποιητικό.", field="certificate_type")


Whose = Literal["child", "spouse", "other"]
"""For whom somebody asks who doesn't ask for themselves."""


def may_ask(kind: CertificateType, whose: Whose) -> Literal["go_on", "own_names_all", "parent", "authorised", "clerk"]:
    """Whether somebody may have this certificate of another person, by the rule `others` in content.

    go_on: what the register holds with them is the one; own_names_all: their own names that person too; parent: they may, not from here,
    where only their own records are found; authorised: only with an authorisation; clerk: nobody has told us the rule.
    """
    if kind.others == "relative":
        return "go_on"
    if kind.others == "family":
        return "own_names_all" if whose in ("child", "spouse") else "authorised"
    if kind.others == "parent":
        return "parent" if whose == "child" else "authorised"
    return "clerk"


def _type(row: dict[str, Any]) -> CertificateType:
    return CertificateType(**{**row, "documents": tuple(row.get("documents") or ())})
