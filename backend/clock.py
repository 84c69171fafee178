"""Time and chance as things that are passed in, so that tests decide them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Now, aware, in UTC. Local time (Europe/Athens) is a matter of display only."""
    return datetime.now(UTC)


class Chance(Protocol):
    """Where codes and tokens come from. Not for games: implementations in use must be cryptographic."""

    def digits(self, length: int) -> str: ...

    def token(self) -> str: ...

    def letters(self, length: int) -> str: ...


# No vowels and no look-alikes: a verification code can be read aloud and can't spell a word.
_LETTERS = "BCDFGHJKMNPQRTVWXZ2346789"


class SystemChance:
    """`Chance` from the operating system (module `secrets`)."""

    def digits(self, length: int) -> str:
        return "".join(secrets.choice("0123456789") for _ in range(length))

    def token(self) -> str:
        """URL-safe, 256 bits."""
        return secrets.token_urlsafe(32)

    def letters(self, length: int) -> str:
        return "".join(secrets.choice(_LETTERS) for _ in range(length))
