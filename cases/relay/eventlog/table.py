"""Event logs as tables: one row for each event, with the names in the first row."""

import csv
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext as _

from cases.relay.eventlog.entry import BadRow, Entry, NotALog, read_entry

if TYPE_CHECKING:
    from _csv import Reader

# What the columns are called in the logs that process-mining tools write.
USUAL = {
    "case": ("case:concept:name", "case", "case id", "case_id", "caseid"),
    "time": ("time:timestamp", "timestamp", "time", "complete timestamp"),
    "group": ("org:group", "group", "department"),
    "resource": ("org:resource", "resource", "user", "person"),
}
OPTIONAL = {"resource"}
LONGEST_ROW = 1024 * 1024


def read_table(text: IO[str], columns: Mapping[str, str]) -> Iterator[Entry | BadRow]:
    """Return the table's entries as they come, with the lines they stand on."""
    line = 1
    try:
        first = text.readline(LONGEST_ROW)
        rows = csv.reader(
            chain([first], text), delimiter=delimiter_of(first), strict=True
        )
        places = find_columns(next(rows, []), columns)
        for found in _entries(rows, places):
            yield found
            line = found.line
    except UnicodeDecodeError as error:
        raise NotALog(
            _("The file is not an event log: it is not text in UTF-8.")
        ) from error
    except csv.Error as error:
        raise NotALog(
            _("The file is not an event log: the row after line %(line)s has no end.")
            % {"line": line}
        ) from error


def _entries(rows: "Reader", places: dict[str, int]) -> Iterator[Entry | BadRow]:
    widest = max(places.values())
    while True:
        line = rows.line_num + 1
        row = next(rows, None)
        if row is None:
            return
        if not any(row):
            continue
        if len(row) <= widest:
            case = row[places["case"]] if len(row) > places["case"] else ""
            said = _("the row ends after %(count)s columns") % {"count": len(row)}
            yield BadRow(line, case.strip(), said)
            continue
        yield read_entry(
            line,
            case=row[places["case"]],
            time=row[places["time"]],
            group=row[places["group"]],
            resource=row[places["resource"]] if "resource" in places else "",
        )


def delimiter_of(first: str) -> str:
    """Return what stands between the columns of the first row."""
    return max(",;\t", key=first.count)


def find_columns(header: list[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Return where each thing we read stands, or raise which one is missing."""
    names = [name.strip().lstrip("\ufeff") for name in header]
    lowered = [name.casefold() for name in names]
    places = {}
    for key, usual in USUAL.items():
        wanted = (columns[key],) if key in columns else usual
        found = [lowered.index(n.casefold()) for n in wanted if n.casefold() in lowered]
        if found:
            places[key] = found[0]
        elif key in columns or key not in OPTIONAL:
            raise NotALog(
                _(
                    "The file is not an event log: no column holds the %(key)s. Its"
                    " first row is: %(names)s. Say which column it is with"
                    " --map %(key)s=COLUMN."
                )
                % {"key": key, "names": ", ".join(names)[:300] or "-"}
            )
    return places
