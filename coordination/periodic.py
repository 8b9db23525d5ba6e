"""What falls due with time: registered by apps, done by `run_due` and the worker."""

import logging
from collections.abc import Callable
from datetime import datetime

log = logging.getLogger(__name__)

Job = Callable[[datetime], int]

_jobs: dict[str, Job] = {}


def periodic(name: str) -> Callable[[Job], Job]:
    """Offer a job that does everything due at a moment and says how much that was.

    It must be safe to run twice, and to run late: it finds its work in the tables.
    """

    def register(job: Job) -> Job:
        _jobs[name] = job
        return job

    return register


def run_due(at: datetime) -> dict[str, int]:
    """Do everything that is due at the moment; return the count for each job.

    A job that fails holds up no other, least of all an alarm. It is raised when all
    have had their turn, so that whoever watches the clock hears of it.
    """
    done: dict[str, int] = {}
    failed: list[Exception] = []
    for name, job in _jobs.items():
        try:
            done[name] = job(at)
        except Exception as error:
            log.exception("The periodic job %s failed", name)
            failed.append(error)
    if failed:
        raise failed[0]
    return done
