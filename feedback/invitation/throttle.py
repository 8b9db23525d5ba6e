"""A limit on guessing links and codes: wrong ones only, so that nobody else notices.

There is one for each address, and one for all together: many addresses can share the
work of guessing. Where people sign in only their own address counts, or a stranger
could keep the staff from their work.
"""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

GUESSES = 20
# Far more than mistype a code in a minute, however many letters went out that day.
GUESSES_OF_ALL = 600
SECONDS = 60
OF_ALL = "survey-guesses"


def address_of(request: HttpRequest) -> str:
    """Return where a request comes from; behind a proxy, what the proxy says."""
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        hops = request.headers.get("X-Forwarded-For", "").split(",")
        return hops[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def guessed_too_often(request: HttpRequest) -> bool:
    """Say whether so many wrong links came from there in the last minute."""
    return _counted(_key(request)) >= GUESSES


def strangers_guess(request: HttpRequest) -> bool:
    """Say whether so many came from there, or from everywhere together."""
    return guessed_too_often(request) or _counted(OF_ALL) >= GUESSES_OF_ALL


def note_guess(request: HttpRequest) -> None:
    """Count one wrong link."""
    for key in (_key(request), OF_ALL):
        try:
            cache.add(key, 0, SECONDS)
            cache.incr(key)
        except (RedisError, ValueError):
            return


def _counted(key: str) -> int:
    try:
        return int(cache.get(key, 0))
    except RedisError:
        return 0  # without a cache citizens can still answer


def _key(request: HttpRequest) -> str:
    return f"survey-guess:{address_of(request)}"
