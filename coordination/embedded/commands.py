"""How the parts of Stafet are started, in the demo and in the tests alike."""

import sys
from pathlib import Path


def serve(bind: str, *, workers: int = 2, threads: int = 4) -> list[str]:
    """Give the command for the web server."""
    memory = Path("/dev/shm")  # noqa: S108 - named for its kind
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "coordination.wsgi:application",
        f"--bind={bind}",
        "--worker-class=gthread",
        f"--workers={workers}",
        f"--threads={threads}",
        "--timeout=60",
        "--graceful-timeout=5",
        "--no-control-socket",
        # a worker's sign of life should not wait for a disk
        *([f"--worker-tmp-dir={memory}"] if memory.is_dir() else []),
    ]


def work(name: str = "stafet") -> list[str]:
    """Give the command for a worker.

    One child process: limits on time and on the number of tasks hold in no other
    pool.
    """
    return [
        *celery(),
        "worker",
        "--pool=prefork",
        "--concurrency=1",
        f"--hostname={name}@%h",
        "--loglevel=INFO",
        "--without-gossip",
        "--without-mingle",
    ]


def beat() -> list[str]:
    """Give the command for the process that says when something is due."""
    return [*celery(), "beat", "--loglevel=WARNING", "--pidfile="]


def manage(*words: str) -> list[str]:
    """Give one of the product's own commands."""
    return [sys.executable, "manage.py", *words]


def celery() -> list[str]:
    """Give the start of a Celery command."""
    return [sys.executable, "-m", "celery", "--app=coordination.celery"]
