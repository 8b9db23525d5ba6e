"""Which processes exist, asked of the kernel."""

import contextlib
import os
from pathlib import Path


def runs(number: int) -> bool:
    """Whether a process runs; one that only waits to be counted does not."""
    stat = Path(f"/proc/{number}/stat")
    if Path("/proc/self/stat").exists():
        with contextlib.suppress(OSError, IndexError):
            # the name in brackets may hold spaces and brackets of its own
            return stat.read_text().rpartition(")")[2].split()[0] != "Z"
        return False
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def parent_of(number: int) -> int:
    """Give a process's parent, 0 when it cannot be told."""
    with contextlib.suppress(OSError, IndexError, ValueError):
        stat = Path(f"/proc/{number}/stat").read_text()
        return int(stat.rpartition(")")[2].split()[1])
    return 0


def ancestors() -> set[int]:
    """Give our own number and those of our parents."""
    numbers: set[int] = set()
    number = os.getpid()
    while number > 1 and number not in numbers:
        numbers.add(number)
        number = parent_of(number)
    return numbers
