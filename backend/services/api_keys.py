"""Keys of applications that may file Open311 requests."""

from __future__ import annotations

from sqlalchemy import select

from backend.database import UnitOfWork
from backend.errors import InvalidInput, NotAllowed, NotFound
from backend.models import ApiKey
from backend.services import open311


def add(uow: UnitOfWork, name: str) -> str:
    """A new key for the application `name`; returned this once, kept only as SHA-256. Raises `InvalidInput`."""
    name = name.strip()
    if not name or len(name) > 80:
        raise InvalidInput("Το όνομα της εφαρμογής έχει από 1 έως 80 χαρακτήρες.", field="name")
    return open311.create_api_key(uow, name)


def owner(uow: UnitOfWork, key: str) -> str | None:
    """The name of the application that this key belongs to; None for an unknown or revoked key."""
    try:
        return open311.application_of_key(uow, key) if key else None
    except NotAllowed:
        return None


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
