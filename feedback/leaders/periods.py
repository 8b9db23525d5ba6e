"""Months and quarters as they are named on the page and in an address."""

from datetime import date, datetime
from typing import Protocol

from django.utils.translation import gettext as _

from coordination.formats import month, short_month
from feedback.answer.closed import Closed
from feedback.answer.closing import closes_at
from feedback.instrument.catalogue import version_of

DASH = "\N{EN DASH}"


class Months(Protocol):
    """Anything that is of one month, or of several counted together."""

    @property
    def since(self) -> date:
        """A day in the first month."""

    @property
    def until(self) -> date:
        """A day in the last month."""


def quarter_name(until: date) -> str:
    """Name a quarter by its last month."""
    return _("quarter %(number)s of %(year)s") % {
        "number": until.month // 3,
        "year": until.year,
    }


def period_name(closed: Closed) -> str:
    """Name a closed quarter or year, with its wording where there is more than one."""
    year = str(closed.until.year)
    name = quarter_name(closed.until) if closed.is_quarter else year
    if not closed.siblings:
        return name
    return _("%(period)s, wording %(number)s") % {
        "period": name,
        "number": version_of(closed.instrument),
    }


def month_name(row: Months) -> str:
    """Name the month of a row; with the first one when several are one."""
    last = short_month(row.until)
    if row.since.replace(day=1) == row.until.replace(day=1):
        return last
    return f"{short_month(row.since, with_year=False)}{DASH}{last}"


def month_span(since: datetime, until: datetime) -> str:
    """Name the months from one moment to another."""
    first, last = month(since), month(until)
    return last if first == last else f"{first} {DASH} {last}"


def appears_on(month: date) -> date:
    """Return the day from which a month's answers are shown."""
    return closes_at(month).date()
