"""What an earlier start left running, in case its lifeline was killed as well."""

import contextlib
import os
import signal
import time
from pathlib import Path

from coordination.embedded.places import Place

# In the environment of everything we start, and of what that starts in turn.
MARK = "STAFET_STARTED_OVER"


def end_leftovers(place: Place) -> list[int]:
    """End processes of an earlier start over the same folder, and name them."""
    found = dict.fromkeys(marked(place.state), signal.SIGTERM)
    if (postmaster := find_postmaster(place.data / "postgres")) is not None:
        found[postmaster] = signal.SIGINT
    for number, how in found.items():
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, how)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and any(is_running(each) for each in found):
        time.sleep(0.05)
    for number in found:
        if is_running(number):
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


def ancestors() -> set[int]:
    """Give our own number and those of our parents."""
    numbers, number = set(), os.getpid()
    while number > 1 and number not in numbers:
        numbers.add(number)
        number = parent_of(number)
    return numbers


def parent_of(number: int) -> int:
    """Give a process's parent, 0 when it cannot be told."""
    with contextlib.suppress(OSError, IndexError, ValueError):
        # the name in brackets may hold spaces and brackets of its own
        rest = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        return int(rest[1])
    return 0


def find_postmaster(data: Path) -> int | None:
    """Find a PostgreSQL that still serves the data."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        # the number may have gone to someone else since
        number = int((data / "postmaster.pid").read_text().splitlines()[0])
        if Path(f"/proc/{number}/cwd").resolve() == data.resolve():
            return number
    return None


def is_running(number: int) -> bool:
    """Whether a process still runs; one that only waits to be counted does not."""
    with contextlib.suppress(OSError, IndexError):
        stat = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        return stat[0] != "Z"
    return False
