"""Everything that is published, in one long table: the same file for every leader."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext_lazy

from coordination.models import Department
from coordination.sheets import Cell
from feedback.analytics.statistics import Histogram, half_up
from feedback.answer import tables
from feedback.answer.tables import Row
from feedback.instrument.catalogue import load
from feedback.leaders.names import DIMENSIONS, HIDDEN, TABLES, group_name

COLUMNS = (
    gettext_lazy("Table"),
    gettext_lazy("First month"),
    gettext_lazy("Last month"),
    gettext_lazy("By"),
    gettext_lazy("Group"),
    gettext_lazy("Question"),
    gettext_lazy("Hidden"),
    gettext_lazy("Invited"),
    gettext_lazy("Sent"),
    gettext_lazy("Undelivered"),
    gettext_lazy("Answers"),
    gettext_lazy("Response rate, per cent"),
    gettext_lazy("Valid"),
    gettext_lazy("Do not know"),
    gettext_lazy("Left out"),
    gettext_lazy("Mean"),
    gettext_lazy("Mean, 95 % from"),
    gettext_lazy("Mean, 95 % to"),
    gettext_lazy("Top two, per cent of valid"),
    gettext_lazy("Top two, 95 % from"),
    gettext_lazy("Top two, 95 % to"),
    gettext_lazy("Questionnaire"),
)


def published() -> Iterator[list[Cell]]:
    """Return a row for each published cell: who was asked, then each question.

    A hidden cell is there, marked, and holds no number; the last column says in which
    wording it was asked. Two queries.
    """
    names = dict(Department.objects.values_list("pk", "name"))
    for table, dimension, row in tables.everything():
        place: list[Cell] = [
            str(TABLES[table]),
            f"{row.since:%Y-%m}",
            f"{row.until:%Y-%m}",
            str(DIMENSIONS[dimension]),
            group_name(dimension, row.value, names),
        ]
        yield [*place, "", *response_of(row), row.instrument]
        for item in load(row.instrument).items:
            if item.code in row.items:
                said = answers_to(row, row.items[item.code])
                yield [*place, item.label, *said, row.instrument]


def response_of(row: Row) -> list[Cell]:
    """Return the figures of who was asked."""
    return hidden() if row.response is None else [*asked(row), *[None] * 9]


def asked(row: Row) -> list[Cell]:
    """Return who was asked and who answered, as it stands beside every score."""
    counts: list[Cell] = [row.invited, row.sent, row.bounced, row.answered]
    return ["", *counts, row.rate.percent(1)]


def answers_to(row: Row, found: Histogram | None) -> list[Cell]:
    """Return the figures of one question."""
    if found is None or row.response is None:
        return hidden()
    share = found.top2
    low, high = share.interval() or (None, None)
    mean: Decimal | None = None if found.mean is None else half_up(found.mean)
    ends = found.mean_interval()
    sure: list[Cell] = [half_up(Fraction(end)) for end in ends] if ends else [None] * 2
    counts: list[Cell] = [found.valid, found.unknown, found.blank]
    return [*asked(row), *counts, mean, *sure, share.percent(1), low, high]


def hidden() -> list[Cell]:
    """Return a cell that says only that it is hidden."""
    return [str(HIDDEN), *[None] * 14]
