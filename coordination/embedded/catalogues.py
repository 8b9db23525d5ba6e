"""Compile the language catalogues: `python -m coordination.embedded.catalogues`.

Babel does what needs GNU gettext otherwise, and only where a text has changed.
"""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def compile_catalogues(root: Path = ROOT) -> list[Path]:
    """Write the compiled form of each changed catalogue, and name them."""
    changed = [source for source in find_catalogues(root) if is_stale(source)]
    if changed:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for source in changed:
            with source.open("rb") as text:
                catalogue = read_po(text, abort_invalid=True)
            # Renamed into place: another process may be reading the old one.
            with tempfile.NamedTemporaryFile(dir=source.parent, delete=False) as made:
                write_mo(made, catalogue)
            Path(made.name).chmod(0o644)
            Path(made.name).replace(source.with_suffix(".mo"))
    return changed


def find_catalogues(root: Path) -> list[Path]:
    """Give the catalogues of all our apps."""
    return sorted(root.glob("*/locale/*/LC_MESSAGES/*.po"))


def is_stale(source: Path) -> bool:
    """Whether a catalogue has changed since it was compiled."""
    compiled = source.with_suffix(".mo")
    return (
        not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns
    )


if __name__ == "__main__":
    for each in compile_catalogues():
        sys.stdout.write(f"{os.path.relpath(each)}\n")
