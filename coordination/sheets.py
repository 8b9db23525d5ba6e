"""Tables to take along: CSV and XLSX in which no cell can act as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.formats import get_format
from django.utils.text import slugify

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DANISH = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"}
)
# What a spreadsheet takes for the beginning of a formula, or passes over before one.
ACTING = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")

Cell = str | int | Decimal | None


def file_name(text: str) -> str:
    """Return a text as part of a file's name, its Danish letters written out."""
    return slugify(text.lower().translate(DANISH))


def csv_response(
    name: str, columns: Sequence[Any], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    """Return a table as CSV, as a Danish or English spreadsheet opens it.

    UTF-8 with its mark, semicolons, and the decimal sign of the reader's language.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([harmless(str(column)) for column in columns])
    for row in rows:
        writer.writerow([said(cell) for cell in row])
    return download(name + ".csv", text.getvalue().encode("utf-8-sig"), CSV)


def xlsx_response(
    name: str, columns: Sequence[Any], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    """Return a table as a spreadsheet: numbers as numbers, all else as text."""
    import xlsxwriter  # half a second that only an export pays

    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for place, column in enumerate(columns):
            sheet.write_string(0, place, str(column), bold)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                elif cell is not None:
                    sheet.write_number(number, place, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return download(name + ".xlsx", packed.getvalue(), XLSX)


def said(cell: Cell) -> str:
    """Return a cell as CSV holds it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    return str(cell).replace(".", get_format("DECIMAL_SEPARATOR"))


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula (OWASP: CSV injection)."""
    return f"'{text}" if text.startswith(ACTING) else text


def download(name: str, content: bytes, kind: str) -> HttpResponse:
    """Return a file to save."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
