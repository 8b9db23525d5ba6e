"""The first sheet of a spreadsheet, and which of its cells say nothing we can read.

A formula whose result was never stored and a cell that is merged with another look
empty, but nobody left them so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

Row = tuple[int, list[str], dict[int, str]]
# first column and row, last column and row
Block = tuple[int, int, int, int]

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


@dataclass
class Unread:
    """Where formulas stand without a result, row by row; and what is merged."""

    formulas: dict[int, list[int]] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)


def rows_of(data: IO[bytes], *, most: int) -> Iterator[Row]:
    """Return each row's number, its cells as text, and why which place is not read.

    Raises whatever a broken file provokes.
    """
    book = load_workbook(data, read_only=True, data_only=True)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    unread = look_through(sheet)
    # from the first row on, so that each is met while it is open
    coming = sorted(unread.blocks, key=lambda block: block[1], reverse=True)
    merged: list[Block] = []
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        while coming and coming[-1][1] <= number:
            merged.append(coming.pop())
        merged = [block for block in merged if number <= block[3]]
        lost = dict(lost_in(number, merged, most))
        for column in unread.formulas.get(number, ()):
            lost[column - 1] = _(
                "the formula in %(cell)s has no stored result; open the file in a"
                " spreadsheet and save it"
            ) % {"cell": name_of(column, number)}
        yield number, ["" if cell is None else str(cell) for cell in row], lost


def lost_in(number: int, merged: list[Block], most: int) -> Iterator[tuple[int, str]]:
    """Return the places of a row that are merged into another cell, with the reason."""
    for left, top, right, _bottom in merged:
        for column in range(left, min(right, most) + 1):
            if (column, number) != (left, top):
                cells = {"cell": name_of(column, number), "first": name_of(left, top)}
                yield column - 1, _("%(cell)s is merged with %(first)s") % cells


def name_of(column: int, row: int) -> str:
    """Return what a spreadsheet calls a cell."""
    return f"{get_column_letter(column)}{row}"


def look_through(sheet: Any) -> Unread:
    """Return what cannot be read of a sheet; openpyxl does not say while streaming.

    Raises `ValueError` for a cell beyond the largest sheet there is: openpyxl would
    fill in every row on the way to it.
    """
    found = Unread()
    tag = f"{{{SHEET_MAIN_NS}}}%s".__mod__
    number = 0
    with sheet._get_source() as source:  # nothing public leads there
        for _event, element in iterparse(source):
            if element.tag == tag("row"):
                number = int(element.get("r", number + 1))
                look_at_row(number, element, found, tag("f"), tag("v"))
                element.clear()
            elif element.tag == tag("mergeCell"):
                found.blocks.append(range_boundaries(element.get("ref")))
                element.clear()
    return found


def look_at_row(
    number: int, row: Any, found: Unread, formula: str, result: str
) -> None:
    """Note the formulas of a row that have no result; an empty text is one."""
    column = 0
    for cell in row:
        place = cell.get("r")
        at, column = coordinate_to_tuple(place) if place else (number, column + 1)
        if max(at, number) > LAST_ROW or column > LAST_COLUMN:
            raise ValueError(place)
        has_result = cell.get("t") == "str" or cell.findtext(result)
        if cell.find(formula) is not None and not has_result:
            found.formulas.setdefault(number, []).append(column)
