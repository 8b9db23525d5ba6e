"""Many threads at one thing, all let go at the same moment, with a watcher beside."""

import threading
import time
from collections import Counter
from contextlib import contextmanager

from django.db import connection

from coordination.workflow import Refused

LEAST_LOOKS = 4


def at_once(*verbs, over_http=False):
    """Run every verb in a thread of its own at the same moment; return what came.

    A verb's result stands at its place: what it returned, or the exception it raised.
    Calls over HTTP need no connection to the database, and there are not so many.
    """
    results = [None] * len(verbs)
    barrier = threading.Barrier(len(verbs))

    def run(place, verb):
        try:
            if not over_http:
                connection.ensure_connection()
            barrier.wait(30)
            results[place] = verb()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(place, verb))
        for place, verb in enumerate(verbs)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def refusals(results):
    """Return the sentences of those who came too late."""
    return [str(result) for result in results if isinstance(result, Refused)]


@contextmanager
def watched(case):
    """Look again and again who holds the case's baton; fail unless it is always one.

    The first look is before what happens meanwhile. A watcher that dies or hardly gets
    to look proves nothing, and fails too.
    """
    seen, died = Counter(), []
    looking, stop = threading.Event(), threading.Event()

    def watch():
        try:
            while not stop.is_set():
                holders = case.periods.filter(until__isnull=True).count()
                seen[holders] += 1
                looking.set()
                time.sleep(0.002)
        except Exception as error:
            died.append(error)
        finally:
            looking.set()
            connection.close()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        looking.wait(30)
        yield
    finally:
        stop.set()
        watcher.join()
    assert not died, died
    assert set(seen) == {1}, seen
    assert seen[1] >= LEAST_LOOKS, seen
