"""What the parts write while they run, kept beside their data."""

from pathlib import Path
from typing import IO

LARGEST = 5_000_000


def open_log(log: Path) -> IO[bytes]:
    """Open a log to write on; one that has grown too large is put aside."""
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LARGEST:
        log.replace(log.with_suffix(".log.1"))
    return log.open("ab")


def last_lines(log: Path, count: int = 15) -> str:
    """Give the end of a log, indented."""
    if not log.exists():
        return "  (nothing)"
    lines = log.read_text(errors="replace").splitlines()[-count:]
    return "\n".join(f"  {line}" for line in lines) or "  (nothing)"
