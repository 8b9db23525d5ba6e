"""The demo: every part of Stafet on this machine, from nothing to a page."""

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from coordination.embedded import CannotStart, commands, steps
from coordination.embedded.catalogues import ROOT
from coordination.embedded.environment import (
    given_servers,
    read_environment,
    write_environment,
)
from coordination.embedded.greeting import greeting
from coordination.embedded.leftovers import MARK, end_marked
from coordination.embedded.lifeline import Lifeline
from coordination.embedded.logs import last_lines
from coordination.embedded.progress import Progress
from coordination.embedded.servers import Servers, hold
from coordination.embedded.supervisor import Program, Supervisor

STATE = ROOT / ".stafet"
PATIENCE = 90.0


class Demo:
    """Everything that `make demo` starts."""

    def __init__(self, *, port: int, reset: bool, progress: Progress) -> None:
        self.port = port
        self.progress = progress
        self.given = given_servers()
        self.servers = None if self.given else Servers(STATE)
        if self.servers is not None:
            self.lifeline = self.servers.lifeline
        else:
            STATE.mkdir(mode=0o700, exist_ok=True)
            self._held = hold(STATE)
            os.environ[MARK] = str(STATE)
            end_marked(STATE)
            self.lifeline = Lifeline()
        self.supervisor = Supervisor(self.lifeline, progress)
        # Held from here on: what answers on the port later is our own site.
        self.listener = take_port(port)
        if reset:
            self._forget()
        self._refuse_data_without_keys()
        self.env = self._write_settings()

    def start(self) -> None:
        """Start everything in order; return when all parts work."""
        if self.servers is not None:
            with self.progress.step("PostgreSQL and Valkey"):
                self.servers.start()
            self.supervisor.watch(self.servers.valkey)
            self.supervisor.watch(self.servers.postgres)
        self._prepare()
        number = self.listener.fileno()
        site = self._program("site", commands.serve(f"fd://{number}"))
        site.pass_fds = [number]
        # A pool is for threads that come and go; a worker has one connection.
        site.env = {**self.env, "STAFET_DATABASE_POOL": "1"}
        with self.progress.step("Site"):
            self.supervisor.start(site)
            self._wait_until(lambda: self._ask() is not None, site.log)
        worker = self._program("worker", commands.work())
        self.supervisor.start(worker)
        self.supervisor.start(self._program("beat", commands.beat()))
        with self.progress.step("Worker and beat"):
            self._wait_until(lambda: self._ask() == http.client.OK, worker.log)
        # Asked last: one more program would slow the others down.
        users = self._ask_for_users()
        self.progress.show(greeting(self.env["STAFET_ADDRESS"], users))

    def mend(self) -> None:
        """Start again what has ended."""
        self.supervisor.mend()

    def stop(self) -> None:
        """Stop everything and leave no process."""
        self.listener.close()
        self.supervisor.stop()
        if self.servers is not None:
            self.servers.stop()
        else:
            self.lifeline.cut()

    def _prepare(self) -> None:
        # Data that were made anew, or that we cannot know, are prepared anew.
        cluster = str(time.time_ns())
        if self.servers is not None:
            made = (self.servers.postgres.data / "PG_VERSION").stat()
            cluster = f"{made.st_ino}-{made.st_mtime_ns}-"
        work = steps.Steps(
            STATE, lifeline=self.lifeline, env=self.env, progress=self.progress
        )
        work.run(steps.catalogues(), steps.tables(cluster), steps.static_files())
        if (municipality := steps.municipality(cluster)) is not None:
            work.run(municipality)

    def _program(self, name: str, command: list[str]) -> Program:
        return Program(name, command, lifeline=self.lifeline, state=STATE, env=self.env)

    def _write_settings(self) -> Mapping[str, str]:
        servers = self.given
        if self.servers is not None:
            servers = self.servers.addresses
        settings = write_environment(
            STATE / "demo.env", servers=servers, port=self.port
        )
        # the parts start one after the other; what they report counts from here on
        return {**os.environ, **settings, "STAFET_STARTED": str(time.time())}

    def _ask(self) -> int | None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=3)
        try:
            line.request("GET", "/health/ready/", headers={"Host": "localhost"})
            return line.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()

    def _ask_for_users(self) -> str:
        if not steps.files("*/management/commands/demo_users.py"):
            return ""
        answer = subprocess.run(
            commands.manage("demo_users", "--json"),
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode:
            raise CannotStart(f"The demo's logins could not be read:\n{answer.stderr}")
        return answer.stdout

    def _wait_until(self, works: Callable[[], bool], log: Path) -> None:
        deadline = time.monotonic() + PATIENCE
        told = time.monotonic()
        while not works():
            now = time.monotonic()
            if now > deadline:
                raise CannotStart(
                    f"It did not become ready in {PATIENCE:.0f} s."
                    f" The last words in {log}:\n{last_lines(log)}"
                )
            if now - told > steps.SIGN_OF_LIFE_SECONDS:
                self.progress.tell("… still starting")
                told = now
            self.supervisor.mend()
            time.sleep(0.1)

    def _forget(self) -> None:
        if self.servers is None:
            raise CannotStart(
                "RESET=1 empties only the embedded servers: empty the database behind"
                " DATABASE_URL yourself."
            )
        self.servers.place.erase()
        for name in ("demo.env", "steps.json"):
            (STATE / name).unlink(missing_ok=True)
        shutil.rmtree(STATE / "post", ignore_errors=True)

    def _refuse_data_without_keys(self) -> None:
        # What is stored encrypted can only be read with the keys it was written with.
        keys = "STAFET_CPR_KEYS" in read_environment(STATE / "demo.env")
        if (
            self.servers is not None
            and self.servers.postgres.data.exists()
            and not keys
        ):
            raise CannotStart(
                f"The keys in {STATE / 'demo.env'} are gone, and without them the"
                " demo's data cannot be read: start over with `make demo RESET=1`."
            )


def take_port(port: int) -> socket.socket:
    """Listen on the port, or say so when another program does."""
    try:
        return socket.create_server(("127.0.0.1", port), backlog=256)
    except PermissionError as error:
        raise CannotStart(
            f"Port {port} is not for ordinary users:"
            " choose another, as in `make demo STAFET_PORT=8001`."
        ) from error
    except OSError as error:
        raise CannotStart(
            f"Port {port} is taken by another program: stop that one, or choose"
            f" another port, as in `make demo STAFET_PORT={port + 1}`."
        ) from error
