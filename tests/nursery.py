"""A process that has read the product's code, and splits off the parts tests need.

Reading it takes a web server or a worker two seconds each time; a copy of a process
that has read it is there at once, over the database it is told.
"""

import contextlib
import ctypes
import gc
import json
import os
import signal
import socket
import sys
import time
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from coordination.embedded.lifeline import alive, signal_group
from tests import databases, environment

# What differs from test to test; with anything else changed, a part starts afresh.
OWN = {
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "STAFET_POST_FOLDER",
    "PYTEST_CURRENT_TEST",
    # set while a browser is open; no part of the product has an event loop
    "DJANGO_ALLOW_ASYNC_UNSAFE",
}
MESSAGE = 64 * 1024
PR_SET_CHILD_SUBREAPER = 36


class Nursery:
    """The process, as seen from the tests."""

    def __init__(self, lifeline):
        self.lifeline = lifeline
        self.known = common_environment()
        self.line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        log = environment.run_folder() / f"nursery-{os.getpid()}.log"
        with theirs, log.open("wb") as output:
            lifeline.start(
                [sys.executable, "-m", "tests.nursery", str(theirs.fileno())],
                log=output,
                cwd=databases.ROOT,
                env=dict(os.environ),
                pass_fds=[theirs.fileno()],
            )

    def close(self):
        """End it, and whatever it has started."""
        self.line.close()

    def start(self, command, *, log, pass_fds=()):
        """Start a command in a group of its own, afresh if it needs other settings."""
        if common_environment() != self.known:
            return self.start_afresh(command, log, pass_fds)
        log.write_bytes(b"")
        asked = {
            "module": command[2],
            "words": list(map(str, command[3:])),
            "log": str(log),
            "env": {name: os.environ[name] for name in OWN if name in os.environ},
            "fds": list(pass_fds),
        }
        socket.send_fds(self.line, [json.dumps(asked).encode()], list(pass_fds))
        return Copy(int(self.line.recv(MESSAGE)))

    def start_afresh(self, command, log, pass_fds):
        """Start a command as the product does, reading all its code."""
        with log.open("wb") as output:
            process = self.lifeline.start(
                command,
                log=output,
                cwd=databases.ROOT,
                env=dict(os.environ),
                pass_fds=pass_fds,
            )
        return Copy(process.pid, process)


class Copy:
    """A running part, with all that it has started."""

    def __init__(self, pid, child=None):
        self.pid = pid
        self.child = child

    def is_alive(self):
        """Whether anything of it is left."""
        if self.child:
            self.child.poll()
        return alive(self.pid)

    def kill(self):
        """Kill it, and return when nothing is left."""
        signal_group(self.pid, signal.SIGKILL)
        while self.is_alive():
            time.sleep(0.005)


def common_environment():
    return {name: value for name, value in os.environ.items() if name not in OWN}


def serve(line):
    """Split off a process for each message, until nobody is there to ask."""
    from coordination import celery, wsgi  # noqa: F401

    # Whoever asked is told by the end of the line; the copies end with it.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    adopt_orphans()
    warm_up()
    gc.freeze()
    copies = []
    while True:
        message, fds, _flags, _from = socket.recv_fds(line, MESSAGE, 4)
        if not message:
            break
        asked = json.loads(message)
        copy = os.fork()
        # by both, so that the group is there before anybody asks for it
        os.setpgid(copy, 0)
        if not copy:
            line.close()
            become(asked, fds)
        for fd in fds:
            os.close(fd)
        copies.append(copy)
        line.send(str(copy).encode())
    for copy in copies:
        signal_group(copy, signal.SIGKILL)


def warm_up():
    """Read what each copy would otherwise read for its first pages by itself."""
    from django.conf import settings
    from django.template.loader import get_template
    from django.urls import get_resolver
    from django.utils.translation import gettext, override

    get_resolver()._populate()
    for language, _name in settings.LANGUAGES:
        with override(language):
            gettext("Yes")
            get_resolver()._populate()
    folder = databases.ROOT / "templates"
    for path in folder.rglob("*.html"):
        get_template(str(path.relative_to(folder)))


def adopt_orphans():
    """Be told of what a killed copy leaves, so that it is gone at once."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def become(asked, fds):
    """Turn this copy into what was asked for."""
    for each in (signal.SIGTERM, signal.SIGCHLD):
        signal.signal(each, signal.SIG_DFL)
    log = os.open(asked["log"], os.O_WRONLY | os.O_APPEND)
    for number in (1, 2):
        os.dup2(log, number)
    os.environ.update(asked["env"])
    databases.point_at(conninfo_to_dict(os.environ["DATABASE_URL"])["dbname"])
    renamed = {
        f"--bind=fd://{theirs}": f"--bind=fd://{ours}"
        for theirs, ours in zip(asked["fds"], fds, strict=True)
    }
    words = [renamed.get(word, word) for word in asked["words"]]
    sys.argv = [asked["module"], *words]
    with contextlib.suppress(KeyboardInterrupt):
        PROGRAMS[asked["module"]]()
    os._exit(0)


def run_gunicorn():
    from gunicorn.app.wsgiapp import run

    run()


def run_celery():
    from celery.__main__ import main

    main()


PROGRAMS = {"gunicorn": run_gunicorn, "celery": run_celery}

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    serve(socket.socket(fileno=int(sys.argv[1])))
