"""Whether this process lives, and whether all parts do their work."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import time

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from coordination.models import Heartbeat

log = logging.getLogger(__name__)

# Measured by work done, not by a living process: a worker that no longer takes
# anything from the queue is stuck, however alive it looks.
LATEST_DISPATCH = timedelta(seconds=90)
LATEST_TICK = timedelta(seconds=180)
# What worked before we were started says nothing of now. Whoever starts all parts
# together gives the moment; the web server gives its own, which its processes share.
STARTED = datetime.fromtimestamp(settings.STARTED or time(), UTC)


@login_not_required
@require_safe
@never_cache
def live(_request: HttpRequest) -> JsonResponse:
    """Answer that this web process takes requests."""
    return JsonResponse({"live": True})


@login_not_required
@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, cache, worker and beat all do their work, else 503.

    Which part is missing goes to the log, and to the page only in the demo.
    """
    parts = {name: _works(name, probe) for name, probe in PROBES.items()}
    body: dict[str, object] = {"ready": all(parts.values())}
    if settings.DEMO:
        body["parts"] = parts
    return JsonResponse(body, status=200 if body["ready"] else 503)


def _works(name: str, probe: Callable[[], bool]) -> bool:
    try:
        works = probe()
    except (Error, RedisError, OSError) as error:
        log.warning("%s: %s", name, type(error).__name__)
        return False
    if not works:
        log.warning("%s has not worked lately", name)
    return works


def _database() -> bool:
    return not Heartbeat.objects.filter(part="").exists()


def _cache() -> bool:
    cache.set("health", "here", 10)
    return bool(cache.get("health") == "here")


def _beats(part: str, latest: timedelta) -> bool:
    since = max(timezone.now() - latest, STARTED)
    return Heartbeat.objects.filter(part=part, at__gt=since).exists()


PROBES: dict[str, Callable[[], bool]] = {
    "database": _database,
    "cache": _cache,
    "worker": lambda: _beats("dispatch", LATEST_DISPATCH),
    "beat": lambda: _beats("tick", LATEST_TICK),
}
