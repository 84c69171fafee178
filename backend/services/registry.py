"""The municipal register: brings made-up citizens and their civil records into an empty one, so that everything can be tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from backend.database import UnitOfWork
from backend.models import Citizen, CivilRecord
from backend.services import content
from backend.services.certificate_types import certificate_type
from backend.services.contacts import normalise_email, normalise_phone
from backend.services.identity import normalise_afm, normalise_amka

_PLAIN = ("first_name", "last_name", "father_name", "mother_name", "sex", "birth_date", "birth_place", "address")


def load_demo_citizens(uow: UnitOfWork) -> int:
    """Adds or refreshes the made-up citizens of the content folder and returns how many there are.

    Known by ΑΦΜ, so it can be done again. A real citizen (not a sample) with such an ΑΦΜ is left alone.
    """
    rows: Sequence[Mapping[str, Any]] = content.read("demo_citizens")["citizens"]
    for row in rows:
        _load(uow, row)
    uow.session.flush()
    return len(rows)


def _load(uow: UnitOfWork, row: Mapping[str, Any]) -> None:
    afm = normalise_afm(row["afm"])
    citizen = uow.session.scalars(select(Citizen).where(Citizen.afm == afm)).first()
    if citizen is not None and not citizen.sample:
        return
    if citizen is None:
        citizen = Citizen(afm=afm, sample=True)
        uow.session.add(citizen)
    for name in _PLAIN:
        setattr(citizen, name, row.get(name))
    citizen.amka = normalise_amka(row["amka"])
    citizen.phone = normalise_phone(row["phone"]) if row.get("phone") else None
    citizen.email = normalise_email(row["email"]) if row.get("email") else None
    citizen.records = [_record(record) for record in row["records"]]


def _record(record: Mapping[str, Any]) -> CivilRecord:
    kind = certificate_type(record["type"]).value
    return CivilRecord(certificate_type=kind, act=record.get("act"), data=dict(record.get("data") or {}))
