"""How often one caller may call; without the cache, nobody is counted."""

from typing import Any

from django.conf import settings
from redis.exceptions import RedisError
from rest_framework import throttling


class _FailsOpen(throttling.SimpleRateThrottle):
    # A missing cache must not stop the work; it is missing for everybody.
    def get_rate(self) -> str:
        rate: str = settings.API_RATES[self.scope or ""]
        return rate

    def allow_request(self, request: Any, view: Any) -> bool:
        try:
            return super().allow_request(request, view)
        except (RedisError, OSError):
            return True


class PersonThrottle(_FailsOpen, throttling.UserRateThrottle):
    """Counts the calls of one signed-in person."""


class StrangerThrottle(_FailsOpen):
    """Counts the tokens that one address has tried in vain."""

    scope = "stranger"

    def get_cache_key(self, request: Any, view: Any) -> str:
        """Return where this address is counted."""
        return f"throttle:stranger:{self.get_ident(request)}"
