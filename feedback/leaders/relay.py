"""The way of the baton through the departments, in tables; no answers in them."""

from typing import Any

from django.utils.translation import gettext as _

from feedback.analytics.charts import Table
from feedback.analytics.charts.figure import decimal
from feedback.leaders.process import ask


def relay() -> dict[str, Any] | None:
    """Return the relay's figures as the page shows them, if somebody keeps them."""
    found: dict[str, Any] | None = ask("relay")
    if not found or not found["paths"]:
        return None
    return {
        "cases": found["cases"],
        "complex": found["cases_with_3_departments"],
        "returns": found["returns"],
        "handovers": found["handovers"],
        "paths": from_to(found["paths"]),
        "held": Table(
            [_("Department"), _("Median days"), _("Nine of ten within"), _("Periods")],
            [
                [
                    row["department"],
                    short(row["median"]),
                    short(row["p90"]),
                    row["stays"],
                ]
                for row in found["days_held"]
            ],
        ),
    }


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


def short(value: Any) -> str:
    """Write days with a decimal only where there is one."""
    days = round(float(value), 1)
    return decimal(days, 0 if days.is_integer() else 1)
