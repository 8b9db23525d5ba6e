"""Everything that is published, in one long table: the same file for every leader."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from coordination.models import Department
from coordination.sheets import Cell
from feedback.analytics.statistics import Histogram
from feedback.answer import tables
from feedback.answer.tables import Row
from feedback.instrument.catalogue import load
from feedback.leaders.names import DIMENSIONS, HIDDEN, TABLES, group_name
from feedback.result.export import FIGURES, steps
from feedback.round.report import tell_steps

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
    *FIGURES,
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
    return hidden() if row.response is None else [*asked(row), *[None] * len(FIGURES)]


def asked(row: Row) -> list[Cell]:
    """Return who was asked and who answered, as it stands beside every score."""
    counts: list[Cell] = [row.invited, row.sent, row.bounced, row.answered]
    return ["", *counts, row.rate.percent(1)]


def answers_to(row: Row, found: Histogram | None) -> list[Cell]:
    """Return the figures of one question."""
    if found is None or row.response is None:
        return hidden()
    return [*asked(row), *steps(tell_steps(found, None))]


def hidden() -> list[Cell]:
    """Return a cell that says only that it is hidden."""
    return [str(HIDDEN), *[None] * (5 + len(FIGURES))]
