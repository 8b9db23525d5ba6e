"""Figures about the work itself, asked for by name from whoever keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination import figures
from coordination.calendar import COPENHAGEN
from feedback.analytics.charts import Drawing, Figure, Table, draw_waiting
from feedback.analytics.charts.figure import decimal
from feedback.analytics.statistics import median, percentile
from feedback.answer.closing import next_month

NINE_OF_TEN = 90


@dataclass(frozen=True)
class Wait:
    """How long one stretch of the way took, in whole days."""

    label: str
    days: Sequence[int]

    @property
    def median(self) -> Fraction | None:
        """Half waited no longer than this."""
        return median(self.days)

    @property
    def p90(self) -> int | None:
        """Nine of ten waited no longer than this."""
        return percentile(self.days, NINE_OF_TEN)

    @property
    def median_shown(self) -> str:
        """The median as it is written."""
        middle = self.median
        if middle is None:
            return "\N{EN DASH}"
        return decimal(middle, 0 if middle.denominator == 1 else 1)


def window(since: date, until: date) -> tuple[datetime, datetime]:
    """Return the moments from the first month's beginning to the last one's end."""
    begin = datetime.combine(since.replace(day=1), time(), COPENHAGEN)
    return begin, datetime.combine(next_month(until), time(), COPENHAGEN)


def ask(name: str, **asked: Any) -> Any:
    """Return a figure, or nothing when no app keeps it."""
    if name not in figures.offered():
        return None
    return figures.ask(name, **asked)


def waiting_figure(wait: Wait, *, period: str) -> Figure:
    """Draw how the waits are spread, in calendar days."""
    shows = f"{wait.label}, {period}."
    if not wait.days:
        return Figure(_("Nobody waited."), shows, None, Table([]))
    finding = _("Half waited at most %(median)s, nine of ten at most %(p90)s.") % {
        "median": _days(wait.median or 0),
        "p90": _days(wait.p90 or 0),
    }
    counts = {day: list(wait.days).count(day) for day in sorted(set(wait.days))}
    return Figure(
        finding,
        shows,
        Drawing.of(
            lambda w: draw_waiting(w, wait.days, title=finding, description=shows)
        ),
        Table([_("Days"), _("Handovers")], [[day, n] for day, n in counts.items()]),
    )


def _days(count: Fraction | int) -> str:
    exact = Fraction(count)
    shown = decimal(exact, 0 if exact.denominator == 1 else 1)
    # one and a half is many
    return ngettext("%(n)s day", "%(n)s days", ceil(exact)) % {"n": shown}
