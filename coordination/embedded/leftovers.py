"""What an earlier start left running, in case its lifeline was killed as well."""

import contextlib
import os
import signal
import time
from pathlib import Path

from coordination.embedded.places import Place
from coordination.embedded.processes import ancestors, runs

# In the environment of everything we start, and of what that starts in turn.
MARK = "STAFET_STARTED_OVER"


def end_leftovers(place: Place) -> list[int]:
    """End processes of an earlier start over the same folder, and name them."""
    ended = end_marked(place.state)
    if (postmaster := find_postmaster(place.data / "postgres")) is not None:
        ended += end({postmaster: signal.SIGINT})
    return ended


def end_marked(state: Path) -> list[int]:
    """End our own programs of an earlier start, and name them."""
    return end(dict.fromkeys(marked(state), signal.SIGTERM))


def end(found: dict[int, signal.Signals]) -> list[int]:
    """Ask processes to end, and kill those that do not."""
    for number, how in found.items():
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, how)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and any(runs(each) for each in found):
        time.sleep(0.05)
    for number in found:
        if runs(number):
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
    return list(found)


def marked(state: Path) -> list[int]:
    """Find processes that carry our mark; ourselves and our parents do not count."""
    wanted = f"{MARK}={state}".encode()
    ours = ancestors()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        number = int(folder.name)
        with contextlib.suppress(OSError):
            words = (folder / "environ").read_bytes().split(b"\0")
            if wanted in words and number not in ours:
                found.append(number)
    return found


def find_postmaster(data: Path) -> int | None:
    """Find a PostgreSQL that still serves the data."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        # the number may have gone to someone else since
        number = int((data / "postmaster.pid").read_text().splitlines()[0])
        if Path(f"/proc/{number}/cwd").resolve() == data.resolve():
            return number
    return None
