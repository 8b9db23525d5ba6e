"""Opening a log: gzipped or not, a table or XES, told apart by what is inside."""

import gzip
import io
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from django.utils.translation import gettext as _

from cases.relay.eventlog.entry import BadRow, Entry, NotALog
from cases.relay.eventlog.table import read_table
from cases.relay.eventlog.xes import read_xes

GZIP = b"\x1f\x8b"
BOM = b"\xef\xbb\xbf"
FORMATS = ("csv", "xes")


def read_log(
    path: Path, *, form: str = "", columns: Mapping[str, str] | None = None
) -> Iterator[Entry | BadRow]:
    """Return a log's entries one by one, whatever it is packed in."""
    try:
        with opened(path) as data:
            if (form or form_of(data)) == "xes":
                yield from read_xes(cast("IO[bytes]", data), columns or {})
            else:
                with io.TextIOWrapper(
                    cast("IO[bytes]", data), encoding="utf-8-sig", newline=""
                ) as text:
                    yield from read_table(text, columns or {})
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise NotALog(
            _("The file is not an event log: it is packed, but not whole.")
        ) from error
    except OSError as error:
        raise NotALog(
            _("The file %(name)s cannot be opened. Check the name and the rights.")
            % {"name": path.name}
        ) from error


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader | gzip.GzipFile]:
    """Open a file, unpacked if it is packed."""
    with path.open("rb") as data:
        if not data.peek(len(GZIP)).startswith(GZIP):
            yield data
            return
        with gzip.GzipFile(fileobj=data) as unpacked:
            yield unpacked


def form_of(data: io.BufferedReader | gzip.GzipFile) -> str:
    """Return the form by the first character that says something."""
    start = data.peek(512)[:512].removeprefix(BOM).lstrip()
    if b"\0" in start:
        raise NotALog(_("The file is not an event log: it holds no text."))
    return "xes" if start.startswith(b"<") else "csv"
