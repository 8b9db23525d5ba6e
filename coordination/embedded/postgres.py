"""One PostgreSQL on a unix socket, with an owner role and a limited web role."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from coordination.embedded import CannotStart
from coordination.embedded.binaries import BUILTIN_LOCALE_SINCE, PostgresPrograms
from coordination.embedded.lifeline import Lifeline
from coordination.embedded.logs import last_lines, open_log
from coordination.embedded.places import Place, make_private

OWNER = "stafet_owner"
WEB = "stafet_web"
DATABASE = "stafet"

# Each line is one command of the single-user mode in which they run.
FIRST_COMMANDS = f"""\
CREATE ROLE {WEB} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE
CREATE ROLE {OWNER} LOGIN NOSUPERUSER CREATEDB NOCREATEROLE IN ROLE {WEB}
CREATE DATABASE {DATABASE} OWNER {OWNER}
REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC
GRANT CONNECT ON DATABASE {DATABASE} TO {WEB}
"""

# A laptop's measure: the demo holds a few hundred cases.
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "max_wal_size": "512MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
}
# For data nobody will miss: a power cut may lose them, a killed process may not.
FORGETFUL = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    # It has nothing to tidy up that is not thrown away within the hour.
    "autovacuum": "off",
}


def address(place: Place, role: str, database: str = DATABASE) -> str:
    """Give the address of a database, as Django and psql both read it."""
    return f"postgresql://{role}@/{database}?host={quote(str(place.sockets))}"


class Postgres:
    """An embedded PostgreSQL server."""

    name = "postgres"

    def __init__(
        self,
        place: Place,
        programs: PostgresPrograms,
        lifeline: Lifeline,
        *,
        durable: bool = True,
    ) -> None:
        self.place = place
        self.programs = programs
        self.lifeline = lifeline
        self.durable = durable
        self.data = place.data / "postgres"
        self.log = place.state / "log" / "postgres.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server, with a new set of data when there is none."""
        if not self.data.exists():
            self._create()
        self._refuse_foreign_data()
        self._write_access_rules(self.data)
        settings = SETTINGS | ({} if self.durable else FORGETFUL)
        settings["unix_socket_directories"] = f'"{self.place.sockets}"'
        with open_log(self.log) as log:
            self.process = self.lifeline.start(
                [
                    self.programs / "postgres",
                    "-D",
                    self.data,
                    *(f"--{key}={value}" for key, value in settings.items()),
                ],
                log=log,
                # "fast": ends sessions, writes a checkpoint, exits
                stop=signal.SIGINT,
                cwd=self.place.data,
                run_as=self.place.account.run_as,
            )

    def wait(self, patience: float = 60.0) -> None:
        """Wait until the server takes connections, also after a crash."""
        assert self.process is not None  # noqa: S101 - for mypy
        deadline = time.monotonic() + patience
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise CannotStart(
                    "PostgreSQL did not start. Its last words were:\n"
                    f"{last_lines(self.log)}"
                )
            time.sleep(0.02)

    def is_ready(self) -> bool:
        """Whether the server says so in its own status file, as pg_ctl reads it."""
        with contextlib.suppress(OSError, IndexError):
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return (
                self.process is not None
                and int(lines[0]) == self.process.pid
                and lines[7].strip() == "ready"
            )
        return False

    def stop(self) -> None:
        """Stop the server and wait for it."""
        if self.process is not None:
            self.lifeline.stop(self.process)
            self.process = None

    def _create(self) -> None:
        # What was interrupted is begun again; only a complete set gets the name.
        partial = self.data.with_name("postgres.partial")
        shutil.rmtree(partial, ignore_errors=True)
        make_private(partial, self.place.account)
        locale = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
            if self.programs.major >= BUILTIN_LOCALE_SINCE
            else ["--locale=C.UTF-8"]
        )
        self._run(
            [
                self.programs / "initdb",
                f"--pgdata={partial}",
                "--username=postgres",
                "--encoding=UTF8",
                "--auth=peer",
                *locale,
                *([] if self.durable else ["--no-sync"]),
            ]
        )
        self._run(
            [self.programs / "postgres", "--single", "-D", partial, "postgres"],
            typed=FIRST_COMMANDS,
        )
        partial.rename(self.data)

    def _run(self, command: Sequence[str | Path], *, typed: str = "") -> None:
        options: dict[str, Any] = self.place.account.run_as
        answer = subprocess.run(
            [str(word) for word in command],
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.place.data,
            env={**os.environ, "LC_ALL": "C"},
            **options,
        )
        # the single-user mode reports a failed command but ends with 0
        if answer.returncode or "ERROR:" in answer.stderr:
            raise CannotStart(
                "PostgreSQL could not prepare its data in"
                f" {self.data}:\n{answer.stdout}{answer.stderr}"
            )

    def _write_access_rules(self, data: Path) -> None:
        # The kernel tells PostgreSQL who is at the other end of the socket.
        try:
            person = pwd.getpwuid(os.geteuid()).pw_name
        except KeyError as error:
            raise CannotStart(
                f"The user number {os.geteuid()} has no name on this machine, which"
                " PostgreSQL needs: start Stafet as a user with a name, or give"
                " DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL."
            ) from error
        roles = ("postgres", OWNER, WEB)
        rules = {
            "pg_hba.conf": "local all all peer map=stafet\n",
            "pg_ident.conf": "".join(f'stafet "{person}" {role}\n' for role in roles),
        }
        for name, text in rules.items():
            (data / name).write_text(text)

    def _refuse_foreign_data(self) -> None:
        written = (self.data / "PG_VERSION").read_text().strip()
        if written != str(self.programs.major):
            raise CannotStart(
                f"The data in {self.data} were written by PostgreSQL {written}, and"
                f" this is PostgreSQL {self.programs.major}: start over with"
                " `make demo RESET=1`, or go back to the release that wrote them and"
                " take a copy with pg_dump first."
            )
