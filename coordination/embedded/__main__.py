"""Run the demo: `make demo`, or `python -m coordination.embedded`."""

import argparse
import os
import signal
import sys
import time
from types import FrameType

from coordination.embedded import CannotStart
from coordination.embedded.demo import Demo
from coordination.embedded.processes import runs
from coordination.embedded.progress import Progress

LARGEST_PORT = 65535


def main() -> int:
    """Start the demo and keep it until it is stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--follow", type=int, metavar="PID", help="end with a process")
    asked = parser.parse_args()
    # Ctrl-C as well: a shell's background job would ignore it.
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, interrupt)
    progress = Progress()
    demo = None
    try:
        demo = Demo(
            port=wanted_port(),
            reset=os.environ.get("RESET", "") not in {"", "0"},
            progress=progress,
        )
        demo.start()
        while asked.follow is None or runs(asked.follow):
            time.sleep(0.3)
            demo.mend()
    except CannotStart as reason:
        sys.stderr.write(f"\n{reason}\n")
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        # Whoever is in a hurry ends us here; the lifeline then ends the rest.
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_DFL)
        if demo is not None:
            progress.tell("Stopping …")
            demo.stop()
            progress.tell("Stopped.")
    return 0


def interrupt(_number: int, _frame: FrameType | None) -> None:
    """Stop as Ctrl-C does."""
    raise KeyboardInterrupt


def wanted_port() -> int:
    """Give the port from STAFET_PORT."""
    given = os.environ.get("STAFET_PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) <= LARGEST_PORT:
        raise CannotStart(
            f"STAFET_PORT={given} is not a port: give a number up to {LARGEST_PORT}."
        )
    return int(given)


if __name__ == "__main__":
    sys.exit(main())
