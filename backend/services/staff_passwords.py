"""Passwords of the staff: argon2id, one rule, and generated ones."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from backend.clock import Chance
from backend.errors import InvalidInput

SHORTEST, LONGEST = 12, 200
_hasher = PasswordHasher()  # argon2id with the low-memory parameters of RFC 9106


def _plain(password: str) -> str:
    # The same letters typed on another keyboard may arrive decomposed (ά as α + tonos).
    return unicodedata.normalize("NFKC", password)


def check_rule(password: str, username: str) -> None:
    """At least 12 characters, not the user name, not one character repeated. Raises `InvalidInput` (field new_password)."""
    plain = _plain(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise InvalidInput(f"Ο κωδικός χρειάζεται τουλάχιστον {SHORTEST} χαρακτήρες.", field="new_password")
    if plain.casefold() == username.casefold():
        raise InvalidInput("Ο κωδικός δεν μπορεί να είναι το όνομα χρήστη.", field="new_password")
    if len(set(plain)) < 4:
        raise InvalidInput("Ο κωδικός χρειάζεται περισσότερους διαφορετικούς χαρακτήρες.", field="new_password")


def hash_password(password: str) -> str:
    """The argon2id hash, with its own salt and parameters."""
    return _hasher.hash(_plain(password))


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher.hash("the password of nobody")


def matches(password_hash: str | None, password: str) -> bool:
    """Is it the password? Without a hash (nobody has that name) the same work is done, and the answer is no."""
    try:
        right = _hasher.verify(password_hash or _nobody(), _plain(password[: LONGEST * 2]))
    except (VerificationError, InvalidHashError):
        return False
    return right and password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Was it made with weaker parameters than today's?"""
    return _hasher.check_needs_rehash(password_hash)


@dataclass(frozen=True)
class MadePassword:
    """A generated password with its hash, made ahead of the transaction that stores the hash."""

    password: str
    password_hash: str


def make(chance: Chance) -> MadePassword:
    """Generates and hashes a password: slow on purpose, so outside any transaction."""
    password = generate(chance)
    return MadePassword(password, hash_password(password))


def generate(chance: Chance) -> str:
    """A password that can be read aloud and typed once: four groups of four, no look-alikes (about 74 bits)."""
    letters = chance.letters(16).lower()
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))
