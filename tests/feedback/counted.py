"""Figures counted again, one by one, to lie beside what is written."""

import csv
import io
import statistics
from decimal import Decimal
from fractions import Fraction

from django.utils import translation
from openpyxl import load_workbook

from feedback.analytics.statistics import T, Z, half_up
from feedback.leaders.figures import DASH

SIZES = {"Psykiatri": 21, "Jobcenter": 40, "Familie": 30}


def assert_row(row, figures):
    """The row holds these figures, whatever the file writes them as."""
    for name, figure in figures.items():
        written = row[name]
        if figure is None or written in (None, ""):
            assert (written or None) == figure, (name, row)
        else:
            number = Decimal(str(written).replace(",", "."))
            assert number == Decimal(str(figure)), (name, row)


def percent(count, of, digits=1):
    return half_up(Fraction(100 * count, of), digits)


def ends_of(counts):
    """Student's interval of the mean, from everybody's step one by one."""
    said = [step for step, n in enumerate(counts, start=1) for _ in range(n)]
    t = T[len(said) - 2] if len(said) - 2 < len(T) else float(Z)
    width = t * statistics.stdev(said) / len(said) ** 0.5
    middle = statistics.fmean(said)
    return [
        half_up(Fraction(min(5.0, max(1.0, end))))
        for end in (middle - width, middle + width)
    ]


def written(counts):
    """The interval of a mean as a page writes it."""
    return DASH.join(f"{end}" for end in ends_of(counts)).replace(".", ",")


def named(columns, rows):
    """Return rows of a file by the English name of each column."""
    with translation.override("en"):
        names = [str(column) for column in columns]
    assert len(set(names)) == len(names)
    return [dict(zip(names, row, strict=True)) for row in rows]


def read_csv(reply, columns):
    text = reply.content.decode("utf-8-sig")
    return named(columns, list(csv.reader(io.StringIO(text), delimiter=";"))[1:])


def read_xlsx(reply, columns):
    sheet = load_workbook(io.BytesIO(reply.content)).active
    return named(columns, sheet.iter_rows(min_row=2, values_only=True))
