"""Signing in and out of the console, and one's own password.

Accounts are in `staff_accounts`, what is done with cases in `staff_desk`; what others need of them is reachable from here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
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
WRONG_CURRENT = "Ο τωρινός κωδικός δεν είναι σωστός."
LOCK = timedelta(minutes=15)


@dataclass(frozen=True)
class Credentials:
    """What a typed password is compared with: the folded name, and the hash of whoever has it (None: nobody)."""

    username: str
    password_hash: str | None


@dataclass(frozen=True)
class Verdict:
    """The comparison's result. `fresh_hash` is there when the right password was kept with weaker parameters than today's."""

    credentials: Credentials
    right: bool
    fresh_hash: str | None = None


@dataclass(frozen=True)
class StaffSessionView:
    """A session. `token` is known only at sign-in (else empty); `csrf_token` must come with every form; `renew_to` is its
    new end when it is to be renewed now."""

    token: str
    csrf_token: str
    user: StaffUserView
    expires_at: datetime
    renew_to: datetime | None = None


def credentials_of(uow: UnitOfWork, username: str) -> Credentials:
    """The first step of signing in: reads only."""
    name = folded_username(username)
    return Credentials(name, uow.session.scalar(select(StaffUser.password_hash).where(StaffUser.username == name)))


def compare(credentials: Credentials, password: str) -> Verdict:
    """The second step, outside any transaction: 0.2 s of work, the same for a name that nobody has."""
    right = staff_passwords.matches(credentials.password_hash, password)
    outdated = right and credentials.password_hash is not None and staff_passwords.is_outdated(credentials.password_hash)
    return Verdict(credentials, right, staff_passwords.hash_password(password) if outdated else None)


def sign_in(uow: UnitOfWork, username: str, password: str, *, address: str | None = None) -> StaffSessionView:
    """The three steps in one unit of work, for programs that have no other to disturb. Raises as `admit`."""
    return admit(uow, compare(credentials_of(uow, username), password), address=address)


def admit(uow: UnitOfWork, verdict: Verdict, *, address: str | None = None) -> StaffSessionView:
    """The third step: opens a session. An unknown name, a wrong password and a deactivated account say the same.

    Raises `BadCredentials`, or `Locked` from the fifth failure on for 15 minutes, whatever the password.
    """
    name = verdict.credentials.username
    attempt = _attempt(uow, keyed_hash(uow, "sign-in", name))
    user = uow.session.scalars(select(StaffUser).where(StaffUser.username == name)).first()
    # A password that was changed while the typed one was being compared is the only one that counts.
    right = verdict.right and user is not None and user.password_hash == verdict.credentials.password_hash
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
    if verdict.fresh_hash:
        user.password_hash = verdict.fresh_hash
    audit.record(uow, f"staff:{name}", "sign_in", "account", name, address=address)
    return _open_session(uow, user)


def user_of_session(uow: UnitOfWork, token: str | None) -> StaffSessionView | None:
    """As `session_of`, and renews the session when that is due."""
    view = session_of(uow, token)
    if view is not None and view.renew_to is not None:
        uow.session.get_one(StaffSession, _hash(token or "")).expires_at = view.renew_to
        return replace(view, expires_at=view.renew_to, renew_to=None)
    return view


def session_of(uow: UnitOfWork, token: str | None) -> StaffSessionView | None:
    """The session of a cookie, or None when there is none, it has ended or its owner was deactivated. Reads only."""
    row = uow.session.get(StaffSession, _hash(token)) if token else None
    if row is None or row.expires_at <= uow.now() or not row.user.active:
        return None
    ends = min(uow.now() + SESSION_LIFE, row.created_at + LONGEST_SESSION)
    due = row.expires_at - uow.now() < SESSION_LIFE - RENEW_AFTER and ends > row.expires_at
    return StaffSessionView("", row.csrf_token, user_view(row.user), row.expires_at, ends if due else None)


def sign_out(uow: UnitOfWork, token: str) -> None:
    """Ends the session; one that has already ended is no error."""
    row = uow.session.get(StaffSession, _hash(token))
    if row is not None:
        audit.record(uow, f"staff:{row.user.username}", "sign_out", "account", row.user.username)
        uow.session.delete(row)


def change_password(uow: UnitOfWork, token: str, current: str, new: str) -> None:
    """Checks and sets one's own password in one unit of work. Raises as `checked_change`."""
    credentials = own_credentials(uow, token)
    set_password(uow, token, credentials, checked_change(credentials, current, new))


def own_credentials(uow: UnitOfWork, token: str) -> Credentials:
    """Name and hash of the session's owner. Reads only."""
    user = uow.session.get_one(StaffSession, _hash(token)).user
    return Credentials(user.username, user.password_hash)


def checked_change(credentials: Credentials, current: str, new: str) -> str:
    """The new password's hash, made outside any transaction. Raises `InvalidInput` (field current_password or new_password)."""
    if not staff_passwords.matches(credentials.password_hash, current):
        raise InvalidInput(WRONG_CURRENT, field="current_password")
    staff_passwords.check_rule(new, credentials.username)
    if staff_passwords.matches(credentials.password_hash, new):
        raise InvalidInput("Ο νέος κωδικός είναι ίδιος με τον τωρινό.", field="new_password")
    return staff_passwords.hash_password(new)


def set_password(uow: UnitOfWork, token: str, checked: Credentials, new_hash: str) -> None:
    """Sets one's own password and ends one's other sessions. Raises `InvalidInput` when it was changed since it was checked."""
    row = uow.session.get_one(StaffSession, _hash(token))
    user = uow.session.get_one(StaffUser, row.user_id, with_for_update=True, populate_existing=True)
    if user.password_hash != checked.password_hash:
        raise InvalidInput(WRONG_CURRENT, field="current_password")
    user.password_hash = new_hash
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
