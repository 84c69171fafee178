"""Signing in and out of the console, and one's own password.

Accounts are in `staff_accounts`, what is done with cases in `staff_desk`; what others need of them is reachable from here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from backend.database import UnitOfWork
from backend.errors import BadCredentials, InvalidInput, Locked
from backend.models import SignInAttempt, StaffSession, StaffUser
from backend.services import audit, staff_passwords
from backend.services.references import keyed_hash
from backend.services.staff_accounts import create_user, ensure_first_administrator, folded_username
from backend.services.staff_users import StaffUserView, user_view

__all__ = [
    "StaffSessionView", "StaffUserView", "change_password", "create_user", "ensure_first_administrator", "sign_in", "sign_out",
    "user_of_session",
]  # fmt: skip

SESSION_LIFE = timedelta(hours=8)
LONGEST_SESSION = timedelta(hours=24)  # renewing ends here: a day's work, not a week's
RENEW_AFTER = timedelta(minutes=10)
FAILURES_ALLOWED = 5
LOCK = timedelta(minutes=15)


@dataclass(frozen=True)
class StaffSessionView:
    """A session. `token` is known only at sign-in (else empty); `csrf_token` must come with every form."""

    token: str
    csrf_token: str
    user: StaffUserView
    expires_at: datetime


def sign_in(uow: UnitOfWork, username: str, password: str, *, address: str | None = None) -> StaffSessionView:
    """Opens a session. An unknown name, a wrong password and a deactivated account cost the same time and say the same.

    Raises `BadCredentials`, or `Locked` from the fifth failure on for 15 minutes, whatever the password.
    """
    name = folded_username(username)
    attempt = _attempt(uow, keyed_hash(uow, "sign-in", name))
    user = uow.session.scalars(select(StaffUser).where(StaffUser.username == name)).first()
    right = staff_passwords.matches(user.password_hash if user else None, password)
    # A password typed into the wrong field must not end in the log: only names that exist are written.
    known = name if user else "άγνωστο"
    if attempt.locked_until is not None and attempt.locked_until > uow.now():
        audit.record(uow, "anonymous", "sign_in_locked", "account", known, address=address)
        raise _locked(uow, attempt.locked_until)
    if user is None or not right or not user.active:
        audit.record(uow, "anonymous", "sign_in_failed", "account", known, address=address)
        _count_failure(uow, attempt)
        raise BadCredentials("Το όνομα χρήστη ή ο κωδικός δεν είναι σωστά.")
    attempt.failures, attempt.locked_until = 0, None
    if staff_passwords.is_outdated(user.password_hash):
        user.password_hash = staff_passwords.hash_password(password)
    audit.record(uow, f"staff:{name}", "sign_in", "account", name, address=address)
    return _open_session(uow, user)


def user_of_session(uow: UnitOfWork, token: str | None) -> StaffSessionView | None:
    """The session of a cookie, or None when there is none, it has ended or its owner was deactivated. Renews it while it is used."""
    row = uow.session.get(StaffSession, _hash(token)) if token else None
    if row is None or row.expires_at <= uow.now() or not row.user.active:
        return None
    if row.expires_at - uow.now() < SESSION_LIFE - RENEW_AFTER:
        row.expires_at = min(uow.now() + SESSION_LIFE, row.created_at + LONGEST_SESSION)
    return StaffSessionView("", row.csrf_token, user_view(row.user), row.expires_at)


def sign_out(uow: UnitOfWork, token: str) -> None:
    """Ends the session; one that has already ended is no error."""
    row = uow.session.get(StaffSession, _hash(token))
    if row is not None:
        audit.record(uow, f"staff:{row.user.username}", "sign_out", "account", row.user.username)
        uow.session.delete(row)


def change_password(uow: UnitOfWork, token: str, current: str, new: str) -> None:
    """Sets one's own password and ends one's other sessions. Raises `InvalidInput` (field current_password or new_password)."""
    row = uow.session.get_one(StaffSession, _hash(token))
    user = row.user
    if not staff_passwords.matches(user.password_hash, current):
        raise InvalidInput("Ο τωρινός κωδικός δεν είναι σωστός.", field="current_password")
    staff_passwords.check_rule(new, user.username)
    if staff_passwords.matches(user.password_hash, new):
        raise InvalidInput("Ο νέος κωδικός είναι ίδιος με τον τωρινό.", field="new_password")
    user.password_hash = staff_passwords.hash_password(new)
    user.must_change_password = False
    uow.session.execute(delete(StaffSession).where(StaffSession.user_id == user.id, StaffSession.token_hash != row.token_hash))
    audit.record(uow, f"staff:{user.username}", "password_changed", "account", user.username)


def _open_session(uow: UnitOfWork, user: StaffUser) -> StaffSessionView:
    uow.session.execute(delete(StaffSession).where(StaffSession.expires_at <= uow.now()))
    token, csrf, ends = uow.chance.token(), uow.chance.token(), uow.now() + SESSION_LIFE
    uow.session.add(StaffSession(token_hash=_hash(token), user_id=user.id, csrf_token=csrf, created_at=uow.now(), expires_at=ends))
    uow.session.flush()
    return StaffSessionView(token, csrf, user_view(user), ends)


def _attempt(uow: UnitOfWork, key: str) -> SignInAttempt:
    """The count of failures of a name, locked, so that tries at the same moment are counted one after the other."""
    build: Any = postgresql.insert if uow.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    uow.session.execute(build(SignInAttempt).values(key=key, failures=0, last_at=uow.now()).on_conflict_do_nothing())
    return uow.session.get_one(SignInAttempt, key, with_for_update=True, populate_existing=True)


def _count_failure(uow: UnitOfWork, attempt: SignInAttempt) -> None:
    attempt.failures, attempt.last_at = attempt.failures + 1, uow.now()
    if attempt.failures >= FAILURES_ALLOWED:
        attempt.failures, attempt.locked_until = 0, uow.now() + LOCK
        raise _locked(uow, attempt.locked_until)


def _locked(uow: UnitOfWork, until: datetime) -> Locked:
    seconds = max(1, int((until - uow.now()).total_seconds()))
    minutes = -(-seconds // 60)
    when = "ένα λεπτό" if minutes == 1 else f"{minutes} λεπτά"
    return Locked(f"Έγιναν πολλές προσπάθειες με αυτό το όνομα. Δοκιμάστε ξανά σε {when}.", retry_after=seconds)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
