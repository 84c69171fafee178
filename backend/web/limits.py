"""Rate limits, so that one visitor can't use up the house. The numbers are settings (`rate_…`)."""

from __future__ import annotations

import math
import time
from functools import lru_cache

from limits import RateLimitItem, parse_many
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from backend.errors import TooManyRequests
from backend.settings import Settings


@lru_cache
def _parsed(rule: str) -> tuple[RateLimitItem, ...]:
    return tuple(parse_many(rule))


class RateLimiter:
    """``limiter.check("message_session", session_id)`` counts one use; raises `TooManyRequests` when the rule is exceeded.

    The name of a rule is that of its setting without `rate_`. Storage in memory by default; a Redis address in
    `rate_limit_storage` makes several web processes count together.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._strategy = MovingWindowRateLimiter(storage_from_string(settings.rate_limit_storage))

    def check(self, rule: str, who: str) -> None:
        for item in _parsed(getattr(self._settings, f"rate_{rule}")):
            if not self._strategy.hit(item, rule, who):
                reset = self._strategy.get_window_stats(item, rule, who).reset_time
                raise TooManyRequests(retry_after=max(1, math.ceil(reset - time.time())))
