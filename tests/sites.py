"""Real processes for tests that cross them: the web server and a Celery worker."""

import os
import socket
import time
import urllib.error
import urllib.request

import pytest

from coordination.embedded import commands
from coordination.embedded.lifeline import Lifeline
from coordination.embedded.logs import last_lines
from tests import databases, environment
from tests.nursery import Nursery

PATIENCE = 60


class Part:
    """A process of the product, over the test's own database."""

    def __init__(self, name, command, nursery, **options):
        self.name = name
        self.command = command
        self.nursery = nursery
        self.options = options
        self.log = environment.run_folder() / f"{name}-{os.getpid()}.log"
        self.process = None

    def start(self):
        """Start it and wait until it is of use."""
        self.process = self.nursery.start(self.command, log=self.log, **self.options)
        deadline = time.monotonic() + PATIENCE
        while not self.is_ready():
            if not self.process.is_alive() or time.monotonic() > deadline:
                pytest.fail(f"The {self.name} did not start:\n{last_lines(self.log)}")
            time.sleep(0.05)

    def is_ready(self):
        raise NotImplementedError

    def kill(self):
        """Kill it and its children, as a power cut would."""
        self.process.kill()


class Worker(Part):
    """A Celery worker; `kill()` and `start()` may be called as often as wished."""

    def is_ready(self):
        return b" ready." in self.log.read_bytes()


class Site(Part):
    """The web server at `url`."""

    def __init__(self, listener, nursery, *, workers, threads):
        self.url = f"http://localhost:{listener.getsockname()[1]}"
        command = commands.serve(
            f"fd://{listener.fileno()}", workers=workers, threads=threads
        )
        super().__init__("site", command, nursery, pass_fds=[listener.fileno()])

    def is_ready(self):
        try:
            with urllib.request.urlopen(f"{self.url}/", timeout=30):
                return True
        except urllib.error.HTTPError as answer:
            answer.close()
            return True
        except OSError:
            return False


@pytest.fixture(scope="session")
def lifeline():
    """Start processes that end with the test run, however it ends."""
    line = Lifeline()
    yield line
    line.cut()


@pytest.fixture(scope="session")
def assets():
    """Collect the pages' styles and scripts, once for the run."""
    with databases.once("static") as first:
        if first:
            databases.run_command("collectstatic", "--no-input", "--verbosity=0")


@pytest.fixture(scope="session")
def nursery(lifeline, assets):
    """Start the parts of the product, in hardly any time."""
    found = Nursery(lifeline)
    yield found
    found.close()


@pytest.fixture
def worker(commits, nursery):
    """Give a running Celery worker over the test's own database and broker."""
    part = Worker("worker", commands.work(f"test{os.getpid()}"), nursery)
    part.start()
    yield part
    part.kill()
    empty_broker()


@pytest.fixture
def live_site(commits, nursery):
    """Give a running web server over the test's own database."""
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
        site = Site(listener, nursery, workers=2, threads=16)
        site.start()
    yield site
    site.kill()


def broker():
    """Connect to this process's broker."""
    from redis import Redis

    address = os.environ["STAFET_BROKER_URL"]
    url = address.replace("redis+socket", "unix").replace("virtual_host", "db")
    return Redis.from_url(url)


def empty_broker():
    """Forget every task that is still queued."""
    with broker() as connection:
        connection.flushdb()
