"""Accounts of the staff: made, changed, deactivated, given a new password."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import delete, func, select

from backend.database import UnitOfWork
from backend.errors import Conflict, InvalidInput, NotFound
from backend.models import Role, SignInAttempt, StaffSession, StaffUser
from backend.services import audit, staff_passwords
from backend.services.case_views import SERVICE_LABELS
from backend.services.references import keyed_hash
from backend.services.staff_users import ROLE_LABELS, StaffUserView, user_view

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
FIRST = "admin"


def folded_username(username: str) -> str:
    """User names are lower case; spaces around them don't count. At most 80 characters are looked at."""
    return username.strip().lower()[:80]


def list_users(uow: UnitOfWork) -> list[StaffUserView]:
    """All accounts, active ones first, by name."""
    rows = uow.session.scalars(select(StaffUser).order_by(StaffUser.active.desc(), StaffUser.username))
    return [user_view(row) for row in rows]


def get_user(uow: UnitOfWork, username: str) -> StaffUserView:
    """One account. Raises `NotFound`."""
    row = uow.session.scalars(select(StaffUser).where(StaffUser.username == folded_username(username))).first()
    if row is None:
        raise NotFound("Δεν υπάρχει τέτοιος λογαριασμός.")
    return user_view(row)


def create_user(
    uow: UnitOfWork,
    username: str,
    display_name: str,
    role: str,
    *,
    services: Sequence[str] = (),
    password: str | None = None,
    made: staff_passwords.MadePassword | None = None,
    must_change_password: bool = True,
    actor: str = "system",
) -> tuple[StaffUserView, str]:
    """Makes an account; gives it and its password: `password`, or the one of `made`, else a generated one.

    Where others write meanwhile, `made` keeps the hashing out of the unit of work. Raises `InvalidInput`, `Conflict` (name taken).
    """
    name = folded_username(username)
    if not _USERNAME.fullmatch(name):
        raise InvalidInput("Το όνομα χρήστη θέλει 3 έως 40 λατινικά γράμματα, ψηφία, τελείες ή παύλες.", field="username")
    if uow.session.scalar(select(func.count()).where(StaffUser.username == name)):
        raise Conflict(f"Υπάρχει ήδη λογαριασμός «{name}».")
    shown = _checked_name(display_name)
    allowed = _checked_services(role, services)
    if password is not None:
        staff_passwords.check_rule(password, name)
        made = staff_passwords.MadePassword(password, staff_passwords.hash_password(password))
    made = made or staff_passwords.make(uow.chance)
    row = StaffUser(
        username=name,
        display_name=shown,
        password_hash=made.password_hash,
        role=role,
        services=allowed,
        active=True,
        must_change_password=must_change_password,
    )
    uow.session.add(row)
    uow.session.flush()
    audit.record(uow, actor, "account_created", "account", name, role=ROLE_LABELS[role], services=_named(allowed))
    return user_view(row), made.password


def change_user(
    uow: UnitOfWork, username: str, *, display_name: str, role: str, services: Sequence[str], active: bool, actor: str
) -> StaffUserView:
    """Sets name, role, services and whether the account may sign in; a deactivated one loses its sessions at once.

    Raises `NotFound`, `InvalidInput`, and `Conflict` when nobody would be left who administers.
    """
    row = _row(uow, username)
    shown, allowed = _checked_name(display_name), _checked_services(role, services)
    if row.role == Role.ADMINISTRATOR and row.active and (role != Role.ADMINISTRATOR or not active) and _administrators(uow) == 1:
        raise Conflict("Είναι ο μόνος ενεργός διαχειριστής. Ορίστε πρώτα άλλον.")
    was_active = row.active
    row.display_name, row.role, row.services, row.active = shown, role, allowed, active
    if not active:
        uow.session.execute(delete(StaffSession).where(StaffSession.user_id == row.id))
    action = "account_deactivated" if was_active and not active else "account_changed"
    audit.record(
        uow,
        actor,
        action,
        "account",
        row.username,
        role=ROLE_LABELS[role],
        services=_named(allowed),
        access="ενεργός" if active else "ανενεργός",
    )
    uow.session.flush()
    return user_view(row)


def reset_password(uow: UnitOfWork, username: str, *, actor: str, made: staff_passwords.MadePassword | None = None) -> str:
    """A new generated password (`made` ahead, as in `create_user`), to be changed at the next sign-in; open sessions end and a lock
    is lifted. Raises `NotFound`."""
    made = made or staff_passwords.make(uow.chance)
    row = _row(uow, username)
    row.password_hash, row.must_change_password = made.password_hash, True
    uow.session.execute(delete(StaffSession).where(StaffSession.user_id == row.id))
    uow.session.execute(delete(SignInAttempt).where(SignInAttempt.key == keyed_hash(uow, "sign-in", row.username)))
    audit.record(uow, actor, "password_reset", "account", row.username)
    return made.password


def ensure_first_administrator(uow: UnitOfWork) -> str | None:
    """Makes `admin` when there is no account at all; its password, to be shown once, else None."""
    if uow.session.scalar(select(func.count()).select_from(StaffUser)):
        return None
    return create_user(uow, FIRST, "Διαχειριστής", Role.ADMINISTRATOR)[1]


def _row(uow: UnitOfWork, username: str) -> StaffUser:
    row = uow.session.scalars(select(StaffUser).where(StaffUser.username == folded_username(username)).with_for_update()).first()
    if row is None:
        raise NotFound("Δεν υπάρχει τέτοιος λογαριασμός.")
    return row


def _administrators(uow: UnitOfWork) -> int:
    # Locked rows, so that two administrators can't deactivate each other at the same moment.
    query = select(StaffUser.id).where(StaffUser.role == Role.ADMINISTRATOR, StaffUser.active).with_for_update()
    return len(uow.session.scalars(query).all())


def _checked_name(display_name: str) -> str:
    shown = " ".join(display_name.split())
    if not 1 <= len(shown) <= 80:
        raise InvalidInput("Γράψτε το ονοματεπώνυμο (έως 80 χαρακτήρες).", field="display_name")
    return shown


def _checked_services(role: str, services: Sequence[str]) -> list[str]:
    if role not in ROLE_LABELS:
        raise InvalidInput("Διαλέξτε ρόλο.", field="role")
    if unknown := set(services) - set(SERVICE_LABELS):
        raise InvalidInput(f"Άγνωστη υπηρεσία: {', '.join(sorted(unknown))}.", field="services")
    return sorted(set(services)) if role == Role.CLERK else []


def _named(services: Sequence[str]) -> str | None:
    return ", ".join(SERVICE_LABELS[code] for code in services) or None
