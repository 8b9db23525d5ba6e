"""Many threads at one thing, all let go at the same moment, with a watcher beside."""

import threading
import time
from contextlib import contextmanager

from django.db import connection

from coordination.workflow import Refused


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
def watching_holders(case):
    """Poll who holds the case's baton meanwhile; give the set of counts seen."""
    seen = set()
    stop = threading.Event()

    def watch():
        try:
            with connection.cursor() as cursor:
                while not stop.is_set():
                    cursor.execute(
                        "SELECT count(*) FROM cases_batonperiod"
                        " WHERE case_id = %s AND until IS NULL",
                        [case.pk],
                    )
                    seen.add(cursor.fetchone()[0])
                    time.sleep(0.002)
        finally:
            connection.close()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        stop.set()
        watcher.join()
