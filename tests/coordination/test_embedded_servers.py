"""The launcher of PostgreSQL and Valkey: what it starts, and what it leaves."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest
from redis import Redis

from coordination.embedded import CannotStart
from coordination.embedded.binaries import system_postgres
from coordination.embedded.lifeline import Lifeline
from coordination.embedded.places import Place
from coordination.embedded.processes import runs
from coordination.embedded.servers import Servers

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def prepared():
    """Data of a server that was started and stopped once: making them takes longest."""
    made = Path(tempfile.mkdtemp(prefix="stafet-x"))
    servers = Servers(made, durable=False)
    servers.start()
    servers.stop()
    yield made
    servers.place.vanish()


@pytest.fixture
def folder():
    """A short folder that the servers' user can reach, gone afterwards."""
    made = Path(tempfile.mkdtemp(prefix="stafet-x"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def start(folder, prepared):
    """Start servers over a folder in a process of their own."""
    started = []
    subprocess.run(["cp", "-a", prepared / "postgres", folder], check=True)

    def start_one(*words, where=folder):
        (where / "addresses.json").unlink(missing_ok=True)
        launcher = [sys.executable, "-m", "coordination.embedded.servers"]
        process = subprocess.Popen(
            [*launcher, where, "--forgetful", *words],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        until(lambda: (where / "addresses.json").exists() or process.poll() is not None)
        return process

    yield start_one
    for process in started:
        process.terminate()
        process.communicate(timeout=20)


def until(true, seconds=20):
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert true()


def addresses(folder):
    return json.loads((folder / "addresses.json").read_text())


def servers_over(folder):
    """Give the processes that PostgreSQL and Valkey run as."""
    place = Place.prepare(folder)
    found = (place.data / "postgres" / "postmaster.pid").read_text().splitlines()
    with Redis(unix_socket_path=f"{place.sockets}/valkey.sock") as valkey:
        return int(found[0]), valkey.info("server")["process_id"]


def test_both_servers_answer_and_stop_without_a_trace(start, folder):
    process = start()
    found = servers_over(folder)
    sockets = Place.prepare(folder).sockets

    process.send_signal(signal.SIGINT)

    assert process.wait(20) == 0
    assert not any(map(runs, found))
    assert not sockets.exists()


def test_the_web_role_can_neither_change_tables_nor_become_more(start, folder):
    start()
    url = addresses(folder)["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as web:
        for forbidden in (
            "CREATE TABLE mine (id int)",
            "CREATE TEMP TABLE mine (id int)",
            "CREATE ROLE friend",
            "CREATE DATABASE mine",
            "SET ROLE stafet_owner",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(forbidden)


def test_a_killed_starter_leaves_no_process_and_loses_nothing(start, folder):
    process = start()
    with psycopg.connect(addresses(folder)["DATABASE_OWNER_URL"]) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 1 AS one")
    found = servers_over(folder)

    process.kill()
    until(lambda: not any(map(runs, found)))

    start()
    with psycopg.connect(addresses(folder)["DATABASE_OWNER_URL"]) as owner:
        assert owner.execute("SELECT one FROM kept").fetchone() == (1,)


def test_what_even_the_lifeline_left_is_ended_at_the_next_start(start, folder):
    process = start()
    found = servers_over(folder)
    watch = lifeline_of(process.pid)
    os.kill(process.pid, signal.SIGSTOP)
    os.kill(watch, signal.SIGKILL)
    process.kill()
    process.wait()
    assert all(map(runs, found))

    start()

    assert not any(map(runs, found))


def lifeline_of(number):
    children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    for child in children:
        if "lifeline.py" in Path(f"/proc/{child}/cmdline").read_text():
            return int(child)
    raise AssertionError(children)


def test_a_second_start_over_the_same_folder_is_refused(start):
    first = start()
    second = start_and_read(start)

    assert "already runs" in second
    assert f"process {first.pid}" in second


def start_and_read(start, *words):
    process = start(*words)
    # the first one's addresses are still there: this one ends by itself
    return process.communicate(timeout=20)[0]


def test_data_of_another_major_version_are_refused(start, folder):
    start().send_signal(signal.SIGINT)
    version = Place.prepare(folder).data / "postgres" / "PG_VERSION"
    until(lambda: not (version.parent / "postmaster.pid").exists())
    version.write_text("16\n")

    said = start_and_read(start)

    assert "were written by PostgreSQL 16" in said
    assert "RESET=1" in said


def test_servers_end_with_the_process_they_follow(start, folder):
    followed = subprocess.Popen(["sleep", "60"])
    process = start("--follow", str(followed.pid), "--remove")

    followed.kill()
    followed.wait()

    assert process.wait(20) == 0
    assert not folder.exists()


def test_a_long_folder_with_spaces_that_only_its_owner_may_enter(start, tmp_path):
    where = tmp_path / "en mappe med mellemrum" / ("lang-" * 20)
    where.mkdir(parents=True)
    rights = tmp_path.stat().st_mode

    process = start("--remove", where=where)

    with psycopg.connect(addresses(where)["DATABASE_URL"]) as web:
        assert web.execute("SELECT lower('ÆØÅ')").fetchone() == ("æøå",)
    assert tmp_path.stat().st_mode == rights
    data = Place.prepare(where).data
    process.send_signal(signal.SIGINT)
    process.wait(20)
    assert not data.exists()


def test_a_name_taken_by_someone_else_is_not_used_for_sockets(folder, monkeypatch):
    first = Place.prepare(folder).sockets
    first.rmdir()
    first.symlink_to(folder)
    try:
        second = Place.prepare(folder).sockets
        assert second != first
        assert second.stat().st_mode & 0o077 == 0
        second.rmdir()
    finally:
        first.unlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_root_runs_postgresql_as_someone_without_rights(start, folder):
    start()
    postgres, _ = servers_over(folder)

    assert Path(f"/proc/{postgres}").stat().st_uid != 0


@pytest.mark.skipif(system_postgres() is None, reason="no PostgreSQL is installed")
def test_the_machines_own_postgresql_runs_through_the_same_launcher(start, folder):
    shutil.rmtree(folder / "postgres")
    start("--system")
    with psycopg.connect(addresses(folder)["DATABASE_URL"]) as web:
        assert web.execute("SELECT lower('ÆØÅ')").fetchone() == ("æøå",)


def test_a_grandchild_ends_with_the_lifeline():
    lifeline = Lifeline()
    reading, writing = socket.socketpair()
    with reading, writing:
        process = lifeline.start(
            ["sh", "-c", "sleep 60 & echo $!; wait"], log=writing.fileno()
        )
        grandchild = int(reading.recv(32))

    lifeline.cut()

    assert process.returncode is not None
    until(lambda: not runs(grandchild))


def test_without_a_user_to_become_the_sentence_says_what_to_do(folder, monkeypatch):
    monkeypatch.setattr("coordination.embedded.places.UNPRIVILEGED", ())
    monkeypatch.setattr("os.geteuid", lambda: 0)

    with pytest.raises(CannotStart, match="ordinary user"):
        Servers(folder)
