"""One Valkey on a unix socket: it wakes workers and holds the cache."""

import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from coordination.embedded import CannotStart
from coordination.embedded.lifeline import Lifeline
from coordination.embedded.logs import last_lines, open_log
from coordination.embedded.places import Place

BROKER, CACHE = 0, 1
DATABASES = 256


def socket_path(place: Place) -> Path:
    """Give the socket on which the server listens."""
    return place.sockets / "valkey.sock"


def cache_address(place: Place, database: int = CACHE) -> str:
    """Give the address as the cache and redis-py read it."""
    return f"unix://{quote(str(socket_path(place)))}?db={database}"


def broker_address(place: Place, database: int = BROKER) -> str:
    """Give the address as Celery reads it."""
    return f"redis+socket://{quote(str(socket_path(place)))}?virtual_host={database}"


class Valkey:
    """An embedded Valkey server."""

    name = "valkey"

    def __init__(self, place: Place, program: Path, lifeline: Lifeline) -> None:
        self.place = place
        self.program = program
        self.lifeline = lifeline
        self.socket = socket_path(place)
        self.log = place.state / "log" / "valkey.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server; what it held before a crash is still there."""
        data = self.place.state / "valkey"
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(data),
            "databases": str(DATABASES),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
            "save": "",
            "loglevel": "notice",
            # keeps the environment readable, by which a leftover is known
            "set-proc-title": "no",
        }
        words = [
            word for key, value in settings.items() for word in (f"--{key}", value)
        ]
        with open_log(self.log) as log:
            self.process = self.lifeline.start(
                [self.program, *words], log=log, cwd=data
            )

    def wait(self, patience: float = 30.0) -> None:
        """Wait until the server answers."""
        assert self.process is not None  # noqa: S101 - for mypy
        deadline = time.monotonic() + patience
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise CannotStart(
                    "Valkey did not start. Its last words were:\n"
                    f"{last_lines(self.log)}"
                )
            time.sleep(0.02)

    def is_ready(self) -> bool:
        """Whether the server answers a ping; while it loads it answers otherwise."""
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(2)
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(64).startswith(b"+PONG")
        except OSError:
            return False

    def stop(self) -> None:
        """Stop the server and wait for it."""
        if self.process is not None:
            self.lifeline.stop(self.process)
            self.process = None
