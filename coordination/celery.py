"""The Celery application: it wakes workers; what must happen is a row in PostgreSQL."""

import contextlib
import logging
import os
from datetime import timedelta
from typing import Any

from celery import Celery
from celery.beat import Scheduler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordination.settings")

app = Celery("stafet")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_scheduler = "coordination.celery:OneBeat"
app.autodiscover_tasks()
# Without this only the importing thread knows the broker, and gunicorn has several.
app.set_default()

logger = logging.getLogger(__name__)

# "beat" in ASCII: one number for all processes over the same database
BEAT_LOCK = 0x62656174
ASK_AGAIN_SECONDS = 5.0


class BeatLock:
    """A session lock in PostgreSQL: it is ours while its connection lives."""

    def __init__(self) -> None:
        self._connection: Any = None

    def is_ours(self) -> bool:
        """Whether this process holds the lock, taking it when it is free."""
        from django.db import Error, connection

        try:
            if self._connection is None:
                # A connection of its own, which nobody else closes between tasks.
                fresh = connection.copy()
                with fresh.cursor() as cursor:
                    cursor.execute("SELECT pg_try_advisory_lock(%s)", [BEAT_LOCK])
                    taken = cursor.fetchone()[0]
                if not taken:
                    fresh.close()
                    return False
                self._connection = fresh
            else:
                with self._connection.cursor() as cursor:
                    cursor.execute("SELECT 1")
        except Error:
            logger.warning("Beat lost its database connection and asks for a new one.")
            self.let_go()
            return False
        return True

    def let_go(self) -> None:
        """Give the lock to the next process that asks."""
        from django.db import Error

        if self._connection is None:
            return
        # The server ends a closed session in its own time, and keeps the lock so long.
        with contextlib.suppress(Error), self._connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [BEAT_LOCK])
        self._connection.close()
        self._connection = None


class OneBeat(Scheduler):
    """Sends what is due in one process of all, however many were started."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.lock = BeatLock()
        super().__init__(*args, **kwargs)

    def setup_schedule(self) -> None:
        """Read the schedule that the tasks themselves name."""
        from coordination.tasks import SCHEDULE

        # Due at once: what waited while nobody sent it does not wait any longer.
        long_ago = self.app.now() - timedelta(days=1)
        self.update_from_dict(
            {
                task: {
                    "task": task,
                    "schedule": float(seconds),
                    "last_run_at": long_ago,
                    # without a worker the queue does not grow
                    "options": {"expires": max(float(seconds), 10.0)},
                }
                for task, seconds in SCHEDULE
            }
        )

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Send what is due if it is ours to send; say when to ask again."""
        if not self.lock.is_ours():
            return ASK_AGAIN_SECONDS
        return float(super().tick(*args, **kwargs))

    def close(self) -> None:
        """Let another process go on."""
        self.lock.let_go()
        super().close()
