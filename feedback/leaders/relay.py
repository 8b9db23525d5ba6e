"""The way of the baton through the departments, in tables; no answers in them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from feedback.analytics.charts import Table
from feedback.analytics.charts.figure import decimal
from feedback.leaders.periods import month_span
from feedback.leaders.points import ENOUGH
from feedback.leaders.process import ask

DASH = "\N{EN DASH}"


def held_between(since: datetime, until: datetime) -> dict[str, Any] | None:
    """Return how many cases were held in a time that is over, and how long each time.

    The days of a department are not told of fewer than five times.
    """
    found: Mapping[str, Any] | None = ask("batons_held", since=since, until=until)
    if not found or not found["cases"]:
        return None
    return {
        "cases": found["cases"],
        "complex": found["cases_with_3_departments"],
        "held": held_table(found["days_held"], least=ENOUGH),
    }


def relay_of_log() -> dict[str, Any] | None:
    """Return the figures of what was imported from logs, if anything was."""
    found: Mapping[str, Any] | None = ask("relay_of_log")
    if not found:
        return None
    return {
        "cases": found["cases"],
        "complex": found["cases_with_3_departments"],
        "departments": found["departments"],
        "returns": found["returns"],
        "handovers": found["handovers"],
        "period": month_span(found["since"], found["until"]),
        "paths": from_to(found["paths"]),
        "held": held_table(found["days_held"]),
    }


def held_table(rows: Iterable[Mapping[str, Any]], *, least: int = 1) -> Table:
    """Return for how long each department held the baton, and how many times."""
    return Table(
        [_("Department"), _("Median days"), _("Nine of ten within"), _("Times")],
        [
            [
                row["department"],
                *(
                    decimal(row[figure], 1) if row["stays"] >= least else DASH
                    for figure in ("median", "p90")
                ),
                row["stays"],
            ]
            for row in rows
        ],
    )


def from_to(paths: list[dict[str, Any]]) -> Table:
    """Return from whom to whom, as a table with a row for each giver."""
    counts = {(path["from"], path["to"]): path["count"] for path in paths}
    names = sorted({name for path in counts for name in path})
    givers = [name for name in names if any(giver == name for giver, _to in counts)]
    return Table(
        [_("From / to"), *names],
        [
            [giver, *(counts.get((giver, name), "") for name in names)]
            for giver in givers
        ],
    )
