"""Databases for tests: one template for the run, a copy for each who needs one."""

import contextlib
import fcntl
import itertools
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from coordination.embedded import commands
from coordination.embedded.processes import runs
from tests import environment

ROOT = Path(__file__).resolve().parents[1]
_numbers = itertools.count(1)
_asked = []


@dataclass(frozen=True)
class Database:
    """A database of the test's own: commits are real, and it is dropped afterwards."""

    name: str

    @property
    def url(self):
        """The limited web role's address."""
        return environment.web_url(self.name)

    @property
    def owner_url(self):
        """The address of the role that owns the tables."""
        return environment.owner_url(self.name)

    @contextlib.contextmanager
    def as_owner(self):
        """Connect past the web role's limits, to plant what must be found."""
        with psycopg.connect(self.owner_url, autocommit=True) as connection:
            yield connection


@dataclass(frozen=True)
class Founded:
    """A town that was made once, and the database in which nobody works."""

    database: str
    town: Any


def start_servers():
    """Start PostgreSQL and Valkey once for the run, whichever process needs them."""
    with once("servers") as first:
        if first and (
            os.environ["STAFET_TEST_OWN_SERVER"] or "TEST_REDIS_URL" not in os.environ
        ):
            launch_servers(environment.run_folder())
    with once("template") as first:
        if first:
            from tests import template

            server("CREATE DATABASE {}", template_name())
            template.make(template_name())
    _asked.append(True)


def servers_started():
    """Whether this process has asked for the servers."""
    return bool(_asked)


def launch_servers(folder):
    """Start the servers' process and wait until it says that they answer."""
    words = ["--follow", os.environ["STAFET_TEST_RUNNER"], "--remove"]
    if not environment.proving():
        words.append("--forgetful")
    if os.environ.get("STAFET_TEST_POSTGRES") == "system":
        words.append("--system")
    log = folder / "servers.log"
    # Not Popen: the servers outlive this function, and maybe this process.
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "coordination.embedded.servers", folder, *words],
        {**os.environ, "PYTHONPATH": str(ROOT)},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
    )
    while not (folder / "addresses.json").exists():
        if os.waitpid(process, os.WNOHANG) != (0, 0):
            pytest.exit(log.read_text(), returncode=1)
        time.sleep(0.02)


def end_run():
    """Stop the run's servers and remove everything they left."""
    folder = environment.run_folder()
    template = (folder / "template.done").exists()
    if template and not os.environ["STAFET_TEST_OWN_SERVER"]:
        drop_databases()
    with contextlib.suppress(OSError, ValueError):
        holder = int((folder / "lock").read_text())
        os.kill(holder, signal.SIGTERM)
        deadline = time.monotonic() + 20
        while runs(holder) and time.monotonic() < deadline:
            time.sleep(0.02)


@contextlib.contextmanager
def once(name):
    """Let one process of the run do something while the others wait for it."""
    folder = environment.run_folder()
    done = folder / f"{name}.done"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        first = not done.exists()
        yield first
        if first:
            done.touch()


def run_command(*words, **extra):
    """Run one of the product's commands to its end; show what it said if it fails."""
    answer = subprocess.run(
        commands.manage(*words),
        cwd=ROOT,
        env={**os.environ, **extra},
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        pytest.exit(
            f"manage.py {' '.join(words)} failed:\n{answer.stdout}{answer.stderr}",
            returncode=1,
        )
    return answer.stdout


def template_name():
    return f"{environment.run_name()}_template"


def copy_template(name, template=None):
    """Make a database from the run's template, or from another that nobody is in."""
    # Quicker by half; a server that keeps what it has would write it all to disk first.
    forgetful = os.environ["STAFET_TEST_OWN_SERVER"] and not environment.proving()
    way = " STRATEGY FILE_COPY" if forgetful else ""
    source = template or template_name()
    server(f"CREATE DATABASE {{}} TEMPLATE {{}}{way}", name, source)
    server("REVOKE ALL ON DATABASE {} FROM PUBLIC", name)
    server("GRANT CONNECT ON DATABASE {} TO {}", name, web_role())


def drop(name):
    """Drop a database, with whoever is still connected."""
    try:
        server("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    except psycopg.errors.InsufficientPrivilege:
        # PostgreSQL is vacuuming it: its own worker cannot be forced out by the owner,
        # but goes by itself for a plain DROP, which forces nobody else.
        server("ALTER DATABASE {} ALLOW_CONNECTIONS false", name)
        end_sessions(name)
        server("DROP DATABASE IF EXISTS {}", name)


def end_sessions(name):
    """End every session in a database but the server's own."""
    with psycopg.connect(os.environ["STAFET_TEST_OWNER_URL"]) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND backend_type = 'client backend'",
            [name],
        )


def drop_databases():
    """Drop every database of this run from a server that is not ours."""
    with psycopg.connect(os.environ["STAFET_TEST_OWNER_URL"]) as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)",
            [f"{environment.run_name()}_"],
        ).fetchall()
    for (name,) in rows:
        drop(name)


def server(command, *names):
    """Run a command about whole databases."""
    words = sql.SQL(command).format(*map(sql.Identifier, names))
    url = os.environ["STAFET_TEST_OWNER_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(words)


def web_role():
    return psycopg.conninfo.conninfo_to_dict(os.environ["STAFET_TEST_WEB_URL"])["user"]


@contextlib.contextmanager
def own_database(template=None):
    """Point Django, and what the test starts, at a database of the test's own."""
    with new_database(template) as database, pointed_at(database.name):
        yield database


@contextlib.contextmanager
def new_database(template=None):
    """Make a database, a copy of another with its post if that is named."""
    database = Database(f"{shared_name()}_{next(_numbers)}")
    copy_template(database.name, template)
    if template and environment.post_folder(template).exists():
        shutil.copytree(
            environment.post_folder(template), environment.post_folder(database.name)
        )
    try:
        yield database
    finally:
        drop(database.name)


@contextlib.contextmanager
def pointed_at(name):
    """Let Django use a database, and then again the one that tests share."""
    point_at(name)
    try:
        yield
    finally:
        point_at(shared_name())


def shared_name():
    """Name the database of this process, in which tests are rolled back."""
    return f"{environment.run_name()}_{environment.worker_name()}"


def point_at(name):
    """Let Django, and what is started from now on, use a database and its post."""
    from django.conf import settings
    from django.db import connections

    connections.close_all()
    connections.settings["default"]["NAME"] = name
    environment.use_database(name)
    settings.POST_FOLDER = environment.post_folder(name)
