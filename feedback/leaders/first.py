"""The four numbers of the first page, each with its n, its interval and its period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.formats import whole
from feedback.analytics.charts import Table
from feedback.analytics.charts.figure import decimal, percent, percent_ends
from feedback.analytics.statistics import median, median_interval
from feedback.answer import tables
from feedback.answer.closed import QUARTER
from feedback.answer.tables import Row
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.leaders import figures
from feedback.leaders.gathering import Gathered
from feedback.leaders.indicators import Unit
from feedback.leaders.periods import period_name, quarter_name
from feedback.leaders.process import Wait, ask

DASH = "\N{EN DASH}"


@dataclass(frozen=True)
class Number:
    """One of the four: what it says, how sure it is, and on how many it rests."""

    code: str
    label: str
    shown: str
    sure: str
    rests_on: str


def last_quarter(today: date) -> date:
    """Return the last month of the newest quarter that is over."""
    begins = today.replace(month=(today.month - 1) // QUARTER * QUARTER + 1, day=1)
    return (
        begins.replace(year=begins.year - 1, month=12)
        if begins.month == 1
        else begins.replace(month=begins.month - 1)
    )


def period_of(gathered: Gathered) -> date:
    """Return the quarter that the numbers are of: the newest that is published."""
    if gathered.quarters:
        return gathered.quarters[0].until
    return last_quarter(timezone.localdate())


def four(gathered: Gathered) -> list[Number]:
    """Return the four numbers; three of the newest closed quarter, one of today."""
    newest = next(iter(gathered.quarters), None)
    total = tables.total(gathered.months_of(newest)) if newest else None
    return [
        coherence(total),
        response(total),
        first_contact(gathered, period_of(gathered)),
        without_holder(),
    ]


def coherence(total: Row | None) -> Number:
    """Return how coherent the citizens found the change, all in all."""
    today = load(HANDOVER_PULSE)
    asked = load(total.instrument) if total else today
    overall = asked.overall
    said = total.items.get(overall.code) if total else None
    label, code = overall.label, overall.code if today.item(overall.code) else ""
    if said is None or said.mean is None:
        return nothing(code, label)
    ends = said.mean_interval()
    return Number(
        code,
        label,
        decimal(said.mean, 2),
        _("mean of 1 to 5") + (f" ({between(ends, 2)})" if ends else ""),
        ngettext("%(n)s answer", "%(n)s answers", said.valid)
        % {"n": whole(said.valid)},
    )


def response(total: Row | None) -> Number:
    """Return how many of those asked have answered."""
    label = _("Response rate")
    if total is None or not total.invited:
        return nothing("response-rate", label)
    share = total.rate
    return Number(
        "response-rate",
        label,
        percent(share.percent()),
        _("95 %% interval %(ends)s") % {"ends": percent_ends(share.ends())},
        figures.asking(total),
    )


def first_contact(gathered: Gathered, until: date) -> Number:
    """Return the median days from the offer to the first contact."""
    days = gathered.days("contact", until=until)
    label = _("From offered to first contact")
    middle, ends = median(days), median_interval(days)
    if middle is None:
        return nothing("first-contact", label)
    return Number(
        "first-contact",
        label,
        Unit.DAYS.write(middle),
        _("median; 95 %% interval %(low)s to %(high)s")
        % {"low": ends[0], "high": ends[1]}
        if ends
        else _("median; too few for an interval"),
        ngettext("%(n)s first contact", "%(n)s first contacts", len(days))
        % {"n": whole(len(days))},
    )


def waits(gathered: Gathered) -> Table | None:
    """Return how long half and nine of ten waited, on each stretch of the way."""
    until = period_of(gathered)
    stretches = [
        Wait(label, gathered.days(wait, until=until))
        for label, wait in (
            (_("From offered to accepted"), "answer"),
            (_("From accepted to first contact"), "met"),
            (_("From offered to first contact"), "contact"),
        )
    ]
    if not any(stretch.days for stretch in stretches):
        return None
    return Table(
        [_("Days of waiting"), _("Median"), _("Nine of ten within"), "n"],
        [
            [
                stretch.label,
                stretch.median_shown,
                DASH if stretch.p90 is None else stretch.p90,
                whole(len(stretch.days)),
            ]
            for stretch in stretches
        ],
    )


def without_holder() -> Number:
    """Return in how many cases nobody has said yes to the baton in time."""
    label = _("Cases without an accepted holder")
    found: Mapping[str, Any] | None = ask("cases_without_accepted_holder")
    if found is None:
        return nothing("", label)
    return Number(
        "",
        label,
        whole(found["without"]),
        ngettext(
            "of %(n)s active case today; all are counted, so there is no interval",
            "of %(n)s active cases today; all are counted, so there is no interval",
            found["active"],
        )
        % {"n": whole(found["active"])},
        _("%(overdue)s offers past their last day, %(gone)s holders who have left")
        % {"overdue": whole(found["overdue"]), "gone": whole(found["gone"])},
    )


def nothing(code: str, label: str) -> Number:
    """Return a number that is not there yet."""
    return Number(code, label, DASH, _("Nothing to show yet"), "")


def between(ends: tuple[float, float], digits: int) -> str:
    """Write an interval."""
    low, high = ends
    return _("95 %% interval %(low)s to %(high)s") % {
        "low": decimal(low, digits),
        "high": decimal(high, digits),
    }


def name_of(gathered: Gathered) -> str:
    """Name the quarter that the numbers are of."""
    if gathered.quarters:
        return period_name(gathered.quarters[0])
    return quarter_name(period_of(gathered))
