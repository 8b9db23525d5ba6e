"""A supplier's file as rows of text, whether it is CSV or a spreadsheet."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from feedback.round.columns import NotAnswers

Line = tuple[int, list[str]]
Row = TypeVar("Row", list[str], tuple[Any, ...])

ZIP = b"PK\x03\x04"
LARGEST_FILE = 200 * 1024 * 1024
LARGEST_UNPACKED = 1024 * 1024 * 1024
MOST_COLUMNS = 1_000
LONGEST_CELL = 100_000


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    try:
        with path.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest()
    except OSError as error:
        raise cannot_open(path) from error


def read_lines(path: Path) -> Iterator[Line]:
    """Return the rows that are not empty, each with the line it stands on.

    Raises `NotAnswers` for what is neither CSV in UTF-8 nor an XLSX spreadsheet, and
    for files beyond 200 MB.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise NotAnswers(
                _("The file is larger than 200 MB. Split it in two rounds.")
            )
        with path.open("rb") as data:
            lines = spreadsheet(data) if data.peek(4).startswith(ZIP) else table(data)
            for number, cells in lines:
                if any(cell.strip() for cell in cells):
                    yield number, cells
    except OSError as error:
        raise cannot_open(path) from error


def cannot_open(path: Path) -> NotAnswers:
    """Return the sentence for a file that is not there, or not to be read."""
    return NotAnswers(
        _("The file %(name)s cannot be opened. Check the name and the rights.")
        % {"name": path.name}
    )


def table(data: io.BufferedReader) -> Iterator[Line]:
    """Return the rows of a CSV file; comma, semicolon or tab between the columns."""
    start = data.peek(64)[:64]
    if b"\0" in start:
        raise NotAnswers(_("The file is neither CSV nor an XLSX spreadsheet."))
    line = 1
    try:
        with io.TextIOWrapper(data, encoding="utf-8-sig", newline="") as text:
            first = text.readline(LONGEST_CELL)
            text.seek(0)
            between = max(",;\t", key=first.count)
            rows = csv.reader(text, delimiter=between, strict=True)
            for cells in rows:
                yield line, within(cells)
                line = rows.line_num + 1
    except UnicodeDecodeError as error:
        raise NotAnswers(
            _("The file is not text in UTF-8. Save it as “CSV UTF-8” or as XLSX.")
        ) from error
    except csv.Error as error:
        raise NotAnswers(
            _("Line %(line)s cannot be read: a quotation mark is not closed.")
            % {"line": line}
        ) from error


def spreadsheet(data: io.BufferedReader) -> Iterator[Line]:
    """Return the rows of the first sheet, every cell as text."""
    from openpyxl import load_workbook  # half a second that only an import pays

    try:
        check_packed(data)
        book = load_workbook(data, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, ["" if cell is None else str(cell) for cell in within(row)]
    except NotAnswers:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file provokes
        raise NotAnswers(
            _("The spreadsheet cannot be read. Save it again as XLSX, or as CSV.")
        ) from error


def check_packed(data: io.BufferedReader) -> None:
    """Refuse a file that is small only as long as it is packed."""
    with zipfile.ZipFile(data) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > LARGEST_UNPACKED:
        raise NotAnswers(_("The spreadsheet is too large when unpacked."))


def within(row: Row) -> Row:
    """Return a row that is no wider than a questionnaire can be."""
    if len(row) > MOST_COLUMNS:
        raise NotAnswers(_("A row has more than 1,000 columns."))
    return row
