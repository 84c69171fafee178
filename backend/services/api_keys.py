"""Keys of applications that may file Open311 requests."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from backend.database import UnitOfWork
from backend.errors import InvalidInput, NotFound
from backend.models import ApiKey


def add(uow: UnitOfWork, name: str) -> str:
    """A new key for the application `name`; returned this once, kept only as SHA-256. Raises `InvalidInput`."""
    name = name.strip()
    if not name or len(name) > 80:
        raise InvalidInput("Το όνομα της εφαρμογής έχει από 1 έως 80 χαρακτήρες.", field="name")
    key = uow.chance.token()
    uow.session.add(ApiKey(name=name, key_hash=_hash(key), active=True, created_at=uow.now()))
    return key


def owner(uow: UnitOfWork, key: str) -> str | None:
    """The name of the application that this key belongs to; None for an unknown or revoked key."""
    if not key:
        return None
    return uow.session.scalar(select(ApiKey.name).where(ApiKey.key_hash == _hash(key), ApiKey.active))


def listing(uow: UnitOfWork) -> list[tuple[str, bool]]:
    """(name, active) of every key, oldest first."""
    return [(row.name, row.active) for row in uow.session.scalars(select(ApiKey).order_by(ApiKey.id))]


def revoke(uow: UnitOfWork, name: str) -> int:
    """Revoke every active key of `name`; returns how many. Raises `NotFound` when it has none."""
    rows = uow.session.scalars(select(ApiKey).where(ApiKey.name == name, ApiKey.active)).all()
    if not rows:
        raise NotFound("Δεν υπάρχει ενεργό κλειδί με αυτό το όνομα.")
    for row in rows:
        row.active = False
    return len(rows)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
