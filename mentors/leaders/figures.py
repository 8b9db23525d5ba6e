"""Process figures about mentors' work by month; none is about one mentor."""

from typing import Any

from coordination.figures import figure
from mentors.leaders.months import latest_months
from mentors.leaders.series import Measured


@figure("mentor_work_by_month")
def work_by_month(**_window: Any) -> list[dict[str, Any]]:
    """Return, month by month, what all mentors together have agreed and done.

    A month in which fewer than three mentors had a citizen is left out, and so is the
    one that still runs.
    """
    series = Measured(latest_months()).series(None)
    return [
        {
            "month": month.begins.date(),
            "done": work.done,
            "agreed": work.agreed,
            "kept": work.kept,
            "promised": work.promised,
            "nobody_home": work.nobody_home,
            "tried": work.tried,
        }
        for month, work in zip(series.months, series.work, strict=True)
        if work and not month.running
    ]
