"""The demo's supervisor, its steps, its settings and what it says."""

import json
import os
import signal
import socket
import sys
import time

import pytest

from coordination.embedded import CannotStart, catalogues, demo, environment, steps
from coordination.embedded.__main__ import wanted_port
from coordination.embedded.greeting import greeting
from coordination.embedded.lifeline import Lifeline
from coordination.embedded.progress import Progress
from coordination.embedded.supervisor import Program, Supervisor


@pytest.fixture
def line():
    """A lifeline of the test's own."""
    made = Lifeline()
    yield made
    made.cut()


def until(true, seconds=20):
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert true()


def test_a_part_that_ends_by_itself_starts_again(line, tmp_path, capsys):
    supervisor = Supervisor(line, Progress())
    program = Program(
        "sleeper", ["sleep", "60"], lifeline=line, state=tmp_path, env=os.environ
    )
    supervisor.start(program)
    first = program.process.pid
    os.kill(first, signal.SIGKILL)

    def again():
        supervisor.mend()
        return program.process is not None and program.process.pid != first

    until(again)
    assert "The sleeper ended by itself" in capsys.readouterr().out
    supervisor.stop()
    assert program.process is None


def test_a_step_runs_again_only_when_something_changed(line, tmp_path):
    ran = tmp_path / "ran"
    source = ["one"]

    def step():
        return steps.Step(
            "Counting", ["sh", "-c", f"echo x >> '{ran}'"], lambda: source[0]
        )

    def run():
        steps.Steps(tmp_path, lifeline=line, env=os.environ, progress=Progress()).run(
            step()
        )

    run()
    run()
    assert ran.read_text().split() == ["x"]
    source[0] = "two"
    run()
    assert ran.read_text().split() == ["x", "x"]


def test_a_failed_step_shows_its_words_and_is_tried_again(line, tmp_path):
    broken = steps.Step(
        "Breaking", ["sh", "-c", "echo because; exit 3"], lambda: "same"
    )
    work = steps.Steps(tmp_path, lifeline=line, env=os.environ, progress=Progress())

    for _ in range(2):
        with pytest.raises(CannotStart, match=r"(?s)Breaking.*because"):
            work.run(broken)


def test_the_keys_are_made_once_and_only_their_owner_reads_them(tmp_path, monkeypatch):
    monkeypatch.delenv("STAFET_ADDRESS", raising=False)
    file = tmp_path / "demo.env"
    servers = {"DATABASE_URL": "a", "DATABASE_OWNER_URL": "b", "REDIS_URL": "c"}

    first = environment.write_environment(file, servers=servers, port=8000)
    second = environment.write_environment(file, servers=servers, port=8001)

    assert file.stat().st_mode & 0o077 == 0
    assert environment.read_environment(file) == second
    assert second["STAFET_ADDRESS"] == "http://localhost:8001"
    assert second["STAFET_CPR_KEYS"] == first["STAFET_CPR_KEYS"]
    assert second["STAFET_DEMO"] == "1"


def test_some_real_servers_without_the_others_are_refused(monkeypatch):
    for name in environment.SERVERS:
        monkeypatch.delenv(name, raising=False)
    assert environment.given_servers() == {}

    monkeypatch.setenv("DATABASE_URL", "postgresql://web@db/stafet")
    with pytest.raises(CannotStart, match="not DATABASE_OWNER_URL and REDIS_URL"):
        environment.given_servers()


def test_a_taken_port_is_named_with_a_way_out():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=f"Port {port} is taken.*STAFET_PORT="):
            demo.take_port(port)
    demo.take_port(port).close()


@pytest.mark.parametrize("given", ["0", "http", "70000", "-1"])
def test_what_is_no_port_is_refused(monkeypatch, given):
    monkeypatch.setenv("STAFET_PORT", given)
    with pytest.raises(CannotStart, match="not a port"):
        wanted_port()


def test_the_greeting_names_logins_survey_and_leader_page():
    users = {
        "logins": [
            {"role": "coordinator", "username": "hanne", "password": "secret words"},
            {"role": "leader", "username": "jonas", "password": "secret words"},
        ],
        "survey": "/s/token/",
        "leader_page": "/ledelse/",
    }

    said = greeting("http://localhost:8000", json.dumps(users))

    assert "role         username  password" in said
    assert "coordinator  hanne     secret words" in said
    assert "http://localhost:8000/s/token/" in said
    assert "http://localhost:8000/ledelse/" in said


def test_a_catalogue_is_compiled_when_its_text_has_changed(tmp_path):
    source = tmp_path / "app" / "locale" / "da" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "handover"\nmsgstr "overdragelse"\n'
    )

    assert catalogues.compile_catalogues(tmp_path) == [source]
    assert catalogues.compile_catalogues(tmp_path) == []
    assert b"overdragelse" in source.with_suffix(".mo").read_bytes()

    later = time.time() + 5
    os.utime(source, (later, later))
    assert catalogues.compile_catalogues(tmp_path) == [source]


def test_every_program_is_started_by_this_python():
    from coordination.embedded import commands

    for command in (commands.serve("127.0.0.1:1"), commands.work(), commands.beat()):
        assert command[0] == sys.executable
