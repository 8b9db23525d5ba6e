"""A limit on guessing links: wrong ones only, so that nobody else notices."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

GUESSES = 20
SECONDS = 60


def address_of(request: HttpRequest) -> str:
    """Return where a request comes from; behind a proxy, what the proxy says."""
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        hops = request.headers.get("X-Forwarded-For", "").split(",")
        return hops[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def guessed_too_often(request: HttpRequest) -> bool:
    """Say whether so many wrong links came from there in the last minute."""
    try:
        return int(cache.get(_key(request), 0)) >= GUESSES
    except RedisError:
        return False  # without a cache citizens can still answer


def note_guess(request: HttpRequest) -> None:
    """Count one wrong link."""
    try:
        cache.add(_key(request), 0, SECONDS)
        cache.incr(_key(request))
    except (RedisError, ValueError):
        return


def _key(request: HttpRequest) -> str:
    return f"survey-guess:{address_of(request)}"
