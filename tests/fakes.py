"""Time and chance that the tests decide."""

from __future__ import annotations

import random
from collections import deque
from datetime import UTC, datetime, timedelta


class FakeClock:
    """A clock that moves only when told to."""

    def __init__(self, now: datetime = datetime(2026, 3, 3, 7, 30, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **duration: float) -> None:
        """As `timedelta`: ``advance(minutes=15)``."""
        self.now += timedelta(**duration)

    def set(self, now: datetime) -> None:
        self.now = now


class FakeChance:
    """`backend.clock.Chance` that repeats itself from run to run; what `will_give` was told comes first."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)
        self._planned: deque[str] = deque()
        self.given: list[str] = []

    def will_give(self, *values: str) -> None:
        self._planned.extend(values)

    def digits(self, length: int) -> str:
        return self._give("0123456789", length)

    def token(self) -> str:
        return self._give("abcdefghijklmnopqrstuvwxyz0123456789", 43)

    def letters(self, length: int) -> str:
        return self._give("BCDFGHJKMNPQRTVWXZ2346789", length)

    def _give(self, alphabet: str, length: int) -> str:
        value = self._planned.popleft() if self._planned else "".join(self._random.choices(alphabet, k=length))
        self.given.append(value)
        return value
