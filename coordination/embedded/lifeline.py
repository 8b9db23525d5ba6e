"""A small process that ends our children when we are gone, however we went.

It holds the reading end of a pipe. Whoever starts a child writes its number into
the pipe, and the kernel closes the pipe when the starter dies, also by kill -9.
PR_SET_PDEATHSIG does not do this: it is lost when the user changes and it does not
reach grandchildren.

This file is also run by itself, so it imports nothing but the standard library.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

GRACE = 5.0

# The shell writes its own number before it becomes the program: no moment is left
# in which a started child is unknown. Standard input is the pipe until then.
ANNOUNCE = 'echo "+$$ $0" >&0; exec "$@" </dev/null'


class Lifeline:
    """Starts processes that do not outlive us."""

    def __init__(self) -> None:
        self._tied: dict[int, tuple[subprocess.Popen[bytes], signal.Signals]] = {}
        self._start_watch()

    def _start_watch(self) -> None:
        self._watch = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__],
            stdin=subprocess.PIPE,
            start_new_session=True,
            cwd="/",
            bufsize=0,
        )

    def start(
        self,
        command: Sequence[str | Path],
        *,
        log: IO[bytes] | int,
        stop: signal.Signals = signal.SIGTERM,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        run_as: Mapping[str, Any] | None = None,
        pass_fds: Sequence[int] = (),
    ) -> subprocess.Popen[bytes]:
        """Start a process in a group of its own, ended by `stop` when we die."""
        assert self._watch.stdin is not None  # noqa: S101 - for mypy
        process = subprocess.Popen(
            ["/bin/sh", "-c", ANNOUNCE, str(stop.value), *map(str, command)],
            stdin=self._watch.stdin,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            cwd=cwd,
            env=env,
            pass_fds=pass_fds,
            **(run_as or {}),
        )
        self._tied[process.pid] = process, stop
        return process

    def stop(self, process: subprocess.Popen[bytes], *, grace: float = 10.0) -> None:
        """Ask a process to end; what is left of its group after `grace` is killed."""
        _, stop = self._tied.get(process.pid, (process, signal.SIGTERM))
        signal_group(process.pid, stop)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(grace)
        signal_group(process.pid, signal.SIGKILL)
        process.wait()
        self.release(process.pid)

    def release(self, number: int) -> None:
        """Forget a process that has ended, before its number is used again."""
        self._tied.pop(number, None)
        self._tell(f"-{number}\n")

    def mend(self) -> None:
        """Start the watching process again if someone killed it."""
        if self._watch.poll() is not None:
            self._close_pipe()
            self._start_watch()
            for number, (_, stop) in self._tied.items():
                self._tell(f"+{number} {stop.value}\n")

    def cut(self) -> None:
        """End everything still tied, and the watching process itself."""
        for process, _ in list(self._tied.values()):
            self.stop(process)
        self._close_pipe()
        self._watch.wait()

    def _close_pipe(self) -> None:
        if self._watch.stdin is not None:
            self._watch.stdin.close()

    def _tell(self, line: str) -> None:
        assert self._watch.stdin is not None  # noqa: S101 - for mypy
        with contextlib.suppress(BrokenPipeError, ValueError):
            self._watch.stdin.write(line.encode())


def signal_group(number: int, which: signal.Signals) -> bool:
    """Signal a process group; false when nothing of it is left."""
    try:
        os.killpg(number, which)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def watch(pipe: IO[str]) -> None:
    """Remember the groups named on the pipe; end them when it closes."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    tied: dict[int, signal.Signals] = {}
    for line in pipe:
        number, *stop = line[1:].split()
        if line.startswith("+"):
            tied[int(number)] = signal.Signals(int(stop[0]))
        else:
            tied.pop(int(number), None)
    left = {group for group, stop in tied.items() if signal_group(group, stop)}
    deadline = time.monotonic() + GRACE
    while left and time.monotonic() < deadline:
        time.sleep(0.05)
        left = {group for group in left if alive(group)}
    for group in left:
        signal_group(group, signal.SIGKILL)


def alive(number: int) -> bool:
    """Whether a process group still has a member."""
    try:
        os.killpg(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if __name__ == "__main__":
    watch(sys.stdin)
