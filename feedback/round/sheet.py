"""A supplier's file as rows of text, whether it is CSV or a spreadsheet."""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from feedback.round.columns import NotAnswers

ZIP = b"PK\x03\x04"
SPREADSHEETS = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls"}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
LARGEST_FILE = 200 * 1024 * 1024
LARGEST_UNPACKED = 1024 * 1024 * 1024
MOST_COLUMNS = 1_000
LONGEST_CELL = 100_000
# Excel's own first line, which says what stands between the columns.
SEPARATOR = re.compile(r'"?sep=([,;\t])"?\s*', re.IGNORECASE)


class Line(NamedTuple):
    """A row, and where in the file it stands.

    `flaw` says why the row is none, as when a cell is missing in the middle; `unread`
    says by place of which cells nobody knows what was in them.
    """

    number: int
    cells: list[str]
    flaw: str = ""
    unread: Mapping[int, str] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it, and nothing has been lost."""
        return not (self.unread or any(cell.strip() for cell in self.cells))


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    try:
        with path.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest()
    except OSError as error:
        raise cannot_open(path) from error


def read_lines(path: Path) -> Iterator[Line]:
    """Return the rows from the headings on, each with the line it stands on.

    A row of empty cells is somebody who sent a blank questionnaire; a line without
    cells is nobody. Raises `NotAnswers` for what is neither CSV in UTF-8 nor an XLSX
    spreadsheet, and for files beyond 200 MB.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise NotAnswers(
                _("The file is larger than 200 MB. Split it in two rounds.")
            )
        with path.open("rb") as data:
            packed = data.peek(4).startswith(ZIP)
            if not packed and path.suffix.lower() in SPREADSHEETS:
                raise no_spreadsheet()  # damaged, or something else by that name
            yield from spreadsheet(data) if packed else table(data)
    except OSError as error:
        raise cannot_open(path) from error


def cannot_open(path: Path) -> NotAnswers:
    """Return the sentence for a file that is not there, or not to be read."""
    return NotAnswers(
        _("The file %(name)s cannot be opened. Check the name and the rights.")
        % {"name": path.name}
    )


def table(data: io.BufferedReader) -> Iterator[Line]:
    """Return the rows of a CSV file, each as long as the headings or with its flaw."""
    headings: list[str] = []
    for number, cells in rows_of(data):
        if headings:
            yield Line(number, cells, flaw_of(cells, headings))
        elif any(cell.strip() for cell in cells):
            headings = cells
            yield Line(number, cells)


def rows_of(data: io.BufferedReader) -> Iterator[tuple[int, list[str]]]:
    """Return the lines that have cells; comma, semicolon or tab between them."""
    start = data.peek(64)[:64]
    if start.startswith(UTF_16) or looks_like_utf_16(start):
        raise not_utf_8()
    if b"\0" in start:
        raise NotAnswers(_("The file is neither CSV nor an XLSX spreadsheet."))
    line = 1
    try:
        with io.TextIOWrapper(data, encoding="utf-8-sig", newline="") as text:
            first = text.readline(LONGEST_CELL)
            above = 0
            if said := SEPARATOR.fullmatch(first):
                above, between = 1, said[1]
            else:
                text.seek(0)
                between = max(",;\t", key=first.count)
            line += above
            rows = csv.reader(text, delimiter=between, strict=True)
            for cells in rows:
                if cells:
                    refuse_wide(len(cells))
                    yield line, cells
                line = rows.line_num + 1 + above
    except UnicodeDecodeError as error:
        raise not_utf_8() from error
    except csv.Error as error:
        raise NotAnswers(sentence_for(str(error), line)) from error


def looks_like_utf_16(start: bytes) -> bool:
    """Say whether every second byte is nought, as of Latin letters in UTF-16."""
    return any(
        half and not half.strip(b"\0") and b"\0" not in other
        for half, other in [(start[1::2], start[::2]), (start[::2], start[1::2])]
    )


def not_utf_8() -> NotAnswers:
    """Return the sentence for text in another encoding."""
    return NotAnswers(
        _("The file is not text in UTF-8. Save it as “CSV UTF-8” or as XLSX.")
    )


def sentence_for(error: str, line: int) -> str:
    """Return what is wrong with a line that `csv` cannot read."""
    told = {"line": line}
    if "limit" in error:
        return (
            _(
                "Line %(line)s cannot be read: a cell is very long. Is a quotation mark"
                " in it not closed?"
            )
            % told
        )
    if "end of data" in error:
        return _("Line %(line)s cannot be read: a quotation mark is not closed.") % told
    return (
        _(
            "Line %(line)s cannot be read: after a closed quotation mark the cell goes"
            " on. Write two of them for one inside a cell."
        )
        % told
    )


def flaw_of(cells: list[str], headings: list[str]) -> str:
    """Return why a row does not fit under the headings, if it does not.

    Nothing beyond the last heading is nothing too much, and nothing too few.
    """
    named = max(place for place, name in enumerate(headings, 1) if name.strip())
    too_much = any(cell.strip() for cell in cells[len(headings) :])
    if named <= len(cells) and not too_much:
        return ""
    return _("it has %(cells)s cells, but there are %(headings)s headings") % {
        "cells": len(cells),
        "headings": len(headings),
    }


def spreadsheet(data: io.BufferedReader) -> Iterator[Line]:
    """Return the rows of the first sheet; empty ones at the end are nobody."""
    from feedback.round import workbook  # half a second that only an import pays

    waiting: list[Line] = []
    began = False
    try:
        check_packed(data)
        for number, cells, unread in workbook.rows_of(data, most=MOST_COLUMNS):
            line = Line(number, cells, unread=unread)
            refuse_wide(len(cells))
            if not line.is_empty:
                began = True
                yield from waiting
                waiting = []
                yield line
            elif began:
                waiting.append(line)
    except NotAnswers:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file provokes
        raise no_spreadsheet() from error


def no_spreadsheet() -> NotAnswers:
    """Return the sentence for what is called a spreadsheet and is none to read."""
    return NotAnswers(
        _(
            "The spreadsheet cannot be read. Save it again as XLSX, with the answers on"
            " its only sheet, or as CSV."
        )
    )


def check_packed(data: io.BufferedReader) -> None:
    """Refuse a file that is small only as long as it is packed."""
    with zipfile.ZipFile(data) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > LARGEST_UNPACKED:
        raise NotAnswers(_("The spreadsheet is too large when unpacked."))


def refuse_wide(columns: int) -> None:
    """Refuse a row that is wider than a questionnaire can be."""
    if columns > MOST_COLUMNS:
        raise NotAnswers(_("A row has more than 1,000 columns."))
