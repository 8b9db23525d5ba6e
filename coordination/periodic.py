"""What falls due with time: registered by apps, done by `run_due` and the worker."""

from collections.abc import Callable
from datetime import datetime

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
    """Do everything that is due at the moment; return the count for each job."""
    return {name: job(at) for name, job in _jobs.items()}
