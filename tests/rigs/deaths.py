"""A worker, a beat and a broker of their own, which die all through a run."""

import contextlib
import itertools
import os
import shutil
import signal
import threading
import time

import pytest
from django.db import connection
from kombu.exceptions import OperationalError

from coordination.celery import app
from coordination.embedded import commands
from coordination.embedded.binaries import valkey_server
from coordination.embedded.lifeline import signal_group
from coordination.embedded.places import Place
from coordination.embedded.valkey import Valkey, broker_address, cache_address
from coordination.tasks import tick
from tests import environment
from tests.mail_server import serving
from tests.rigs.test_dispatcher import Beat, let_leases_run_out
from tests.sites import Worker


class Broker:
    """The product's Valkey, in a place of its own: other tests keep theirs."""

    def __init__(self, lifeline):
        self.place = Place.prepare(environment.run_folder() / "dying")
        self.server = Valkey(self.place, valkey_server(), lifeline)
        self.address = broker_address(self.place)

    def start(self):
        self.server.start()
        self.server.wait()

    def kill(self):
        """Kill the process, as a power cut would."""
        process = self.server.process
        signal_group(process.pid, signal.SIGKILL)
        process.wait()
        self.server.lifeline.release(process.pid)

    def lose_everything(self):
        """Remove what a killed broker has written down."""
        shutil.rmtree(self.place.state / "valkey")

    def leave(self):
        self.kill()
        self.place.vanish()


class Machinery:
    """The parts, how often each was killed, and what the mail server was given."""

    def __init__(self, worker, beat, broker, mail):
        self.worker, self.beat, self.broker, self.mail = worker, beat, broker, mail
        self.killed = {"worker": 0, "broker": 0}

    def kill_worker(self):
        self.worker.kill()
        self.killed["worker"] += 1
        if not environment.proving():
            # nobody else holds any: this spares the minute, and nothing else
            let_leases_run_out()
            connection.close()

    def kill_broker(self):
        self.broker.kill()
        self.killed["broker"] += 1

    def lose_worker(self):
        """Kill the worker, whatever it is doing, and start another."""
        self.kill_worker()
        self.worker.start()

    def lose_broker(self):
        """Kill the broker under a running worker; it comes back with what it kept."""
        self.kill_broker()
        time.sleep(0.5)
        self.broker.start()

    def lose_both(self):
        """Kill both; the broker comes back and knows of nothing."""
        self.kill_broker()
        self.kill_worker()
        self.broker.lose_everything()
        self.broker.start()
        self.worker.start()

    def wake(self):
        """Do as the clock does each minute, but more often; a lost one does no harm."""
        line = app.connection_for_write(self.broker.address)
        with contextlib.suppress(OperationalError), line:
            tick.apply_async(connection=line, retry=False, ignore_result=True)


@pytest.fixture
def machinery(commits, nursery, lifeline, monkeypatch):
    """Run a worker and a beat over the test's database, and a mail server beside."""
    broker = Broker(lifeline)
    broker.start()
    with serving() as mail:
        host, port = mail.server_address
        for name, value in {
            "STAFET_BROKER_URL": broker.address,
            "REDIS_URL": cache_address(broker.place),
            "STAFET_POST": "smtp",
            "STAFET_SMTP_HOST": host,
            "STAFET_SMTP_PORT": str(port),
        }.items():
            monkeypatch.setenv(name, value)
        worker = Worker("worker", commands.work(f"rig{os.getpid()}"), nursery)
        beat = Beat("beat", commands.beat(), nursery)
        worker.start()
        beat.start()
        yield Machinery(worker, beat, broker, mail)
        beat.kill()
        worker.kill()
    broker.leave()


@pytest.fixture
def deaths(machinery):
    """Let the parts die whenever another part of the work is done.

    Spread over all of it by what is done, not by the clock: a fast machine suffers as
    much as a slow one.
    """
    stop = threading.Event()
    threads = []

    def begin(count, *, done):
        suffered = []
        kinds = itertools.cycle(
            [machinery.lose_worker, machinery.lose_broker, machinery.lose_both]
        )

        def suffer():
            for number, strike in zip(range(1, count + 1), kinds, strict=False):
                while done() < number / (count + 1):
                    if stop.wait(0.1):
                        return
                suffered.append(round(done(), 3))
                strike()

        threads.append(threading.Thread(target=suffer))
        threads[0].start()
        return suffered

    yield begin
    stop.set()
    for thread in threads:
        thread.join()
